"""Whether a reader still wants what is on its way to them: asked just before each message leaves.

So it is asked as often as mail leaves, and over connections that do nothing else: a statement that
is prepared, and no transaction to begin or to end, so that each answer is of its own moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from briefing.errors import StoreError

CONSENT = (
    "EXISTS (SELECT 1 FROM issue i"
    " JOIN subscription s ON s.topic = i.topic AND s.subscriber_id = d.subscriber_id"
    " JOIN subscriber p ON p.id = s.subscriber_id"
    " WHERE i.id = d.issue_id AND s.state = 'confirmed' AND NOT EXISTS"
    " (SELECT 1 FROM suppression x WHERE x.address_hash = p.address_hash))"
)
"""What holds of a delivery `d` that may leave."""
_MAY_LEAVE = f"SELECT 1 FROM delivery d WHERE d.id = {{id}} AND {CONSENT}"  # noqa: S608
_BIGINT = 20
"""PostgreSQL's number for the type."""


class _Asks(Protocol):
    def may_leave(self, delivery_id: int) -> bool: ...


class SqlLook:
    """Tells, at the moment of asking, who may be written to; for one thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._driver: Any = None
        self._asks: _Asks | None = None

    def may_leave(self, delivery_id: int) -> bool:
        """Tell whether consent still holds for a delivery.

        Raises: StoreError where the database does not answer, nor does a new connection to it.
        """
        try:
            try:
                return self._asked().may_leave(delivery_id)
            except self._errors() as error:
                if not self._lost(error):
                    raise
                self.close()  # the database may have been restarted since
                return self._asked().may_leave(delivery_id)
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
        self._sql = _MAY_LEAVE.format(id="?")

    def may_leave(self, delivery_id: int) -> bool:
        # To the end, so that no snapshot is held: neither for the next look, nor for a checkpoint.
        return bool(self._cursor.execute(self._sql, (delivery_id,)).fetchall())


class _InPostgres:
    """Through the driver's libpq: its cursors take longer than PostgreSQL takes to look."""

    def __init__(self, driver: Any) -> None:
        from psycopg.errors import error_from_result
        from psycopg.pq import ExecStatus

        self._libpq = driver.pgconn
        self._error = error_from_result
        self._done = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
        sql = _MAY_LEAVE.format(id="$1").encode()
        self._checked(self._libpq.prepare(b"may_leave", sql, [_BIGINT]))

    def may_leave(self, delivery_id: int) -> bool:
        result = self._libpq.exec_prepared(b"may_leave", [b"%d" % delivery_id])
        return bool(self._checked(result).ntuples)

    def _checked(self, result: Any) -> Any:
        if result.status not in self._done:
            raise self._error(result)
        return result


@contextmanager
def looking(engine: Engine) -> Iterator[SqlLook]:
    """Yield a look at consent, which is closed at the end."""
    look = SqlLook(engine)
    try:
        yield look
    finally:
        look.close()
