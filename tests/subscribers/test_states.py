"""A subscription is revived by its owner alone, and ends for good until then."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.model.subscriber import SubscriptionState
from briefing.subscribers.states import SubscriptionEvent, after

EVENTS = st.lists(st.sampled_from(SubscriptionEvent), max_size=12)


def _run(events: list[SubscriptionEvent]) -> SubscriptionState | None:
    state: SubscriptionState | None = None
    for event in events:
        state = after(state, event)
    return state


@given(EVENTS)
def test_mail_needs_a_confirmation_or_a_list_with_consent(events: list[SubscriptionEvent]) -> None:
    if _run(events) == SubscriptionState.CONFIRMED:
        assert {SubscriptionEvent.CONFIRMED, SubscriptionEvent.IMPORTED} & set(events)


@given(EVENTS)
def test_whoever_left_comes_back_by_confirming_alone(events: list[SubscriptionEvent]) -> None:
    state: SubscriptionState | None = SubscriptionState.CONFIRMED
    state = after(state, SubscriptionEvent.UNSUBSCRIBED)
    for event in events:
        if event == SubscriptionEvent.CONFIRMED:
            return
        state = after(state, event)
    assert state == SubscriptionState.UNSUBSCRIBED


@given(EVENTS, st.sampled_from(SubscriptionEvent))
def test_what_happens_twice_happens_once(
    events: list[SubscriptionEvent], event: SubscriptionEvent
) -> None:
    once = after(_run(events), event)
    if event != SubscriptionEvent.EXPIRED:
        assert after(once, event) == once


@given(EVENTS)
def test_asking_alone_subscribes_nobody(events: list[SubscriptionEvent]) -> None:
    assert after(_run(events), SubscriptionEvent.REQUESTED) in (
        _run(events),
        SubscriptionState.UNCONFIRMED,
    )
