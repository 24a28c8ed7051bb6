"""What is due: one issue for each local day of a topic that is not skipped, whoever asks when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from briefing.model.delivery import IssueKind, IssueRecord, IssueState
from briefing.model.local import local_instant
from briefing.model.topic import Topic

_DAY = timedelta(days=1)
_WAITING = frozenset({IssueState.DUE, IssueState.BUILT})
_OVER = frozenset({IssueState.SENDING, IssueState.SENT, IssueState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Due:
    """An issue of a local day, and the instant of its hour."""

    topic: str
    day: date
    kind: IssueKind
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """How long before its hour an issue is prepared, and until how long after it is still made.

    `digest_weekday` is the day of weekly digests, 0 (Monday) to 6; None for no digests.
    """

    ahead: timedelta = timedelta(minutes=20)
    catch_up: timedelta = timedelta(hours=6)
    digest_weekday: int | None = None


def is_issue_day(topic: Topic, day: date, kind: IssueKind, rules: Rules) -> bool:
    """Tell whether the topic has an issue of that kind on the day."""
    if kind == IssueKind.WEEKLY:
        return day.weekday() == rules.digest_weekday and day >= topic.started
    return topic.appears_on(day)


def due_at(topic: Topic, day: date) -> datetime:
    """Return the instant of the topic's hour on a day."""
    return local_instant(day, topic.hour, ZoneInfo(topic.timezone))


def due_issues(
    topic: Topic, now: datetime, rules: Rules, kinds: Iterable[IssueKind] = (IssueKind.DAILY,)
) -> tuple[Due, ...]:
    """Return what should exist at `now`: what is coming up, and what was last due.

    After a downtime that is one issue of each kind, the latest, if its hour is within the window;
    days before it are past. What exists already is returned again: to open an issue that is open
    changes nothing.
    """
    return tuple(due for kind in kinds for due in _due(topic, now, rules, kind))


def _due(topic: Topic, now: datetime, rules: Rules, kind: IssueKind) -> Iterator[Due]:
    today = now.astimezone(ZoneInfo(topic.timezone)).date()
    back = rules.catch_up // _DAY + 2
    forward = rules.ahead // _DAY + 2
    days = (today + n * _DAY for n in range(-back, forward + 1))
    near = [
        Due(topic.name, day, kind, due_at(topic, day))
        for day in days
        if is_issue_day(topic, day, kind, rules)
    ]
    past = [due for due in near if due.due_at <= now]
    if past and now - past[-1].due_at <= rules.catch_up:
        yield past[-1]
    yield from (due for due in near if now < due.due_at <= now + rules.ahead)


def next_issues(
    topic: Topic,
    now: datetime,
    rules: Rules,
    kind: IssueKind = IssueKind.DAILY,
    *,
    count: int = 1,
    begun: Iterable[IssueRecord] = (),
) -> tuple[Due, ...]:
    """Return the next issues whose hour is still to come.

    Of the issues that were `begun`, those for which their hour means nothing more are left out:
    they left early, or were cancelled.
    """
    mine = (one for one in begun if (one.topic, one.kind) == (topic.name, kind))
    over = {one.day for one in mine if one.state in _OVER}
    today = now.astimezone(ZoneInfo(topic.timezone)).date()
    # A year and a week: an editor may skip a whole season, and nobody asks further.
    days = (today + n * _DAY for n in range(-1, 373))
    coming = (
        Due(topic.name, day, kind, due_at(topic, day))
        for day in days
        if day not in over and is_issue_day(topic, day, kind, rules)
    )
    return tuple(islice((due for due in coming if due.due_at > now), count))


def is_missed(record: IssueRecord, now: datetime, rules: Rules) -> bool:
    """Tell whether an issue that nobody made is too late now.

    What a person let pass counts from then: an editor may approve in the evening.
    """
    if record.state not in _WAITING:
        return False
    since = record.due_at if record.state == IssueState.DUE else record.changed_at
    return now - since > rules.catch_up
