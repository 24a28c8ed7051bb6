"""People who asked for issues, what they asked for, and who must not be mailed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any, Literal, TypeAlias

Frequency: TypeAlias = Literal["daily", "weekly"]


class SubscriptionState(StrEnum):
    """Where a subscription stands: mail leaves for `confirmed` alone."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


class SuppressionReason(StrEnum):
    """Why an address must not be mailed."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    MANUAL = "manual"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A person's address and how they want to be written to.

    `address` is as typed but for its domain, which is in A-labels and lower case; `hour` is local
    time in `timezone` (an IANA name), None for the topic's own. Instants are UTC. `id` is 0 until
    the store has given one.
    """

    id: int
    address: str
    created_at: datetime
    lang: str = "en"
    timezone: str = "UTC"
    hour: time | None = None
    text_only: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscriber's link to a topic."""

    subscriber_id: int
    topic: str
    state: SubscriptionState
    changed_at: datetime
    frequency: Frequency = "daily"


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address that must not be mailed, whatever any list says.

    It is known by its hash; the address itself is empty once the person asked to be forgotten.
    """

    address_hash: str
    reason: SuppressionReason
    at: datetime
    address: str = ""
    note: str = ""


class ConsentEvent(StrEnum):
    """What the consent log keeps; each with its time, and where it matters form and network."""

    REQUESTED = "requested"
    MAILED = "mailed"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    UNSUBSCRIBED = "unsubscribed"
    IMPORTED = "imported"
    ADDED = "added"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Consent:
    """One line of the consent log (GDPR Art. 7(1)).

    `form` is where it was said ("page", "embed", "api", "one-click", "mailto", "command"),
    `text_version` which text was shown, `network` the network it came from (a prefix of the
    address, not the address).
    """

    address_hash: str
    topic: str
    event: ConsentEvent
    at: datetime
    form: str = ""
    text_version: str = ""
    network: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The exact words that somebody agreed to; its version is made from them."""

    version: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class SignUp:
    """What a person asks for on a form. Nothing of it counts before they confirm by mail."""

    address: str
    topics: tuple[str, ...]
    at: datetime
    frequency: Frequency = "daily"
    lang: str = "en"
    timezone: str = "UTC"
    hour: time | None = None
    text_only: bool = False
    form: str = "page"
    text_version: str = ""
    network: str = ""


class LetterKind(StrEnum):
    """The mails that the engine writes by itself, besides issues; `held` goes to editors."""

    CONFIRM = "confirm"
    WELCOME = "welcome"
    CHANGED = "changed"
    GOODBYE = "goodbye"
    HELD = "held"


class LetterState(StrEnum):
    """Where a letter stands; the words are those of deliveries."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A mail to one person that is to leave; `once` names what must not be sent twice.

    `values` are what its text is made from, in JSON's types.
    """

    once: str
    kind: LetterKind
    address: str
    created_at: datetime
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter as kept. `fence` grows with each claim: who holds an older one has lost it."""

    id: int
    kind: LetterKind
    address: str
    created_at: datetime
    values: Mapping[str, Any]
    state: LetterState
    attempts: int = 0
    fence: int = 0


@dataclass(frozen=True, slots=True)
class UsedToken:
    """A token that opens once, as it is kept when it has."""

    token_hash: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of one person's data, decided and not yet done; all of it or nothing.

    A `subscriber` who has an id is there already: where they are gone meanwhile, nothing is done.
    With `keeps`, what is kept of them stays as it is, for it may have changed meanwhile.
    `subscriptions` belong to `subscriber`, whatever id they name. `suppress` and `lift` put an
    address on the list of those never mailed and take it off; `forget` erases the subscriber.
    """

    subscriber: Subscriber | None = None
    subscriptions: tuple[Subscription, ...] = ()
    consents: tuple[Consent, ...] = ()
    letters: tuple[NewLetter, ...] = ()
    used: UsedToken | None = None
    suppress: Suppression | None = None
    lift: str = ""
    forget: Subscriber | None = None
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """Before which instants what is kept no longer is."""

    unconfirmed: datetime
    unsubscribed: datetime
    networks: datetime
    letters: datetime
    counts: datetime
    tokens: datetime
