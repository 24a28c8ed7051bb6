"""What becomes of a person's data: facts go in, a `Change` comes out, and the store does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.subscriber import (
    Change,
    Consent,
    ConsentEvent,
    Frequency,
    LetterKind,
    NewLetter,
    SignUp,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
    UsedToken,
)
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.signup import signup_values
from briefing.subscribers.states import SubscriptionEvent, after


def requested(signup: SignUp, *, nonce: str) -> Change:
    """Return what a sign-up leaves: a letter that asks, and a line in the consent log.

    It is the same whether or not the address is known, so neither the answer nor its time tells.
    """
    who = address_hash(signup.address)
    return Change(
        consents=_consents(signup, ConsentEvent.REQUESTED, signup.at),
        letters=(
            NewLetter(
                once=f"confirm:{who}:{nonce}",
                kind=LetterKind.CONFIRM,
                address=signup.address,
                created_at=signup.at,
                values=signup_values(signup),
            ),
        ),
    )


def mailed(
    signup: SignUp, subscriber: Subscriber | None, known: Sequence[Subscription], at: datetime
) -> Change:
    """Return what remains when the confirmation mail leaves: the subscription is unconfirmed."""
    states = _states(known)
    new = tuple(
        Subscription(0, topic, state, at, signup.frequency)
        for topic in signup.topics
        if (state := after(states.get(topic), SubscriptionEvent.REQUESTED))
        and states.get(topic) is None
    )
    return Change(
        subscriber=subscriber or _subscriber(signup, at),
        keeps=True,
        subscriptions=new,
        consents=_consents(signup, ConsentEvent.MAILED, at),
    )


def confirmed(
    signup: SignUp,
    *,
    used: UsedToken,
    letter_id: int,
    at: datetime,
    network: str,
    form: str = "page",
    keeps: bool = False,
) -> Change:
    """Return what a confirmation does: what was asked for now counts.

    An address that was erased once may come back this way, since its owner asks; one that bounced
    or complained may not. With `keeps`, whoever is there already keeps hour, zone and language.
    """
    who = address_hash(signup.address)
    clicked = replace(signup, network=network, form=form)
    return Change(
        used=used,
        subscriber=_subscriber(signup, at),
        subscriptions=tuple(
            Subscription(0, topic, SubscriptionState.CONFIRMED, at, signup.frequency)
            for topic in signup.topics
        ),
        consents=_consents(clicked, ConsentEvent.CONFIRMED, at),
        letters=(
            NewLetter(
                once=f"welcome:{who}:{letter_id}",
                kind=LetterKind.WELCOME,
                address=signup.address,
                created_at=at,
                values={"topics": list(signup.topics)},
            ),
        ),
        lift=signup.address,
        keeps=keeps,
    )


def left(
    subscriber: Subscriber,
    subscriptions: Iterable[Subscription],
    *,
    topics: Sequence[str] | None,
    at: datetime,
    form: str,
    network: str = "",
) -> Change | None:
    """Return what leaving does, for the topics named or for all; None where nothing is left to end.

    However often it is asked, it ends once and says goodbye once.
    """
    ending = [
        replace(one, state=SubscriptionState.UNSUBSCRIBED, changed_at=at)
        for one in subscriptions
        if (topics is None or one.topic in topics)
        and after(one.state, SubscriptionEvent.UNSUBSCRIBED) != one.state
    ]
    if not ending:
        return None
    who = address_hash(subscriber.address)
    names = [one.topic for one in ending]
    return Change(
        subscriber=subscriber,
        keeps=True,
        subscriptions=tuple(ending),
        consents=tuple(
            Consent(who, name, ConsentEvent.UNSUBSCRIBED, at, form=form, network=network)
            for name in names
        ),
        letters=(_letter(subscriber, LetterKind.GOODBYE, at, {"topics": names}),),
    )


def preferred(
    before: Subscriber,
    wanted: Subscriber,
    known: Sequence[Subscription],
    frequencies: Mapping[str, str],
    *,
    at: datetime,
    text_version: str,
    network: str,
    form: str = "page",
) -> Change | None:
    """Return what a subscriber's new preferences change; None where they change nothing.

    `frequencies` names each topic that they want, with "daily" or "weekly". Whoever holds the link
    reads the mailbox: a topic more needs no second confirmation.
    """
    have = {one.topic: one for one in known}
    changed: list[Subscription] = []
    consents: list[Consent] = []
    who = address_hash(before.address)
    for topic, frequency in frequencies.items():
        one = have.get(topic)
        rhythm = frequency_of(frequency)
        if one and (one.state, one.frequency) == (SubscriptionState.CONFIRMED, rhythm):
            continue
        news = one is None or one.state != SubscriptionState.CONFIRMED
        event = ConsentEvent.CONFIRMED if news else ConsentEvent.CHANGED
        changed.append(Subscription(before.id, topic, SubscriptionState.CONFIRMED, at, rhythm))
        version = text_version if news else ""
        consents.append(Consent(who, topic, event, at, form, version, network, note=frequency))
    for topic, one in have.items():
        if topic not in frequencies and one.state == SubscriptionState.CONFIRMED:
            gone = replace(one, state=SubscriptionState.UNSUBSCRIBED, changed_at=at)
            changed.append(gone)
            consents.append(
                Consent(who, topic, ConsentEvent.UNSUBSCRIBED, at, form, network=network)
            )
    if not changed and wanted == before:
        return None
    kind = LetterKind.CHANGED if frequencies else LetterKind.GOODBYE
    values = {"topics": list(frequencies) or [one.topic for one in changed]}
    return Change(
        subscriber=wanted,
        subscriptions=tuple(changed),
        consents=tuple(consents) or (Consent(who, "", ConsentEvent.CHANGED, at, form),),
        letters=(_letter(wanted, kind, at, values),),
    )


def erased(subscriber: Subscriber, *, at: datetime, form: str, network: str = "") -> Change:
    """Return what remains when a person asks to be forgotten: hashes that keep others' lists out.

    The consent log keeps the proof that mail was wanted while it was sent, by hash alone.
    """
    who = address_hash(subscriber.address)
    return Change(
        forget=subscriber,
        consents=(Consent(who, "", ConsentEvent.ERASED, at, form=form),),
        suppress=Suppression(who, SuppressionReason.ERASED, at),
    )


def frequency_of(text: str) -> Frequency:
    """Return how often: daily, but for "weekly"."""
    return "weekly" if text == "weekly" else "daily"


def _letter(
    subscriber: Subscriber, kind: LetterKind, at: datetime, values: Mapping[str, object]
) -> NewLetter:
    once = f"{kind}:{address_hash(subscriber.address)}:{at.isoformat()}"
    return NewLetter(once, kind, subscriber.address, at, values)


def _states(known: Iterable[Subscription]) -> dict[str, SubscriptionState]:
    return {one.topic: one.state for one in known}


def _subscriber(signup: SignUp, at: datetime) -> Subscriber:
    return Subscriber(
        id=0,
        address=signup.address,
        created_at=at,
        lang=signup.lang,
        timezone=signup.timezone,
        hour=signup.hour,
        text_only=signup.text_only,
    )


def _consents(signup: SignUp, event: ConsentEvent, at: datetime) -> tuple[Consent, ...]:
    who = address_hash(signup.address)
    return tuple(
        Consent(who, topic, event, at, signup.form, signup.text_version, signup.network)
        for topic in signup.topics
    )
