"""Whether a reader still wants what is on its way to them: asked just before each message leaves.

So it is asked as often as mail leaves, and over connections that do nothing else: a statement that
is prepared, and no transaction to begin or to end, so that each answer is of its own moment.
"""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from briefing.errors import StoreError
from briefing.model.delivery import Recipient
from briefing.subscribers.addresses import address_hash

CONSENT = (
    "EXISTS (SELECT 1 FROM issue i"
    " JOIN subscription s ON s.topic = i.topic AND s.subscriber_id = d.subscriber_id"
    " JOIN subscriber p ON p.id = s.subscriber_id"
    " WHERE i.id = d.issue_id AND s.state = 'confirmed' AND NOT EXISTS"
    " (SELECT 1 FROM suppression x WHERE x.address_hash = p.address_hash))"
)
"""What holds of a delivery `d` that may leave."""
# The same of one reader, whose keys are at hand: no table is read to find them.
_MAY_LEAVE = (
    "SELECT 1 FROM subscription WHERE topic = {topic} AND subscriber_id = {subscriber}"
    " AND state = 'confirmed' AND NOT EXISTS"
    " (SELECT 1 FROM suppression WHERE address_hash = {address_hash})"
)
_TYPES = (25, 20, 25)
"""PostgreSQL's numbers for text, bigint and text."""


@dataclass(frozen=True, slots=True)
class _Question:
    topic: str
    subscriber_id: int
    address_hash: str


class _Asks(Protocol):
    def ask(self, question: _Question) -> None: ...

    def answer(self, question: _Question) -> bool: ...


class SqlLook:
    """Tells, at the moment of asking, who may be written to about a topic; for one thread."""

    def __init__(self, engine: Engine, topic: str) -> None:
        self._engine = engine
        self._topic = topic
        self._driver: Any = None
        self._asks: _Asks | None = None

    def ask(self, recipient: Recipient) -> Callable[[], bool]:
        """Ask whether a recipient's consent still holds; return what waits for the answer.

        That raises StoreError where the database does not answer, nor does a new connection to it.
        """
        hashed = address_hash(recipient.address)
        question = _Question(self._topic, recipient.subscriber_id, hashed)
        try:
            self._asked().ask(question)
        except self._errors():
            self.close()  # who wants the answer asks again, and learns what is wrong
        return partial(self._answer, question)

    def _answer(self, question: _Question) -> bool:
        try:
            try:
                return self._asked().answer(question)
            except self._errors() as error:
                if not self._lost(error):
                    raise
                self.close()  # the database may have been restarted since
                return self._asked().answer(question)
        except self._errors() as error:
            raise StoreError(
                f"the database cannot be read: {error}",
                hint="check that it is up; nothing leaves without a look at consent",
            ) from error

    def close(self) -> None:
        """Let the connection go."""
        driver, self._driver, self._asks = self._driver, None, None
        if driver and not self._shared:
            driver.close()

    @property
    def _shared(self) -> bool:
        """Whether all use the one connection: that is how a database in memory is had."""
        return isinstance(self._engine.pool, StaticPool)

    def _asked(self) -> _Asks:
        if self._asks is None:
            connection = self._engine.raw_connection()
            self._driver = connection.driver_connection
            if not self._shared:
                connection.detach()  # not one of those that transactions wait for
            in_sqlite = self._engine.dialect.name == "sqlite"
            self._asks = _InSqlite(self._driver) if in_sqlite else _InPostgres(self._driver)
        return self._asks

    def _errors(self) -> tuple[type[Exception], ...]:
        return (SQLAlchemyError, self._engine.dialect.dbapi.Error)  # type: ignore[union-attr]

    def _lost(self, error: Exception) -> bool:
        return self._engine.dialect.is_disconnect(error, self._driver, None)  # type: ignore[arg-type]


class _InSqlite:
    def __init__(self, driver: Any) -> None:
        self._cursor = driver.cursor()
        self._sql = _MAY_LEAVE.format(topic="?", subscriber="?", address_hash="?")

    def ask(self, question: _Question) -> None:
        """Nobody else would look meanwhile."""

    def answer(self, question: _Question) -> bool:
        values = (question.topic, question.subscriber_id, question.address_hash)
        # To the end, so that no snapshot is held: neither for the next look, nor for a checkpoint.
        return bool(self._cursor.execute(self._sql, values).fetchall())


class _InPostgres:
    """Through the driver's libpq, which lets PostgreSQL look while the copy is written.

    A worker that waited for each answer would be put aside each time, and its copies would take a
    tenth longer to make.
    """

    def __init__(self, driver: Any) -> None:
        from psycopg.errors import OperationalError, error_from_result
        from psycopg.pq import ExecStatus

        self._libpq = driver.pgconn
        self._arrives = select.poll()
        self._arrives.register(self._libpq.socket, select.POLLIN)
        self._error, self._silent = error_from_result, OperationalError
        self._done = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
        self._asked: _Question | None = None
        sql = _MAY_LEAVE.format(topic="$1", subscriber="$2", address_hash="$3").encode()
        self._checked(self._libpq.prepare(b"may_leave", sql, _TYPES))

    def ask(self, question: _Question) -> None:
        if self._asked is not None:
            self._result()  # of a copy that could not be written: nobody wanted to know
        values = (question.topic, str(question.subscriber_id), question.address_hash)
        self._libpq.send_query_prepared(b"may_leave", [one.encode() for one in values])
        self._asked = question

    def answer(self, question: _Question) -> bool:
        if self._asked != question:
            self.ask(question)
        return bool(self._checked(self._result()).ntuples)

    def _result(self) -> Any:
        self._asked = None
        first = None
        while True:
            # The library itself would wait with Python's lock in its hands.
            self._libpq.consume_input()
            while self._libpq.is_busy():
                self._arrives.poll()
                self._libpq.consume_input()
            result = self._libpq.get_result()
            if result is None:
                return first
            first = first or result

    def _checked(self, result: Any) -> Any:
        if result is None:
            raise self._silent("no answer")
        if result.status not in self._done:
            raise self._error(result)
        return result


@contextmanager
def looking(engine: Engine, topic: str) -> Iterator[SqlLook]:
    """Yield a look at consent, which is closed at the end."""
    look = SqlLook(engine, topic)
    try:
        yield look
    finally:
        look.close()
