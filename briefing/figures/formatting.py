"""How figures read in print, in the reader's language (CLDR, through Babel).

Printing never lies by rounding: what is not zero does not read as 0, and a share that is not
whole does not read as 0 % or 100 %.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_plus_sign_symbol,
)

from briefing.errors import DataError
from briefing.model.figure import DATE, PERCENT, POINTS, RATIO, Figure, Missing
from briefing.model.spoken import spoken

Format = Callable[..., Figure]
COMPACT_FROM = Decimal(100_000)
CURRENCIES = ("USD", "EUR", "GBP", "JPY", "CNY", "CHF", "INR")
_SPEAKING = (DATE, PERCENT, POINTS, RATIO, *CURRENCIES)
"""Units that a figure says, or needs not say, however it is printed."""
_POINTS: Mapping[str, str] = {
    "en": " percentage points",
    "ar": " نقطة مئوية",
    "de": " Prozentpunkte",
    "es": " puntos porcentuales",
    "fr": " points de pourcentage",
    "ja": "ポイント",
}
_DIGITS = 100
"""Room to round whatever a source may hold: Decimal's own 28 digits end at 10 to the 22nd."""


def locale_of(lang: str) -> Locale:
    """Return the locale of a language tag; English dates read day first."""
    return Locale.parse({"en": "en_GB"}.get(lang, lang.replace("-", "_")))


def format_figure(figure: Figure, lang: str) -> str:
    """Return how a figure reads where the template asks for no format of its own."""
    with localcontext(prec=_DIGITS):
        return _plainly(figure, locale_of(lang))


def _plainly(figure: Figure, locale: Locale) -> str:
    if figure.unit == DATE:
        return _date(figure.value, locale)
    if figure.unit == PERCENT:
        return _percent(figure.value, 1, locale)
    if figure.unit == POINTS:
        return _points(figure.value, 1, locale)
    if figure.unit == RATIO:
        return _decimal(figure.value, 2, locale)
    if figure.unit in CURRENCIES:
        return _currency(figure.value, figure.unit, locale)
    if abs(figure.value) >= COMPACT_FROM:
        return _compact(figure.value, 1, locale)
    whole = figure.value == figure.value.to_integral_value()
    return _decimal(figure.value, 0 if whole else 2, locale)


def make_formats(lang: str) -> Mapping[str, Format]:
    """Return the template filters that say how a figure is printed; each returns the figure."""
    locale = locale_of(lang)

    def compact(figure: Figure | Missing, digits: int = 1, *, long: bool = False) -> Figure:
        """Print in short: 153.6M; with long=true, 153.6 million."""
        return _say(figure, lambda f: _compact(f.value, digits, locale, long=long))

    def full(figure: Figure | Missing, digits: int = 0, *, fixed: bool = False) -> Figure:
        """Print every digit, grouped: 153,600,000; fixed=true keeps zeros at the end: 20.0."""
        return _say(figure, lambda f: _decimal(f.value, digits, locale, fixed=fixed))

    def plain(figure: Figure | Missing, digits: int = 0, *, of: int = 1) -> Figure:
        """Print bare digits, for diagrams: 1536; of=1000 counts in thousands: 1.536 at 3 digits."""
        return _say(figure, lambda f: f"{_rounded(f.value / of, digits):f}")

    def millions(figure: Figure | Missing, digits: int = 1) -> Figure:
        """Print as a plain number of millions, for diagrams and tables: 153.6."""
        return _say(figure, lambda f: f"{_rounded(f.value / 1_000_000, digits):f}")

    def percent(figure: Figure | Missing, digits: int = 0) -> Figure:
        """Print in per cent, as the language writes it; a ratio of 0.5 prints 50%."""
        return _say(figure, lambda f: _percent(_in_percent(f), digits, locale))

    def times(figure: Figure | Missing, digits: int = 1) -> Figure:
        """Print a ratio as a multiple: 2.0×."""
        return _say(figure, lambda f: f"{_decimal(f.value, digits, locale, fixed=True)}×")

    def signed(figure: Figure | Missing, digits: int = 1) -> Figure:
        """Print with its sign, in short: +3.4M, +12.5%, or +3.0 percentage points."""
        return _say(figure, lambda f: _signed(f, digits, locale))

    def with_unit(figure: Figure | Missing) -> Figure:
        """Print with the unit's name: 153.6M downloads."""
        return _say(figure, lambda f: _with_unit(f, locale))

    def day(figure: Figure | Missing) -> Figure:
        """Print a date: 2 March 2026."""
        return _say(figure, lambda f: _date(_dated(f).value, locale))

    def interval(figure: Figure | Missing) -> Figure:
        """Print what an estimate lies between: between 2 and 5 March 2026; 2.–5. März 2026."""
        return _say(figure, lambda f: _interval(f, locale))

    formats = (compact, full, plain, millions, percent, times, signed, with_unit, interval)
    return {**{f.__name__: f for f in formats}, "date": day}


def _say(figure: Figure | Missing, printed: Callable[[Figure], str]) -> Figure:
    if isinstance(figure, Missing):
        raise figure.error()
    if not isinstance(figure, Figure):
        raise _no_figure(figure)
    with localcontext(prec=_DIGITS):
        return replace(figure, text=printed(figure))


def _no_figure(value: object) -> DataError:
    str(value)  # a name that a template does not know says so itself, better than we could
    return DataError(
        f"{spoken(value)} is not a figure, so it has no format",
        hint='make one of a bare number with `quantity(5, "downloads")`',
    )


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)


def _decimal(value: Decimal, digits: int, locale: Locale, *, fixed: bool = False) -> str:
    shown = _rounded(value, digits)
    places = "0" * digits if fixed else "#" * digits
    pattern = "#,##0" + (f".{places}" if digits else "")
    if shown == 0 and value != 0:
        least = format_decimal(Decimal(1).scaleb(-digits), format=pattern, locale=locale)
        return f"<{least}" if value > 0 else f">-{least}"
    return str(format_decimal(shown, format=pattern, locale=locale))


def _compact(value: Decimal, digits: int, locale: Locale, *, long: bool = False) -> str:
    if abs(value) < 1000:
        whole = value == value.to_integral_value()
        return _decimal(value, 0 if whole else digits, locale)
    style: Literal["long", "short"] = "long" if long else "short"
    unit = _unit_of(value, locale.compact_decimal_formats[style]["other"])
    if unit == 1:
        return _decimal(value, 0, locale)
    # Rounded first, for Babel chooses K, M or B before it rounds: 999,950 would read as 1000K.
    shown = _rounded(value / unit, digits) * unit
    return str(
        format_compact_decimal(shown, format_type=style, locale=locale, fraction_digits=digits)
    )


def _unit_of(value: Decimal, patterns: Mapping[str, object]) -> int:
    """Return what a language counts such a value in: thousands, or 万 (10,000); 1 if in nothing.

    Its pattern for a power of ten keeps as many digits as it has zeros.
    """
    power = max((int(p) for p in patterns if int(p) <= abs(value)), default=1)
    pattern = str(getattr(patterns.get(str(power)), "pattern", "0"))
    return 1 if pattern == "0" else power // 10 ** (pattern.count("0") - 1)


def _currency(value: Decimal, code: str, locale: Locale) -> str:
    least = Decimal(1).scaleb(-get_currency_precision(code))
    if value and abs(value) < least / 2:
        bound = format_currency(least.copy_sign(value), code, locale=locale)
        return f"{'<' if value > 0 else '>'}{bound}"
    return str(format_currency(value, code, locale=locale))


def _with_unit(figure: Figure, locale: Locale) -> str:
    plain = _plainly(figure, locale)
    return plain if figure.unit in _SPEAKING else f"{plain} {figure.unit}"


def _percent(value: Decimal, digits: int, locale: Locale) -> str:
    least = Decimal(1).scaleb(-digits)
    pattern = locale.percent_formats[None].pattern.replace(
        "0", "0" + "." * bool(digits) + "0" * digits
    )
    shown = _rounded(value, digits)

    def say(number: Decimal) -> str:
        return str(format_percent(number / 100, format=pattern, locale=locale))

    if shown == 0 and value != 0:
        return f"<{say(least)}" if value > 0 else f">-{say(least)}"
    if abs(shown) == 100 and shown != value:
        bound = shown if abs(value) > 100 else (shown - least.copy_sign(shown))
        return f"{'>' if value > 0 else '<'}{say(bound)}"
    return say(shown)


def _points(value: Decimal, digits: int, locale: Locale) -> str:
    number = _decimal(value, digits, locale, fixed=True)
    return number + _POINTS.get(locale.language, " pp")


def _in_percent(figure: Figure) -> Decimal:
    if figure.unit == PERCENT:
        return figure.value
    if figure.unit == RATIO:
        return figure.value * 100
    if figure.unit == POINTS:
        raise DataError(
            f"{figure.operand} is the difference of two percentages, which is in {POINTS}",
            hint="print it plainly or with `signed`; for the change in per cent, use `growth`",
        )
    raise DataError(
        f"{figure.operand} is in {figure.unit!r}, not a percentage",
        hint=f"use `share` or `growth`, or give what is one the unit {PERCENT!r} or {RATIO!r}",
    )


def _signed(figure: Figure, digits: int, locale: Locale) -> str:
    say = {PERCENT: _percent, POINTS: _points}.get(figure.unit, _compact)
    text = say(figure.value, digits, locale)
    if figure.value <= 0:
        return text
    bound = text[:1] if text[0] in "<>" else ""
    return f"{bound}{get_plus_sign_symbol(locale)}{text.removeprefix(bound)}"


def _dated(figure: Figure) -> Figure:
    if figure.unit != DATE:
        raise DataError(f"{figure.operand} is in {figure.unit}, not a date")
    return figure


def _date(ordinal: Decimal, locale: Locale) -> str:
    return str(format_date(date.fromordinal(int(ordinal)), "long", locale=locale))


def _interval(figure: Figure, locale: Locale) -> str:
    english = locale.language == "en"
    if figure.unit == DATE and figure.low is not None and figure.high is None:
        first = _date(figure.low, locale)
        return f"not before {first}" if english else f"{first} – …"
    if figure.low is None or figure.high is None:
        return _plainly(figure, locale)
    if figure.unit != DATE:
        low, high = (_compact(v, 1, locale) for v in (figure.low, figure.high))
        return f"between {low} and {high}" if english else f"{low} – {high}"
    if figure.low == figure.high:
        return f"on {_date(figure.low, locale)}" if english else _date(figure.low, locale)
    begins, ends = (date.fromordinal(int(v)) for v in (figure.low, figure.high))
    if not english:
        return str(format_interval(begins, ends, "yMMMMd", locale=locale))
    start = format_date(begins, _shortened(begins, ends, locale), locale=locale)
    return f"between {start} and {_date(figure.high, locale)}"


def _shortened(first: date, last: date, locale: Locale) -> str:
    """Return the pattern of a first day without what the last day says again."""
    if not locale.date_formats["long"].pattern.startswith("d"):
        return "long"  # "March 2" says its month before its day
    if first.year != last.year:
        return "d MMMM y"
    return "d MMMM" if first.month != last.month else "d"
