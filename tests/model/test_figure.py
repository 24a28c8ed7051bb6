"""Figures: arithmetic that remembers, units that refuse nonsense, comparisons with a margin."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import DataError
from briefing.model.figure import Comparison, Figure, Missing, number
from tests.figures.series import AS_OF, observation

A, B = observation(date(2026, 2, 1), 6), observation(date(2026, 2, 2), 3, entity="b")
VALUES = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=2)


def figure(value: object, unit: str = "downloads", **more: object) -> Figure:
    return Figure(Decimal(str(value)), unit, AS_OF, f"f{value}", **more)  # type: ignore[arg-type]


SIX, THREE = figure(6, observations=(A,)), figure(3, observations=(B,))


def test_arithmetic_keeps_formula_and_observations() -> None:
    total = SIX + THREE
    assert (total.value, total.unit, total.formula) == (9, "downloads", "f6 + f3")
    assert total.observations == (A, B)
    assert (SIX - THREE).value == 3
    assert (-SIX).value == -6
    assert abs(-SIX).value == 6
    assert (SIX + SIX).observations == (A,), "each once"


def test_a_named_figure_stands_by_its_name() -> None:
    leader = SIX.named("leader", "The leader")
    assert (leader / THREE).formula == "leader / f3"
    assert ((SIX + THREE) / leader).formula == "(f6 + f3) / leader"


@pytest.mark.parametrize(
    ("one", "other", "unit", "value"),
    [
        (figure(6), figure(3), "ratio", "2"),
        (figure(6), figure(3, "days"), "downloads/days", "2"),
        (figure(6), figure(3, "ratio"), "downloads", "2"),
        (figure(6), figure(50, "percent"), "downloads", "12"),
        (figure(50, "percent"), figure(25, "percent"), "ratio", "2"),
        (figure(3, "percentage points"), figure(60, "percent"), "ratio", "0.05"),
        (figure(3, "percentage points"), figure(50, "percent"), "ratio", "0.06"),
        (figure(6, "percentage points"), figure(3, "percentage points"), "ratio", "2"),
    ],
)
def test_quotients(one: Figure, other: Figure, unit: str, value: str) -> None:
    found = one / other
    assert (found.unit, found.value) == (unit, Decimal(value))


@pytest.mark.parametrize(
    ("one", "other", "unit", "value"),
    [
        (figure(6), figure(2, "ratio"), "downloads", "12"),
        (figure(2, "ratio"), figure(6), "downloads", "12"),
        (figure(6), figure(50, "percent"), "downloads", "3"),
        (figure(50, "percent"), figure(50, "percent"), "percent", "25"),
        (figure(50, "percent"), figure("0.5", "ratio"), "percent", "25"),
        (figure("0.5", "ratio"), figure(50, "percent"), "percent", "25"),
        (figure(3, "downloads/days"), figure(7, "days"), "downloads", "21"),
    ],
)
def test_products(one: Figure, other: Figure, unit: str, value: str) -> None:
    found = one * other
    assert (found.unit, found.value) == (unit, Decimal(value))


def test_bare_numbers_scale() -> None:
    assert (SIX * 2).value == (2 * SIX).value == 12
    assert (SIX / 4).value == Decimal("1.5")
    assert (1 / figure(4, "ratio")).value == Decimal("0.25")
    assert (1 / figure(50, "percent")).value == 2
    assert (12 / figure(4)).unit == "1/downloads"
    bounded = figure(10, low=Decimal(8), high=Decimal(12)) * -2
    assert (bounded.low, bounded.high) == (-24, -16)


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: SIX + figure(5, "percent"),
        lambda: SIX + figure(5, "stars"),
        lambda: SIX + 5,
        lambda: 5 - SIX,
        lambda: SIX * THREE,
        lambda: figure(1, "percent") / SIX,
        lambda: figure(1, "a/b") / figure(1, "c"),
        lambda: SIX / 0,
        lambda: SIX / figure(0),
        lambda: 1 / figure(0),
        lambda: figure(5, "stars") > SIX,
        lambda: SIX * True,
        lambda: Missing("why") < SIX,
    ],
)
def test_nonsense_is_refused(nonsense: object) -> None:
    with pytest.raises(DataError):
        nonsense()  # type: ignore[operator]


def test_comparisons_know_by_how_much() -> None:
    assert SIX > THREE
    found = figure("153.6") > 2 * figure("76.8")
    assert isinstance(found, Comparison)
    assert not found
    assert found.margin == 0
    assert found.detail == "153.6 > 153.6 downloads"
    assert (SIX > 5).margin == Decimal("0.2")
    assert (SIX < 8).margin == Decimal("0.25")
    assert (SIX < 5).margin == Decimal("-0.2")
    assert (SIX >= 0).margin is None, "there is no relative margin to zero"
    assert (SIX == 6).margin is None
    assert figure(6) == SIX
    assert SIX != THREE
    assert SIX <= 6


def test_a_figure_is_equal_to_nothing_else() -> None:
    assert (SIX == "6") is False
    assert (SIX != "6") is True
    assert {SIX: 1}[SIX] == 1


def test_missing_is_false_and_refuses_to_be_computed_with() -> None:
    missing = Missing("the source failed", "hub.downloads", "Qwen", date(2026, 2, 3))
    assert not missing
    for attempt in (
        lambda: missing + SIX,
        lambda: SIX + missing,
        lambda: missing < 5,
        lambda: -missing,
        lambda: 5 / missing,
    ):
        with pytest.raises(DataError, match=r"hub.downloads\[Qwen\] on 2026-02-03"):
            attempt()


@pytest.mark.parametrize("value", [True, "5", float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number(value: object) -> None:
    with pytest.raises(DataError):
        number(value)  # type: ignore[arg-type]


def test_floats_are_taken_as_written() -> None:
    assert number(0.1) == Decimal("0.1")


def test_as_of_is_the_later_of_two() -> None:
    later = Figure(Decimal(1), "downloads", datetime(2026, 4, 1, tzinfo=UTC), "later")
    assert (SIX + later).as_of == later.as_of
    assert not figure(0)


@given(VALUES, VALUES)
def test_sums_commute_and_can_be_undone(one: Decimal, other: Decimal) -> None:
    a, b = figure(one), figure(other)
    assert (a + b).value == (b + a).value
    assert (a + b - b).value == one


@given(VALUES, VALUES)
def test_exactly_one_of_less_equal_and_greater_holds(one: Decimal, other: Decimal) -> None:
    a, b = figure(one), figure(other)
    assert [bool(a < b), bool(a == b), bool(a > b)].count(True) == 1
    assert bool(a <= b) == (not a > b)


def test_however_large_a_value_it_is_compared_and_told() -> None:
    found = figure("1e30") > SIX
    assert found.holds
    assert found.detail.startswith("1,000,000,000,000,000,000,000,000,000,000 > 6 ")


def test_two_percentages_differ_by_percentage_points() -> None:
    now, before = figure(63, "percent"), figure(60, "percent")
    rise = now - before
    assert (rise.value, rise.unit) == (3, "percentage points")
    assert ((now + before).unit, (before + rise).unit, (rise * 2).unit) == (
        "percent",
        "percent",
        "percentage points",
    )
    assert (before + rise).value == (rise + before).value == 63
    with pytest.raises(DataError, match="cannot be added, subtracted or compared"):
        _ = rise > before
