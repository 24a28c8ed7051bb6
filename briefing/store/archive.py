"""The archive on SQL. What is large is read only where it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from briefing.errors import LeaseLost, StoreError
from briefing.model.archive import (
    ArchivedFile,
    ArchivedHead,
    ArchivedIssue,
    ArchivedPage,
    Found,
    Neighbours,
    TopicTally,
)
from briefing.model.article import plain
from briefing.model.delivery import IssueKind
from briefing.model.issue import Issue
from briefing.render.pictures import picture_files
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.search import find_words, save_words, words_of
from briefing.store.tables.archive import archived_file, archived_issue, archived_message
from briefing.store.tables.outbox import issue as issue_table
from briefing.store.text import storable

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
_KEY = (issue_table.c.topic, issue_table.c.day, issue_table.c.kind)
_WHOLE = (*_KEY, *archived_issue.c)
_LARGE = ("email_html", "email_text", "web_html", "message", "manifest")
_HEAD = (*_KEY, *(column for column in archived_issue.c if column.name not in _LARGE))
_SENT = archived_issue.c.sent_at.is_not(None)
_BUILDING = text(
    "UPDATE issue SET fence = fence WHERE id = :issue AND fence = :worker AND state = 'building'"
)
_NEWEST = (issue_table.c.day.desc(), issue_table.c.kind, issue_table.c.topic)


@dataclass(frozen=True, slots=True)
class SqlArchive:
    """Implements `ports.archive.Archive`."""

    engine: Engine

    # --- keeping --------------------------------------------------------------------------------

    def save_issue(
        self, issue_id: int, issue: Issue, *, built_at: datetime, worker: int | None = None
    ) -> str:
        """Keep a built issue with its files and words, in place of an earlier build."""
        row = _issue_row(issue_id, issue, built_at)
        files = [
            {
                "issue_id": issue_id,
                "name": name,
                "media_type": MEDIA_TYPES[name.rpartition(".")[2]],
                "content": content,
            }
            for suffix in MEDIA_TYPES
            for name, content in picture_files(issue.diagrams, suffix).items()
        ]
        framed = [
            {"issue_id": issue_id, "lang": one.lang, "message": one.message} for one in issue.framed
        ]
        with self._connection() as connection:
            if worker is not None:
                _must_be_theirs(connection, issue_id, worker)
            self._forget(connection, issue_id)
            connection.execute(insert(archived_issue), row)
            if files:
                connection.execute(insert(archived_file), files)
            if framed:
                connection.execute(insert(archived_message), framed)
            save_words(
                connection,
                issue_id,
                lang=row["lang"],
                title=row["title"],
                dek=row["dek"],
                body=words_of(issue.web_html),
            )
        return str(row["content_hash"])

    def _forget(self, connection: Connection, issue_id: int) -> None:
        """Make room for a new build; what has been sent stays as it was sent."""
        mine = archived_issue.c.issue_id == issue_id
        sent = connection.execute(select(archived_issue.c.issue_id).where(mine, _SENT)).first()
        if sent:
            raise StoreError(
                f"issue {issue_id} has been sent, and stays as it was sent",
                hint="correct it in the topic's next issue",
            )
        for table in (archived_file, archived_message):
            connection.execute(delete(table).where(table.c.issue_id == issue_id))
        connection.execute(delete(archived_issue).where(mine))

    def save_file(self, issue_id: int, file: ArchivedFile) -> None:
        """Keep a file made of an issue later; the first one stays."""
        key = (archived_file.c.issue_id == issue_id, archived_file.c.name == file.name)
        row = {
            "issue_id": issue_id,
            "name": file.name,
            "media_type": file.media_type,
            "content": file.content,
        }
        with self._connection() as connection:
            if not connection.execute(select(archived_file.c.name).where(*key)).first():
                connection.execute(insert(archived_file), row)

    def mark_sent(self, issue_id: int, at: datetime) -> None:
        """Note that an issue's first message has left."""
        first = (archived_issue.c.issue_id == issue_id, archived_issue.c.sent_at.is_(None))
        with self._connection() as connection:
            connection.execute(update(archived_issue).where(*first).values(sent_at=to_ticks(at)))

    # --- one issue ------------------------------------------------------------------------------

    def load_issue(
        self, topic: str, day: date, kind: IssueKind = IssueKind.DAILY, *, sent: bool = True
    ) -> ArchivedIssue | None:
        """Return a topic's issue of a day."""
        only = [_SENT] if sent else []
        return self._issue(_joined(*_WHOLE).where(*_key(topic, day, kind), *only))

    def load_issue_by_id(self, issue_id: int) -> ArchivedIssue | None:
        """Return an issue, sent or not."""
        return self._issue(_joined(*_WHOLE).where(archived_issue.c.issue_id == issue_id))

    def load_page(
        self, topic: str, day: date, kind: IssueKind = IssueKind.DAILY
    ) -> ArchivedPage | None:
        """Return a sent issue's web edition."""
        query = _joined(*_HEAD, archived_issue.c.web_html).where(*_key(topic, day, kind), _SENT)
        row = self._first(query)
        return ArchivedPage(_head(row), row.web_html) if row else None

    def load_file(
        self, topic: str, day: date, name: str, kind: IssueKind = IssueKind.DAILY
    ) -> ArchivedFile | None:
        """Return a file of a sent issue."""
        query = (
            _joined(*archived_file.c)
            .join(archived_file, archived_file.c.issue_id == archived_issue.c.issue_id)
            .where(*_key(topic, day, kind), _SENT, archived_file.c.name == name)
        )
        row = self._first(query)
        return ArchivedFile(row.name, row.media_type, row.content) if row else None

    def load_files(self, issue_id: int) -> Sequence[ArchivedFile]:
        """Return all files of an issue, by name."""
        mine = archived_file.c.issue_id == issue_id
        rows = self._rows(select(archived_file).where(mine).order_by(archived_file.c.name))
        return [ArchivedFile(row.name, row.media_type, row.content) for row in rows]

    # --- many issues ----------------------------------------------------------------------------

    def load_heads(
        self,
        topic: str | None = None,
        *,
        sent: bool = True,
        kind: IssueKind | None = None,
        before: date | None = None,
        since: date | None = None,
        limit: int = 50,
    ) -> Sequence[ArchivedHead]:
        """Return issues, the latest day first."""
        query = _joined(*_HEAD).order_by(*_NEWEST).limit(limit)
        query = query.where(_SENT) if sent else query
        query = query.where(issue_table.c.topic == topic) if topic is not None else query
        query = query.where(issue_table.c.kind == kind) if kind else query
        query = query.where(issue_table.c.day < before.isoformat()) if before else query
        query = query.where(issue_table.c.day >= since.isoformat()) if since else query
        return [_head(row) for row in self._rows(query)]

    def load_neighbours(self, head: ArchivedHead) -> Neighbours:
        """Return the sent issues next to one."""
        day = issue_table.c.day
        alike = _joined(*_HEAD).where(
            _SENT, issue_table.c.topic == head.topic, issue_table.c.kind == head.kind
        )
        here = head.day.isoformat()
        previous = self._first(alike.where(day < here).order_by(day.desc()))
        following = self._first(alike.where(day > here).order_by(day))
        return Neighbours(
            _head(previous) if previous else None, _head(following) if following else None
        )

    def load_tallies(self) -> Sequence[TopicTally]:
        """Return the topics of which issues have been sent."""
        topic = issue_table.c.topic
        counts = self._rows(
            _joined(topic, func.count().label("issues")).where(_SENT).group_by(topic)
        )
        found = [
            TopicTally(row.topic, row.issues, self.load_heads(row.topic, limit=1)[0])
            for row in counts
        ]
        return sorted(found, key=lambda tally: (-tally.latest.day.toordinal(), tally.topic))

    def find(self, words: str, *, topic: str | None = None, limit: int = 20) -> Sequence[Found]:
        """Return sent issues that hold the words, the best match first."""
        with self._connection() as connection:
            found = find_words(connection, words, topic=topic, limit=limit)
            ids = [issue_id for issue_id, _ in found]
            query = _joined(*_HEAD).where(archived_issue.c.issue_id.in_(ids))
            heads = {row.issue_id: _head(row) for row in connection.execute(query)}
        return [Found(heads[issue_id], excerpt) for issue_id, excerpt in found]

    def version(self) -> str:
        """Return what changes whenever an issue is sent."""
        sent_at = archived_issue.c.sent_at
        query = select(func.max(sent_at).label("last"), func.count(sent_at).label("sent"))
        (row,) = self._rows(query)
        return f"{row.last}.{row.sent}"

    # --- inside ---------------------------------------------------------------------------------

    def _issue(self, query: Select[*tuple[Any, ...]]) -> ArchivedIssue | None:
        """Return a whole issue, its messages as they were kept together."""
        with self._connection() as connection:
            row = connection.execute(query.limit(1)).first()
            if row is None:
                return None
            mine = archived_message.c.issue_id == row.issue_id
            framed = connection.execute(select(archived_message).where(mine)).all()
        return _issue(row, {one.lang: one.message for one in framed})

    def _first(self, query: Select[*tuple[Any, ...]]) -> Row[Any] | None:
        rows = self._rows(query.limit(1))
        return rows[0] if rows else None

    def _rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[Row[Any]]:
        with self._connection() as connection:
            return connection.execute(query).all()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(
                f"the archive cannot be used: {getattr(error, 'orig', None) or error}",
                hint="check the disk and the database, and restore a backup if it is damaged",
            ) from error


def _must_be_theirs(connection: Connection, issue_id: int, worker: int) -> None:
    """Keep who takes an issue over waiting until we are done. Raises: LeaseLost."""
    if connection.execute(_BUILDING, {"issue": issue_id, "worker": worker}).rowcount != 1:
        raise LeaseLost("the issue was taken over or cancelled while it was built")


def _joined(*columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Return a query over archived issues, each with its key."""
    joined = archived_issue.join(issue_table, issue_table.c.id == archived_issue.c.issue_id)
    return select(*columns).select_from(joined)


def _key(topic: str, day: date, kind: IssueKind) -> tuple[ColumnElement[bool], ...]:
    return (
        issue_table.c.topic == topic,
        issue_table.c.day == day.isoformat(),
        issue_table.c.kind == kind,
    )


def _issue_row(issue_id: int, issue: Issue, built_at: datetime) -> dict[str, Any]:
    article = issue.article
    return {
        "issue_id": issue_id,
        "number": article.number,
        "title": storable(plain(article.title)),
        "dek": storable(plain(article.dek)),
        "topic_title": storable(article.topic_title),
        "lang": article.lang,
        "direction": article.direction,
        "sample": article.sample,
        "as_of": to_ticks(article.as_of),
        "built_at": to_ticks(built_at),
        "sent_at": None,
        "content_hash": issue.manifest["content_hash"],
        "email_html": storable(issue.email_html),
        "email_text": storable(issue.email_text),
        "web_html": storable(issue.web_html),
        "message": issue.message,
        "manifest": json.dumps(issue.manifest),  # in ASCII, so that no database refuses it
    }


def _head(row: Row[Any]) -> ArchivedHead:
    return ArchivedHead(
        issue_id=row.issue_id,
        topic=row.topic,
        topic_title=row.topic_title,
        day=date.fromisoformat(row.day),
        kind=IssueKind(row.kind),
        number=row.number,
        title=row.title,
        dek=row.dek,
        lang=row.lang,
        direction=row.direction,
        sample=row.sample,
        as_of=from_ticks(row.as_of),
        built_at=from_ticks(row.built_at),
        sent_at=None if row.sent_at is None else from_ticks(row.sent_at),
        content_hash=row.content_hash,
    )


def _issue(row: Row[Any], framed: Mapping[str, bytes]) -> ArchivedIssue:
    return ArchivedIssue(
        head=_head(row),
        email_html=row.email_html,
        email_text=row.email_text,
        web_html=row.web_html,
        message=row.message,
        manifest=json.loads(row.manifest),
        framed=framed,
    )
