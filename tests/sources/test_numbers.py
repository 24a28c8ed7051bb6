from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.numbers import exact, parse_number


@pytest.mark.parametrize(
    ("text", "thousands", "decimal", "number"),
    [
        ("1234", "", ".", "1234"),
        (" -0.50 ", "", ".", "-0.50"),
        ("1e6", "", ".", "1E+6"),
        ("1,234,567.8", ",", ".", "1234567.8"),
        ("1.234,5", ".", ",", "1234.5"),
        ("1\u202f234", " ", ".", "1234"),
        ("−3", "", ".", "-3"),
        (".5", "", ".", "0.5"),
    ],
)
def test_numbers_are_read_exactly(text: str, thousands: str, decimal: str, number: str) -> None:
    assert parse_number(text, thousands=thousands, decimal=decimal) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "nan", "NaN", "inf", "-Infinity", "1,234", "0x1F", "1_000", "١٢", "1e999", "5 %"]
)
def test_what_is_not_plainly_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


def test_thousands_must_stand_in_groups_of_three() -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number("1,23", thousands=",")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6
    )
)
def test_every_written_number_comes_back(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == number
    assert parse_number(f"{number:,f}", thousands=",") == number


@pytest.mark.parametrize("value", [True, None, 1.5, [], Decimal("NaN"), Decimal("1e99"), "1e99"])
def test_cells_of_other_types_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="number"):
        exact(value)


def test_whole_numbers_and_decimals_pass() -> None:
    assert exact(7) == 7
    assert exact(Decimal("0.1")) == Decimal("0.1")
