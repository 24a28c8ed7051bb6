"""Downloads between two snapshots of the Hub's counters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal

from briefing.model.observation import Observation

MODEL_MEASURE = "hub.model_downloads_all_time"


@dataclass(frozen=True, slots=True)
class Model:
    """One model's counters as the Hub states them; `created_at` None where it states none."""

    id: str
    all_time: int
    last_30_days: int
    likes: int
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class Flow:
    """What was downloaded in `days` whole days from `since` (a midnight, UTC) on."""

    value: Decimal
    since: datetime
    days: int
    sample: bool


def model_flow(
    models: Sequence[Model], before: Mapping[str, Observation], now: datetime
) -> tuple[Flow | None, list[str], list[str]]:
    """Sum each model's growth since the snapshot before.

    `before` holds the author's models as counted before; those of the latest day make up the
    snapshot to compare with. Return the flow, the models that were skipped, and those whose
    counter went down. A model that the earlier snapshot lacks counts whole if it is newer than
    that snapshot, and is skipped otherwise. There is no flow without an earlier day's snapshot,
    and none where a counter went down: a figure would be wrong, and none is honest.
    """
    if not before:
        return None, [], []
    latest = max(observation.observed_at for observation in before.values())
    days = (now.date() - latest.date()).days
    if days < 1:
        return None, [], []
    snapshot = {name: o for name, o in before.items() if o.day == latest.date()}
    growths: list[Decimal] = []
    skipped: list[str] = []
    shrunk: list[str] = []
    for model in models:
        if model.id in snapshot:
            growths.append(model.all_time - snapshot[model.id].value)
            if growths[-1] < 0:
                shrunk.append(model.id)
        elif model.created_at and model.created_at >= latest:
            growths.append(Decimal(model.all_time))
        else:
            skipped.append(model.id)
    if shrunk or not growths:
        return None, skipped, shrunk
    since = datetime.combine(latest.date(), time(), UTC)
    sample = any(observation.sample for observation in snapshot.values())
    return Flow(sum(growths, Decimal()), since, days, sample), skipped, shrunk


def combine(flows: Sequence[Flow | None]) -> Flow | None:
    """Return the sum of flows over the same days; None where one is missing or they differ."""
    known = [flow for flow in flows if flow]
    if len(known) < len(flows) or len({(flow.since, flow.days) for flow in known}) != 1:
        return None
    value = sum((flow.value for flow in known), Decimal())
    return Flow(value, known[0].since, known[0].days, any(flow.sample for flow in known))
