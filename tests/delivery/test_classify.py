from datetime import UTC, datetime, timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.backoff import GIVE_UP_AFTER, next_attempt
from briefing.delivery.classify import Pacing, Verdict, classify
from briefing.delivery.pace import (
    EASE_AFTER_S,
    PAUSE_AFTER,
    SLOWEST,
    Limit,
    Limits,
    Pace,
    domain_of,
)
from briefing.model.bounce import BounceKind
from briefing.model.delivery import DeliveryState
from briefing.model.handover import Accepted, Deferred, Lost, Refused, Reply

HARD, SOFT = BounceKind.HARD, BounceKind.SOFT
KEEP, SLOW, PAUSE = Pacing.KEEP, Pacing.SLOW, Pacing.PAUSE


@pytest.mark.parametrize(
    ("code", "enhanced", "text", "bounce", "pacing"),
    [
        (550, "5.1.1", "User unknown", HARD, KEEP),
        (550, "5.1.2", "Bad destination system", HARD, KEEP),
        (550, "5.1.6", "Mailbox has moved", HARD, KEEP),
        (556, "5.1.10", "Recipient address has null MX", HARD, KEEP),
        (550, "5.1.0", "Sender denied", SOFT, KEEP),
        (550, "5.1.8", "Sender's domain not found", SOFT, PAUSE),
        (550, "5.1.1", "Rejected by policy: see our blocklist", SOFT, KEEP),
        (552, "5.2.2", "Mailbox full", SOFT, KEEP),
        (550, "5.2.1", "Mailbox disabled", SOFT, KEEP),
        (550, "5.4.1", "Recipient address rejected: Access denied", SOFT, KEEP),
        (550, "5.7.1", "Message rejected as spam; user unknown", SOFT, PAUSE),
        (550, "5.7.26", "Unauthenticated email is not accepted", SOFT, PAUSE),
        (552, "5.3.4", "Message too big", SOFT, PAUSE),
        (554, "5.6.0", "not sent: no value for a placeholder", SOFT, PAUSE),
        (553, "5.6.7", "not sent: no SMTPUTF8", SOFT, KEEP),
        (550, "", "No such user here", HARD, KEEP),
        (550, "", "unknown local part joe in <joe@example.org>", HARD, KEEP),
        (550, "", "<joe@example.org>: Recipient does not exist", HARD, KEEP),
        (550, "", "Requested action not taken: mailbox unavailable", SOFT, KEEP),
        (554, "", "No such user", SOFT, KEEP),
        (550, "5.5.0", "No such user", SOFT, KEEP),
        (550, "", "Your address is listed: no such user", SOFT, KEEP),
    ],
)
def test_refusals(code, enhanced, text, bounce, pacing):
    verdict = classify(Refused(Reply(code, enhanced, text)))
    assert verdict == Verdict(DeliveryState.FAILED, bounce, pacing)
    assert verdict.suppress is (bounce == HARD)


@pytest.mark.parametrize(
    ("code", "enhanced", "pacing"),
    [
        (421, "", SLOW),
        (421, "4.7.0", SLOW),
        (450, "4.7.1", SLOW),
        (451, "4.3.2", SLOW),
        (450, "4.2.1", KEEP),
        (452, "4.2.2", KEEP),
        (451, "", KEEP),
    ],
)
def test_deferrals(code, enhanced, pacing):
    verdict = classify(Deferred(Reply(code, enhanced, "later")))
    assert verdict == Verdict(DeliveryState.DEFERRED, SOFT, pacing)
    assert not verdict.suppress


def test_what_was_taken_or_lost():
    assert classify(Accepted(Reply(250))) == Verdict(DeliveryState.SENT)
    assert classify(Lost(True, "")) == Verdict(DeliveryState.IN_DOUBT)
    assert classify(Lost(False, "")) == Verdict(DeliveryState.PENDING)


# --- later attempts -----------------------------------------------------------------------------

START = datetime(2026, 11, 24, 6, tzinfo=UTC)


@given(st.integers(1, 10_000), st.timedeltas(timedelta(0), GIVE_UP_AFTER), st.floats(0, 0.999))
def test_attempts_lie_ahead_and_within_the_day(attempts, passed, chance):
    now = START + passed
    at = next_attempt(attempts, first_at=START, now=now, random=lambda: chance)
    if passed == GIVE_UP_AFTER:
        assert at is None
    else:
        assert at is not None
        assert now < at <= START + GIVE_UP_AFTER
        assert at - now <= timedelta(hours=4)


def test_a_day_of_deferrals_is_a_dozen_attempts_and_ends():
    now, waits = START, []
    for attempts in range(1, 100):
        at = next_attempt(attempts, first_at=START, now=now, random=lambda: 0.5)
        if at is None:
            break
        waits.append((at - now).total_seconds() / 60)
        now = at
    assert waits[:4] == [3.75, 7.5, 15, 30]
    assert now == START + GIVE_UP_AFTER
    assert len(waits) == 13


# --- pace ---------------------------------------------------------------------------------------

SENT = classify(Accepted(Reply(250)))
HASTE = classify(Deferred(Reply(421, "4.7.0")))
DISLIKE = classify(Refused(Reply(550, "5.7.1", "spam")))


@given(st.lists(st.tuples(st.integers(1, 80), st.floats(0, 5)), min_size=1, max_size=40))
def test_no_more_leaves_than_burst_and_rate_allow(asked):
    pace, now, gone = Pace(rate=10, burst=30, tokens=30), 0.0, 0
    for wanted, later in asked:
        now += later
        pace, granted = pace.take(wanted, now)
        gone += granted
        assert granted <= wanted
        assert gone <= 30 + 10 * now + 1e-6


def test_after_the_time_of_one_message_one_more_may_go():
    pace, granted = Pace(rate=2, burst=4, tokens=4).take(9, 0.0)
    assert granted == 4
    assert pace.take(1, 0.4)[1] == 0
    assert pace.take(1, 0.5)[1] == 1


def test_haste_halves_the_rate_and_quiet_brings_it_back():
    pace = Pace(rate=16).after(HASTE, 10.0)
    assert (pace.factor, pace.tokens) == (0.5, 0)
    assert pace.after(HASTE, 10.5).factor == 0.5, "the same complaint, still under way"
    pace = pace.after(HASTE, 12.0)
    assert pace.factor == 0.25
    assert pace.after(SENT, 13.0).factor == 0.25
    pace = pace.after(SENT, 12.0 + EASE_AFTER_S)
    assert pace.factor == 0.5
    assert pace.after(SENT, 12.0 + 2 * EASE_AFTER_S).factor == 1
    for n in range(20):
        pace = pace.after(HASTE, 200.0 + 2 * n)
    assert pace.factor == SLOWEST


def test_refusals_of_us_pause_a_domain():
    pace = Pace()
    for _ in range(PAUSE_AFTER - 1):
        pace = pace.after(DISLIKE, 1.0)
    assert pace.after(SENT, 1.0).after(DISLIKE, 1.0).paused is False
    pace = pace.after(DISLIKE, 1.0)
    assert pace.paused
    assert pace.take(5, 9.0)[1] == 0


def test_a_dead_address_changes_no_pace():
    pace = Pace(at_s=1.0)
    assert pace.after(classify(Refused(Reply(550, "5.1.1", "unknown"))), 1.0) == pace
    assert domain_of("Joe@Example.ORG") == "example.org"


def test_a_domain_has_the_limit_of_its_name_or_that_of_all():
    limits = Limits(Limit(connections=20), {"slow.example": Limit(2, 0.5)})
    assert limits.of("slow.example") == Limit(2, 0.5)
    assert limits.of("example.org") == Limit(20)
    assert limits.fewest_connections == 2
    assert Limits().fewest_connections == inf
    slow = limits.pace("slow.example", 7.0)
    assert (slow.take(9, 7.0)[1], slow.rate) == (1, 0.5)
    assert limits.pace("example.org", 7.0).take(60, 7.0)[1] == 50
