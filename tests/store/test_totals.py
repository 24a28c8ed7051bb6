"""Of deliveries that are no longer kept, counts remain that name nobody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from briefing.model.delivery import DeliveryState, Settlement
from briefing.store.totals import nameless
from tests.store.sending import (
    MINUTE,
    NOW,
    Desk,
    add_subscribers,
    unsubscribe,
)

SENT, FAILED = DeliveryState.SENT, DeliveryState.FAILED


def test_old_deliveries_become_counts(desk: Desk) -> None:
    add_subscribers(desk.engine, 30)
    issue = desk.freeze()
    unsubscribe(desk.engine, [30])
    claimed = desk.claim(issue)
    desk.settle(claimed[:20], SENT, doubted=True)
    for one in claimed[20:]:
        refusal = f"550 5.1.1 <{one.recipient.address}> is unknown here"
        desk.outbox.settle(desk.worker, [Settlement(one.id, FAILED, refusal)], NOW + MINUTE)
    assert desk.outbox.sum_up(NOW + MINUTE) == 0, "it is not over yet"
    assert desk.outbox.finish(issue, NOW + MINUTE)
    assert desk.outbox.sum_up(NOW + MINUTE) == 0, "it was over just then"
    before = desk.outbox.standing(issue)
    later = NOW + 2 * MINUTE
    assert desk.outbox.sum_up(later, limit=7) == 7
    half = desk.outbox.standing(issue)
    assert (half.counts, half.doubts) == (before.counts, 20)
    assert [desk.outbox.sum_up(later, limit=7) for _ in range(5)] == [7, 7, 7, 2, 0]
    assert desk.outbox.load_deliveries(issue) == []
    after = desk.outbox.standing(issue)
    assert replace(after, reasons=()) == replace(before, reasons=())
    assert after.reasons == [
        (FAILED, "550 5.1.1", 9),
        (DeliveryState.SUPPRESSED, "not sent: no longer subscribed", 1),
    ]


def test_two_at_once_count_each_old_delivery_once(desk: Desk) -> None:
    add_subscribers(desk.engine, 200)
    issue = desk.freeze()
    while claimed := desk.claim(issue):
        desk.settle(claimed, SENT)
    desk.outbox.finish(issue, NOW)

    def work(_: int) -> int:
        return sum(iter(lambda: desk.outbox.sum_up(NOW + MINUTE, limit=9), 0))

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 200
    assert desk.counts(issue) == {"sent": 200}


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("550 5.1.1 <ann@example.org> unknown", "550 5.1.1"),
        ("given up: 452 4.2.2 mailbox of ann full", "given up: 452 4.2.2"),
        ("421", "421"),
        ("lost: ann@example.org", ""),
        ("not sent: 'ann@example.org' has no domain", ""),
        ("not sent: no longer subscribed", "not sent: no longer subscribed"),
    ],
)
def test_what_is_kept_of_a_reply_names_nobody(reply: str, kept: str) -> None:
    assert nameless(reply) == kept
