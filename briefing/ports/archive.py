"""The archive: issues as they were built, kept to be sent, shown and looked for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from briefing.model.archive import ArchivedFile, ArchivedHead, ArchivedIssue
from briefing.model.delivery import IssueKind
from briefing.model.issue import Issue


class Archive(Protocol):
    """Keeps built issues. Whatever is asked for `sent` alone shows nothing that has not left."""

    def save_issue(self, issue_id: int, issue: Issue, *, built_at: datetime) -> str:
        """Keep a built issue with its files, in place of an earlier build; return its hash.

        Raises: StoreError where messages of that issue have left already.
        """
        ...

    def load_issue(
        self, topic: str, day: date, kind: IssueKind = IssueKind.DAILY, *, sent: bool = True
    ) -> ArchivedIssue | None:
        """Return a topic's issue of a day."""
        ...

    def load_issue_by_id(self, issue_id: int) -> ArchivedIssue | None:
        """Return an issue, sent or not."""
        ...

    def load_file(
        self, topic: str, day: date, name: str, kind: IssueKind = IssueKind.DAILY
    ) -> ArchivedFile | None:
        """Return a picture of a sent issue."""
        ...

    def load_heads(
        self,
        topic: str | None = None,
        *,
        sent: bool = True,
        before: date | None = None,
        since: date | None = None,
        limit: int = 50,
    ) -> Sequence[ArchivedHead]:
        """Return issues, the latest day first; of all topics where none is named."""
        ...

    def find(
        self, words: str, *, topic: str | None = None, limit: int = 20
    ) -> Sequence[ArchivedHead]:
        """Return sent issues that hold the words, the best match first."""
        ...

    def mark_sent(self, issue_id: int, at: datetime) -> None:
        """Note that an issue's first message has left; later calls change nothing."""
        ...
