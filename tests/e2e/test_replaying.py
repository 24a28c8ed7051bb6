"""A sample that an editor changes is replayed anew; what was collected live is left alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.content.making import make_publication
from briefing.ports import Collection
from briefing.store import open_store

TEMPLATE = """\
# Rides

{% set rides = series('bikes.rides', 'Mill Lane') | at('2026-02-27') %}
{{ 'nothing' if rides is missing else rides }} on that day
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    make_publication(tmp_path / "site", "News")
    template = tmp_path / "site" / "templates" / "topics" / "bike-counts.md.j2"
    template.write_text(TEMPLATE, encoding="utf-8")
    return tmp_path / "site"


def build(site: Path, *more: str) -> int:
    return main(["build", "--replay", "--site", str(site), "--out", str(site / "out"), *more])


def counters(site: Path, rides: int, column: str = "rides") -> None:
    path = site / "content" / "bike-counts" / "counters.csv"
    path.write_text(f"day,street,{column}\n2026-02-27,Mill Lane,{rides}\n", encoding="utf-8")


def dek(site: Path) -> str:
    (text,) = (site / "out").rglob("email.txt")
    return text.read_text(encoding="utf-8")


def test_a_table_that_is_mended_or_changed_is_read_again(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counters(site, 5, column="ride")
    assert build(site) == 1
    error = capsys.readouterr().err
    assert "no series 'bikes.rides'" in error
    assert "has no column 'rides' (did you mean 'ride'?)" in error
    counters(site, 5)
    assert build(site) == 0
    assert "\n5 on that day" in dek(site)
    counters(site, 700)
    assert build(site) == 0
    assert "\n700 on that day" in dek(site)


def test_a_source_that_is_set_up_anew_is_read_again(site: Path) -> None:
    topic = site / "content" / "bike-counts" / "topic.toml"
    good = topic.read_text(encoding="utf-8")
    topic.write_text(good.replace('"bikes.rides"', '"bikes.trips"'), encoding="utf-8")
    assert build(site) == 1
    topic.write_text(good, encoding="utf-8")
    assert build(site) == 0


def test_what_was_collected_live_is_left_alone(site: Path) -> None:
    database = f"sqlite:///{site / 'live.db'}"
    counters(site, 5)
    assert build(site, "--db", database) == 0
    store = open_store(database)
    store.save_collection(
        Collection("bike-counts", "counters", datetime(2026, 2, 28, 5, 30, tzinfo=UTC), 0, 0)
    )
    counters(site, 700)
    assert build(site, "--db", database) == 0
    assert "\n5 on that day" in dek(site)
    store.close()
