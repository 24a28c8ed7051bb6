"""Issues as they were built and kept: what is sent, shown in the archive and looked for there."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    """One issue with its editions; placeholders for a subscriber's own values still stand in it."""

    head: ArchivedHead
    email_html: str
    email_text: str
    web_html: str
    message: bytes
    manifest: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A picture of an issue, under the name by which its pages refer to it."""

    name: str
    media_type: str
    content: bytes
