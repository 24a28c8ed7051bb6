"""Subscribing: ask, confirm, prefer, leave, take one's data along, be forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from briefing.model.subscriber import (
    SignUp,
    Subscriber,
    Subscription,
    SubscriptionState,
    UsedToken,
)
from briefing.ports.subscribers import Subscribed, Subscribers
from briefing.settings import SubscribingSettings
from briefing.subscribers.addresses import mailbox_hash
from briefing.subscribers.changes import confirmed, erased, left, preferred, requested
from briefing.subscribers.retention import retention
from briefing.subscribers.signup import signup_from
from briefing.subscribers.tokens import Purpose, Token, read_token, token_hash

EMBEDDED = "embed"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Answer(StrEnum):
    """What became of a request that a page can tell about."""

    DONE = "done"
    TOO_MANY = "too many"
    INVALID = "invalid"
    EXPIRED = "expired"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Where:
    """Where a request came from: the form and the network, as the consent log keeps them."""

    form: str = "page"
    network: str = ""


def request_subscription(
    people: Subscribers, signup: SignUp, settings: SubscribingSettings, *, nonce: str
) -> Answer:
    """Take a sign-up: leave a letter that asks its address to confirm.

    The answer depends on the network alone. Too many requests for one address are dropped without
    a word, and whether it is known is found out when the letter is written, by somebody else.
    """
    network = f"network:{signup.network}"
    if people.count(network, at=signup.at, window=HOUR) > settings.requests_per_network_an_hour:
        return Answer.TOO_MANY
    address = f"address:{mailbox_hash(signup.address)}"
    if people.count(address, at=signup.at, window=DAY) <= settings.requests_per_address_a_day:
        people.apply(requested(signup, nonce=nonce))
    return Answer.DONE


@dataclass(frozen=True, slots=True)
class Pending:
    """A confirmation link, looked at: what it would confirm, if it still can."""

    answer: Answer
    signup: SignUp | None = None


def look_at_confirmation(
    people: Subscribers, text: str, secrets: Sequence[bytes], *, now: datetime
) -> Pending:
    """Return what a confirmation link is about, and change nothing: mail scanners follow links."""
    return _pending(people, text, secrets, now)[0]


def confirm(
    people: Subscribers, text: str, secrets: Sequence[bytes], *, now: datetime, where: Where
) -> tuple[Answer, Subscribed | None]:
    """Confirm what a link asks for, once; a second click is told so, and shown the same."""
    pending, token = _pending(people, text, secrets, now)
    if pending.answer != Answer.DONE or pending.signup is None or token is None:
        return pending.answer, None
    assert token.expires_at is not None
    known = people.find(pending.signup.address)
    change = confirmed(
        pending.signup,
        used=UsedToken(token_hash(text), token.expires_at),
        letter_id=token.id,
        at=now,
        network=where.network,
        form=where.form,
        # A form on another site asks for topics alone: a reader's own hour and zone outlive it.
        keeps=pending.signup.form == EMBEDDED and known is not None and _reads(known),
    )
    done = people.apply(change)
    answer = Answer.USED if done is None else Answer.DONE
    return answer, people.find(pending.signup.address)


def _pending(
    people: Subscribers, text: str, secrets: Sequence[bytes], now: datetime
) -> tuple[Pending, Token | None]:
    token = read_token(text, Purpose.CONFIRM, secrets)
    letter = people.load_letter(token.id) if token else None
    if token is None or letter is None or not token.belongs_to(letter.address):
        # A letter is kept for as long as its link works: without one, it is too old at best.
        expired = token is not None and token.expired(now)
        return Pending(Answer.EXPIRED if expired else Answer.INVALID), None
    signup = signup_from(letter.address, letter.values)
    if token.expired(now) or token.expires_at is None:
        return Pending(Answer.EXPIRED, signup), token
    return Pending(Answer.DONE, signup), token


def open_preferences(people: Subscribers, text: str, secrets: Sequence[bytes]) -> Subscribed | None:
    """Return the subscriber whose preferences a link opens."""
    return _owner(people, read_token(text, Purpose.PREFERENCES, secrets))


def save_preferences(
    people: Subscribers,
    known: Subscribed,
    wanted: Subscriber,
    frequencies: Mapping[str, str],
    *,
    now: datetime,
    text_version: str,
    where: Where,
) -> bool:
    """Save preferences; tell whether they changed anything."""
    subscriber, subscriptions = known
    change = preferred(
        subscriber,
        wanted,
        subscriptions,
        frequencies,
        at=now,
        text_version=text_version,
        network=where.network,
        form=where.form,
    )
    if change:
        people.apply(change)
    return change is not None


@dataclass(frozen=True, slots=True)
class Leaving:
    """An unsubscribe link, looked at: whose it is and what it ends (nothing named: everything)."""

    subscriber: Subscriber
    subscriptions: tuple[Subscription, ...]
    topic: str

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to end."""
        return not any(
            one.state != SubscriptionState.UNSUBSCRIBED
            for one in self.subscriptions
            if self.topic in ("", one.topic)
        )


def look_at_unsubscribing(
    people: Subscribers, text: str, secrets: Sequence[bytes]
) -> Leaving | None:
    """Return what an unsubscribe link is about, and change nothing."""
    token = read_token(text, Purpose.UNSUBSCRIBE, secrets)
    owner = _owner(people, token)
    return Leaving(*owner, token.topic) if owner and token else None


def unsubscribe(
    people: Subscribers,
    text: str,
    secrets: Sequence[bytes],
    *,
    now: datetime,
    where: Where,
    everything: bool = False,
) -> Leaving | None:
    """End what a link is about, or everything; however often it is asked, it ends once."""
    leaving = look_at_unsubscribing(people, text, secrets)
    if leaving is None:
        return None
    named = [leaving.topic] if leaving.topic and not everything else None
    change = left(
        leaving.subscriber,
        leaving.subscriptions,
        topics=named,
        at=now,
        form=where.form,
        network=where.network,
    )
    if change:
        people.apply(change)
    return leaving


def leave_everything(
    people: Subscribers, known: Subscribed, *, now: datetime, where: Where
) -> None:
    """End every subscription of somebody."""
    change = left(*known, topics=None, at=now, form=where.form, network=where.network)
    if change:
        people.apply(change)


def export_data(people: Subscribers, known: Subscribed, *, now: datetime) -> dict[str, Any]:
    """Return all that is kept about somebody, in JSON's types (GDPR Art. 15 and 20)."""
    subscriber, subscriptions = known
    log = people.load_consents(subscriber.address)
    held = people.load_suppression(subscriber.address)
    texts = (people.load_text(v) for v in sorted({c.text_version for c in log if c.text_version}))
    return {
        "exported_at": now.isoformat(),
        "subscriber": {
            "address": subscriber.address,
            "since": subscriber.created_at.isoformat(),
            "language": subscriber.lang,
            "timezone": subscriber.timezone,
            "hour": subscriber.hour.isoformat("minutes") if subscriber.hour else None,
            "text_only": subscriber.text_only,
        },
        "subscriptions": [
            {
                "topic": one.topic,
                "state": one.state.value,
                "frequency": one.frequency,
                "changed_at": one.changed_at.isoformat(),
            }
            for one in subscriptions
        ],
        "consent": [
            {
                "event": line.event.value,
                "topic": line.topic,
                "at": line.at.isoformat(),
                "form": line.form,
                "text": line.text_version,
                "network": line.network,
            }
            for line in log
        ],
        "consent_texts": {t.version: t.text for t in texts if t},
        "suppression": held
        and {"reason": held.reason.value, "at": held.at.isoformat(), "note": held.note},
        "reports": [dict(one) for one in people.load_reports(subscriber.address)],
        "deliveries": [dict(one) for one in people.load_deliveries(subscriber.id)],
    }


def erase(people: Subscribers, known: Subscribed, *, now: datetime, where: Where) -> None:
    """Forget somebody; hashes that keep lists from bringing them back remain."""
    people.apply(erased(known[0], at=now, form=where.form))


def retain(
    people: Subscribers, settings: SubscribingSettings, *, now: datetime
) -> Mapping[str, int]:
    """Delete what is no longer kept; to be called once a day. Return how much of what."""
    return people.retain(retention(settings, now))


def _reads(known: Subscribed) -> bool:
    return any(one.state != SubscriptionState.UNCONFIRMED for one in known[1])


def _owner(people: Subscribers, token: Token | None) -> Subscribed | None:
    known = people.load(token.id) if token else None
    return known if token and known and token.belongs_to(known[0].address) else None
