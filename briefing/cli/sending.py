"""`briefing send` and `briefing deliveries`: an issue to everybody now, and how far it has come."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from briefing.cli.options import (
    CHECK_FAILED,
    DONE,
    FAILED,
    Commands,
    add_command,
    add_json_option,
    add_replay_option,
    add_weekly_option,
    day,
    kind_of,
    open_site,
    say,
)

if TYPE_CHECKING:
    from briefing.model.delivery import IssueRecord, Standing
    from briefing.service.dispatch import Dispatch


def add_send(commands: Commands) -> None:
    """Add `briefing send`."""
    send = add_command(commands, "send", _send, "make a topic's issue and send it to everybody now")
    send.add_argument("topic", metavar="TOPIC")
    send.add_argument("--date", type=day, metavar="D", help="the issue's day, YYYY-MM-DD (today)")
    send.add_argument("--to", metavar="ADDRESS", help="one copy to this address, to nobody else")
    send.add_argument("--dry-run", action="store_true", help="say what would be sent; send nothing")
    add_replay_option(send)


def add_deliveries(commands: Commands) -> None:
    """Add `briefing deliveries`."""
    shown = add_command(commands, "deliveries", _deliveries, "show how far an issue has come")
    shown.add_argument("topic", metavar="TOPIC")
    shown.add_argument("--date", type=day, metavar="D", help="the issue's day, YYYY-MM-DD (today)")
    add_weekly_option(shown)
    shown.add_argument("--watch", action="store_true", help="stay until all of it is settled")
    add_json_option(shown)


def _send(options: argparse.Namespace) -> int:
    from briefing.service.dispatch import make_transport, open_dispatch
    from briefing.wiring import utc_now

    site = open_site(options)
    (topic,) = site.topics([options.topic])
    when = options.date or site.today(topic)
    if options.dry_run or options.to:
        return _send_apart(options, when)
    if options.replay:
        site.collect(topic, until=when)
    dispatch = open_dispatch(site)
    with dispatch.at_work("send") as worker:
        from briefing.flows.schedule import make_now

        press = dispatch.press(worker)
        record = make_now(press, topic, when, utc_now())
        if record.state != "sending":
            return _not_sending(record)
        transport = make_transport(site)
        try:
            with site.progress.step(f"sending {topic.name}", record.recipients or 0) as done:
                report = dispatch.send(record, worker, transport, on_sent=lambda _: done("sent"))
        finally:
            transport.close()
    if report.trouble:
        print(f"stopped: {report.trouble}", file=sys.stderr)  # noqa: T201
    _show(dispatch, record)
    if not record.recipients and site.replaying and not options.db:
        say("  (sample issues have a database of their own; --db names the service's)")
    return FAILED if report.trouble else DONE


def _send_apart(options: argparse.Namespace, when: date) -> int:
    """Build an issue in passing: nothing of it is kept, nobody but the address named gets it."""
    from briefing.model.handover import Accepted
    from briefing.model.subscriber import SubscriptionState
    from briefing.service.dispatch import make_transport, one_copy, open_dispatch

    site = open_site(options)
    (topic,) = site.topics([options.topic])
    if options.replay:
        site.collect(topic, until=when)
    issue = site.build(topic, when)
    dispatch = open_dispatch(site)
    if options.dry_run and not options.to:
        counts = dispatch.people.count_states()
        readers = counts.get((topic.name, SubscriptionState.CONFIRMED), 0)
        say(f"{topic.name} {when}: would go to {readers} subscribers")
    transport = make_transport(site, dry_run=options.dry_run)
    try:
        outcome = one_copy(
            dispatch, topic.name, issue, options.to or "somebody@example.org", transport
        )
    finally:
        transport.close()
    say(str(getattr(outcome, "reply", outcome)))
    return DONE if isinstance(outcome, Accepted) else FAILED


def _not_sending(record: IssueRecord) -> int:
    """Say why nothing leaves."""
    name = f"{record.topic} {record.day}"
    if record.state == "sent":
        say(f"{name}: sent already, to {record.recipients}")
        return DONE
    say(f"{name}: {record.state}" + (f": {record.note}" if record.note else ""))
    if record.state == "held":
        verb, does = (
            ("approve", "sends it as it is") if record.content_hash else ("rebuild", "tries again")
        )
        say(f"  `briefing issues {verb} {record.topic} --date {record.day}` {does}")
        return CHECK_FAILED
    return FAILED


def _deliveries(options: argparse.Namespace) -> int:
    from briefing.errors import DataError
    from briefing.service.dispatch import open_dispatch

    site = open_site(options)
    (topic,) = site.topics([options.topic])
    dispatch = open_dispatch(site)
    when = options.date or site.today(topic)
    record = dispatch.queue.load(topic.name, when, kind_of(options))
    if record is None:
        raise DataError(
            f"no {kind_of(options)} issue of {topic.name} for {when}",
            hint="`briefing schedule` lists what is to come, and what was",
        )
    if options.watch:
        _watch(dispatch, record)
    if options.json:
        say(json.dumps(_record(dispatch, record), ensure_ascii=False, indent=2))
    else:
        _show(dispatch, record)
    return DONE


def _watch(dispatch: Dispatch, record: IssueRecord) -> None:
    import time

    with dispatch.site.progress.step(f"sending {record.topic}", record.recipients or 0) as done:
        seen = 0
        while True:
            standing = dispatch.outbox.standing(record.id)
            for _ in range(standing.settled - seen):
                done(_rate_and_left(standing))
            seen = standing.settled
            known = dispatch.queue.load_by_id(record.id)
            if seen >= standing.total or (known and known.state == "cancelled"):
                return
            time.sleep(1)


def _show(dispatch: Dispatch, record: IssueRecord) -> None:
    record = dispatch.queue.load_by_id(record.id) or record
    standing = dispatch.outbox.standing(record.id)
    note = f" ({record.note})" if record.note else ""
    say(f"{record.topic} {record.day}: {record.state}{note}, {standing.total} recipients")
    for state, count in sorted(standing.counts.items()):
        say(f"  {state}: {count}")
    if standing.doubts:
        say(f"  sent anew in doubt: {standing.doubts} (the same Message-ID: mailboxes show one)")
    if told := _rate_and_left(standing, going=record.state == "sending"):
        say(f"  {told}")
    for state, reply, count in standing.reasons:
        say(f"  {count} {state}: {reply}")
    if back := dispatch.bounces.count(record.id):
        say("  came back: " + ", ".join(f"{n} {kind}" for kind, n in sorted(back.items())))
    for link in dispatch.clicks.load(record.id):
        say(f"  opened {link.count} times: {link.url}")


def _record(dispatch: Dispatch, record: IssueRecord) -> dict[str, object]:
    record = dispatch.queue.load_by_id(record.id) or record
    standing = dispatch.outbox.standing(record.id)
    rate, left = rate_and_left(standing)
    left = left if record.state == "sending" else None
    return {
        "topic": record.topic,
        "day": record.day.isoformat(),
        "kind": str(record.kind),
        "state": str(record.state),
        "note": record.note,
        "recipients": record.recipients,
        "states": {str(state): count for state, count in standing.counts.items()},
        "resent_in_doubt": standing.doubts,
        "rate_per_s": rate,
        "left_s": left.total_seconds() if left else None,
        "reasons": [
            {"state": str(state), "reply": reply, "count": count}
            for state, reply, count in standing.reasons
        ],
        "came_back": {str(kind): n for kind, n in dispatch.bounces.count(record.id).items()},
        "links": [
            {"url": link.url, "opened": link.count} for link in dispatch.clicks.load(record.id)
        ],
    }


def rate_and_left(standing: Standing) -> tuple[float | None, timedelta | None]:
    """Return how many a second were settled, and how long the rest takes at that rate."""
    if not (standing.began_at and standing.last_at and standing.settled):
        return None, None
    took_s = _seconds(standing.began_at, standing.last_at)
    if took_s <= 0:
        return None, None
    rate = standing.settled / took_s
    return rate, timedelta(seconds=(standing.total - standing.settled) / rate)


def _rate_and_left(standing: Standing, *, going: bool = True) -> str:
    rate, left = rate_and_left(standing)
    if rate is None or left is None:
        return ""
    shown = f"{rate:,.0f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"
    if not (going and left):
        return shown
    return f"{shown}, {timedelta(seconds=round(left.total_seconds()))} left"


def _seconds(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds()
