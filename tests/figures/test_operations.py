"""What can be asked of series."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import DataError
from briefing.figures import operations as op
from briefing.figures.series import make_group
from briefing.model.figure import Figure, Missing
from tests.figures.series import (
    AS_OF,
    TODAY,
    flow,
    flows,
    level,
    levels,
    observation,
    read_at,
    readings,
)

COUNTS = st.integers(0, 10**9)


def value(result: object) -> Decimal:
    assert isinstance(result, Figure), result
    return result.value


def test_the_total_of_a_window_and_what_it_rests_on() -> None:
    figure = op.total(flow(100, 1, 2, 3), "3 days")
    assert isinstance(figure, Figure)
    assert (figure.value, figure.unit) == (6, "downloads")
    assert figure.formula == "total(m[a], the last 3 days)"
    assert [o.value for o in figure.observations] == [1, 2, 3]
    assert figure.sources == ("https://example.org/a",)
    assert figure.as_of == AS_OF
    assert figure.window
    assert figure.window.days == 3


def test_a_gap_is_missing_and_never_zero() -> None:
    missing = op.total(flow(1, None, 3), "3 days")
    assert isinstance(missing, Missing)
    assert (missing.measure, missing.entity, missing.day) == ("m", "a", date(2026, 2, 27))
    with pytest.raises(DataError, match=r"missing data of m\[a\] on 2026-02-27"):
        missing + op.total(flow(1), "1 day")


def test_a_level_cannot_be_added_up_over_time() -> None:
    with pytest.raises(DataError, match="is a level"):
        op.total(level(1, 2, 3), "2 days")


def test_an_observation_of_several_days_counts_where_it_lies_whole() -> None:
    two_days = [observation(date(2026, 2, 27), 10, days=2), observation(date(2026, 2, 26), 1)]
    series = make_group("m", two_days, today=TODAY, as_of=AS_OF)["a"]
    assert value(op.total(series, "3 days")) == 11
    across = op.total(series, "1 day")
    assert isinstance(across, Missing)
    assert "across the window's edge" in across.reason


def test_days_counted_twice_are_missing() -> None:
    twice = [observation(date(2026, 2, 27), 10, days=2), observation(date(2026, 2, 28), 4)]
    series = make_group("m", twice, today=TODAY, as_of=AS_OF)["a"]
    found = op.total(series, "2 days")
    assert isinstance(found, Missing)
    assert "cover the same day" in found.reason


def test_latest_and_at() -> None:
    assert value(op.latest(level(5, 7))) == 7
    assert value(op.at(level(5, 7), "2026-02-28")) == 5
    assert value(op.at(level(5, None), date(2026, 3, 1))) == 5, "a level holds until the next"
    assert value(op.at(flow(5, 7), "2026-02-27")) == 5
    assert isinstance(op.at(flow(5, None), "2026-02-28"), Missing)
    assert isinstance(op.at(level(5), "2020-01-01"), Missing)
    assert isinstance(op.latest(flows(a=[])["a"]), Missing)


def test_averages() -> None:
    assert value(op.average(flow(1, 2, 6), "3 days")) == 3
    assert value(op.moving_average(flow(9, 1, 3), 2)) == 2
    assert value(op.average(level(2, 4, 9), "2 days")) == 3
    assert isinstance(op.average(flow(1, None), "2 days"), Missing)
    assert isinstance(op.average(level(1), "2020-01-01"), Missing)


def test_change_and_growth_of_a_flow_are_against_the_window_before() -> None:
    series = flow(10, 10, 20, 10)
    assert value(op.change(series, "2 days")) == 10
    growth = op.growth(series, "2 days")
    assert (value(growth), growth.unit) == (50, "percent")
    assert isinstance(op.growth(flow(0, 5), "1 day"), Missing)
    assert isinstance(op.change(flow(5), "1 day"), Missing)
    assert isinstance(op.growth(flow(5), "1 day"), Missing)
    lost = op.change(flow(5, None), "1 day")
    assert isinstance(lost, Missing)
    assert lost.day == TODAY - timedelta(days=1)


def test_change_of_a_level_is_over_the_window() -> None:
    series = level(100, 104, 110)
    assert value(op.change(series, "2 days")) == 10
    assert value(op.growth(series, "2 days")) == 10


def test_the_flagships_question() -> None:
    group = flows(qwen=[1536], llama=[500], deepseek=[268], others=[200])
    ranking = op.top(group, 3, "1 day")
    assert [(r.rank, r.entity) for r in ranking] == [(1, "qwen"), (2, "llama"), (3, "deepseek")]
    next_two = op.sum_of([r.figure for r in ranking[1:]])
    assert value(ranking[0].figure / next_two) == 2
    assert value(op.rest(group, 3, "1 day")) == 200
    assert isinstance(op.rest(group, 4, "1 day"), Missing)
    assert value(op.rank(group, "llama", "1 day")) == 2
    with pytest.raises(DataError, match="no entity 'lama'"):
        op.rank(group, "lama", "1 day")
    assert value(op.ratio(ranking[0].figure, next_two)) == 2


def test_a_ranking_needs_everybody() -> None:
    with pytest.raises(DataError, match=r"m\[b\]"):
        op.top(flows(a=[1], b=[None]), 2, "1 day")


def test_levels_are_ranked_by_their_newest_value() -> None:
    assert [r.entity for r in op.top(levels(a=[9, 1], b=[2, 3]), 2, "1 day")] == ["b", "a"]


def test_rank_change() -> None:
    group = flows(a=[1, 9], b=[5, 5], c=[9, 1])
    assert value(op.rank_change(group, "a", "1 day")) == 2
    assert value(op.rank_change(group, "c", "1 day")) == -2
    assert isinstance(op.rank_change(flows(a=[1], b=[2]), "a", "1 day"), Missing)


def test_shares() -> None:
    group = flows(a=[3], b=[1])
    share = op.share(group, "a", "1 day")
    assert (value(share), share.unit) == (75, "percent")
    assert isinstance(op.share(flows(a=[0], b=[0]), "a", "1 day"), Missing)
    missing = Missing("why")
    one = op.total(group["a"], "1 day")
    assert op.share(missing, one) is missing
    assert op.share(one, missing) is missing
    with pytest.raises(DataError, match="takes two figures"):
        op.share(one, "a")


def test_ratio_and_sum_refuse_what_is_missing() -> None:
    one = op.total(flow(4), "1 day")
    missing = Missing("why", "m", "b")
    assert op.ratio(one, missing) is missing
    assert isinstance(op.ratio(one, op.quantity(0, "downloads")), Missing)
    with pytest.raises(DataError, match="why"):
        op.sum_of([one, missing])
    with pytest.raises(DataError, match="no figures"):
        op.sum_of([])


def test_daily_and_monthly() -> None:
    days = op.daily(flow(1, None, 3), "3 days")
    assert [day for day, _ in days] == [date(2026, 2, 26), date(2026, 2, 27), date(2026, 2, 28)]
    assert [isinstance(found, Missing) for _, found in days] == [False, True, False]
    months = op.monthly(flow(*[1] * 60), 3)
    assert [label for label, _ in months] == ["December 2025", "January 2026", "February 2026"]
    assert [isinstance(found, Missing) for _, found in months] == [True, False, False]


def test_quantity_is_a_figure_of_the_editors() -> None:
    figure = op.quantity(30, "days")
    assert (figure.value, figure.unit, figure.formula) == (30, "days", "given 30")


def test_a_group_needs_one_unit_and_one_kind() -> None:
    mixed = [observation(TODAY, 1), observation(TODAY, 1, entity="b", unit="stars")]
    with pytest.raises(DataError, match="mixes the units downloads, stars"):
        make_group("m", mixed, today=TODAY, as_of=AS_OF)
    both = [observation(TODAY, 1, days=1), observation(TODAY, 1, entity="b", days=0)]
    with pytest.raises(DataError, match="cover days"):
        make_group("m", both, today=TODAY, as_of=AS_OF)


def test_groups_are_picked_from() -> None:
    group = flows(alpha=[1], beta=[2], gamma=[3])
    assert group.only("beta").entities == ("beta",)
    assert group.without("beta").entities == ("alpha", "gamma")
    assert (len(group), len(group["alpha"])) == (3, 1)
    assert value(op.total(group, "1 day")) == 6
    with pytest.raises(DataError, match="no entity 'bata'") as caught:
        group["bata"]
    assert caught.value.hint == "did you mean 'beta'?"


def test_an_empty_group_has_nothing_to_say() -> None:
    empty = make_group("m", [], today=TODAY, as_of=AS_OF)
    assert isinstance(op.latest(empty), Missing)
    with pytest.raises(DataError, match="no entities"):
        op.total(empty, "1 day")


@given(st.lists(COUNTS, min_size=1, max_size=40))
def test_a_total_is_the_sum_of_its_days(values: list[int]) -> None:
    series = flow(*values)
    window = f"{len(values)} days"
    assert value(op.total(series, window)) == sum(values)
    assert sum(value(found) for _, found in op.daily(series, window)) == sum(values)


@given(st.dictionaries(st.sampled_from("abcdefgh"), COUNTS, min_size=2), st.integers(1, 7))
def test_the_first_and_the_rest_are_everybody(values: dict[str, int], count: int) -> None:
    group = flows(**{name: [number] for name, number in values.items()})
    rest = op.rest(group, count, "1 day")
    first = sum(r.figure.value for r in op.top(group, count, "1 day"))
    assert first + (value(rest) if isinstance(rest, Figure) else 0) == sum(values.values())


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=8))
def test_shares_add_up_to_a_hundred(values: list[int]) -> None:
    group = flows(**{f"e{n}": [number] for n, number in enumerate(values)})
    shares = [value(op.share(group, name, "1 day")) for name in group.entities]
    assert abs(sum(shares) - 100) < Decimal("1e-20")


@given(st.lists(COUNTS, min_size=2, max_size=30), st.randoms())
def test_the_order_of_observations_makes_no_difference(values: list[int], chance: object) -> None:
    shuffled = readings(values, days=1)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    series = make_group("m", shuffled, today=TODAY, as_of=AS_OF)["a"]
    window = f"{len(values)} days"
    assert op.total(series, window).observations == op.total(flow(*values), window).observations


def test_leap_day() -> None:
    found = [observation(date(2024, 2, 1) + timedelta(days=n), 1) for n in range(29)]
    series = make_group("m", found, today=date(2024, 3, 1), as_of=AS_OF)["a"]
    assert value(op.total(series, "last month")) == 29


def test_equals_share_a_place_and_leave_the_next_one_free() -> None:
    group = flows(a=[5, 1], b=[3, 5], c=[2, 5])
    assert [(r.entity, r.rank) for r in op.top(group, 3, "1 day")] == [("b", 1), ("c", 1), ("a", 3)]
    assert value(op.rank(group, "c", "1 day")) == 1
    assert value(op.rank_change(group, "c", "1 day")) == 2


def test_levels_change_places_between_the_ends_of_two_windows() -> None:
    group = levels(a=[1, 1, 9], b=[5, 5, 5])
    assert value(op.rank(group, "a", "2026-02-27")) == 2
    assert value(op.rank_change(group, "a", "1 day")) == 1


def test_a_level_that_was_not_read_again_has_no_change() -> None:
    stale = op.change(read_at(("2026-02-10T06:00", 5)), "7 days")
    assert isinstance(stale, Missing)
    assert stale.reason == "no reading since 2026-02-10"
    assert isinstance(op.growth(levels(a=[1, 2], b=[1, None]), "1 day"), Missing)


def test_growth_from_less_than_nothing_has_no_percentage() -> None:
    assert isinstance(op.growth(flow(-10, 10), "1 day"), Missing)
    assert value(op.change(flow(-10, 10), "1 day")) == 20


def test_a_share_is_one_of_the_same_unit() -> None:
    with pytest.raises(DataError, match="cannot be added, subtracted or compared"):
        op.share(op.quantity(5, "downloads"), op.quantity(10, "stars"))


def test_the_newest_values_of_flows_are_added_up_for_one_day() -> None:
    assert value(op.latest(flows(a=[1, 2], b=[5, 3]))) == 5
    behind = op.latest(flows(a=[1, 2], b=[5, None]))
    assert isinstance(behind, Missing)
    assert (behind.entity, behind.day) == ("b", date(2026, 2, 28))
    assert value(op.latest(levels(a=[1, 2], b=[5, None]))) == 7, "a level holds until the next"


TOKYO, NEW_YORK = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("zone", "hour"),
    [(UTC, "{}T06:00"), (TOKYO, "{}T06:00+09:00"), (NEW_YORK, "{}T20:00-05:00"), (TOKYO, "{}")],
)
def test_a_reading_belongs_to_the_day_that_it_is_where_the_topic_is(
    zone: tzinfo, hour: str
) -> None:
    days = [TODAY - timedelta(days=n) for n in (3, 2, 1, 0)]
    instants = [datetime.fromisoformat(hour.format(day)) for day in days]
    aware = [at if at.tzinfo else at.replace(tzinfo=UTC) for at in instants]
    texts = [at.astimezone(UTC).replace(tzinfo=None).isoformat() for at in aware]
    series = read_at(*zip(texts, (100, 110, 130, 170), strict=True), zone=zone)
    assert [value(op.change(series, window)) for window in ("1 day", "2 days")] == [40, 60]
    assert value(op.at(series, "2026-02-27")) == 110
    assert value(op.average(series, "2 days")) == 120


def test_of_several_readings_on_a_day_the_last_counts() -> None:
    series = read_at(("2026-02-27T06:00", 1), ("2026-02-27T18:00", 3), ("2026-02-28T06:00", 5))
    assert value(op.average(series, "2 days")) == 4


@pytest.mark.parametrize("ask", [op.total, op.average, op.change, op.growth])
def test_on_the_first_of_a_month_what_is_to_date_is_missing(ask: Any) -> None:
    found = ask(flow(1, 2, 3), "month to date")
    assert isinstance(found, Missing)
    assert "is over yet" in found.reason or "no observation" in found.reason


@pytest.mark.parametrize("ask", [op.average, op.change, op.growth])
def test_so_it_is_of_levels(ask: Any) -> None:
    assert isinstance(ask(level(1, 2, 3), "month to date"), Missing)


def test_what_is_in_percent_changes_by_points_and_grows_by_percent() -> None:
    days = [TODAY - timedelta(days=1), TODAY]
    found = [observation(d, v, days=0, unit="percent") for d, v in zip(days, (4, 5), strict=True)]
    series = make_group("m", found, today=TODAY, as_of=AS_OF)["a"]
    change, growth = op.change(series, "1 day"), op.growth(series, "1 day")
    assert isinstance(change, Figure)
    assert isinstance(growth, Figure)
    assert (change.value, change.unit) == (1, "percentage points")
    assert (growth.value, growth.unit) == (25, "percent")


@pytest.mark.parametrize("sentinel", ["0001-01-01T05:00:00", "9999-12-31T23:59:59"])
@pytest.mark.parametrize("zone", [TOKYO, NEW_YORK])
def test_an_instant_at_the_end_of_time_is_a_day_everywhere(sentinel: str, zone: tzinfo) -> None:
    found = op.latest(read_at(("2026-02-28T12:00", 5), (sentinel, 7), zone=zone))
    assert value(found) in (5, 7)
