"""Dates in the reader's language; an unknown one is written the international way."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from briefing.render.dates import instant, long_date, month_and_day, short_date, weekday_date

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "1 March 2026"),
        ("en-US", "March 1, 2026"),
        ("de", "1. März 2026"),
        ("pt-BR", "1 de março de 2026"),
        ("xx-none", "1 March 2026"),
        ("not a language", "1 March 2026"),
    ],
)
def test_a_day_written_out(lang: str, said: str) -> None:
    assert long_date(DAY, lang) == said


def test_other_forms() -> None:
    assert weekday_date(DAY, "en") == "Sunday, 1 March 2026"
    assert short_date(DAY, "en") == "1 Mar 2026"
    assert month_and_day(DAY, "en") == "1 Mar"
    assert month_and_day(DAY, "de") == "1. März"


def test_an_instant_is_told_in_utc() -> None:
    at = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert instant(at, "en") == "28 Feb 2026, 23:30 UTC"
    assert instant(datetime(2026, 3, 1, 5, tzinfo=UTC), "en") == "1 Mar 2026, 05:00 UTC"
