"""Counted links in SQL: an issue, a number, a URL and a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, text

from briefing.model.click import LinkCount
from briefing.store.writing import reading, writing

_LOCK = text("SELECT id FROM issue WHERE id = :issue FOR UPDATE")
_LOAD = text(
    "SELECT number, url, count FROM click WHERE issue_id = :issue ORDER BY count DESC, number"
)
_INSERT = text("INSERT INTO click (issue_id, number, url, count) VALUES (:issue, :number, :url, 0)")
_COUNT = text(
    "UPDATE click SET count = count + 1 WHERE issue_id = :issue AND number = :number RETURNING url"
)
_LOOK = text("SELECT url FROM click WHERE issue_id = :issue AND number = :number")


@dataclass(frozen=True, slots=True)
class SqlClicks:
    """Implements `ports.clicks.Clicks`."""

    engine: Engine

    def number(self, issue_id: int, urls: Iterable[str]) -> Mapping[str, int]:
        """Return each URL's number in the issue; one that is kept keeps its own for ever."""
        with writing(self.engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_LOCK, {"issue": issue_id})  # several processes compile at once
            rows = connection.execute(_LOAD, {"issue": issue_id})
            known = {row.url: row.number for row in rows}
            new = [url for url in dict.fromkeys(urls) if url not in known]
            first = max(known.values(), default=0) + 1
            numbered = {url: number for number, url in enumerate(new, first)}
            if numbered:
                connection.execute(
                    _INSERT,
                    [{"issue": issue_id, "number": n, "url": url} for url, n in numbered.items()],
                )
        return known | numbered

    def open(self, issue_id: int, number: int, *, counted: bool = True) -> str | None:
        """Count a link once more, and return where it leads; None where there is no such link."""
        values = {"issue": issue_id, "number": number}
        if not counted:
            with reading(self.engine) as connection:
                found = connection.execute(_LOOK, values).scalar()
        else:
            with writing(self.engine) as connection:
                found = connection.execute(_COUNT, values).scalar()
        return str(found) if found is not None else None

    def load(self, issue_id: int) -> Sequence[LinkCount]:
        """Return an issue's links, the most opened first."""
        with reading(self.engine) as connection:
            rows = connection.execute(_LOAD, {"issue": issue_id})
            return [LinkCount(row.number, row.url, row._mapping["count"]) for row in rows]
