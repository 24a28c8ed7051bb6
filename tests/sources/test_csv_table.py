import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import Location, SourceError
from briefing.ports import Collected
from briefing.sources.csv_table import read_rows
from tests.sources.fakes import by_day, collect, sample

COLUMNS = {"measure": "hub.downloads", "entity": "organisation", "time": "date"}
COLUMNS |= {"value": "downloads", "unit": "downloads", "per": "day"}


def read(body: bytes | int, **options: Any) -> Collected:
    return collect("csv", {"file:d.csv": body}, file="d.csv", **(COLUMNS | options))


def table(text: str, **options: Any) -> Collected:
    return read(b"date,organisation,downloads\n" + text.encode(), **options)


def test_good_rows_are_read_and_bad_ones_told_by_line() -> None:
    collected = read(sample("downloads.csv"), thousands=",")
    assert by_day(collected) == {
        ("Qwen", date(2026, 2, 1)): Decimal(1234),
        ("Meta", date(2026, 2, 1)): Decimal(200),
        ("Qwen", date(2026, 2, 3)): Decimal(300),
        ("Meta", date(2026, 2, 5)): Decimal(400),
    }
    assert [f.at for f in collected.findings] == [
        Location("content/demo/d.csv", n) for n in (5, 6, 8, 9, 10)
    ]
    assert {f.rule for f in collected.findings} == {"bad-row"}


def test_an_observation_says_what_it_covers() -> None:
    (observation,) = table(
        "2026-02,Qwen,153.6\n", per="month", link="https://o.example/"
    ).observations
    assert (observation.days, observation.unit) == (28, "downloads")
    assert observation.measure == "hub.downloads"
    assert observation.observed_at == datetime(2026, 2, 1, tzinfo=UTC)
    assert observation.url == "https://o.example/"


def test_measure_and_entity_may_be_columns_or_names() -> None:
    body = b"when;what;n\n2026-02-01;hub.likes;5\n2026-02-01;hub.stars;6\n"
    collected = read(body, delimiter=";", measure="what", entity="Qwen", time="when", value="n")
    assert [(o.measure, o.entity) for o in collected.observations] == [
        ("hub.likes", "Qwen"),
        ("hub.stars", "Qwen"),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"time": "dat"}, "no column 'dat'"),
        ({"entity": "organisatoin"}, "did you mean 'organisation'"),
        ({"value": "n"}, "its columns are date, organisation, downloads"),
    ],
)
def test_a_column_that_is_not_there_is_an_error(options: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError) as caught:
        table("2026-02-01,Qwen,1\n", **options)
    assert message in str(caught.value)


@pytest.mark.parametrize("body", [b"", b"\n\n", b"date,organisation,downloads\n", b'"a\n'])
def test_a_file_without_a_good_row_is_an_error(body: bytes) -> None:
    with pytest.raises(SourceError):
        read(body)


def test_a_column_named_twice_is_an_error() -> None:
    with pytest.raises(SourceError, match="several columns 'date'"):
        read(b"date,date,organisation,downloads\n1,2,3,4\n")


def test_the_first_bad_row_explains_a_file_without_a_good_one() -> None:
    with pytest.raises(SourceError, match="'x' is not a number") as caught:
        table("2026-02-01,Qwen,x\n")
    assert caught.value.at == Location("content/demo/d.csv", 2)


def test_two_values_for_one_day_are_told() -> None:
    collected = table("2026-02-01,Qwen,1\n2026-02-01,Qwen,1\n2026-02-01,Qwen,2\n")
    assert list(by_day(collected).values()) == [1]
    assert "another value for Qwen" in collected.findings[0].message


def test_bad_rows_beyond_the_first_twenty_are_counted() -> None:
    collected = table("2026-02-01,Qwen,1\n" + "x,y,z\n" * 50)
    assert len(collected.findings) == 21
    assert "30 further rows" in collected.findings[-1].message


def test_an_encoding_can_be_declared_and_a_wrong_one_costs_only_its_rows() -> None:
    text = "date,organisation,downloads\n2026-02-01,Münch,1\n2026-02-01,Qwen,2\n"
    latin = read(text.encode("latin-1"), encoding="latin-1")
    assert [o.entity for o in latin.observations] == ["Münch", "Qwen"]
    assert [o.entity for o in read(text.encode("latin-1")).observations] == ["Qwen"]


def test_an_unchanged_file_yields_nothing() -> None:
    assert read(304) == Collected()


def test_an_address_is_its_own_origin() -> None:
    url = "https://d.example/d.csv"
    body = b"date,organisation,downloads\n2026-02-01,Qwen,1\n"
    options: dict[str, Any] = {**COLUMNS, "url": url}
    (observation,) = collect("csv", {url: body}, **options).observations
    assert observation.url == url


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


@given(st.lists(st.tuples(cells, cells, st.just("x")), max_size=8), st.booleans())
def test_what_the_csv_module_writes_is_read_back(rows: list[tuple[str, ...]], quoted: bool) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerows([("a", "b", "c"), *rows])
    found = [tuple(row.content) for row in read_rows(out.getvalue(), ",", path="d.csv")]
    assert found == [("a", "b", "c"), *rows]


mangled = st.one_of(
    st.sampled_from(['"', '"x', 'a"b', "1", "1,2", "1,2,3,4", '"a",b', ',"', '"x"y,2,3', ""]),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=6).map('"'.__add__),
)


@given(st.lists(mangled, max_size=6), st.lists(mangled, max_size=6))
def test_mangled_rows_cost_no_good_row(before: list[str], after: list[str]) -> None:
    lines = ["date,organisation,downloads", *before, "2026-02-01,Qwen,7", *after]
    lines += ["2026-02-02,Qwen,8"]
    found = by_day(read("\n".join(lines).encode()))
    assert found[("Qwen", date(2026, 2, 1))] == 7
    assert found[("Qwen", date(2026, 2, 2))] == 8


def test_a_file_in_another_encoding_says_so() -> None:
    collected = read(
        "date,organisation,downloads\n2026-02-01,Mühl,5\n2026-02-01,B,6\n".encode("latin-1")
    )
    (finding,) = collected.findings
    assert "in another encoding" in finding.message


def test_one_mark_for_thousands_and_decimals_leaves_every_number_in_doubt() -> None:
    with pytest.raises(SourceError, match="both marked by") as caught:
        table("2026-02-01,Qwen,1.234\n", thousands=".")
    assert "`decimal`" in caught.value.hint
