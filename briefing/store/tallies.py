"""Counts for those who watch the service: by kind, reason, state and topic, of no one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, text

from briefing.store.writing import reading

_QUERIES = {
    "bounces": "SELECT kind, count(*) FROM bounce GROUP BY kind",
    "suppressions": "SELECT reason, count(*) FROM suppression GROUP BY reason",
    "letters": "SELECT state, count(*) FROM letter GROUP BY state",
    "clicks": "SELECT i.topic, sum(c.count) FROM click c JOIN issue i ON i.id = c.issue_id"
    " GROUP BY i.topic",
}


@dataclass(frozen=True, slots=True)
class Tallies:
    """How many reports of each kind, suppressions of each reason, letters of each state, clicks.

    Clicks are those of a topic's issues, where an operator has them counted.
    """

    bounces: Mapping[str, int]
    suppressions: Mapping[str, int]
    letters: Mapping[str, int]
    clicks: Mapping[str, int]


def load_tallies(engine: Engine) -> Tallies:
    """Return the counts as they are now.

    Raises: StoreError where the database does not answer.
    """
    with reading(engine) as connection:
        found = {
            name: {label: int(number) for label, number in connection.execute(text(query))}
            for name, query in _QUERIES.items()
        }
    return Tallies(**found)
