"""Issues as they were built and kept: what is sent, shown in the archive and looked for there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from briefing.model.delivery import IssueKind


@dataclass(frozen=True, slots=True)
class ArchivedHead:
    """What a list of issues shows of one. `sent_at` is None until its first message has left."""

    issue_id: int
    topic: str
    topic_title: str
    day: date
    kind: IssueKind
    number: int
    title: str
    dek: str
    lang: str
    direction: Literal["ltr", "rtl"]
    sample: bool
    as_of: datetime
    built_at: datetime
    sent_at: datetime | None
    content_hash: str


@dataclass(frozen=True, slots=True)
class ArchivedIssue:
    """One issue with its editions; placeholders for a subscriber's own values still stand in it.

    `framed` are its messages in other frame languages than its topic's, by language.
    """

    head: ArchivedHead
    email_html: str
    email_text: str
    web_html: str
    message: bytes
    manifest: Mapping[str, Any]
    framed: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A picture of an issue, under the name by which its pages refer to it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """The web edition of a sent issue, as it was built."""

    head: ArchivedHead
    web_html: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text; `hit` says that it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An issue that holds what was looked for, and the place where it does."""

    head: ArchivedHead
    excerpt: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class TopicTally:
    """How many issues of a topic have been sent, and the head of the latest."""

    topic: str
    issues: int
    latest: ArchivedHead


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The sent issues before and after one, of its topic and kind."""

    previous: ArchivedHead | None = None
    following: ArchivedHead | None = None


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says that stands for an issue where its link is shared."""

    headline: str
    topic: str
    footing: str
    publication: str
    direction: Literal["ltr", "rtl"] = "ltr"
