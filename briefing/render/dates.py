"""Dates and instants as people read them, in an article's language."""

from datetime import UTC, date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_datetime_format


def locale_of(lang: str) -> Locale:
    """Return Babel's locale for a BCP 47 tag; English is written the international way."""
    try:
        return Locale.parse({"en": "en_GB"}.get(lang, lang.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def long_date(day: date, lang: str) -> str:
    """Write a day out, such as "1 March 2026"."""
    return str(format_date(day, "long", locale=locale_of(lang)))


def weekday_date(day: date, lang: str) -> str:
    """Write a day out with its weekday, such as "Sunday, 1 March 2026"."""
    return str(format_date(day, "full", locale=locale_of(lang)))


def short_date(day: date, lang: str) -> str:
    """Write a day briefly, its month by name, such as "1 Mar 2026"."""
    return _by_skeleton("yMMMd", day, lang)


def month_and_day(day: date, lang: str) -> str:
    """Write a day without its year, such as "31 Mar"."""
    return _by_skeleton("MMMd", day, lang)


def instant(at: datetime, lang: str) -> str:
    """Write an instant to the minute, such as "1 Mar 2026, 05:00 UTC"."""
    there = at.astimezone(UTC)
    pattern = str(get_datetime_format("medium", locale=locale_of(lang)))
    return pattern.format(f"{there:%H:%M} UTC", short_date(there.date(), lang))


def _by_skeleton(skeleton: str, day: date, lang: str) -> str:
    there = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return str(format_skeleton(skeleton, there, locale=locale_of(lang)))
