"""Lists are taken in whole, bring back nobody, and come out as they went in."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.flows.listing import ImportReport, export_rows, import_list
from briefing.model.subscriber import Change, Suppression, SuppressionReason
from briefing.model.topic import Topic
from briefing.store import open_database
from briefing.store.subscribers import SqlSubscribers
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.changes import left
from briefing.subscribers.lists import read_list

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def people(tmp_path: Path) -> Iterator[SqlSubscribers]:
    engine = open_database(f"sqlite:///{tmp_path}/s.db")
    yield SqlSubscribers(engine)
    engine.dispose()


def _topic(name: str, lang: str, timezone: str) -> Topic:
    return Topic(name, name.title(), "", Path(), "", (), lang=lang, timezone=timezone)


KNOWN = (_topic("models", "en", "Europe/Berlin"), _topic("tools", "ja-JP", "Asia/Tokyo"))


def _import(people: SqlSubscribers, text: str, *, dry_run: bool = False) -> ImportReport:
    return import_list(
        people,
        read_list(text.splitlines(keepends=True), path="list.csv"),
        topics=["models"],
        known=KNOWN,
        now=NOW,
        note="paper forms of 2025",
        dry_run=dry_run,
    )


LIST = "email\nada@example.org\nbob@example.org\nbroken\n"


def test_a_list_is_taken_in_and_its_bad_rows_are_told(people: SqlSubscribers) -> None:
    report = _import(people, LIST)
    assert (report.added, report.unchanged) == (2, 0)
    assert [fault.line for fault in report.skipped] == [4]
    assert people.load_consents("ada@example.org")[0].note == "paper forms of 2025"
    again = _import(people, LIST)
    assert (again.added, again.unchanged) == (0, 2)


def test_a_dry_run_says_the_same_and_does_nothing(people: SqlSubscribers) -> None:
    dry = _import(people, LIST, dry_run=True)
    assert not list(people.load_all())
    assert dry == _import(people, LIST)


@pytest.mark.parametrize("reason", SuppressionReason)
def test_no_list_overrides_the_suppression_list(
    people: SqlSubscribers, reason: SuppressionReason
) -> None:
    people.apply(Change(suppress=Suppression(address_hash("ada@example.org"), reason, NOW)))
    report = _import(people, LIST.replace("ada@", "ADA@"))
    assert [fault.line for fault in report.skipped] == [2, 4]
    assert people.find("ada@example.org") is None


def test_no_list_brings_back_who_left(people: SqlSubscribers) -> None:
    _import(people, LIST)
    known = people.find("ada@example.org")
    assert known
    change = left(*known, topics=None, at=NOW, form="page")
    assert change
    people.apply(change)
    report = _import(people, LIST)
    assert (report.added, report.unchanged) == (0, 1)
    assert report.skipped[0].reason == "left here before"


def test_who_left_or_bounced_elsewhere_is_kept_as_such(people: SqlSubscribers) -> None:
    head = "uuid,email,name,attributes,status,created_at,updated_at\n"
    rows = "1,ada@example.org,,{},disabled,,\n2,bob@example.org,,{},blocklisted,,\n"
    assert _import(people, head + rows).added == 0
    report = _import(people, LIST)
    assert report.added == 0
    assert [fault.reason for fault in report.skipped][:2] == [
        "left here before",
        "suppressed: manual",
    ]


def test_a_row_of_an_unknown_topic_is_told(people: SqlSubscribers) -> None:
    report = _import(people, "address,topics\nada@example.org,modles\n")
    assert report.skipped[0].reason == "no topic 'modles'"


def test_what_is_written_out_can_be_taken_in(people: SqlSubscribers, tmp_path: Path) -> None:
    text = (
        "address,topics,lang,timezone,hour,text_only,since\n"
        "Ada@example.org,models tools:weekly,ja,Asia/Tokyo,07:30,true,2026-03-01\n"
        "用户@example.org,models,en,UTC,,false,2026-03-01\n"
    )
    assert _import(people, text).added == 3
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(export_rows(people.load_all()))
    assert written.getvalue() == text


def test_who_names_no_language_has_that_of_the_topic(people: SqlSubscribers) -> None:
    _import(
        people,
        "address,topics,lang,timezone\na@example.org,tools,,\nb@example.org,models,,\n"
        "c@example.org,tools,ar,Asia/Riyadh\n",
    )
    found = [people.find(f"{name}@example.org") for name in "abc"]
    assert [(one[0].lang, one[0].timezone) for one in found if one] == [
        ("ja", "Asia/Tokyo"),
        ("en", "Europe/Berlin"),
        ("ar", "Asia/Riyadh"),
    ]


def test_no_address_is_a_formula_in_a_spreadsheet(people: SqlSubscribers) -> None:
    hostile = ["=cmd|x!a@evil.example", "+1@evil.example", "-2@evil.example", "'=3@evil.example"]
    plain = ["o'hara@example.org", "'quoted@example.org"]
    _import(people, "\n".join(["email", *hostile, *plain]) + "\n")
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(export_rows(people.load_all()))
    cells = [line.split(",")[0] for line in written.getvalue().splitlines()[1:]]
    assert cells == [f"'{one}" for one in hostile] + plain
    listed = read_list(written.getvalue().splitlines(keepends=True), path="list.csv")
    assert [one.address for one in listed.entries] == hostile + plain
