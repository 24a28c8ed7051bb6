from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.ports import Collected
from tests.sources.fakes import by_day, collect, sample

PATHS = {"items": "$.data[*]", "measure": "hub.downloads", "entity": "org.name", "time": "$.month"}
PATHS |= {"value": "stats.downloads", "unit": "downloads", "per": "month"}


def read(body: bytes | int, **options: Any) -> Collected:
    return collect("json", {"file:s.json": body}, file="s.json", **(PATHS | options))


def test_items_become_observations_and_odd_ones_findings() -> None:
    collected = read(sample("series.json"))
    assert by_day(collected) == {
        ("Qwen", date(2026, 1, 1)): Decimal("120.5"),
        ("Qwen", date(2026, 2, 1)): Decimal("153.6"),
    }
    assert [o.days for o in collected.observations] == [31, 28]
    assert [f.message for f in collected.findings] == [
        "item 3: its value is missing",
        "item 4: its time is missing",
    ]


def flat(**options: Any) -> Collected:
    body = b'[{"org": "Qwen", "day": "2026-02-01", "downloads": 7, "kind": "hub.x"}]'
    paths = {"items": "$[*]", "entity": "org", "time": "day", "value": "downloads", "per": "day"}
    return read(body, **(paths | options))


def test_a_name_that_no_item_has_is_literal() -> None:
    (observation,) = flat(entity="Meta AI").observations
    assert (observation.entity, observation.unit) == ("Meta AI", "downloads")
    assert flat(measure="kind").observations[0].measure == "hub.x"
    assert flat(measure="$.kind").observations[0].measure == "hub.x"


def test_a_path_with_a_filter_is_understood() -> None:
    assert flat(items="$[?(@.downloads > 5)]").observations
    with pytest.raises(SourceError, match="has nothing at"):
        flat(items="$[?(@.downloads > 9)]")


def test_a_filter_that_cannot_be_applied_is_an_error() -> None:
    with pytest.raises(SourceError, match="cannot be read as JSON"):
        read(b'{"data": null}', items="$.data.`sorted`")


def test_an_entity_that_nearly_names_a_key_is_a_slip() -> None:
    body = b'[{"organisation": "Qwen", "day": "2026-02-01", "n": 7}]'
    with pytest.raises(SourceError) as caught:
        read(body, items="$[*]", entity="organisatoin", time="day", value="n")
    assert caught.value.hint == "did you mean 'organisation'?"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "cannot be read as JSON"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b'{"data": [NaN]}', "NaN is not a number"),
        (b'{"data": []}', "has nothing at"),
        (b'{"data": [{"org": {"name": true}, "month": "2026-01"}]}', "its value is missing|entity"),
        (b'{"data": [{"month": "2026-01", "stats": {"downloads": true}}]}', "no usable row"),
    ],
)
def test_a_document_without_a_good_item_is_an_error(body: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(body)


def test_an_unchanged_document_yields_nothing() -> None:
    assert read(304) == Collected()


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_but_source_errors(body: bytes) -> None:
    with pytest.raises(SourceError):
        read(body)
