"""`briefing run`, `schedule` and `issues`: the service, what it will do, and a word in its ear."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.cli.options import (
    DONE,
    Commands,
    add_command,
    add_weekly_option,
    day,
    kind_of,
    open_site,
    say,
)
from briefing.cli.previewing import port

if TYPE_CHECKING:
    from datetime import date

    from briefing.model.delivery import IssueKind, IssueState
    from briefing.service.dispatch import Dispatch

ROLES = ("all", "web", "scheduler", "worker")
VERBS = {
    "pause": "make and send nothing of the topic until it is resumed",
    "resume": "go on with the topic",
    "run-now": "make the issue at the next tick, whatever its hour",
    "approve": "let a held issue leave as it is",
    "hold": "keep an issue that is not being sent from leaving",
    "rebuild": "make an issue that was held or cancelled again, before any of it has left",
    "cancel": "give an issue up: no further message of it leaves",
    "resend-doubts": "send anew what is held in doubt (mail.in_doubt = hold)",
    "settle-doubts": "take for sent what is held in doubt",
}


def add_run(commands: Commands) -> None:
    """Add `briefing run`."""
    run = add_command(commands, "run", _run, "run the service: pages, schedule and sending")
    run.add_argument("--role", choices=ROLES, default="all", help="what of it (all)")
    run.add_argument("--port", type=port, metavar="N", help="where the pages listen (web.port)")


def add_schedule(commands: Commands) -> None:
    """Add `briefing schedule`."""
    add_command(commands, "schedule", _schedule, "list each topic's next issues, and its last")


def add_issues(commands: Commands) -> None:
    """Add `briefing issues`."""
    issues = add_command(commands, "issues", _issues, "decide on an issue, or pause a topic")
    issues.add_argument(
        "verb",
        choices=tuple(VERBS),
        metavar="VERB",
        help="; ".join(f"{verb}: {about}" for verb, about in VERBS.items()),
    )
    issues.add_argument("topic", metavar="TOPIC")
    issues.add_argument("--date", type=day, metavar="D", help="the issue's day, YYYY-MM-DD (today)")
    add_weekly_option(issues)


def _run(options: argparse.Namespace) -> int:
    import threading

    from briefing.logs import set_up_logs
    from briefing.service.dispatch import open_dispatch
    from briefing.service.run import Service, again, stop_on_signals

    site = open_site(options)
    if options.port is not None:  # links lead to where the pages are
        web = replace(site.settings.web, port=options.port)
        site = replace(site, settings=replace(site.settings, web=web))
    set_up_logs(site.settings.log_style, site.settings.log_level)
    stop = threading.Event()
    stop_on_signals(stop)
    place = ["--site", str(site.root), *(["--db", options.db] if options.db else [])]

    def ready(address: str) -> None:
        say(f"pages on {address}" if address else f"{options.role} at work")
        sys.stdout.flush()

    service = Service(open_dispatch(site), stop, again(place))
    service.run(options.role, ready=ready)
    return DONE


def _schedule(options: argparse.Namespace) -> int:
    from briefing.model.delivery import IssueKind
    from briefing.scheduling.plan import next_issues
    from briefing.service.dispatch import open_dispatch, rules_of
    from briefing.wiring import utc_now

    site = open_site(options)
    dispatch = open_dispatch(site)
    paused, now = dispatch.queue.load_paused(), utc_now()
    for topic in site.topics():
        mark = (
            f", paused since {paused[topic.name]:%Y-%m-%d %H:%M} UTC"
            if topic.name in paused
            else ""
        )
        say(f"{topic.name}: {topic.hour:%H:%M} in {topic.timezone}{mark}")
        begun = dispatch.queue.load_all(topic=topic.name, limit=30)
        for due in next_issues(topic, now, rules_of(site), count=3, begun=begun):
            say(f"  next {due.day:%a} {due.day}  {due.due_at:%Y-%m-%d %H:%M} UTC")
        for due in next_issues(topic, now, rules_of(site), IssueKind.WEEKLY, begun=begun):
            say(f"  digest {due.day:%a} {due.day}  {due.due_at:%Y-%m-%d %H:%M} UTC")
        for record in begun[:3]:
            note = f" ({record.note})" if record.note else ""
            say(f"  {record.kind} {record.day}: {record.state}{note}")
    return DONE


def _issues(options: argparse.Namespace) -> int:
    from briefing.service.dispatch import open_dispatch
    from briefing.wiring import utc_now

    site = open_site(options)
    (topic,) = site.topics([options.topic])
    dispatch = open_dispatch(site)
    now = utc_now()
    when = options.date or site.today(topic)
    match options.verb:
        case "pause":
            dispatch.queue.pause(topic.name, now)
            say(f"{topic.name} is paused")
        case "resume":
            was = dispatch.queue.resume(topic.name)
            say(f"{topic.name} goes on" if was else f"{topic.name} was not paused")
        case "run-now":
            say(_run_now(dispatch, topic.name, when, kind_of(options)))
        case verb:
            say(decide(dispatch, verb, topic.name, when, kind_of(options)))
    return DONE


def _run_now(dispatch: Dispatch, topic: str, when: date, kind: IssueKind) -> str:
    """Have an issue made at the next tick; return what is to be said of it."""
    from briefing.errors import DataError
    from briefing.wiring import utc_now

    now, queue = utc_now(), dispatch.queue
    queue.open(topic, when, kind, due_at=now, now=now)
    record = queue.load(topic, when, kind)
    assert record, "it was just opened"
    if not queue.hasten(record.id, now):
        weekly = " --weekly" * (kind == "weekly")
        hint = f"`briefing issues rebuild {topic} --date {when}{weekly}` makes it again"
        why = f" ({record.note})" if record.note else ""
        raise DataError(
            f"{topic} {when} is {record.state}{why}: it is not made anew",
            hint=hint if record.state in ("held", "cancelled") else "",
        )
    paused = ", once the topic is resumed" if topic in queue.load_paused() else ""
    return f"{topic} {when} is made at the next tick{paused}"


_DONE = {"approve": "approved", "hold": "held", "rebuild": "rebuilt", "cancel": "cancelled"}


def decide(dispatch: Dispatch, verb: str, topic: str, when: date, kind: IssueKind) -> str:
    """Do what a person decided on an issue; return what came of it.

    Raises: DataError where the issue's state does not allow it.
    """
    from briefing.errors import DataError
    from briefing.model.delivery import IssueState
    from briefing.wiring import utc_now

    now = utc_now()
    if verb == "cancel":  # a day can be left out that nobody has begun with
        dispatch.queue.open(topic, when, kind, due_at=now, now=now)
    record = dispatch.queue.load(topic, when, kind)
    if record is None:
        raise DataError(
            f"no {kind} issue of {topic} for {when}",
            hint="`briefing schedule` lists those there are",
        )
    if verb in ("resend-doubts", "settle-doubts"):
        resend = verb == "resend-doubts"
        count = dispatch.outbox.settle_doubts(record.id, now, resend=resend)
        return f"{count} deliveries " + ("are sent anew" if resend else "are taken for sent")
    built = IssueState.BUILT if record.content_hash else IssueState.DUE
    changes: dict[str, tuple[IssueState, set[IssueState]]] = {
        "approve": (built, {IssueState.HELD}),
        "hold": (IssueState.HELD, {IssueState.DUE, IssueState.BUILT}),
        "rebuild": (IssueState.DUE, {IssueState.HELD, IssueState.CANCELLED}),
        "cancel": (IssueState.CANCELLED, set(IssueState) - {IssueState.SENT, IssueState.CANCELLED}),
    }
    to, only_from = changes[verb]
    if verb == "rebuild" and record.recipients is not None:
        raise DataError(f"{topic} {when} was frozen already: messages may have left")
    if not dispatch.queue.change(
        record.id, now, to=to, only_from=only_from, note=f"{verb} by hand"
    ):
        raise DataError(f"{topic} {when} is {record.state}: it cannot be {_DONE[verb]} now")
    return f"{topic} {when}: {to}"
