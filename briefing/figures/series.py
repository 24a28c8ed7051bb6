"""Series: the observations of one measure of one entity in time, and groups of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from itertools import groupby

from briefing.errors import DataError, did_you_mean
from briefing.model.figure import Missing
from briefing.model.observation import Observation


@dataclass(frozen=True, slots=True)
class Series:
    """One entity's observations, ordered in time; `today` is the issue's day in `zone`.

    A series is a flow where its observations cover days (downloads a day), and a level where
    they are read at an instant (stars).
    """

    measure: str
    entity: str
    unit: str
    observations: tuple[Observation, ...]
    today: date
    as_of: datetime
    zone: tzinfo = UTC

    @property
    def name(self) -> str:
        """How the series is written in formulas and messages."""
        return f"{self.measure}[{self.entity}]"

    @property
    def is_flow(self) -> bool:
        """Whether the observations cover days."""
        return bool(self.observations) and self.observations[0].days > 0

    def day_of(self, observation: Observation) -> date:
        """Return the day that an observation is about, or begins on, as `today` is counted.

        A reading belongs to the day that it is in `zone` then. What covers days, or is dated by a
        day alone (midnight UTC), belongs to the day that its source names.
        """
        at = observation.observed_at
        if observation.days or at.time() == time():
            return observation.day
        try:
            return at.astimezone(self.zone).date()
        except OverflowError:  # a table's "for ever", on the calendar's last day
            return observation.day

    @property
    def so_far(self) -> tuple[Observation, ...]:
        """The observations up to today: a table may hold plans, and slips of the pen."""
        return tuple(o for o in self.observations if self.day_of(o) <= self.today)

    def daily_readings(self) -> tuple[Observation, ...]:
        """Return the observations so far, of several readings on one day the last."""
        return tuple({self.day_of(o): o for o in self.so_far}.values())

    def missing(self, reason: str, day: date | None = None) -> Missing:
        """Return the absence of a number of this series."""
        return Missing(reason, self.measure, self.entity, day)

    def __len__(self) -> int:
        return len(self.observations)


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    """The series of one measure, one for each entity, in the entities' order."""

    measure: str
    members: tuple[Series, ...]

    def __getitem__(self, entity: str) -> Series:
        """Return one entity's series; raise DataError where there is none."""
        for series in self.members:
            if series.entity == entity:
                return series
        raise DataError(
            f"series {self.measure!r} has no entity {entity!r}",
            hint=did_you_mean(entity, self.entities) or f"it has {', '.join(self.entities)}",
        )

    def __iter__(self) -> Iterator[Series]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities that have a series."""
        return tuple(series.entity for series in self.members)

    @property
    def name(self) -> str:
        """How the group is written in formulas and messages."""
        return f"{self.measure}[{', '.join(self.entities)}]"

    def only(self, *entities: str) -> SeriesGroup:
        """Return the group of the entities named."""
        return SeriesGroup(self.measure, tuple(self[entity] for entity in entities))

    def without(self, *entities: str) -> SeriesGroup:
        """Return the group of all entities but those named."""
        for entity in entities:
            self[entity]
        kept = tuple(series for series in self.members if series.entity not in entities)
        return SeriesGroup(self.measure, kept)


AnySeries = Series | SeriesGroup


def make_group(
    measure: str,
    observations: Sequence[Observation],
    *,
    today: date,
    as_of: datetime,
    entities: Iterable[str] | None = None,
    zone: tzinfo = UTC,
) -> SeriesGroup:
    """Group observations by entity; each entity asked for has a series, be it an empty one.

    Raises: DataError where one measure is counted in several units, or as flow and level both.
    """
    units = {o.unit for o in observations}
    if len(units) > 1:
        raise DataError(
            f"series {measure!r} mixes the units {', '.join(sorted(units))}",
            hint="give each unit a measure of its own in the topic's sources",
        )
    if len({o.days > 0 for o in observations}) > 1:
        raise DataError(
            f"series {measure!r} mixes values that cover days with values at an instant",
            hint="give each a measure of its own in the topic's sources",
        )
    unit = units.pop() if units else ""
    ordered = sorted(observations, key=lambda o: (o.entity, o.observed_at))
    found = {name: tuple(run) for name, run in groupby(ordered, key=lambda o: o.entity)}
    names = tuple(entities) if entities is not None else tuple(found)
    members = (Series(measure, n, unit, found.get(n, ()), today, as_of, zone) for n in names)
    return SeriesGroup(measure, tuple(members))


def members(series: AnySeries) -> tuple[Series, ...]:
    """Return the series of a group, or the one series itself."""
    return series.members if isinstance(series, SeriesGroup) else (series,)
