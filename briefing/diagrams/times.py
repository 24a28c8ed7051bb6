"""Scripts of diagrams that run along time: timeline, gantt, journey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from briefing.diagrams.values import day, items, number, rows
from briefing.diagrams.words import bare, bare_title, is_blank
from briefing.errors import DataError


def timeline(title: str, periods: Sequence[tuple[str, str | Sequence[str]]]) -> str:
    """Draw what happened when: [(period, event or list of events)].

    Raises: DataError where there is no period.
    """
    from briefing.diagrams.library import Timeline

    lines = []
    for period, events in items(periods, of="timeline", shape="(period, event or events)"):
        texts = events if isinstance(events, list | tuple) else [events]
        lines.append(" : ".join(bare(text) for text in (period, *texts)))
    return Timeline(bare_title(title), lines).script


def gantt(title: str, tasks: Sequence[Sequence[object]] | Mapping[str, object]) -> str:
    """Draw tasks in time: [(task, start, end)], or {section: [(task, start, end)]}.

    Start and end are dates; the end may be a number of days. A task of one date is a milestone.

    Raises: DataError for what is no date, and for a task that ends before it starts.
    """
    from briefing.diagrams.library import Gantt

    lines = ["dateFormat YYYY-MM-DD", "todayMarker off"]
    ends: list[date] = []
    sections = (
        items(tasks, of="gantt", shape=_TASK) if isinstance(tasks, Mapping) else [("", tasks)]
    )
    for name, found in sections:
        lines += [f"section {bare(name)}"] if name else []
        for row in rows(found, of="gantt", sizes=(2, 3), shape=_TASK):
            first, last = _span(*row)
            ends += [first, last]
            lines.append(_task(f"t{len(lines)}", row, first, last))
    lines[2:2] = _axis((max(ends) - min(ends)).days)
    return Gantt(bare_title(title), lines).script


def journey(title: str, sections: Mapping[str, Sequence[Sequence[object]]]) -> str:
    """Draw how each step of a way feels: {section: [(step, score from 1 to 5, who)]}.

    `who` is a name or a list of names, and may be left out.

    Raises: DataError for a score outside 1 to 5.
    """
    from briefing.diagrams.library import Actor, Section, Task, UserJourney

    parts = []
    for name, found in items(sections, of="journey", shape="(section, list of steps)"):
        tasks = []
        for row in rows(found, of="journey", sizes=(2, 3), shape="(step, score, who)"):
            who = row[2] if len(row) == 3 else []
            people = who if isinstance(who, list | tuple) else [who]
            actors = [Actor(bare(person)) for person in people]
            tasks.append(Task(bare(row[0]), _score(row[0], row[1]), actors))
        parts.append(Section(bare(name), tasks))

    script = str(UserJourney(bare_title(title), parts).script).partition("\n---\n")[2]
    return script.replace("\ttitle \n", "", 1) if is_blank(title) else script


_TASK = "(task, start, end)"


TICKS = (
    (7, "1day", "%-d %b"),
    (14, "2day", "%-d %b"),
    (42, "1week", "%-d %b"),
    (98, "2week", "%-d %b"),
    (215, "1month", "%b %Y"),
    (430, "2month", "%b %Y"),
    (1200, "6month", "%b %Y"),
    (3000, "12month", "%Y"),
)
"""Up to how many days, which steps of the axis: left to itself, Mermaid draws them too dense."""


def _axis(days: int) -> list[str]:
    for limit, step, form in TICKS:
        if days <= limit:
            return [f"axisFormat {form}", f"tickInterval {step}"]
    return ["axisFormat %Y", f"tickInterval {days // 365 // 6 * 12}month"]


def _span(name: object, start: object, end: object = None) -> tuple[date, date]:
    first = day(start, of=f"the start of {name!r}")
    last = first if end is None else _end(name, first, end)
    if last < first:
        raise DataError(f"gantt: {name!r} ends before it starts", hint="exchange its dates")
    return first, last


def _task(key: str, row: Sequence[object], first: date, last: date) -> str:
    if len(row) == 2:
        return f"{bare(row[0])} :milestone, {key}, {first}, 0d"
    return f"{bare(row[0])} :{key}, {first}, {last}"


def _end(name: object, first: date, end: object) -> date:
    if isinstance(end, date | str):
        return day(end, of=f"the end of {name!r}")
    days = number(end, of=f"the length of {name!r}", least=0)
    if days > 100_000:
        raise DataError(f"gantt: {name!r} is {days} days long", hint="give a date, or fewer days")
    return first + timedelta(days=int(days))


def _score(step: object, value: object) -> int:
    score = number(value, of=f"the score of {step!r}", least=1)
    if score > 5:
        raise DataError(f"the score of {step!r} is {score}", hint="scores run from 1 to 5")
    return round(score)
