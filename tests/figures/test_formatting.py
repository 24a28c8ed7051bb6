"""How figures read in print."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError

from briefing.errors import DataError
from briefing.figures.formatting import format_figure, make_formats
from briefing.figures.operations import quantity
from briefing.model.figure import Figure, Missing
from tests.figures.series import AS_OF


def figure(value: object, unit: str = "downloads", **more: object) -> Figure:
    return Figure(Decimal(str(value)), unit, AS_OF, "f", **more)  # type: ignore[arg-type]


def printed(
    name: str, value: object, *arguments: object, unit: str = "downloads", lang: str = "en"
) -> str:
    return make_formats(lang)[name](figure(value, unit), *arguments).text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (153_600_000, "downloads", "153.6M"),
        (99_999, "downloads", "99,999"),
        (100_000, "downloads", "100K"),
        (0, "downloads", "0"),
        ("2.5", "downloads/day", "2.5"),
        ("61.3419", "percent", "61.3%"),
        ("0.004", "percent", "<0.1%"),
        ("-0.004", "percent", ">-0.1%"),
        ("99.99", "percent", ">99.9%"),
        ("100", "percent", "100.0%"),
        ("2", "ratio", "2"),
        ("0.333333", "ratio", "0.33"),
        ("0.0001", "ratio", "<0.01"),
        ("1234.5", "USD", "US$1,234.50"),
        ("0.001", "USD", "<US$0.01"),
        ("-0.4", "JPY", ">-JP¥1"),
        ("100.04", "percent", ">100.0%"),
        ("-99.96", "percent", "<-99.9%"),
        ("1e30", "downloads", "1000000000000000000T"),
        (date(2026, 3, 2).toordinal(), "date", "2 March 2026"),
        (-5, "downloads", "-5"),
    ],
)
def test_plainly(value: object, unit: str, text: str) -> None:
    assert format_figure(figure(value, unit), "en") == text


@pytest.mark.parametrize(
    ("name", "value", "arguments", "unit", "text"),
    [
        ("compact", 153_600_000, (1,), "downloads", "153.6M"),
        ("compact", 999_950, (1,), "downloads", "1M"),
        ("compact", 1_000_000_000, (1,), "downloads", "1B"),
        ("compact", 512, (1,), "downloads", "512"),
        ("full", 153_600_000, (), "downloads", "153,600,000"),
        ("full", "0.4", (), "downloads", "<1"),
        ("plain", 1_536_000, (), "downloads", "1536000"),
        ("plain", "12.50", (1,), "downloads", "12.5"),
        ("millions", 153_600_000, (1,), "downloads", "153.6"),
        ("millions", 20_000_000, (1,), "downloads", "20.0"),
        ("percent", "0.5", (), "ratio", "50%"),
        ("percent", "61.34", (1,), "percent", "61.3%"),
        ("percent", "100.3", (), "percent", ">100%"),
        ("percent", "99.6", (), "percent", ">99%"),
        ("percent", "-99.6", (), "percent", "<-99%"),
        ("percent", "-100.3", (), "percent", "<-100%"),
        ("percent", "-100", (), "percent", "-100%"),
        ("signed", "0.04", (1,), "percent", "<+0.1%"),
        ("signed", "3", (), "percentage points", "+3.0 percentage points"),
        ("signed", "-0.01", (), "percentage points", ">-0.1 percentage points"),
        ("with_unit", "3", (), "percentage points", "3.0 percentage points"),
        ("signed", "100.04", (1,), "percent", ">+100.0%"),
        ("full", "1e40", (), "downloads", "10" + ",000" * 13),
        ("times", 2, (1,), "ratio", "2.0×"),
        ("signed", 3_400_000, (1,), "downloads", "+3.4M"),
        ("signed", "-12.5", (1,), "percent", "-12.5%"),
        ("signed", 0, (0,), "downloads", "0"),
        ("with_unit", 153_600_000, (), "downloads", "153.6M downloads"),
        ("with_unit", "61.3", (), "percent", "61.3%"),
        ("with_unit", 5, (), "USD", "US$5.00"),
        ("date", date(2026, 3, 2).toordinal(), (), "date", "2 March 2026"),
    ],
)
def test_formats(
    name: str, value: object, arguments: tuple[object, ...], unit: str, text: str
) -> None:
    assert printed(name, value, *arguments, unit=unit) == text


def test_bare_digits_may_count_in_thousands() -> None:
    counted = make_formats("de")["plain"](figure(1536), 3, of=1000)
    assert (counted.text, counted.value) == ("1.536", 1536)


@pytest.mark.parametrize(
    ("lang", "compact", "percent", "day"),
    [
        ("de", "153,6 Mio.", "61 %", "2. März 2026"),
        ("fr", "153,6 M", "61 %", "2 mars 2026"),
        ("ja", "1.5億", "61%", "2026年3月2日"),
    ],
)
def test_other_languages(lang: str, compact: str, percent: str, day: str) -> None:
    def plain(text: str) -> str:
        return text.replace("\xa0", " ").replace("\u202f", " ")

    assert plain(printed("compact", 153_600_000, lang=lang)) == compact
    assert plain(printed("percent", 61, unit="percent", lang=lang)) == percent
    assert printed("date", date(2026, 3, 2).toordinal(), unit="date", lang=lang) == day


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [
        ("ja", 1234, "1,234"),
        ("ja", 12_345_678, "1234.6万"),
        ("ja", 154_960_000, "1.5億"),
        ("ja", 99_999_600, "1億"),
        ("hi", 12_345_678, "1.2 क॰"),
        ("de", 155_432, "155.432"),
        ("de", -155_432_000, "-155,4 Mio."),
        ("es", 1_234_567_890, "1234,6 M"),
    ],
)
def test_short_numbers_are_as_exact_as_the_language_that_counts_them(
    lang: str, value: int, text: str
) -> None:
    assert printed("compact", value, lang=lang).replace("\xa0", " ") == text


@pytest.mark.parametrize(
    ("lang", "low", "high", "text"),
    [
        ("de", "2026-03-02", "2026-03-05", "2.–5. März 2026"),
        ("ja", "2026-03-02", "2026-04-05", "2026年3月2日～4月5日"),
        ("ja", "2026-03-02", "2026-03-02", "2026年3月2日"),
        ("en-US", "2026-03-02", "2026-03-05", "between March 2, 2026 and March 5, 2026"),
    ],
)
def test_intervals_in_other_languages(lang: str, low: str, high: str, text: str) -> None:
    first, last = (Decimal(date.fromisoformat(day).toordinal()) for day in (low, high))
    assert make_formats(lang)["interval"](figure(first, "date", low=first, high=last)).text == text
    numbers = figure(5, low=Decimal(2), high=Decimal(9))
    assert ("between" in make_formats(lang)["interval"](numbers).text) == (lang == "en-US")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("2026-03-02", "2026-03-05", "between 2 and 5 March 2026"),
        ("2026-03-30", "2026-04-02", "between 30 March and 2 April 2026"),
        ("2026-12-30", "2027-01-02", "between 30 December 2026 and 2 January 2027"),
        ("2026-03-02", "2026-03-02", "on 2 March 2026"),
    ],
)
def test_intervals_of_days(low: str, high: str, text: str) -> None:
    first, last = (Decimal(date.fromisoformat(day).toordinal()) for day in (low, high))
    found = figure(first, "date", low=first, high=last)
    assert make_formats("en")["interval"](found).text == text


def test_intervals_of_numbers() -> None:
    found = figure(5000, low=Decimal(1200), high=Decimal(9000))
    assert make_formats("en")["interval"](found).text == "between 1.2K and 9K"
    assert make_formats("en")["interval"](figure(5)).text == "5"


def test_what_is_missing_is_not_printed() -> None:
    with pytest.raises(DataError, match="not collected"):
        make_formats("en")["compact"](Missing("not collected"))


def test_a_bare_number_has_no_format() -> None:
    with pytest.raises(DataError, match="is not a figure") as caught:
        make_formats("en")["compact"](5)
    assert "quantity(5" in caught.value.hint


def test_units_that_a_format_cannot_print() -> None:
    with pytest.raises(DataError, match="not a percentage") as caught:
        printed("percent", 5)
    with pytest.raises(DataError, match="difference of two percentages"):
        printed("percent", 5, unit="percentage points")
    assert "the unit 'percent' or 'ratio'" in caught.value.hint
    with pytest.raises(DataError, match="not a date"):
        printed("date", 5)


@given(st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=4))
def test_what_is_not_zero_never_reads_as_zero(value: Decimal) -> None:
    text = format_figure(figure(value), "en")
    assert (text in ("0", "-0")) == (value == 0)


@given(st.integers(-(10**12), 10**12))
def test_every_digit_can_be_read_back(value: int) -> None:
    assert int(printed("full", value).replace(",", "")) == value


def test_a_format_changes_the_text_alone() -> None:
    before = quantity(1234, "days")
    after = make_formats("en")["full"](before)
    assert (after.value, after.formula, after.text) == (before.value, before.formula, "1,234")


def test_an_unknown_name_of_a_template_says_so_itself() -> None:
    with pytest.raises(UndefinedError, match="'leadr' is undefined"):
        make_formats("en")["compact"](StrictUndefined(name="leadr"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "text"), [("de", "+3,4 Prozentpunkte"), ("ja", "+3.4ポイント"), ("sv", "+3,4 pp")]
)
def test_percentage_points_in_other_languages(lang: str, text: str) -> None:
    assert printed("signed", "3.4", unit="percentage points", lang=lang) == text
