"""Make what is due: open, collect ahead, build, check, archive, freeze.

Every step starts from facts in the database and ends with one more of them, so that whoever comes
next, after a crash or beside us, goes on where we were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from briefing.errors import BriefingError, DataError, LeaseLost, NothingToTell, StoreError
from briefing.model.delivery import IssueKind, IssueRecord, IssueState
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Issue
from briefing.model.subscriber import NewLetter
from briefing.model.topic import Topic
from briefing.ports.archive import Archive
from briefing.ports.outbox import IssueQueue, Outbox
from briefing.scheduling.plan import Rules, due_issues, is_missed

MISSED = "missed: nobody made it within the time to catch up"
APPROVAL = "waits for an editor's approval"


@dataclass(frozen=True, slots=True)
class Press:
    """What issues are made with.

    `collect` fetches a topic's sources; `build` makes the issue of a day; `letters` writes to the
    editors that an issue is held, and what was found: they are kept with the issue's new state.
    """

    worker: int
    topics: Callable[[], Sequence[Topic]]
    queue: IssueQueue
    outbox: Outbox
    archive: Archive
    collect: Callable[[Topic, date], object]
    build: Callable[[Topic, date, IssueKind], Issue]
    letters: Callable[[IssueRecord, str, Sequence[Finding]], Sequence[NewLetter]]
    rules: Rules = field(default_factory=Rules)
    kinds: Sequence[IssueKind] = (IssueKind.DAILY,)
    approval: bool = False


def tick(press: Press, now: datetime) -> int:
    """Make what is due at `now`; return how many issues came further."""
    topics = {topic.name: topic for topic in press.topics()}
    _open_due(press, topics.values(), now)
    moved = 0
    for record in press.queue.load_all(states=[IssueState.DUE, IssueState.BUILT]):
        if is_missed(record, now, press.rules):
            press.queue.change(
                record.id,
                now,
                to=IssueState.CANCELLED,
                only_from=[record.state],
                note=MISSED,
            )
        elif topic := topics.get(record.topic):
            moved += _bring_on(press, topic, record, now)
    return moved


def _open_due(press: Press, topics: Iterable[Topic], now: datetime) -> None:
    paused = press.queue.load_paused()
    for topic in topics:
        if topic.name in paused:
            continue
        for due in due_issues(topic, now, press.rules, press.kinds):
            if press.queue.load(due.topic, due.day, due.kind) is None:
                press.queue.open(due.topic, due.day, due.kind, due_at=due.due_at, now=now)


def _bring_on(press: Press, topic: Topic, record: IssueRecord, now: datetime) -> bool:
    """Do the next step of an issue; one that fails is held, and keeps no other from its own."""
    if record.due_at > now:
        return _collect_ahead(press, topic, record, now)
    claimed = press.queue.claim(press.worker, record.id, now)
    if claimed is None:
        return False
    try:
        if claimed.state == IssueState.BUILDING:
            _make(press, topic, claimed, now)
            claimed = press.queue.claim(press.worker, record.id, now)
        if claimed and claimed.state == IssueState.BUILT:
            _freeze(press, claimed, now)
    except (LeaseLost, StoreError):
        raise
    except NothingToTell as error:
        note = error.message
        press.queue.save(press.worker, record.id, IssueState.CANCELLED, now, note=note)
    except BriefingError as error:
        _hold(press, record, now, error.message, str(error))
    except Exception as error:
        # A fault of ours: it is not to be met in silence, minute after minute.
        why = f"unexpected: {type(error).__name__}: {error}"
        _hold(press, record, now, why, why)
        raise
    return True


def _hold(press: Press, record: IssueRecord, now: datetime, note: str, why: str) -> None:
    letters = press.letters(record, why, ())
    press.queue.save(press.worker, record.id, IssueState.HELD, now, note=note, letters=letters)


def make_now(
    press: Press, topic: Topic, day: date, now: datetime, kind: IssueKind = IssueKind.DAILY
) -> IssueRecord:
    """Make an issue at once, whatever its hour; return where it stands then.

    Raises: DataError where it has been given up: it can be made anew by name only.
    """
    press.queue.open(topic.name, day, kind, due_at=now, now=now)
    record = _known(press, topic, day, kind)
    if record.state == IssueState.CANCELLED:
        raise DataError(
            f"the issue of {topic.name} for {day} was cancelled: {record.note or 'by hand'}",
            hint=f"`briefing issues rebuild {topic.name} --date {day}` makes it again",
        )
    if record.state in (IssueState.DUE, IssueState.BUILT):
        _bring_on(press, topic, replace(record, due_at=min(record.due_at, now)), now)
    return _known(press, topic, day, kind)


def _known(press: Press, topic: Topic, day: date, kind: IssueKind) -> IssueRecord:
    record = press.queue.load(topic.name, day, kind)
    assert record, "it was just opened"
    return record


def _collect_ahead(press: Press, topic: Topic, record: IssueRecord, now: datetime) -> bool:
    """Collect while nobody else does; whoever dies at it leaves it to the next."""
    if press.queue.is_collected(topic.name, record.day):
        return False
    if press.queue.claim(press.worker, record.id, now) is None:
        return False
    try:
        _collect(press, topic, record.day)
    except (LeaseLost, StoreError):
        raise
    except BriefingError:
        collected = False  # at its hour it is told, if it fails then as well
    else:
        collected = True
    press.queue.save(press.worker, record.id, IssueState.DUE, now)
    return collected


def _collect(press: Press, topic: Topic, day: date) -> None:
    if not press.queue.is_collected(topic.name, day):
        press.collect(topic, day)
        press.queue.note_collected(topic.name, day)


def _make(press: Press, topic: Topic, record: IssueRecord, now: datetime) -> None:
    """Build an issue and keep it; whether it may leave is for its checks, and the editors."""
    _collect(press, topic, record.day)
    issue = press.build(topic, record.day, record.kind)
    content_hash = press.archive.save_issue(record.id, issue, built_at=now, worker=press.worker)
    errors = [one for one in issue.findings if one.severity == Severity.ERROR]
    note = f"{len(errors)} findings" if errors else APPROVAL if press.approval else ""
    state = IssueState.HELD if note else IssueState.BUILT
    built = replace(record, content_hash=content_hash)
    press.queue.save(
        press.worker,
        record.id,
        state,
        now,
        content_hash=content_hash,
        note=note,
        letters=press.letters(built, note, issue.findings) if note else (),
    )


def _freeze(press: Press, record: IssueRecord, now: datetime) -> None:
    press.outbox.freeze(press.worker, record.id, now, content_hash=record.content_hash)
