"""What sources yield: observations (numbers) and entries (items of feeds)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal


def require_aware(name: str, instant: datetime) -> None:
    """Raise ValueError unless `instant` knows its time zone."""
    if instant.tzinfo is None:
        raise ValueError(f"{name} must be an aware datetime, not {instant!r}")


@dataclass(frozen=True, slots=True)
class Observation:
    """One stored measurement; append-only, and time-stamped twice.

    `measure` names what is measured ("hub.downloads") and `entity` what it is measured of
    ("Qwen"). `observed_at` is when it was true (UTC), `learned_at` when we learned it (UTC).
    `days` says how many whole days from `observed_at` on the value covers: 1 for a day's
    downloads (a flow), 0 for a level at an instant such as a count of stars. `unit` is the
    plural noun of what is counted ("downloads"), "percent", "ratio", or a currency code.
    `source` is the source's name in its topic; `url` leads a reader to the origin.
    """

    measure: str
    entity: str
    value: Decimal
    unit: str
    observed_at: datetime
    learned_at: datetime
    source: str
    url: str = ""
    days: int = 0
    sample: bool = False

    def __post_init__(self) -> None:
        require_aware("observed_at", self.observed_at)
        require_aware("learned_at", self.learned_at)
        if not self.value.is_finite():
            raise ValueError(f"the value of {self.measure}[{self.entity}] must be finite")

    @property
    def day(self) -> date:
        """The (UTC) day that the observation is about, or begins on."""
        return self.observed_at.date()

    @property
    def days_covered(self) -> tuple[date, ...]:
        """Every day that a flow covers; for a level, the day it was read."""
        return tuple(self.day + timedelta(days=n) for n in range(max(self.days, 1)))

    @property
    def last_day(self) -> date:
        """The last day that a flow covers; for a level, the day it was read."""
        return self.day + timedelta(days=self.days - 1) if self.days > 1 else self.day


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, identified by (feed, id).

    All text is plain text from outside: data, never markup. `published_at` falls back to
    `learned_at` where the feed gives no believable date. `score` and `comments` are points and
    comments where the source has them (Hacker News), else None. `image` is an absolute URL or "".
    """

    feed: str
    id: str
    url: str
    title: str
    published_at: datetime
    learned_at: datetime
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    image: str = ""
    score: int | None = None
    comments: int | None = None
    feed_title: str = ""
    sample: bool = False

    def __post_init__(self) -> None:
        require_aware("published_at", self.published_at)
        require_aware("learned_at", self.learned_at)


@dataclass(frozen=True, slots=True)
class Story:
    """What several feeds report as one event: the lead entry and the others that tell it too."""

    lead: Entry
    also: tuple[Entry, ...] = ()
    rank: float = 0.0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The lead and all others, the lead first."""
        return (self.lead, *self.also)


@dataclass(frozen=True, slots=True)
class Note:
    """The editor's own words for one day: front matter and Markdown from `content/<topic>/notes/`.

    `sections` maps a section's heading to Markdown that takes its place; `body` is what stands
    before the first heading. Headline and dek override the template's where they are not empty.
    """

    day: date
    path: str
    headline: str = ""
    dek: str = ""
    body: str = ""
    sections: tuple[tuple[str, str, int], ...] = ()
    """(heading, Markdown, line in the file)"""
    headline_line: int = 1
    dek_line: int = 1
