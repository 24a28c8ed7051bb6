"""Letters: what the engine's own mails say, and whether they need be sent at all."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from briefing.delivery.dkim import Signer
from briefing.delivery.headers import Field, list_unsubscribe
from briefing.delivery.leaving import leaving_subject
from briefing.errors import DeliveryError
from briefing.model.bounce import SentLetter
from briefing.model.subscriber import (
    LetterKind,
    LetterRecord,
    SignUp,
    Subscriber,
    Subscription,
    SubscriptionState,
    SuppressionReason,
)
from briefing.model.topic import Publication, Topic
from briefing.ports import MjmlEngine
from briefing.ports.archive import Archive
from briefing.ports.subscribers import Subscribed, Subscribers
from briefing.render.dates import short_date
from briefing.render.languages import FrameWords, Language, language_of
from briefing.render.letter import (
    LetterHead,
    LetterLink,
    LetterText,
    Story,
    render_letter,
)
from briefing.render.message import sender_of
from briefing.render.places import issue_path
from briefing.settings import SubscribingSettings
from briefing.subscribers.addresses import address_tag, shown_address
from briefing.subscribers.signup import signup_from
from briefing.subscribers.tokens import (
    Purpose,
    make_token,
    preferences_token,
    unsubscribe_token,
)

APPROVE_WITHIN = timedelta(days=2)
"""How long an editor's link opens."""


@dataclass(frozen=True, slots=True)
class Office:
    """What letters are written with. The publication's `url` is the one that links lead to.

    `bounces_to` makes the envelope's sender of a letter, so that what comes back names it; None for
    the publication's own. `unsubscribe_address` takes unsubscriptions by mail.
    """

    publication: Publication
    topics: Sequence[Topic]
    archive: Archive
    secrets: Sequence[bytes]
    settings: SubscribingSettings
    templates: Sequence[Path]
    mjml: MjmlEngine
    signer: Signer | None = None
    bounces_to: Callable[[SentLetter], str] | None = None
    unsubscribe_address: str = ""

    def envelope_sender(self, letter: LetterRecord) -> str:
        """Return where reports about a letter go."""
        if self.bounces_to:
            return self.bounces_to(SentLetter(letter.id, address_tag(letter.address)))
        return str(sender_of(self.publication).addr_spec)

    def title(self, name: str) -> str:
        """Return what a topic is called; one that is gone, by its name."""
        return next((topic.title for topic in self.topics if topic.name == name), name)


def write_letter(
    people: Subscribers, office: Office, letter: LetterRecord, *, now: datetime
) -> bytes | None:
    """Return a letter's message; None where it must not, or need not, be sent any more."""
    held = people.load_suppression(letter.address)
    known = people.find(letter.address)
    if held and (letter.kind, held.reason) != (LetterKind.CONFIRM, SuppressionReason.ERASED):
        return None
    if letter.kind == LetterKind.CONFIRM:
        text = _confirmation(office, letter, known)
    elif letter.kind == LetterKind.HELD:
        text = _held(office, letter, now)
    elif known is None:
        return None
    else:
        text = _WRITERS[letter.kind](office, letter, known)
    leaving = b"".join(field.line for field in _leaving(office, letter.kind, known))
    return leaving + render_letter(
        text,
        LetterHead(to=letter.address, at=now, id=_identity(letter, office.secrets)),
        office.publication,
        templates=office.templates,
        mjml=office.mjml,
        text_only=bool(known and known[0].text_only),
    )


def _identity(letter: LetterRecord, secrets: Sequence[bytes]) -> str:
    """Return what stands before a Message-ID's @: the same each time, and no count of letters.

    SQLite gives the numbers of deleted letters anew, and mailboxes drop what has an identity that
    they know: the instant is a part of it. The oldest secret makes it, as a new one is put before
    it while letters are under way.
    """
    said = f"letter\0{letter.id}\0{letter.created_at.isoformat()}"
    known = hmac.digest(secrets[-1], said.encode(), "sha256")
    return f"letter.{known.hex()[:24]}"


# --- what each letter says ----------------------------------------------------------------------


def _confirmation(office: Office, letter: LetterRecord, known: Subscribed | None) -> LetterText:
    signup = signup_from(letter.address, letter.values)
    states = {one.topic: one.state for one in known[1]} if known else {}
    language = language_of(signup.lang)
    words, name = language.letters, office.publication.name
    shown = shown_address(signup.address)
    reason = words.reason_asked.format(publication=name)
    if known and all(states.get(t) == SubscriptionState.CONFIRMED for t in signup.topics):
        return LetterText(
            subject=words.already_subject.format(publication=name),
            headline=words.already_headline,
            intro=words.already_intro.format(address=shown),
            lang=language.tag,
            direction=language.direction,
            lines=_lines(office, language, known[1], signup.topics),
            button=LetterLink(language.frame.preferences, _preferences_url(office, known[0])),
            reason=reason,
        )
    until = letter.created_at + timedelta(seconds=office.settings.confirm_within_s)
    token = make_token(Purpose.CONFIRM, letter.id, letter.address, office.secrets, expires_at=until)
    return LetterText(
        subject=words.confirm_subject.format(publication=name),
        headline=words.confirm_headline,
        intro=words.confirm_intro.format(address=shown),
        lang=language.tag,
        direction=language.direction,
        lines=_lines(office, language, _as_asked(signup), signup.topics),
        schedule=_schedule(language, _as_subscriber(signup)),
        button=LetterLink(words.confirm_button, f"{office.publication.url}/confirm/{token}"),
        notes=(
            words.confirm_until.format(instant=_local(until, signup.timezone, language.frame)),
            words.confirm_not_you,
        ),
        reason=reason,
    )


def _welcome(office: Office, letter: LetterRecord, known: Subscribed) -> LetterText:
    subscriber, subscriptions = known
    language = language_of(subscriber.lang)
    words, name = language.letters, office.publication.name
    topics = letter.values["topics"]
    return LetterText(
        subject=words.welcome_subject.format(publication=name),
        headline=words.welcome_headline,
        intro=words.welcome_intro,
        lang=language.tag,
        direction=language.direction,
        lines=_lines(office, language, subscriptions, topics),
        schedule=_schedule(language, subscriber),
        story_intro=words.welcome_latest,
        story=_latest(office, topics, words.welcome_read),
        notes=(words.welcome_keep,),
        reason=words.reason_subscribed.format(publication=name),
        links=_links(office, language, subscriber),
    )


def _changed(office: Office, _letter: LetterRecord, known: Subscribed) -> LetterText:
    subscriber, subscriptions = known
    language = language_of(subscriber.lang)
    words, name = language.letters, office.publication.name
    topics = [o.topic for o in subscriptions if o.state == SubscriptionState.CONFIRMED]
    return LetterText(
        subject=words.changed_subject.format(publication=name),
        headline=words.changed_headline,
        intro=words.changed_intro,
        lang=language.tag,
        direction=language.direction,
        lines=_lines(office, language, subscriptions, topics),
        schedule=_schedule(language, subscriber),
        notes=(words.not_you,),
        reason=words.reason_subscribed.format(publication=name),
        links=_links(office, language, subscriber),
    )


def _goodbye(office: Office, letter: LetterRecord, known: Subscribed) -> LetterText:
    subscriber, _ = known
    language = language_of(subscriber.lang)
    words, name = language.letters, office.publication.name
    return LetterText(
        subject=words.goodbye_subject.format(publication=name),
        headline=words.goodbye_headline,
        intro=words.goodbye_intro,
        lang=language.tag,
        direction=language.direction,
        lines=tuple(office.title(topic) for topic in letter.values["topics"]),
        button=LetterLink(words.goodbye_back, _preferences_url(office, subscriber)),
        notes=(words.goodbye_note,),
        reason=words.reason_left.format(publication=name),
    )


def _held(office: Office, letter: LetterRecord, now: datetime) -> LetterText:
    """Tell an editor why an issue is held; its link approves what was built, and nothing newer."""
    topic, day, build = (letter.values[name] for name in ("topic", "day", "build"))
    button = None
    if build:
        # Made as it leaves, and kept nowhere: the link alone lets an issue be sent.
        token = make_token(
            Purpose.APPROVE,
            letter.values["issue"],
            letter.address,
            office.secrets,
            topic=build,
            expires_at=now + APPROVE_WITHIN,
        )
        button = LetterLink(
            "Look at it, and send it as it is", f"{office.publication.url}/approve/{token}"
        )
    return LetterText(
        subject=f"Held: {topic} of {day}",
        headline=f"{office.title(topic)} of {day} is held",
        intro=f"{letter.values['why']}.".replace("..", "."),
        lines=tuple(letter.values["findings"]) or ("Checks found nothing.",),
        button=button,
        # A command on a line of its own is not broken in two.
        notes=(
            "To send it as it is:",
            f"briefing issues approve {topic} --date {day}",
            "To build it again:",
            f"briefing issues rebuild {topic} --date {day}",
        ),
        reason="You are named as an editor in this publication's settings.",
    )


_WRITERS = {
    LetterKind.WELCOME: _welcome,
    LetterKind.CHANGED: _changed,
    LetterKind.GOODBYE: _goodbye,
}


def _as_asked(signup: SignUp) -> tuple[Subscription, ...]:
    state = SubscriptionState.UNCONFIRMED
    return tuple(Subscription(0, t, state, signup.at, signup.frequency) for t in signup.topics)


def _as_subscriber(signup: SignUp) -> Subscriber:
    return Subscriber(0, signup.address, signup.at, timezone=signup.timezone, hour=signup.hour)


def _lines(
    office: Office,
    language: Language,
    subscriptions: Sequence[Subscription],
    topics: Sequence[str],
) -> tuple[str, ...]:
    rhythms = {"daily": language.letters.daily, "weekly": language.letters.weekly}
    have = {one.topic: one.frequency for one in subscriptions}
    return tuple(
        rhythms[have.get(topic, "daily")].format(topic=office.title(topic)) for topic in topics
    )


def _schedule(language: Language, subscriber: Subscriber) -> str:
    words = language.letters
    if subscriber.hour is None:
        return words.own_hour
    return words.at_hour.format(hour=f"{subscriber.hour:%H:%M}", zone=_city(subscriber.timezone))


def _city(timezone: str) -> str:
    """Return what people call a time zone by: "Berlin" for Europe/Berlin."""
    return timezone.rpartition("/")[2].replace("_", " ")


def _local(at: datetime, timezone: str, words: FrameWords) -> str:
    there, city = at.astimezone(ZoneInfo(timezone)), _city(timezone)
    zone = city if city == "UTC" else f"({city})"
    return f"{short_date(there.date(), words.tag)}{words.comma}{there:%H:%M} {zone}"


def _latest(office: Office, topics: Sequence[str], label: str) -> Story | None:
    heads = [head for topic in topics for head in office.archive.load_heads(topic, limit=1)]
    if not heads:
        return None
    head = max(heads, key=lambda one: one.as_of)
    url = f"{office.publication.url}{issue_path(head.topic, head.day, head.kind)}"
    direction: Literal["ltr", "rtl"] = "rtl" if head.direction == "rtl" else "ltr"
    return Story(head.title, head.dek, url, label, head.lang, direction)


def _links(office: Office, language: Language, subscriber: Subscriber) -> tuple[LetterLink, ...]:
    return (
        LetterLink(language.frame.unsubscribe, _leave_url(office, subscriber)),
        LetterLink(language.frame.preferences, _preferences_url(office, subscriber)),
    )


def _preferences_url(office: Office, one: Subscriber) -> str:
    token = preferences_token(one.id, one.address, office.secrets)
    return f"{office.publication.url}/preferences/{token}"


def _leave_url(office: Office, one: Subscriber) -> str:
    return f"{office.publication.url}/unsubscribe/{_leave_token(office, one)}"


def _leave_token(office: Office, one: Subscriber) -> str:
    return unsubscribe_token(one.id, one.address, "", office.secrets)


def _leaving(office: Office, kind: LetterKind, known: Subscribed | None) -> Sequence[Field]:
    """Return the fields by which mail programs leave: only who subscribes has something to leave.

    They are written here and not by `email`, which would make encoded words of so long a URL.
    """
    if kind in (LetterKind.HELD, LetterKind.GOODBYE) or known is None:
        return ()
    subscriber, subscriptions = known
    if all(one.state != SubscriptionState.CONFIRMED for one in subscriptions):
        return ()
    url, token = _leave_url(office, subscriber), _leave_token(office, subscriber)
    try:
        value = list_unsubscribe(url, office.unsubscribe_address, leaving_subject(token))
    except DeliveryError:
        # Of an http URL, say. No issue leaves then, and says why; a letter has its links.
        return ()
    one_click = (Field("List-Unsubscribe-Post", b"List-Unsubscribe=One-Click"),)
    return (Field("List-Unsubscribe", value), *(one_click if url.startswith("https://") else ()))
