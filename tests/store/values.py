"""Things to store."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from briefing.model.observation import Entry, Observation

DAY = datetime(2026, 2, 1, 5, tzinfo=UTC)


def day(number: int) -> datetime:
    return DAY + timedelta(days=number)


def observation(
    at: int = 0, value: object = 1, *, learned: int | None = None, entity: str = "a", **more: object
) -> Observation:
    values: dict[str, object] = {
        "measure": "m",
        "entity": entity,
        "value": Decimal(str(value)),
        "unit": "downloads",
        "observed_at": day(at),
        "learned_at": day(at if learned is None else learned),
        "source": "s",
        "url": "https://example.org/a",
        "days": 1,
        **more,
    }
    return Observation(**values)  # type: ignore[arg-type]


def entry(
    name: str = "1", *, learned: int = 0, published: int | None = None, **more: object
) -> Entry:
    values: dict[str, object] = {
        "feed": "f",
        "id": name,
        "url": f"https://example.org/{name}",
        "title": f"Title {name}",
        "published_at": day(learned if published is None else published),
        "learned_at": day(learned),
        **more,
    }
    return Entry(**values)  # type: ignore[arg-type]
