"""The queue of issues in SQL: one row for each (topic, day, kind), whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Row, bindparam, case, select, text, update

from briefing.errors import LeaseLost
from briefing.model.delivery import IssueKind, IssueRecord, IssueState
from briefing.model.subscriber import NewLetter
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.letters import save_letters
from briefing.store.tables.outbox import issue, topic_state
from briefing.store.writing import reading, writing

_OPEN = text(
    "INSERT INTO issue (topic, day, kind, state, due_at, fence, content_hash, note, changed_at)"
    " VALUES (:topic, :day, :kind, 'due', :due_at, 0, '', '', :now)"
    " ON CONFLICT (topic, day, kind) DO NOTHING"
)
_CLAIM = text(
    "UPDATE issue SET fence = :worker, changed_at = :now,"
    " state = CASE state WHEN 'due' THEN 'building' ELSE state END"
    " WHERE id = :issue AND state IN ('due', 'built') AND fence = 0"
    " AND topic NOT IN (SELECT topic FROM topic_state WHERE paused_at IS NOT NULL)"
    " AND EXISTS (SELECT 1 FROM worker WHERE id = :worker AND ended_at IS NULL)"
)
_SAVE = text(
    "UPDATE issue SET state = :state, fence = 0, changed_at = :now, note = :note,"
    " content_hash = coalesce(:content_hash, content_hash)"
    " WHERE id = :issue AND fence = :worker AND state IN ('building', 'built')"
    " AND EXISTS (SELECT 1 FROM worker WHERE id = :worker AND ended_at IS NULL)"
).bindparams(bindparam("content_hash", type_=issue.c.content_hash.type))
_HASTEN = text(
    "UPDATE issue SET due_at = CASE WHEN due_at > :now THEN :now ELSE due_at END, changed_at = :now"
    " WHERE id = :issue AND state = 'due'"
)
_PAUSE = text(
    "INSERT INTO topic_state (topic, paused_at, collected_for) VALUES (:topic, :now, '')"
    " ON CONFLICT (topic) DO UPDATE SET paused_at = coalesce(topic_state.paused_at, :now)"
).bindparams(bindparam("now", type_=topic_state.c.paused_at.type))
_COLLECTED = text(
    "INSERT INTO topic_state (topic, collected_for) VALUES (:topic, :day)"
    " ON CONFLICT (topic) DO UPDATE SET collected_for = :day"
    " WHERE topic_state.collected_for < :day"
)


@dataclass(frozen=True, slots=True)
class SqlIssueQueue:
    """Implements `ports.outbox.IssueQueue`."""

    engine: Engine

    def open(
        self, topic: str, day: date, kind: IssueKind, *, due_at: datetime, now: datetime
    ) -> bool:
        """Note that an issue is due; return whether it is new."""
        row = {"topic": topic, "day": day.isoformat(), "kind": str(kind)}
        with writing(self.engine) as connection:
            times = {"due_at": to_ticks(due_at), "now": to_ticks(now)}
            return connection.execute(_OPEN, {**row, **times}).rowcount == 1

    def load(self, topic: str, day: date, kind: IssueKind = IssueKind.DAILY) -> IssueRecord | None:
        """Return an issue."""
        t = issue.c
        query = select(issue).where(t.topic == topic, t.day == day.isoformat(), t.kind == str(kind))
        with reading(self.engine) as connection:
            row = connection.execute(query).first()
        return issue_record(row) if row else None

    def load_by_id(self, issue_id: int) -> IssueRecord | None:
        """Return an issue by its number."""
        with reading(self.engine) as connection:
            row = connection.execute(select(issue).where(issue.c.id == issue_id)).first()
        return issue_record(row) if row else None

    def load_all(
        self,
        *,
        topic: str | None = None,
        states: Iterable[IssueState] = (),
        since: date | None = None,
        limit: int = 200,
    ) -> Sequence[IssueRecord]:
        """Return issues, the latest day first."""
        t = issue.c
        query = select(issue).order_by(t.day.desc(), t.topic, t.kind).limit(limit)
        if topic is not None:
            query = query.where(t.topic == topic)
        if wanted := [str(state) for state in states]:
            query = query.where(t.state.in_(wanted))
        if since is not None:
            query = query.where(t.day >= since.isoformat())
        with reading(self.engine) as connection:
            return [issue_record(row) for row in connection.execute(query)]

    def claim(self, worker: int, issue_id: int, now: datetime) -> IssueRecord | None:
        """Take a due or built issue that nobody else has."""
        values = {"worker": worker, "issue": issue_id, "now": to_ticks(now)}
        with writing(self.engine) as connection:
            if connection.execute(_CLAIM, values).rowcount != 1:
                return None
            row = connection.execute(select(issue).where(issue.c.id == issue_id)).one()
        return issue_record(row)

    def save(
        self,
        worker: int,
        issue_id: int,
        state: IssueState,
        now: datetime,
        *,
        content_hash: str | None = None,
        note: str = "",
        letters: Iterable[NewLetter] = (),
    ) -> None:
        """Write what became of a claimed issue, and who is told, at once. Raises: LeaseLost."""
        values = {
            "worker": worker,
            "issue": issue_id,
            "state": str(state),
            "now": to_ticks(now),
            "content_hash": content_hash,
            "note": note,
        }
        with writing(self.engine) as connection:
            if connection.execute(_SAVE, values).rowcount != 1:
                raise LeaseLost("the issue was taken over or cancelled while it was built")
            save_letters(connection, letters)

    def change(
        self,
        issue_id: int,
        now: datetime,
        *,
        to: IssueState,
        only_from: Iterable[IssueState],
        note: str = "",
    ) -> bool:
        """Let a person decide; return whether the issue was in such a state.

        One that is to be made after its hour is due from now on: it is not late by then.
        """
        t = issue.c
        late = case((t.due_at < to_ticks(now), to_ticks(now)), else_=t.due_at)
        statement = (
            update(issue)
            .where(t.id == issue_id, t.state.in_([str(state) for state in only_from]))
            .values(
                state=str(to),
                note=note,
                changed_at=to_ticks(now),
                fence=0,
                due_at=late if to == IssueState.DUE else t.due_at,
            )
        )
        with writing(self.engine) as connection:
            return connection.execute(statement).rowcount == 1

    def hasten(self, issue_id: int, now: datetime) -> bool:
        """Let an issue that is due later be due now; return whether it still waits to be made."""
        with writing(self.engine) as connection:
            return (
                connection.execute(_HASTEN, {"issue": issue_id, "now": to_ticks(now)}).rowcount == 1
            )

    def pause(self, topic: str, now: datetime) -> None:
        """Build and send nothing of a topic until it is resumed."""
        with writing(self.engine) as connection:
            connection.execute(_PAUSE, {"topic": topic, "now": to_ticks(now)})

    def resume(self, topic: str) -> bool:
        """Go on with a topic; return whether it was paused."""
        t = topic_state.c
        statement = update(topic_state).where(t.topic == topic, t.paused_at.is_not(None))
        with writing(self.engine) as connection:
            return connection.execute(statement.values(paused_at=None)).rowcount == 1

    def load_paused(self) -> Mapping[str, datetime]:
        """Return the topics that are paused, and since when."""
        t = topic_state.c
        query = select(t.topic, t.paused_at).where(t.paused_at.is_not(None)).order_by(t.topic)
        with reading(self.engine) as connection:
            return {row.topic: from_ticks(row.paused_at) for row in connection.execute(query)}

    def is_collected(self, topic: str, day: date) -> bool:
        """Tell whether a topic's sources have been collected for a day."""
        t = topic_state.c
        query = select(t.topic).where(t.topic == topic, t.collected_for >= day.isoformat())
        with reading(self.engine) as connection:
            return connection.execute(query).first() is not None

    def note_collected(self, topic: str, day: date) -> None:
        """Note that a topic's sources have been collected for a day."""
        with writing(self.engine) as connection:
            connection.execute(_COLLECTED, {"topic": topic, "day": day.isoformat()})


def issue_record(row: Row[Any]) -> IssueRecord:
    """Return a row of the table as a value."""
    return IssueRecord(
        id=row.id,
        topic=row.topic,
        day=date.fromisoformat(row.day),
        kind=IssueKind(row.kind),
        state=IssueState(row.state),
        due_at=from_ticks(row.due_at),
        changed_at=from_ticks(row.changed_at),
        fence=row.fence,
        content_hash=row.content_hash,
        recipients=row.recipients,
        note=row.note,
    )
