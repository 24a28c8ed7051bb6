from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from briefing.model.observation import Observation
from briefing.sources.hub_flow import MODEL_MEASURE, Flow, Model, combine, model_flow
from tests.sources.fakes import NOW


def model(name: str, count: int) -> Model:
    return Model(name, count, 0, 0, None)


def before(counts: dict[str, int], at: datetime) -> dict[str, Observation]:
    return {
        name: Observation(MODEL_MEASURE, name, Decimal(count), "downloads", at, at, "src")
        for name, count in counts.items()
    }


counts = st.dictionaries(st.sampled_from(["o/a", "o/b", "o/c"]), st.integers(0, 10**9), min_size=1)


@given(counts, st.integers(0, 10**6), st.integers(1, 40))
def test_growth_adds_up_over_models_and_days(start: dict[str, int], grown: int, days: int) -> None:
    later = [model(name, count + grown) for name, count in start.items()]
    flow, skipped, shrunk = model_flow(later, before(start, NOW - timedelta(days=days)), NOW)
    since = datetime(2026, 3, 1, tzinfo=UTC) - timedelta(days=days)
    assert flow == Flow(Decimal(grown * len(start)), since, days, sample=False)
    assert (skipped, shrunk) == ([], [])


def test_a_snapshot_of_the_same_day_is_no_span() -> None:
    assert model_flow([model("o/a", 9)], before({"o/a": 1}, NOW), NOW) == (None, [], [])


def test_a_model_last_counted_before_the_snapshot_is_skipped() -> None:
    old = before({"o/a": 1}, NOW - timedelta(days=2)) | before({"o/b": 5}, NOW - timedelta(days=1))
    flow, skipped, _ = model_flow([model("o/a", 9), model("o/b", 9)], old, NOW)
    assert flow is not None
    assert (flow.value, skipped) == (Decimal(4), ["o/a"])


def test_flows_of_different_spans_do_not_combine() -> None:
    one = Flow(Decimal(1), NOW, 1, sample=False)
    assert combine([one, one]) == Flow(Decimal(2), NOW, 1, sample=False)
    assert combine([one, None]) is None
    assert combine([one, Flow(Decimal(1), NOW, 2, sample=False)]) is None
