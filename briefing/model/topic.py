"""What editors configure: the publication, its topics and their sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from briefing.errors import Location
from briefing.model.local import local_instant
from briefing.model.theme import Theme

Option = str | int | float | bool | list["Option"] | dict[str, "Option"]
"""A value out of a TOML file, dates as ISO strings."""


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One `[[sources]]` table of a topic file.

    `name` is unique in its topic; `kind` names a class in `briefing.sources`; `options` are the
    remaining keys, which that class checks.
    """

    name: str
    kind: str
    options: Mapping[str, Option]
    at: Location
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that readers follow: its sources, template, schedule and limits.

    `hour` is local time in `timezone` (an IANA name) at which the day's issue is as of and sent;
    `started` is the day of issue number 1; `skip_weekdays` holds 0 (Monday) to 6, `skip_days` days
    such as holidays. `freshness_days` is the age from which data counts as stale, `history_days`
    how far back series reach, `claim_margin` the relative margin below which a claim that holds is
    flagged.
    """

    name: str
    title: str
    description: str
    path: Path
    template: str
    sources: tuple[SourceConfig, ...]
    byline: str = ""
    timezone: str = "UTC"
    hour: time = time(6)
    started: date = date(2026, 1, 1)
    skip_weekdays: frozenset[int] = frozenset()
    skip_days: frozenset[date] = frozenset()
    lang: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    freshness_days: int = 2
    history_days: int = 400
    claim_margin: float = 0.02

    def number_of(self, day: date) -> int:
        """Return the number of the day's issue: the issue days from `started` through `day`."""
        days = max((day - self.started).days + 1, 1)
        every = (self.started + timedelta(days=n) for n in range(days))
        return max(sum(map(self.appears_on, every)), 1)

    def appears_on(self, day: date) -> bool:
        """Tell whether the topic has an issue on a day."""
        skipped = day.weekday() in self.skip_weekdays or day in self.skip_days
        return day >= self.started and not skipped

    def as_of(self, day: date) -> datetime:
        """Return the instant (UTC) that the issue of `day` is as of: the topic's hour there."""
        return local_instant(day, self.hour, ZoneInfo(self.timezone))

    def end_of(self, day: date) -> datetime:
        """Return the instant (UTC) at which the day ends where the topic is at home."""
        return local_instant(day + timedelta(days=1), time(), ZoneInfo(self.timezone))


@dataclass(frozen=True, slots=True)
class Publication:
    """The whole site: its name, where it lives, who sends it and how it looks.

    `root` is the folder that holds `content/` and `templates/`. `url` is the public address
    without a trailing slash, `sender` an RFC 5322 mailbox, `address` the postal address.
    """

    name: str
    root: Path
    url: str
    sender: str
    address: str
    theme: Theme = field(default_factory=Theme)
    tagline: str = ""
    diagram_engine: Literal["embedded", "ink", "chromium"] = "embedded"
    diagram_server: str = ""
    mjml_engine: Literal["mjml", "mrml"] = "mjml"
