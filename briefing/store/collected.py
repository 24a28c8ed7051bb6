"""The store on SQL: rows are only ever added, and read as they were known at an instant."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    tuple_,
)
from sqlalchemy.exc import SQLAlchemyError

from briefing.errors import Location, StoreError
from briefing.model.finding import Finding, Severity
from briefing.model.observation import Entry, Observation
from briefing.ports import Collection, FetchState
from briefing.store.dialect import dialect_of
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.tables.collected import collection as _collection_table
from briefing.store.tables.collected import entry, fetch_state, observation, series
from briefing.store.text import storable_value

Key = tuple[str, str, int]
CONTENT = ("url", "title", "summary", "authors", "tags", "lang", "image", "feed_title")


@dataclass(frozen=True, slots=True)
class SqlStore:
    """Implements `ports.Store`."""

    engine: Engine

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    # --- observations ---------------------------------------------------------------------------

    def save_observations(self, topic: str, observations: Iterable[Observation]) -> int:
        """Append what differs from what was known when it was learned; return how many rows."""
        by_measure: dict[str, list[Observation]] = {}
        for o in map(storable_value, observations):
            by_measure.setdefault(o.measure, []).append(o)
        rows: list[dict[str, object]] = []
        with self._begin() as connection:
            for measure, found in by_measure.items():
                known = self._known(connection, topic, measure, found)
                for o in sorted(found, key=lambda o: o.learned_at):
                    key = (o.entity, o.unit, to_ticks(o.observed_at))
                    state = (o.value, o.days)
                    if known.get(key) != state:
                        known[key] = state
                        rows.append(_observation_row(topic, o))
            if rows:
                connection.execute(insert(observation), rows)
                self._note_series(connection, rows)
        return len(rows)

    def _note_series(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Note which series the rows belong to, and since when each is known."""
        first: dict[tuple[str, str, str], int] = {}
        for row in rows:
            key = (row["topic"], row["measure"], row["entity"])
            first[key] = min(first.get(key, row["learned_at"]), row["learned_at"])
        new = dialect_of(connection).insert(series)
        earlier = new.excluded.first_learned_at < series.c.first_learned_at
        statement = new.on_conflict_do_update(
            index_elements=["topic", "measure", "entity"],
            set_={"first_learned_at": new.excluded.first_learned_at},
            where=earlier,
        )
        names = ("topic", "measure", "entity")
        values = [
            {**dict(zip(names, key, strict=True)), "first_learned_at": at}
            for key, at in sorted(first.items())
        ]
        connection.execute(statement, values)

    def _known(
        self, connection: Any, topic: str, measure: str, found: Sequence[Observation]
    ) -> dict[Key, tuple[Decimal, int]]:
        """Return the latest known value of each key, looking no further back than `found` does."""
        t = observation.c
        first = min(to_ticks(o.observed_at) for o in found)
        last = max(to_ticks(o.observed_at) for o in found)
        query = (
            select(t.entity, t.unit, t.observed_at, t.value, t.days)
            .where(t.topic == topic, t.measure == measure)
            .where(t.entity.in_(bindparam("entities", expanding=True)))
            .where(t.observed_at.between(first, last))
            .order_by(t.learned_at, t.id)
        )
        known: dict[Key, tuple[Decimal, int]] = {}
        for batch in _batches(sorted({o.entity for o in found}), 500):
            for row in connection.execute(query, {"entities": batch}):
                known[row.entity, row.unit, row.observed_at] = (Decimal(row.value), row.days)
        return known

    def load_observations(
        self,
        topic: str,
        measure: str,
        *,
        as_of: datetime,
        entities: Sequence[str] | None = None,
        since: date | None = None,
    ) -> Sequence[Observation]:
        """Return what was known at `as_of`: for each (entity, observed_at), the latest row."""
        t = observation.c
        query = select(observation).where(
            t.topic == topic, t.measure == measure, t.learned_at <= to_ticks(as_of)
        )
        if entities is not None:
            query = query.where(t.entity.in_(list(entities)))
        if since is not None:
            query = query.where(t.observed_at >= to_ticks(datetime.combine(since, time(), UTC)))
        query = query.order_by(t.entity, t.observed_at, t.learned_at, t.id)
        rows = self._rows(query)
        latest = (
            list(run)[-1] for _, run in groupby(rows, key=lambda r: (r.entity, r.observed_at))
        )
        return [_observation(row) for row in latest]

    def load_measures(self, topic: str, *, as_of: datetime) -> Mapping[str, Sequence[str]]:
        """Return the measures known at `as_of`, each with its entities."""
        t = series.c
        query = select(t.measure, t.entity).where(
            t.topic == topic, t.first_learned_at <= to_ticks(as_of)
        )
        # Sorted here: databases order text by rules of their own.
        pairs = sorted((row.measure, row.entity) for row in self._rows(query))
        groups = groupby(pairs, key=lambda pair: pair[0])
        return {measure: [entity for _, entity in found] for measure, found in groups}

    def latest(self, topic: str, measure: str, before: datetime) -> Mapping[str, Observation]:
        """Return each entity's latest observation before the instant, as known at it."""
        t = observation.c
        ticks = to_ticks(before)
        newest = (
            select(t.entity, func.max(t.observed_at).label("observed_at"))
            .where(t.topic == topic, t.measure == measure)
            .where(t.observed_at < ticks, t.learned_at <= ticks)
            .group_by(t.entity)
            .subquery()
        )
        query = (
            select(observation)
            .join(
                newest,
                (t.entity == newest.c.entity) & (t.observed_at == newest.c.observed_at),
            )
            .where(t.topic == topic, t.measure == measure, t.learned_at <= ticks)
            .order_by(t.entity, t.learned_at, t.id)
        )
        return {row.entity: _observation(row) for row in self._rows(query)}

    # --- entries --------------------------------------------------------------------------------

    def save_entries(self, topic: str, entries: Iterable[Entry]) -> int:
        """Append entries that are new or have changed; return how many rows were written."""
        rows: list[dict[str, object]] = []
        t = entry.c
        query = (
            select(t.content, t.first_seen_at, t.published_at)
            .where(t.topic == topic, t.feed == bindparam("feed"), t.entry_id == bindparam("key"))
            .order_by(t.learned_at.desc(), t.id.desc())
            .limit(1)
        )
        seen: dict[tuple[str, str], tuple[str, int, int]] = {}
        with self._begin() as connection:
            for e in map(storable_value, entries):
                key = (e.feed, e.id)
                known = seen.get(key)
                if known is None:
                    row = connection.execute(query, {"feed": e.feed, "key": e.id}).first()
                    known = (row.content, row.first_seen_at, row.published_at) if row else None
                content = _content(e)
                if known and known[0] == content:
                    continue
                learned = to_ticks(e.learned_at)
                first = known[1] if known else learned
                # A feed that gives no date must not make its entries new at every change.
                published = to_ticks(e.published_at)
                if known and e.published_at == e.learned_at:
                    published = known[2]
                seen[key] = (content, first, published)
                rows.append(
                    {
                        "topic": topic,
                        "feed": e.feed,
                        "entry_id": e.id,
                        "published_at": published,
                        "first_seen_at": first,
                        "learned_at": learned,
                        "content": content,
                        "sample": e.sample,
                    }
                )
            if rows:
                connection.execute(insert(entry), rows)
        return len(rows)

    def load_entries(
        self, topic: str, *, as_of: datetime, since: datetime | None = None
    ) -> Sequence[Entry]:
        """Return entries as known at `as_of`, newest first."""
        t = entry.c
        query = select(entry).where(t.topic == topic, t.learned_at <= to_ticks(as_of))
        first = None if since is None else to_ticks(since)
        if first is not None:
            # All rows of what was ever dated so late: the latest of them may say otherwise.
            r = entry.alias().c
            recent = select(r.feed, r.entry_id).where(r.topic == topic, r.published_at >= first)
            query = query.where(tuple_(t.feed, t.entry_id).in_(recent))
        latest: dict[tuple[str, str], Any] = {}
        for row in self._rows(query.order_by(t.learned_at, t.id)):
            latest[row.feed, row.entry_id] = row
        found = (row for row in latest.values() if first is None or row.published_at >= first)
        rows = sorted(found, key=lambda r: (-r.published_at, r.feed, r.entry_id))
        return [_entry(row) for row in rows]

    # --- collections and fetch state ------------------------------------------------------------

    def save_collection(self, collection: Collection) -> None:
        """Append the record of a collection."""
        collection = storable_value(collection)
        row = {
            "topic": collection.topic,
            "source": collection.source,
            "at": to_ticks(collection.at),
            "observations": collection.observations,
            "entries": collection.entries,
            "error": collection.error,
            "findings": json.dumps([asdict(f) for f in collection.findings], ensure_ascii=False),
            "sample": collection.sample,
        }
        with self._begin() as connection:
            connection.execute(insert(_collection_table), row)

    def load_collections(self, topic: str, *, as_of: datetime) -> Sequence[Collection]:
        """Return the latest collection of each source as known at `as_of`, by source."""
        t = _collection_table.c
        # Years of collections are passed over in the database, not here.
        back = func.row_number().over(partition_by=t.source, order_by=(t.at.desc(), t.id.desc()))
        good = func.max(case((t.error == "", t.at))).over(partition_by=t.source)
        known = (
            select(_collection_table, back.label("back"), good.label("good"))
            .where(t.topic == topic, t.at <= to_ticks(as_of))
            .subquery()
        )
        query = select(known).where(known.c.back == 1).order_by(known.c.source)
        return [_collection(row) for row in self._rows(query)]

    def forget_samples(self, topic: str) -> None:
        """Take out what came of the topic's sample; nothing else is ever taken out."""
        t = observation.c
        left = (
            select(t.topic, t.measure, t.entity, func.min(t.learned_at))
            .where(t.topic == topic)
            .group_by(t.topic, t.measure, t.entity)
        )
        with self._begin() as connection:
            for table in (observation, entry, _collection_table):
                connection.execute(delete(table).where(table.c.topic == topic, table.c.sample))
            connection.execute(delete(series).where(series.c.topic == topic))
            names = ["topic", "measure", "entity", "first_learned_at"]
            connection.execute(insert(series).from_select(names, left))

    def load_sample_stamp(self, topic: str) -> str:
        """Return the word for the sample that was last replayed, or "" where none was."""
        known = self.load_fetch_state(_sample_url(topic))
        return known.etag if known else ""

    def save_sample_stamp(self, topic: str, stamp: str) -> None:
        """Remember the word for the topic's sample, instead of an earlier one."""
        self.save_fetch_state(FetchState(_sample_url(topic), etag=stamp))

    def load_fetch_state(self, url: str) -> FetchState | None:
        """Return what is remembered of `url`."""
        rows = self._rows(select(fetch_state).where(fetch_state.c.url == url))
        if not rows:
            return None
        row = rows[0]
        return FetchState(
            url=row.url,
            etag=row.etag,
            last_modified=row.last_modified,
            moved_to=row.moved_to,
            moved_seen=row.moved_seen,
            gone=row.gone,
            retry_at=None if row.retry_at is None else from_ticks(row.retry_at),
        )

    def save_fetch_state(self, state: FetchState) -> None:
        """Remember; replaces what was remembered of the same URL."""
        row = {**asdict(state), "retry_at": to_ticks(state.retry_at) if state.retry_at else None}
        with self._begin() as connection:
            connection.execute(delete(fetch_state).where(fetch_state.c.url == state.url))
            connection.execute(insert(fetch_state), row)

    # --- inside ---------------------------------------------------------------------------------

    def _begin(self) -> Any:
        return self.engine.begin()

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        try:
            with self.engine.connect() as connection:
                return connection.execute(query).all()
        except SQLAlchemyError as error:
            raise StoreError(
                f"the database cannot be read: {getattr(error, 'orig', None) or error}",
                hint="check the disk and the file, and restore a backup if it is damaged",
            ) from error


def _sample_url(topic: str) -> str:
    """Return under what a sample's stamp is kept: beside those of URLs, which has room for it."""
    return f"sample:{topic}"


def _batches(values: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (values[n : n + size] for n in range(0, len(values), size))


def _observation_row(topic: str, o: Observation) -> dict[str, object]:
    return {
        "topic": topic,
        "measure": o.measure,
        "entity": o.entity,
        "observed_at": to_ticks(o.observed_at),
        "learned_at": to_ticks(o.learned_at),
        "days": o.days,
        "value": str(o.value),
        "unit": o.unit,
        "source": o.source,
        "url": o.url,
        "sample": o.sample,
    }


def _observation(row: Row[Any]) -> Observation:
    return Observation(
        measure=row.measure,
        entity=row.entity,
        value=Decimal(row.value),
        unit=row.unit,
        observed_at=from_ticks(row.observed_at),
        learned_at=from_ticks(row.learned_at),
        source=row.source,
        url=row.url,
        days=row.days,
        sample=row.sample,
    )


def _content(e: Entry) -> str:
    fields = {name: getattr(e, name) for name in CONTENT}
    return json.dumps(
        {**fields, "score": e.score, "comments": e.comments}, ensure_ascii=False, sort_keys=True
    )


def _entry(row: Row[Any]) -> Entry:
    content = json.loads(row.content)
    return Entry(
        feed=row.feed,
        id=row.entry_id,
        published_at=from_ticks(row.published_at),
        learned_at=from_ticks(row.first_seen_at),
        sample=row.sample,
        **{**content, "authors": tuple(content["authors"]), "tags": tuple(content["tags"])},
    )


def _collection(row: Row[Any]) -> Collection:
    return Collection(
        topic=row.topic,
        source=row.source,
        at=from_ticks(row.at),
        observations=row.observations,
        entries=row.entries,
        error=row.error,
        findings=tuple(_finding(found) for found in json.loads(row.findings)),
        sample=row.sample,
        good_before=from_ticks(row.good) if row.error and row.good is not None else None,
    )


def _finding(found: Mapping[str, Any]) -> Finding:
    at = Location(**found["at"]) if found["at"] else None
    return Finding(**{**found, "severity": Severity(found["severity"]), "at": at})
