"""One issue for each day: opened once, collected ahead, built, checked, frozen, or held and told.

Queue, outbox and archive are the real ones on one database; sources and templates are not asked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from briefing.errors import DataError, LeaseLost, NothingToTell, TemplateError
from briefing.flows.schedule import APPROVAL, MISSED, Press, make_now, tick
from briefing.model.article import Text
from briefing.model.delivery import IssueKind, IssueRecord, IssueState
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Issue
from briefing.model.subscriber import LetterKind, NewLetter
from briefing.model.topic import Topic
from briefing.scheduling.plan import Rules
from briefing.store.archive import SqlArchive
from briefing.store.open import open_database
from tests.render.articles import render
from tests.store.archive import article
from tests.store.sending import Desk, add_subscribers, make_desk

DAY = date(2026, 3, 10)
HOUR = datetime(2026, 3, 10, 6, tzinfo=UTC)
EARLY = HOUR - timedelta(minutes=10)
TOPIC = Topic("t", "T", "", Path(), "t.md.j2", (), hour=time(6))
WRONG = Finding("dead-link", Severity.ERROR, "the link answers 404")
ODD = Finding("thin", Severity.WARNING, "few words")


@dataclass
class Works:
    """A press over one database, and what it was seen to do."""

    desk: Desk
    press: Press
    collected: list[date] = field(default_factory=list)
    built: list[tuple[date, IssueKind]] = field(default_factory=list)
    told: list[tuple[str, str, Sequence[Finding]]] = field(default_factory=list)
    build: Callable[[], Issue] = lambda: the_issue()

    def record(self, day: date = DAY) -> IssueRecord:
        found = self.desk.queue.load("t", day)
        assert found
        return found

    def state(self, day: date = DAY) -> tuple[IssueState, str]:
        record = self.record(day)
        return record.state, record.note


def the_issue(*findings: Finding) -> Issue:
    return render(article()).with_findings(findings)


def failing(error: Exception) -> Callable[[], Issue]:
    def build() -> Issue:
        raise error

    return build


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    engine = open_database(f"sqlite:///{tmp_path}/press.db")
    desk = make_desk(engine)
    add_subscribers(engine, 3)

    def build(_topic: Topic, day: date, kind: IssueKind) -> Issue:
        made.built.append((day, kind))
        return made.build()

    def told(record: IssueRecord, why: str, found: Sequence[Finding]) -> Sequence[NewLetter]:
        made.told.append((record.topic, why, found))
        return [NewLetter(why, LetterKind.HELD, "ed@example.org", HOUR, {})]

    press = Press(
        worker=desk.workers.start("press", HOUR + timedelta(days=300)),
        topics=lambda: [TOPIC],
        queue=desk.queue,
        outbox=desk.outbox,
        archive=SqlArchive(engine),
        collect=lambda _topic, day: made.collected.append(day),
        build=build,
        letters=told,
    )
    made = Works(desk, press)
    yield made
    engine.dispose()


def test_nothing_is_due_before_its_time(works: Works) -> None:
    assert tick(works.press, HOUR - timedelta(hours=2)) == 0
    assert works.desk.queue.load_all() == []


def test_sources_are_asked_ahead_and_once(works: Works) -> None:
    assert [tick(works.press, EARLY + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    assert works.state() == (IssueState.DUE, "")
    assert (works.collected, works.built) == ([DAY], [])


def test_who_dies_while_collecting_leaves_it_to_the_next(works: Works) -> None:
    def dying(_topic: Topic, _day: date) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tick(replace(works.press, collect=dying), EARLY)
    assert tick(works.press, EARLY) == 0, "it may live"
    works.desk.workers.end(works.press.worker, EARLY)
    press = replace(works.press, worker=works.desk.workers.start("next", EARLY))
    assert [tick(press, EARLY), tick(press, EARLY)] == [1, 0]
    assert (works.state(), works.collected) == ((IssueState.DUE, ""), [DAY])


def test_sources_that_cannot_be_asked_ahead_are_asked_again(works: Works) -> None:
    def failing_once(_topic: Topic, day: date) -> None:
        works.collected.append(day)
        if len(works.collected) == 1:
            raise DataError("no disk to write to")

    press = replace(works.press, collect=failing_once)
    assert [tick(press, EARLY), tick(press, EARLY)] == [0, 1]
    assert works.collected == [DAY, DAY]


def test_a_fault_of_ours_holds_the_issue_and_is_told(works: Works) -> None:
    works.build = failing(ZeroDivisionError("division by zero"))
    with pytest.raises(ZeroDivisionError):
        tick(works.press, HOUR)
    assert works.state() == (
        IssueState.HELD,
        "unexpected: ZeroDivisionError: division by zero",
    )
    assert len(works.told) == 1
    assert tick(works.press, HOUR) == 0


def test_at_its_hour_it_is_built_and_frozen_once(works: Works) -> None:
    tick(works.press, EARLY)
    assert [tick(works.press, HOUR + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    assert works.state() == (IssueState.SENDING, "")
    assert (works.collected, works.built) == ([DAY], [(DAY, IssueKind.DAILY)])
    assert works.desk.counts(works.record().id) == {"pending": 3}
    archived = works.press.archive.load_issue_by_id(works.record().id)
    assert archived
    assert archived.head.content_hash == works.record().content_hash


def test_who_was_taken_for_dead_while_building_leaves_the_others_build_alone(works: Works) -> None:
    def slowly() -> Issue:
        works.build = the_issue
        works.desk.workers.end(works.press.worker, HOUR)
        others = works.desk.workers.start("others", HOUR)
        assert tick(replace(works.press, worker=others), HOUR) == 1
        return render(article(title=(Text("Another headline"),)))

    works.build = slowly
    with pytest.raises(LeaseLost):
        tick(works.press, HOUR)
    archived = works.press.archive.load_issue_by_id(works.record().id)
    assert archived
    assert archived.head.content_hash == works.record().content_hash
    assert works.state() == (IssueState.SENDING, "")


def test_after_a_downtime_the_latest_is_made_once(works: Works) -> None:
    tick(works.press, HOUR - timedelta(days=5))
    late = HOUR + timedelta(hours=2)
    assert [tick(works.press, late), tick(works.press, late)] == [1, 0]
    days = [record.day for record in works.desk.queue.load_all()]
    assert days == [DAY, DAY - timedelta(days=5)]
    assert works.collected == [DAY - timedelta(days=5), DAY]


def test_what_is_past_the_window_is_not_made(works: Works) -> None:
    assert tick(works.press, HOUR + timedelta(hours=7)) == 0
    assert works.desk.queue.load_all() == []


def test_what_nobody_made_in_time_is_cancelled(works: Works) -> None:
    tick(works.press, EARLY)
    assert tick(works.press, HOUR + timedelta(hours=7)) == 0
    assert works.state() == (IssueState.CANCELLED, MISSED)
    assert works.built == []


def test_a_paused_topic_opens_nothing(works: Works) -> None:
    works.desk.queue.pause("t", EARLY)
    assert tick(works.press, HOUR) == 0
    assert works.desk.queue.load_all() == []
    works.desk.queue.resume("t")
    assert tick(works.press, HOUR) == 1


def test_an_issue_of_a_topic_that_is_gone_is_left_alone(works: Works) -> None:
    tick(works.press, EARLY)
    assert tick(replace(works.press, topics=list), HOUR) == 0
    assert works.state() == (IssueState.DUE, "")


def test_a_failed_check_holds_it_and_tells(works: Works) -> None:
    works.build = lambda: the_issue(WRONG, ODD)
    tick(works.press, HOUR)
    assert works.state() == (IssueState.HELD, "1 findings")
    assert works.told == [("t", "1 findings", (WRONG, ODD))]
    assert works.desk.counts(works.record().id) == {}


def test_a_warning_alone_holds_nothing(works: Works) -> None:
    works.build = lambda: the_issue(ODD)
    tick(works.press, HOUR)
    assert (works.state(), works.told) == ((IssueState.SENDING, ""), [])


def test_approval_is_waited_for_and_then_it_leaves(works: Works) -> None:
    press = replace(works.press, approval=True)
    tick(press, HOUR)
    assert works.state() == (IssueState.HELD, APPROVAL)
    assert works.told == [("t", APPROVAL, ())]
    later, number = HOUR + timedelta(hours=9), works.record().id
    held = [IssueState.HELD]
    assert works.desk.queue.change(number, later, to=IssueState.BUILT, only_from=held)
    assert tick(press, later) == 1
    assert works.state() == (IssueState.SENDING, "")
    assert len(works.built) == 1, "it is sent as it was approved"


def test_what_was_approved_and_forgotten_is_cancelled(works: Works) -> None:
    tick(replace(works.press, approval=True), HOUR)
    works.desk.queue.change(
        works.record().id, HOUR, to=IssueState.BUILT, only_from=[IssueState.HELD]
    )
    tick(works.press, HOUR + timedelta(hours=7))
    assert works.state() == (IssueState.CANCELLED, MISSED)


def test_an_issue_can_be_made_again_long_after_its_hour(works: Works) -> None:
    works.build = failing(TemplateError("no series 'x'"))
    tick(works.press, HOUR)
    works.build = lambda: the_issue()
    later = HOUR + timedelta(days=3)
    works.desk.queue.change(
        works.record().id, later, to=IssueState.DUE, only_from=[IssueState.HELD]
    )
    tick(works.press, later + timedelta(minutes=1))
    assert works.state()[0] == IssueState.SENDING


def test_a_template_that_fails_holds_its_own_issue_alone(works: Works) -> None:
    other = replace(TOPIC, name="u")
    press = replace(works.press, topics=lambda: [TOPIC, other])
    builds = iter([failing(TemplateError("no series 'hub'", hint="look")), the_issue])
    works.build = lambda: next(builds)()
    assert tick(press, HOUR) == 2
    states = {record.topic: record.state for record in works.desk.queue.load_all()}
    assert sorted(states.values()) == [IssueState.HELD, IssueState.SENDING]
    ((_, why, found),) = works.told
    assert "no series 'hub'" in why
    assert "look" in why
    assert found == ()


def test_a_digest_of_nothing_is_no_issue(works: Works) -> None:
    works.build = failing(NothingToTell("no issue was sent this week"))
    rules = Rules(digest_weekday=DAY.weekday())
    tick(replace(works.press, rules=rules, kinds=(IssueKind.WEEKLY,)), HOUR)
    digest = works.desk.queue.load("t", DAY, IssueKind.WEEKLY)
    assert digest
    assert (digest.state, digest.note) == (IssueState.CANCELLED, "no issue was sent this week")
    assert works.told == []


def test_a_press_taken_for_dead_writes_nothing(works: Works) -> None:
    def usurped() -> Issue:
        with works.desk.engine.begin() as connection:
            connection.execute(text("UPDATE worker SET leased_until = 0"))
        works.desk.workers.recover(HOUR)
        return the_issue()

    works.build = usurped
    with pytest.raises(LeaseLost):
        tick(works.press, HOUR)
    assert works.state() == (IssueState.DUE, ""), "to be built anew, by another"


def test_what_another_builds_is_not_built_twice(works: Works) -> None:
    tick(works.press, EARLY)

    class Raced:
        def __getattr__(self, name: str) -> object:
            return getattr(works.desk.queue, name)

        def claim(self, _worker: int, _issue_id: int, _now: datetime) -> None:
            return None

    press = replace(works.press, queue=Raced())  # type: ignore[arg-type]
    assert tick(press, HOUR) == 0
    assert works.built == []


def test_an_issue_can_be_made_before_its_hour(works: Works) -> None:
    made = make_now(works.press, TOPIC, DAY, EARLY)
    assert made.state == IssueState.SENDING
    assert works.collected == [DAY]
    assert make_now(works.press, TOPIC, DAY, EARLY) == made, "asked again, it is made already"


def test_an_issue_opened_ahead_can_be_made_at_once(works: Works) -> None:
    tick(works.press, EARLY)
    assert make_now(works.press, TOPIC, DAY, EARLY).state == IssueState.SENDING
    assert works.collected == [DAY]


def test_what_was_cancelled_is_made_by_name_only(works: Works) -> None:
    tick(works.press, EARLY)
    works.desk.queue.change(
        works.record().id, EARLY, to=IssueState.CANCELLED, only_from=[IssueState.DUE]
    )
    with pytest.raises(DataError, match="was cancelled: by hand") as caught:
        make_now(works.press, TOPIC, DAY, HOUR)
    assert "briefing issues rebuild t --date 2026-03-10" in caught.value.hint
