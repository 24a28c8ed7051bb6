"""Issues of a day are opened once, built by one worker, and decided on by people."""

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from briefing.errors import LeaseLost
from briefing.model.delivery import IssueKind, IssueState
from briefing.model.subscriber import LetterKind, NewLetter
from briefing.store.subscribers import SqlSubscribers
from tests.store.sending import (
    DAY,
    MINUTE,
    NOW,
    Desk,
    add_subscribers,
)


def test_an_issue_is_opened_once(desk: Desk) -> None:
    opened = [desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW) for _ in range(3)]
    assert opened == [True, False, False]
    record = desk.queue.load("t", DAY)
    assert record
    assert (record.state, record.due_at, record.day) == (IssueState.DUE, NOW, DAY)
    assert desk.queue.load_by_id(record.id) == record
    assert desk.queue.load("t", date(2026, 3, 11)) is None
    assert desk.queue.load("t", DAY, IssueKind.WEEKLY) is None


def test_two_workers_do_not_build_the_same_issue(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all(states=[IssueState.DUE])
    other = desk.another()
    mine = desk.queue.claim(desk.worker, record.id, NOW)
    assert mine
    assert (mine.state, mine.fence) == (IssueState.BUILDING, desk.worker)
    assert other.queue.claim(other.worker, record.id, NOW) is None


def test_a_paused_topic_is_neither_built_nor_sent(desk: Desk) -> None:
    add_subscribers(desk.engine, 3)
    issue = desk.freeze()
    desk.queue.pause("t", NOW)
    desk.queue.pause("t", NOW + MINUTE)
    assert desk.queue.load_paused() == {"t": NOW}
    assert desk.outbox.load_sending(NOW) == []
    assert desk.claim(issue) == []
    desk.queue.open("t", date(2026, 3, 11), IssueKind.DAILY, due_at=NOW, now=NOW)
    (due,) = desk.queue.load_all(states=[IssueState.DUE])
    assert desk.queue.claim(desk.worker, due.id, NOW) is None
    assert desk.queue.resume("t")
    assert not desk.queue.resume("t")
    assert len(desk.claim(issue)) == 3


def test_a_person_decides_in_the_states_that_allow_it(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all(topic="t", since=DAY)
    change = desk.queue.change
    assert not change(record.id, NOW, to=IssueState.BUILT, only_from=[IssueState.HELD])
    assert change(record.id, NOW, to=IssueState.HELD, only_from=[IssueState.DUE], note="why")
    held = desk.queue.load_by_id(record.id)
    assert held
    assert (held.state, held.note) == (IssueState.HELD, "why")


def test_an_issue_cancelled_while_it_is_built_is_not_sent(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all()
    desk.queue.claim(desk.worker, record.id, NOW)
    desk.queue.change(
        record.id, NOW, to=IssueState.CANCELLED, only_from=[IssueState.BUILDING], note="no"
    )
    with pytest.raises(LeaseLost, match="taken over or cancelled"):
        desk.queue.save(desk.worker, record.id, IssueState.BUILT, NOW, content_hash="h")


def test_what_is_collected_for_a_day_is_noted(desk: Desk) -> None:
    today, tomorrow = date(2026, 3, 10), date(2026, 3, 11)
    assert not desk.queue.is_collected("t", today)
    for day in (today, tomorrow, today):
        desk.queue.note_collected("t", day)
        assert desk.queue.is_collected("t", day)
    assert desk.queue.is_collected("t", tomorrow), "the later day stays"


def letter_to(editor: str) -> NewLetter:
    return NewLetter(f"held:{editor}", LetterKind.HELD, editor, NOW, {"why": "a finding"})


def test_editors_are_told_with_the_state_or_not_at_all(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all()
    desk.queue.claim(desk.worker, record.id, NOW)
    people = SqlSubscribers(desk.engine)

    def told() -> list[str]:
        claimed = people.claim_letters(at=NOW, lease=MINUTE, limit=9)
        return [one.address for one in claimed]

    def dying() -> Iterator[NewLetter]:
        yield letter_to("ann@example.org")
        raise KeyboardInterrupt

    def hold(letters: Iterable[NewLetter]) -> None:
        desk.queue.save(desk.worker, record.id, IssueState.HELD, NOW, letters=letters)

    with pytest.raises(KeyboardInterrupt):
        hold(dying())
    assert (desk.queue.load_all()[0].state, told()) == (IssueState.BUILDING, [])
    hold([letter_to("ann@example.org"), letter_to("bo@example.org")])
    assert (desk.queue.load_all()[0].state, told()) == (
        IssueState.HELD,
        ["ann@example.org", "bo@example.org"],
    )
