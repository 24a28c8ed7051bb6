"""What comes back, on SQLite and PostgreSQL: each report counts once, and only what it proves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from briefing.delivery.consequences import BounceRules
from briefing.delivery.leaving import leaving_subject
from briefing.delivery.webhook import TOLERANCE_S, sign
from briefing.flows.bounces import Mailroom, Posted, Taken, read_inbox, take, take_posted
from briefing.model.bounce import Arrived, BounceKind, SentIssue, SentLetter
from briefing.model.delivery import DeliveryState
from briefing.model.subscriber import SignUp, SubscriptionState, SuppressionReason
from briefing.store.bounces import SqlBounces
from briefing.store.open import open_database
from briefing.store.subscribers import SqlSubscribers
from briefing.subscribers.addresses import address_tag
from briefing.subscribers.changes import requested
from briefing.subscribers.tokens import preferences_token, unsubscribe_token
from tests.delivery.test_bounces import VERP, report
from tests.store.conftest import postgres, postgres_url  # noqa: F401  (fixtures)
from tests.store.sending import add_subscribers, make_desk, suppress

NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
DAY = timedelta(days=1)
SECRETS = (b"s" * 40,)
KEY = b"w" * 40
OF_DELIVERY_1 = "b-1-j7c5ivfkl3ffiue6@bounces.example"
"""Where reports about delivery 1 went in versions before this one."""


@dataclass
class World:
    """Three subscribers, to each of whom an issue of each topic named has left."""

    engine: Engine
    room: Mailroom

    def send(self, topic: str = "t", first: int = 1) -> int:
        """Let an issue leave for three new subscribers; return its number."""
        add_subscribers(self.engine, 3, topic=topic, first=first)
        return self._sent(topic)

    def again(self, topic: str) -> int:
        """Let another topic's issue leave for the same three; return its number."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO subscription SELECT subscriber_id, '" + topic + "', state, frequency,"
                " changed_at FROM subscription WHERE topic = 't'"
            )
        return self._sent(topic)

    def _sent(self, topic: str) -> int:
        desk = make_desk(self.engine)
        issue = desk.freeze(topic=topic)
        desk.settle(desk.claim(issue), DeliveryState.SENT)
        desk.outbox.finish(issue, NOW)
        return issue

    def reason(self, number: int) -> SuppressionReason | None:
        found = self.room.people.load_suppression(f"s{number}@example.org")
        return found.reason if found else None


def sent_to(number: int, issue: int = 1) -> str:
    """Return where reports go about an issue to a subscriber."""
    return VERP.of_issue(SentIssue(issue, number, address_tag(f"s{number}@example.org")))


@pytest.fixture(params=["sqlite", "postgres"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    url = f"sqlite:///{tmp_path}/s.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    engine = open_database(url)
    yield World(engine, Mailroom(SqlBounces(engine), SqlSubscribers(engine), VERP, SECRETS))
    engine.dispose()


def test_a_hard_bounce_suppresses_the_address_that_the_delivery_went_to(world: World) -> None:
    issue = world.send()
    # The report speaks of somebody else; the address that it comes to knows better.
    assert take(report("postfix", sent_to(1, issue)), world.room, NOW) == Taken.HARD
    assert [world.reason(n) for n in (1, 2, 3)] == [SuppressionReason.BOUNCE, None, None]
    assert world.room.people.load_suppression("nobody@example.org") is None
    (kept,) = world.room.bounces.load_recent()
    assert (kept.kind, kept.topic, kept.status, kept.suppressed) == ("hard", "t", "5.1.1", True)
    assert "nobody@" not in kept.diagnostic
    assert "Recipient address rejected" in kept.diagnostic
    assert world.room.bounces.count(issue) == {BounceKind.HARD: 1}


def test_a_complaint_suppresses_at_once(world: World) -> None:
    world.send()
    assert take(report("yahoo-complaint", sent_to(1)), world.room, NOW) == Taken.COMPLAINT
    assert world.reason(1) == SuppressionReason.COMPLAINT


@pytest.mark.parametrize(
    ("name", "reason"),
    [("postfix", SuppressionReason.BOUNCE), ("yahoo-complaint", SuppressionReason.COMPLAINT)],
)
def test_a_report_takes_effect_when_its_delivery_is_no_longer_kept(
    world: World, name: str, reason: SuppressionReason
) -> None:
    issue = world.send()
    assert make_desk(world.engine).outbox.sum_up(NOW + DAY) == 3
    late = NOW + 500 * DAY
    assert take(report(name, sent_to(2, issue)), world.room, late) == Taken(
        "hard" if reason == SuppressionReason.BOUNCE else "complaint"
    )
    assert [world.reason(n) for n in (1, 2, 3)] == [None, reason, None]
    (kept,) = world.room.bounces.load_recent()
    assert (kept.topic, kept.suppressed) == ("t", True)
    assert sum(world.room.bounces.count(issue).values()) == 1


def test_each_of_an_issues_copies_that_come_back_is_counted_after_they_are_gone(
    world: World,
) -> None:
    issue = world.send()
    take(report("gmail-full", sent_to(1, issue)), world.room, NOW)
    make_desk(world.engine).outbox.sum_up(NOW + DAY)
    take(report("gmail-full", sent_to(1, issue)) + b"again", world.room, NOW + DAY)
    take(report("gmail-full", sent_to(2, issue)), world.room, NOW + DAY)
    take(report("postfix", sent_to(3, issue)), world.room, NOW + DAY)
    assert world.room.bounces.count(issue) == {BounceKind.SOFT: 2, BounceKind.HARD: 1}


def test_whoever_has_been_given_a_number_anew_is_not_taken_for_who_had_it(world: World) -> None:
    world.send()
    somebody_else = VERP.of_issue(SentIssue(1, 2, address_tag("s99@example.org")))
    assert take(report("yahoo-complaint", somebody_else), world.room, NOW) == Taken.UNPROVEN
    assert world.reason(2) is None


def test_what_left_before_an_update_still_counts(world: World) -> None:
    issue = world.send()
    (delivery, *_) = make_desk(world.engine).outbox.load_deliveries(issue)
    assert delivery.id == 1
    assert take(report("postfix", OF_DELIVERY_1), world.room, NOW) == Taken.HARD
    assert world.reason(delivery.recipient.subscriber_id) == SuppressionReason.BOUNCE
    assert world.room.bounces.count(issue) == {BounceKind.HARD: 1}


def test_a_report_counts_once_however_it_comes(world: World) -> None:
    world.send()
    once = report("gmail-full", sent_to(1))
    assert take(once, world.room, NOW) == Taken.SOFT
    assert take(once.replace(b"\n", b"\r\n"), world.room, NOW + DAY) == Taken.KNOWN
    assert len(world.room.bounces.load_recent()) == 1


def test_a_confirmation_that_bounces_is_on_record_and_its_address_suppressed(
    world: World,
) -> None:
    asked = SignUp("s9@example.org", ("t",), NOW)
    world.room.people.apply(requested(asked, nonce="1"))
    back = VERP.of_letter(SentLetter(1, address_tag(asked.address)))
    assert take(report("gmail-full", back), world.room, NOW) == Taken.SOFT
    assert world.reason(9) is None
    assert take(report("postfix", back), world.room, NOW + DAY) == Taken.HARD
    assert world.reason(9) == SuppressionReason.BOUNCE
    assert world.room.people.load_suppression("nobody@example.org") is None
    kept = world.room.bounces.load_recent()[0]
    assert (kept.proven, kept.topic, kept.status, kept.suppressed) == (True, "", "5.1.1", True)


def test_a_letter_s_number_that_was_given_anew_is_nobody_else_s(world: World) -> None:
    asked = SignUp("s9@example.org", ("t",), NOW)
    world.room.people.apply(requested(asked, nonce="1"))
    earlier = VERP.of_letter(SentLetter(1, address_tag("forgotten@example.org")))
    assert take(report("postfix", earlier), world.room, NOW) == Taken.UNPROVEN
    assert world.reason(9) is None


@pytest.mark.parametrize("name", ["postfix", "yahoo-complaint"])
def test_what_proves_nothing_has_no_consequence(world: World, name: str) -> None:
    world.send()
    forged = report(name, sent_to(1)).replace(b"b-1-1-", b"b-1-2-").replace(b"nobody@", b"s1@")
    assert take(forged, world.room, NOW) == Taken.UNPROVEN
    for gone in (sent_to(999), VERP.of_letter(SentLetter(999, "0a1b2c3d4e"))):
        assert take(report(name, gone), world.room, NOW) == Taken.UNPROVEN
    assert [world.reason(n) for n in (1, 2, 3)] == [None, None, None]
    assert {one.address_hash for one in world.room.bounces.load_recent()} == {""}


def test_soft_bounces_of_enough_days_suppress(world: World) -> None:
    world.room = replace(world.room, rules=BounceRules(3, timedelta(days=10)))
    issues = [world.send(), *(world.again(f"t{n}") for n in range(3))]

    def bounces(issue: int, at: datetime, note: str = "") -> SuppressionReason | None:
        message = report("gmail-full", sent_to(1, issue)) + note.encode()
        assert take(message, world.room, at) == Taken.SOFT
        return world.reason(1)

    assert bounces(issues[0], NOW) is None
    # The same issue once more, and another one on the same day: still one day.
    assert bounces(issues[0], NOW + DAY, "delayed again") is None
    assert bounces(issues[1], NOW + timedelta(hours=1)) is None
    assert bounces(issues[2], NOW + 2 * DAY) is None
    assert bounces(issues[3], NOW + 3 * DAY) == SuppressionReason.BOUNCE
    assert world.reason(2) is None


def test_soft_bounces_long_ago_do_not_count(world: World) -> None:
    world.room = replace(world.room, rules=BounceRules(2, timedelta(days=10)))
    first, second = world.send(), world.again("u")
    take(report("gmail-full", sent_to(1, first)), world.room, NOW)
    take(report("gmail-full", sent_to(1, second)), world.room, NOW + 11 * DAY)
    assert world.reason(1) is None


def test_a_reason_that_is_there_stays(world: World) -> None:
    world.send()
    suppress(world.engine, "s1@example.org")
    take(report("postfix", sent_to(1)), world.room, NOW)
    assert world.reason(1) == SuppressionReason.COMPLAINT


# --- unsubscribing by mail ----------------------------------------------------------------------


def leaving(subject: str) -> bytes:
    return f"From: s1@example.org\nTo: leave@briefing.example\nSubject: {subject}\n\n".encode()


@pytest.mark.parametrize("form", ["{}", "Re: {}", "=?utf-8?q?{}?=", "Unsubscribe\n {token}"])
def test_a_mail_with_the_token_unsubscribes(world: World, form: str) -> None:
    world.send()
    token = unsubscribe_token(1, "s1@example.org", "t", SECRETS)
    subject = leaving_subject(token)
    if form.startswith("="):
        subject = subject.replace("_", "=5F").replace(" ", "_")
    message = leaving(form.format(subject, token=token))
    for _ in range(2):
        assert take(message, world.room, NOW) == Taken.LEFT
    found = world.room.people.load(1)
    assert found
    assert [one.state for one in found[1]] == [SubscriptionState.UNSUBSCRIBED]
    assert [line.form for line in world.room.people.load_consents("s1@example.org")] == ["mailto"]


def test_a_mail_without_a_token_of_ours_does_not(world: World) -> None:
    world.send()
    other = preferences_token(1, "s1@example.org", SECRETS)
    subjects = [
        "unsubscribe",
        leaving_subject(other),
        "=?nowhere?q?=ff?=",
        "unsubscribe " + "x" * 60,
    ]
    for subject in subjects:
        assert take(leaving(subject), world.room, NOW) == Taken.OTHER
    found = world.room.people.load(1)
    assert found
    assert [one.state for one in found[1]] == [SubscriptionState.CONFIRMED]


# --- reading, and being posted to ---------------------------------------------------------------


def test_a_message_is_done_once_it_is_on_record(world: World) -> None:
    world.send()
    done: list[str] = []
    arrived = [
        Arrived(report("postfix", sent_to(1)), lambda: done.append("first")),
        Arrived(report("vacation", sent_to(2)), lambda: done.append("vacation")),
        Arrived(report("postfix", sent_to(2)), lambda: done.append("not read")),
    ]
    taken = read_inbox(arrived, world.room, lambda: NOW, stopping=lambda: len(done) == 2)
    assert done == ["first", "vacation"]
    assert taken == {Taken.HARD: 1, Taken.OTHER: 1}


def test_a_posted_report_is_signed_fresh_and_used_once(world: World) -> None:
    world.send()
    body = report("postfix", sent_to(1))
    at_s = int(NOW.timestamp())

    def post(signature: str, said: bytes = body) -> Posted:
        return take_posted(said, signature, world.room, [KEY], NOW)

    late = sign(body, key=KEY, at_s=at_s - TOLERANCE_S - 1)
    for wrong in ("", late, sign(body, key=b"x" * 40, at_s=at_s), sign(b"", key=KEY, at_s=at_s)):
        assert post(wrong) == Posted.UNSIGNED
    assert world.reason(1) is None
    signed = sign(body, key=KEY, at_s=at_s)
    assert post(signed) == Posted.TAKEN
    assert world.reason(1) == SuppressionReason.BOUNCE
    assert post(signed) == Posted.REPLAYED
    # Signed anew, as a server does that lost our answer: taken, and counted once.
    assert post(sign(body, key=KEY, at_s=at_s + 1)) == Posted.TAKEN
    assert len(world.room.bounces.load_recent()) == 1
