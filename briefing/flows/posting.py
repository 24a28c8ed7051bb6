"""Letters leave: those that are due are claimed, written, handed over and finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from briefing.delivery.classify import classify
from briefing.delivery.outgoing import plain_copy
from briefing.errors import BriefingError, DeliveryError, StoreError
from briefing.flows.letters import Office, write_letter
from briefing.model.handover import Accepted, Copy, Lost, Outcome, Outgoing, Refused
from briefing.model.subscriber import (
    Change,
    LetterKind,
    LetterRecord,
    LetterState,
    Suppression,
    SuppressionReason,
)
from briefing.ports import Clock, Transport
from briefing.ports.subscribers import Subscribers
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.changes import mailed
from briefing.subscribers.signup import signup_from

LEASE = timedelta(minutes=10)
LEAVING = timedelta(minutes=25)
"""How long one that begins to leave is nobody else's: it waits for the answer to the one before it,
and then for its own, which may take ten minutes each (RFC 5321, section 4.5.3.2)."""
FIRST_WAIT = timedelta(minutes=1)
"""After a first failure; each further one doubles it."""
MOST_ATTEMPTS = 10
"""The waits in between add up to eight hours."""


@dataclass(frozen=True, slots=True)
class LetterReport:
    """How many letters were sent, will be tried again, were given up or were not to be sent.

    `unwritten` says why some could not be written; they are among those that will be tried again.
    """

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    suppressed: int = 0
    unwritten: Sequence[str] = ()


def send_letters(
    people: Subscribers,
    office: Office,
    transport: Transport,
    *,
    clock: Clock,
    stopping: Callable[[], bool] = lambda: False,
    limit: int = 50,
) -> LetterReport:
    """Claim the letters that are due, write them and hand them over; return what became of them.

    A letter is claimed by one worker at a time; where a slow server lets claims end before their
    letters' turn, those are left to others. Should a worker die after the server took the message,
    the letter leaves again when the claim ends, under the same Message-ID.
    """
    return _Posting(people, office, clock, stopping).run(transport, limit)


class _Posting:
    """One go at the letters that are due."""

    def __init__(
        self, people: Subscribers, office: Office, clock: Clock, stopping: Callable[[], bool]
    ) -> None:
        self._people, self._office, self._clock, self._stopping = people, office, clock, stopping
        self._claimed: dict[int, LetterRecord] = {}
        self._kept: set[int] = set()
        self._counts = dict.fromkeys(LetterState, 0)
        self._unwritten: list[str] = []

    def run(self, transport: Transport, limit: int) -> LetterReport:
        claimed = self._people.claim_letters(at=self._clock(), lease=LEASE, limit=limit)
        self._claimed = {one.id: one for one in claimed}
        if claimed:
            transport.deliver(self._outgoing(), on_in_doubt=lambda _: None, on_outcome=self._note)
        return LetterReport(
            sent=self._counts[LetterState.SENT],
            deferred=self._counts[LetterState.PENDING],
            failed=self._counts[LetterState.FAILED],
            suppressed=self._counts[LetterState.SUPPRESSED],
            unwritten=tuple(self._unwritten),
        )

    def _outgoing(self) -> Iterator[Outgoing]:
        for letter in self._claimed.values():
            try:
                message = write_letter(self._people, self._office, letter, now=self._clock())
            except StoreError:
                raise
            except Exception as error:
                # Whatever is wrong with one letter, the others leave.
                why = error.message if isinstance(error, BriefingError) else repr(error)
                self._unwritten.append(f"letter {letter.id}: {why}")
                self._finish(letter, LetterState.PENDING, f"not written: {why}")
                continue
            if message is None:
                self._finish(letter, LetterState.SUPPRESSED)
                continue
            yield Outgoing(
                letter.id,
                self._office.envelope_sender(letter),
                letter.address,
                partial(self._copy, letter, message),
            )

    def _copy(self, letter: LetterRecord, message: bytes) -> Copy:
        """Return the copy, if it may begin to leave now."""
        if self._stopping():
            self._kept.add(letter.id)
            now = self._clock()
            self._people.finish_letter(letter, LetterState.PENDING, at=now, again_at=now)
        elif not self._people.hold_letter(letter, until=self._clock() + LEAVING):
            self._kept.add(letter.id)
        if letter.id in self._kept:
            raise DeliveryError("left to others")
        return plain_copy(message, self._office.signer)

    def _note(self, message: Outgoing, outcome: Outcome) -> None:
        letter, now = self._claimed[message.key], self._clock()
        if letter.id in self._kept:
            return
        if isinstance(outcome, Accepted):
            # A letter that is gone went with a person who asked to be forgotten meanwhile.
            if self._finish(letter, LetterState.SENT, str(outcome.reply)):
                _note_mailed(self._people, letter, now)
        elif isinstance(outcome, Refused) or letter.attempts >= MOST_ATTEMPTS:
            self._finish(letter, LetterState.FAILED, _said(outcome))
            _note_dead(self._people, letter, outcome, now)
        else:
            self._finish(letter, LetterState.PENDING, _said(outcome))

    def _finish(self, letter: LetterRecord, state: LetterState, reply: str = "") -> bool:
        now = self._clock()
        waits = FIRST_WAIT * 2 ** min(letter.attempts, MOST_ATTEMPTS)
        again_at = now + waits if state == LetterState.PENDING else None
        self._counts[state] += 1
        return self._people.finish_letter(letter, state, at=now, reply=reply, again_at=again_at)


def _said(outcome: Outcome) -> str:
    return outcome.why if isinstance(outcome, Lost) else str(outcome.reply)


def _note_dead(people: Subscribers, letter: LetterRecord, outcome: Outcome, now: datetime) -> None:
    """Suppress an address that the server says there is none of, as for any other message."""
    if classify(outcome).suppress:
        who, why = address_hash(letter.address), SuppressionReason.BOUNCE
        held = Suppression(who, why, now, address=letter.address, note=_said(outcome))
        people.apply(Change(suppress=held))


def _note_mailed(people: Subscribers, letter: LetterRecord, now: datetime) -> None:
    """Note in the consent log that a confirmation left, and that its subscriptions wait for it."""
    if letter.kind == LetterKind.CONFIRM:
        signup = signup_from(letter.address, letter.values)
        subscriber, subscriptions = people.find(letter.address) or (None, ())
        people.apply(mailed(signup, subscriber, subscriptions, now))
