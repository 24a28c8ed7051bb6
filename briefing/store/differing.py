"""Make one SQLite database say what another says, by changing only the rows in which they differ.

What is a minute's work for a large database, if every row and index is written anew, is a matter of
seconds so: others wait meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table

from briefing.store.tables import metadata

Values: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """A table's columns, those of its key first."""

    table: str
    keys: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, table: Table) -> _Columns:
        keys = tuple(column.name for column in table.primary_key)
        others = tuple(column.name for column in table.columns if column.name not in keys)
        return cls(table.name, keys, others)

    def rows(self, connection: Connection) -> Iterator[Values]:
        names = _listed([*self.keys, *self.others])
        query = f'SELECT {names} FROM "{self.table}" ORDER BY {_listed(self.keys)}'  # noqa: S608
        return iter(_driver(connection).execute(query))

    def delete(self) -> str:
        which = " AND ".join(f'"{name}" = ?' for name in self.keys)
        return f'DELETE FROM "{self.table}" WHERE {which}'  # noqa: S608  (our own names)

    def save(self) -> str:
        names = [*self.keys, *self.others]
        marks = ", ".join("?" for _ in names)
        told = ", ".join(f'"{name}" = excluded."{name}"' for name in self.others)
        known = f"DO UPDATE SET {told}" if told else "DO NOTHING"
        return (
            f'INSERT INTO "{self.table}" ({_listed(names)}) VALUES ({marks})'  # noqa: S608
            f" ON CONFLICT ({_listed(self.keys)}) {known}"
        )


@dataclass(frozen=True, slots=True)
class _Differences:
    columns: _Columns
    gone: list[Values]
    new: list[Values]


def write_differences(read: Connection, written: Connection) -> None:
    """Write into one database what another holds, within the transaction that was begun.

    Values are copied as they are stored. Both databases have the newest schema, and a row's key
    means the same in both.
    """
    found = [_differences(_Columns.of(table), read, written) for table in metadata.sorted_tables]
    target = _driver(written)
    for one in reversed(found):
        target.executemany(one.columns.delete(), one.gone)
    for one in found:
        target.executemany(one.columns.save(), one.new)


def _differences(columns: _Columns, read: Connection, written: Connection) -> _Differences:
    """Go through both tables side by side, in the order of their keys."""
    size = len(columns.keys)
    wanted, present = columns.rows(read), columns.rows(written)
    gone: list[Values] = []
    new: list[Values] = []
    want, have = next(wanted, None), next(present, None)
    while want or have:
        if want is None or (have and have[:size] < want[:size]):
            assert have
            gone.append(have[:size])
            have = next(present, None)
            continue
        if have is None or want[:size] < have[:size]:
            new.append(want)
        else:
            if want != have:
                new.append(want)
            have = next(present, None)
        want = next(wanted, None)
    return _Differences(columns, gone, new)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
