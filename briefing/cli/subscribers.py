"""`briefing subscribers`: lists in and out, and what an operator does to one address."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli.options import DONE, FAILED, Commands, add_command, open_reception, say
from briefing.errors import ContentError, DataError, Location

if TYPE_CHECKING:
    from briefing.ports.subscribers import Subscribed
    from briefing.reception import Reception

STATES = ("unconfirmed", "confirmed", "unsubscribed")


def add_subscribers(commands: Commands) -> None:
    """Add `briefing subscribers`."""
    summary = "import, export, list and look after subscribers"
    parser = commands.add_parser("subscribers", help=summary, description=summary.capitalize())
    deeds = parser.add_subparsers(title="what to do", metavar="DO", required=True)

    take = add_command(deeds, "import", _import, "take in a CSV list, all of it or nothing")
    take.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="ours, or what listmonk, Mailchimp or Substack export",
    )
    take.add_argument("--topic", action="append", metavar="TOPIC", help="for rows that name none")
    take.add_argument("--note", default="", help="where consent is on record, for the log")
    take.add_argument("--dry-run", action="store_true", help="say what would be done")

    give = add_command(deeds, "export", _export, "write those who are subscribed as CSV")
    give.add_argument("file", type=Path, nargs="?", metavar="FILE", help="standard output without")

    show = add_command(deeds, "list", _list, "list subscribers")
    show.add_argument("--topic", metavar="TOPIC")
    show.add_argument("--state", choices=STATES)

    add = add_command(deeds, "add", _add_one, "add an address whose consent you hold")
    add.add_argument("address", metavar="ADDRESS")
    add.add_argument("--topic", action="append", metavar="TOPIC", help="all topics without")
    add.add_argument("--note", required=True, help="where consent is on record, for the log")

    remove = add_command(deeds, "remove", _remove, "end an address's subscriptions")
    remove.add_argument("address", metavar="ADDRESS")
    remove.add_argument("--topic", action="append", metavar="TOPIC", help="all topics without")

    suppress = add_command(
        deeds, "suppress", _suppress, "never mail an address, whatever lists say"
    )
    suppress.add_argument("address", metavar="ADDRESS")
    suppress.add_argument("--note", default="", help="why")
    suppress.add_argument("--lift", action="store_true", help="take it off the list instead")

    forget = add_command(deeds, "forget", _forget, "erase an address and all that belongs to it")
    forget.add_argument("address", metavar="ADDRESS")


def _import(options: argparse.Namespace) -> int:
    from briefing.flows.listing import import_list
    from briefing.subscribers.lists import read_list

    with open_reception(options) as reception:
        try:
            with options.file.open(encoding="utf-8-sig", newline="") as file:
                listed = read_list(file, path=str(options.file))
        except (OSError, UnicodeDecodeError) as error:
            raise ContentError(
                f"the list cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}",
                hint="save it as CSV in UTF-8",
                at=Location(str(options.file)),
            ) from error
        topics = reception.topics()
        known = [topic.name for topic in topics]
        report = import_list(
            reception.people,
            listed,
            topics=options.topic or (known if len(known) == 1 else []),
            known=topics,
            now=reception.now(),
            note=options.note or options.file.name,
            dry_run=options.dry_run,
        )
        if not report.added and not report.unchanged and not (options.topic or len(known) == 1):
            say(f"hint: name the topics with --topic ({', '.join(known)})")
    for fault in report.skipped:
        say(f"{options.file}:{fault.line}: {fault.reason}")
    would = "would be " if options.dry_run else ""
    say(
        f"{report.origin} list: {report.added} subscriptions {would}added, "
        f"{report.unchanged} rows there already, {len(report.skipped)} rows reported"
    )
    return DONE


def _export(options: argparse.Namespace) -> int:
    from briefing.flows.listing import export_rows

    with open_reception(options) as reception:
        rows = export_rows(reception.people.load_all())
        if options.file is None:
            csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
            return DONE
        try:
            with options.file.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
        except OSError as error:
            raise ContentError(
                f"the list cannot be written: {error.strerror}", at=Location(str(options.file))
            ) from error
    say(f"written to {options.file}")
    return DONE


def _list(options: argparse.Namespace) -> int:
    from briefing.model.subscriber import SubscriptionState

    state = SubscriptionState(options.state) if options.state else None
    with open_reception(options) as reception:
        for subscriber, subscriptions in reception.people.load_all(
            topic=options.topic, state=state
        ):
            theirs = ", ".join(f"{o.topic} {o.state} ({o.frequency})" for o in subscriptions)
            say(f"{subscriber.address}  {theirs}")
        for (topic, held), number in sorted(reception.people.count_states().items()):
            say(f"{number:7} {held.value} · {topic}")
    return DONE


def _add_one(options: argparse.Namespace) -> int:
    from briefing.flows.listing import import_list
    from briefing.subscribers.lists import Entry, Origin, ReadList

    with open_reception(options) as reception:
        address = _address(options.address)
        topics = reception.topics()
        report = import_list(
            reception.people,
            ReadList(Origin.BRIEFING, (Entry(1, address),), ()),
            topics=options.topic or [topic.name for topic in topics],
            known=topics,
            now=reception.now(),
            note=options.note,
        )
    for fault in report.skipped:
        say(f"not added: {fault.reason}")
    say(f"{report.added} subscriptions added")
    return FAILED if report.skipped else DONE


def _remove(options: argparse.Namespace) -> int:
    from briefing.subscribers.changes import left

    with open_reception(options) as reception:
        subscriber, subscriptions = _known(reception, options.address)
        change = left(
            subscriber, subscriptions, topics=options.topic, at=reception.now(), form="command"
        )
        if change:
            reception.people.apply(change)
    say(f"{len(change.subscriptions) if change else 0} subscriptions ended")
    return DONE


def _suppress(options: argparse.Namespace) -> int:
    from briefing.model.subscriber import Change, Suppression, SuppressionReason
    from briefing.subscribers.addresses import address_hash

    with open_reception(options) as reception:
        address = _address(options.address)
        if options.lift:
            lifted = reception.people.lift_suppression(address)
            say("taken off the list" if lifted else "it was not on the list")
            return DONE
        reception.people.apply(
            Change(
                suppress=Suppression(
                    address_hash(address),
                    SuppressionReason.MANUAL,
                    reception.now(),
                    address,
                    options.note,
                )
            )
        )
    say("suppressed: nothing is sent there any more")
    return DONE


def _forget(options: argparse.Namespace) -> int:
    from briefing.flows.subscribing import Where, erase

    with open_reception(options) as reception:
        known = _known(reception, options.address)
        erase(reception.people, known, now=reception.now(), where=Where("command"))
    say("erased: a fingerprint stays, so that no list brings the address back")
    return DONE


def _address(text: str) -> str:
    from briefing.subscribers.addresses import Refusal, canonical_address

    address = canonical_address(text)
    if isinstance(address, Refusal):
        raise DataError(f"{text!r} is no email address")
    return address


def _known(reception: Reception, text: str) -> Subscribed:
    known = reception.people.find(_address(text))
    if known is None:
        raise DataError(
            f"nobody subscribes as {text!r}", hint="`briefing subscribers list` shows everyone"
        )
    return known
