"""The outbox and the queue of issues: what is due, who is at it, and where each delivery stands.

Whoever claims is a **worker** with a lease that it renews as long as it lives; its number is the
fence on all that it claims. A worker that did not renew in time has lost everything: `recover`
gives it to others, and each further write of that worker raises LeaseLost or changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from briefing.model.delivery import (
    Delivery,
    DomainState,
    IssueKind,
    IssueRecord,
    IssueState,
    Recipient,
    Settlement,
    Standing,
)
from briefing.model.subscriber import NewLetter

InDoubt = Literal["resend", "hold"]


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was left behind by workers that died."""

    workers: tuple[str, ...] = ()
    issues: int = 0
    claimed: int = 0
    in_doubt: int = 0


class Workers(Protocol):
    """Who is at work; leases are renewed by the living and run out by themselves."""

    def start(self, name: str, now: datetime) -> int:
        """Begin a worker's lease; return its number, which never comes again."""
        ...

    def renew(self, worker: int, now: datetime) -> None:
        """Go on. Raises: LeaseLost where the worker was taken for dead."""
        ...

    def end(self, worker: int, now: datetime) -> None:
        """Let go of everything that the worker holds, and of its lease."""
        ...

    def recover(self, now: datetime) -> Recovered:
        """Free what dead workers held: issues are built anew, claimed deliveries go on.

        What was in doubt is sent again with the same Message-ID, or stays, by the policy chosen.
        """
        ...


class IssueQueue(Protocol):
    """The issues of every day: at most one of each (topic, day, kind), whoever asks."""

    def open(
        self, topic: str, day: date, kind: IssueKind, *, due_at: datetime, now: datetime
    ) -> bool:
        """Note that an issue is due at an instant; return whether it is new."""
        ...

    def load(self, topic: str, day: date, kind: IssueKind = IssueKind.DAILY) -> IssueRecord | None:
        """Return an issue."""
        ...

    def load_by_id(self, issue_id: int) -> IssueRecord | None:
        """Return an issue by its number."""
        ...

    def load_all(
        self,
        *,
        topic: str | None = None,
        states: Iterable[IssueState] = (),
        since: date | None = None,
        limit: int = 200,
    ) -> Sequence[IssueRecord]:
        """Return issues, the latest day first; of every state where none is named."""
        ...

    def claim(self, worker: int, issue_id: int, now: datetime) -> IssueRecord | None:
        """Take a due or built issue that nobody else has, to build or to freeze it."""
        ...

    def save(
        self,
        worker: int,
        issue_id: int,
        state: IssueState,
        now: datetime,
        *,
        content_hash: str | None = None,
        note: str = "",
        letters: Iterable[NewLetter] = (),
    ) -> None:
        """Write what became of a claimed issue, and who is told, at once. Raises: LeaseLost."""
        ...

    def change(
        self,
        issue_id: int,
        now: datetime,
        *,
        to: IssueState,
        only_from: Iterable[IssueState],
        note: str = "",
    ) -> bool:
        """Let a person decide: approve, hold, cancel; return whether it was in such a state."""
        ...

    def hasten(self, issue_id: int, now: datetime) -> bool:
        """Let an issue that is due later be due now; return whether it still waits to be made."""
        ...

    def pause(self, topic: str, now: datetime) -> None:
        """Build and send nothing of a topic until it is resumed."""
        ...

    def resume(self, topic: str) -> bool:
        """Go on with a topic; return whether it was paused."""
        ...

    def load_paused(self) -> Mapping[str, datetime]:
        """Return the topics that are paused, and since when."""
        ...

    def is_collected(self, topic: str, day: date) -> bool:
        """Tell whether a topic's sources have been collected for a day."""
        ...

    def note_collected(self, topic: str, day: date) -> None:
        """Note that a topic's sources have been collected for a day."""
        ...


class Look(Protocol):
    """A look at consent, for one thread."""

    def ask(self, recipient: Recipient) -> Callable[[], bool]:
        """Ask whether a recipient's consent still holds; return what waits for the answer.

        The answer is of no earlier moment than the question; it raises StoreError where nobody can
        tell, so that nothing may leave.
        """
        ...


class Outbox(Protocol):
    """The deliveries of frozen issues."""

    def freeze(
        self,
        worker: int,
        issue_id: int,
        now: datetime,
        *,
        content_hash: str,
        hours: bool = True,
    ) -> int:
        """Fix who gets an issue, in one transaction, and begin to send it; return how many.

        These are the confirmed subscribers of its topic and frequency whose address is not
        suppressed, each at the hour they chose on the issue's day, or at once. `hours=False`
        sends to all at once. Raises: LeaseLost.
        """
        ...

    def load_sending(self, now: datetime) -> Sequence[IssueRecord]:
        """Return issues with deliveries that may be claimed now, of topics that are not paused."""
        ...

    def count_due(self, issue_id: int, now: datetime) -> int:
        """Return how many deliveries of an issue may be claimed now, paused domains aside."""
        ...

    def claim(
        self,
        worker: int,
        issue_id: int,
        now: datetime,
        *,
        limit: int = 50,
        settled: Iterable[Settlement] = (),
    ) -> Sequence[Delivery]:
        """Take deliveries that are due; write what became of earlier ones in the same transaction.

        Consent and suppression are looked at again: who has left since is settled `suppressed`
        and not returned. Domains that are paused or out of tokens are put off. An issue that was
        paused, cancelled or finished has none. Raises: LeaseLost.
        """
        ...

    def mark_in_doubt(self, worker: int, ids: Sequence[int], now: datetime) -> frozenset[int]:
        """Put on record, to stay, that these may arrive without our learning of it.

        Returns those that may leave: none where the issue was paused or cancelled meanwhile.
        Raises: LeaseLost where any of them is no longer the worker's; then none may leave.
        """
        ...

    def is_sending(self, issue_id: int) -> bool:
        """Tell whether an issue may still leave: neither cancelled nor finished, nor paused."""
        ...

    def looking(self, topic: str) -> AbstractContextManager[Look]:
        """Yield what tells whether consent to a topic still holds, while a thread sends."""
        ...

    def settle(self, worker: int, settled: Iterable[Settlement], now: datetime) -> int:
        """Write what became of deliveries; return how many rows were still the worker's."""
        ...

    def release(self, worker: int, ids: Sequence[int], now: datetime) -> None:
        """Give back claimed deliveries of which nothing has left."""
        ...

    def finish(self, issue_id: int, now: datetime) -> bool:
        """Call an issue sent if all frozen deliveries are settled; return whether it is."""
        ...

    def standing(self, issue_id: int) -> Standing:
        """Return how far an issue has come."""
        ...

    def sum_up(self, before: datetime, *, limit: int = 1000) -> int:
        """Keep no more than counts of deliveries of issues that ended before an instant.

        Does some of them at a time; returns how many, and 0 when there are no more.
        """
        ...

    def load_deliveries(
        self, issue_id: int, *, after: int = 0, limit: int = 1000
    ) -> Sequence[Delivery]:
        """Return an issue's deliveries in the order of their numbers."""
        ...

    def settle_doubts(self, issue_id: int, now: datetime, *, resend: bool) -> int:
        """Decide on deliveries held in doubt: send them anew, or take them for sent."""
        ...

    # --- receiving domains ----------------------------------------------------------------------

    def load_domains(self) -> Sequence[DomainState]:
        """Return the domains that are written to slowly, or not at all."""
        ...

    def resume_domain(self, domain: str, now: datetime) -> bool:
        """Write to a domain again; return whether it was paused or slowed."""
        ...
