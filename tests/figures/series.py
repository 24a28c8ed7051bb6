"""Series to compute with: a value a day, the last of them on the day before `TODAY`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from briefing.figures.series import Series, SeriesGroup, make_group
from briefing.model.observation import Observation

TODAY = date(2026, 3, 1)
AS_OF = datetime(2026, 3, 1, 6, tzinfo=UTC)


def observation(
    day: date, value: object, *, entity: str = "a", days: int = 1, unit: str = "downloads"
) -> Observation:
    at = datetime.combine(day, time(), UTC)
    return Observation(
        measure="m",
        entity=entity,
        value=Decimal(str(value)),
        unit=unit,
        observed_at=at,
        learned_at=AS_OF,
        source="s",
        url=f"https://example.org/{entity}",
        days=days,
    )


def readings(values: Sequence[object], *, days: int, entity: str = "a") -> list[Observation]:
    """One a day up to yesterday (flow) or today (level); None leaves a gap."""
    last = TODAY - timedelta(days=1 if days else 0)
    first = last - timedelta(days=len(values) - 1)
    return [
        observation(first + timedelta(days=n), value, entity=entity, days=days)
        for n, value in enumerate(values)
        if value is not None
    ]


def flows(**values: Sequence[object]) -> SeriesGroup:
    found = [o for name, row in values.items() for o in readings(row, days=1, entity=name)]
    return make_group("m", found, today=TODAY, as_of=AS_OF, entities=values)


def levels(**values: Sequence[object]) -> SeriesGroup:
    found = [o for name, row in values.items() for o in readings(row, days=0, entity=name)]
    return make_group("m", found, today=TODAY, as_of=AS_OF, entities=values)


def read_at(*readings: tuple[str, object], zone: tzinfo = UTC) -> Series:
    """Return the level of "a" as read at instants (UTC)."""
    days = [(datetime.fromisoformat(at).replace(tzinfo=UTC), value) for at, value in readings]
    found = [replace(observation(at.date(), value, days=0), observed_at=at) for at, value in days]
    return make_group("m", found, today=TODAY, as_of=AS_OF, zone=zone)["a"]


def flow(*values: object) -> Series:
    return flows(a=values)["a"]


def level(*values: object) -> Series:
    return levels(a=values)["a"]
