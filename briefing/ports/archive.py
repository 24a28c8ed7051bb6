"""The archive: issues as they were built, kept to be sent, shown and looked for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from briefing.model.archive import (
    ArchivedFile,
    ArchivedHead,
    ArchivedIssue,
    ArchivedPage,
    Found,
    Neighbours,
    TopicTally,
)
from briefing.model.delivery import IssueKind
from briefing.model.issue import Issue


class Archive(Protocol):
    """Keeps built issues. Whatever is asked for `sent` alone shows nothing that has not left."""

    def save_issue(
        self, issue_id: int, issue: Issue, *, built_at: datetime, worker: int | None = None
    ) -> str:
        """Keep a built issue with its files, in place of an earlier build; return its hash.

        Raises: StoreError where messages of that issue have left already; LeaseLost where the
            worker who built it, if one is named, was given up meanwhile.
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

    def load_page(
        self, topic: str, day: date, kind: IssueKind = IssueKind.DAILY
    ) -> ArchivedPage | None:
        """Return a sent issue's web edition, and nothing larger."""
        ...

    def load_file(
        self, topic: str, day: date, name: str, kind: IssueKind = IssueKind.DAILY
    ) -> ArchivedFile | None:
        """Return a picture of a sent issue."""
        ...

    def load_files(self, issue_id: int) -> Sequence[ArchivedFile]:
        """Return all files of an issue, sent or not, by name."""
        ...

    def save_file(self, issue_id: int, file: ArchivedFile) -> None:
        """Keep a file that was made of an issue later, such as its card; the first one stays."""
        ...

    def load_heads(
        self,
        topic: str | None = None,
        *,
        sent: bool = True,
        kind: IssueKind | None = None,
        before: date | None = None,
        since: date | None = None,
        limit: int = 50,
    ) -> Sequence[ArchivedHead]:
        """Return issues, the latest day first; of all topics where none is named.

        `before` is the first day not wanted any more, `since` the last one that still is.
        """
        ...

    def load_neighbours(self, head: ArchivedHead) -> Neighbours:
        """Return the sent issues next to one, of the same topic and kind."""
        ...

    def load_tallies(self) -> Sequence[TopicTally]:
        """Return the topics of which issues have been sent, the latest one first."""
        ...

    def find(self, words: str, *, topic: str | None = None, limit: int = 20) -> Sequence[Found]:
        """Return sent issues that hold the words, the best match first.

        Whatever a person types is fine: words in "quotes" stand together, a - before a word leaves
        it out, and nothing else has a meaning.
        """
        ...

    def version(self) -> str:
        """Return what changes whenever an issue is sent: for caches, cheap to ask."""
        ...

    def mark_sent(self, issue_id: int, at: datetime) -> None:
        """Note that an issue's first message has left; later calls change nothing."""
        ...
