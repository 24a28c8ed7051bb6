"""Lists of addresses: read from other services' exports by their header, and from our own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefing.errors import ContentError, Location
from briefing.model.subscriber import Frequency, SuppressionReason
from briefing.subscribers.addresses import Refusal, address_hash, canonical_address
from briefing.subscribers.changes import frequency_of

COLUMNS = ("address", "topics", "lang", "timezone", "hour", "text_only", "since")
"""Our own: `topics` holds names separated by spaces, "name:weekly" for a digest."""


class Origin(StrEnum):
    """Whose export a list is."""

    BRIEFING = "briefing"
    LISTMONK = "listmonk"
    MAILCHIMP = "mailchimp"
    SUBSTACK = "substack"
    PLAIN = "plain"


_SIGNS = (
    (Origin.BRIEFING, {"address", "topics"}),
    (Origin.LISTMONK, {"email", "uuid", "status"}),
    (Origin.MAILCHIMP, {"email address", "member_rating"}),
    (Origin.MAILCHIMP, {"email address", "optin_time"}),
    (Origin.MAILCHIMP, {"email address", "euid"}),
    (Origin.SUBSTACK, {"email", "active_subscription"}),
    (Origin.SUBSTACK, {"email", "email_disabled"}),
)
_FORMULA = re.compile(r"'*[=+@-]")
_ADDRESS = ("address", "email", "email address", "e-mail", "e-mail address", "mail")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: an address with what the list knows of it.

    `topics` are those that the list itself names. Whoever `left` or is `suppressed` there stays so.
    """

    line: int
    address: str
    topics: Mapping[str, Frequency] = field(default_factory=dict)
    left: bool = False
    suppressed: SuppressionReason | None = None
    lang: str = ""
    timezone: str = ""
    hour: time | None = None
    text_only: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not taken, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as read: every row is an entry or a fault."""

    origin: Origin
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def read_list(lines: Iterable[str], *, path: str) -> ReadList:
    """Return what a CSV file holds; each bad row is a fault of its own.

    Raises: ContentError where the file as a whole cannot be read.
    """
    rows = csv.reader(lines, strict=True)
    try:
        head = [name.strip().lower().removeprefix("\ufeff") for name in next(rows, [])]
        origin, column = _origin(head, path)
        entries: list[Entry] = []
        faults: list[Fault] = []
        seen: dict[str, int] = {}
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            found = _entry(origin, column, head, row, rows.line_num)
            if isinstance(found, Entry):
                found = _once(found, seen)
            (entries if isinstance(found, Entry) else faults).append(found)  # type: ignore[arg-type]
    except csv.Error as error:
        raise ContentError(
            f"this is no CSV: {error}",
            hint="save the list as CSV with commas, and quotes around what holds commas",
            at=Location(path, rows.line_num),
        ) from error
    return ReadList(origin, tuple(entries), tuple(faults))


def _origin(head: Sequence[str], path: str) -> tuple[Origin, str]:
    names = set(head)
    column = next((name for name in _ADDRESS if name in names), None)
    if column is None:
        raise ContentError(
            "no column holds addresses",
            hint='the first line must name the columns, one of them "address" or "email"',
            at=Location(path, 1),
        )
    return next((origin for origin, signs in _SIGNS if signs <= names), Origin.PLAIN), column


def _once(entry: Entry, seen: dict[str, int]) -> Entry | Fault:
    who = address_hash(entry.address)
    if who in seen:
        return Fault(entry.line, f"the same address as in line {seen[who]}")
    seen[who] = entry.line
    return entry


def _entry(
    origin: Origin, column: str, head: Sequence[str], row: Sequence[str], line: int
) -> Entry | Fault:
    if len(row) != len(head):
        return Fault(line, f"{len(row)} cells where the first line has {len(head)}")
    cells = dict(zip(head, (cell.strip() for cell in row), strict=True))
    given = cells[column]
    if origin == Origin.BRIEFING and given.startswith("'") and _FORMULA.match(given):
        given = given[1:]  # as we wrote it
    address = canonical_address(given)
    if isinstance(address, Refusal):
        return Fault(line, "no address" if not given else "this is no address")
    return _READERS[origin](line, address, cells)


def _briefing(line: int, address: str, cells: Mapping[str, str]) -> Entry | Fault:
    topics = {
        name: frequency_of(rhythm)
        for name, _, rhythm in (one.partition(":") for one in cells["topics"].split())
    }
    try:
        hour = time.fromisoformat(cells["hour"]) if cells.get("hour") else None
    except ValueError:
        return Fault(line, f"{cells['hour']!r} is no hour; write 07:00")
    timezone = cells.get("timezone", "")
    if timezone and not _is_zone(timezone):
        return Fault(line, f"{timezone[:60]!r} is no time zone; write Europe/Berlin")
    return Entry(
        line,
        address,
        topics,
        lang=cells.get("lang", ""),
        timezone=timezone,
        hour=hour,
        text_only=_truth(cells.get("text_only", "")),
    )


def _listmonk(line: int, address: str, cells: Mapping[str, str]) -> Entry:
    status = cells["status"].lower()
    blocked = SuppressionReason.MANUAL if status == "blocklisted" else None
    return Entry(line, address, left=status == "disabled", suppressed=blocked)


def _mailchimp(line: int, address: str, cells: Mapping[str, str]) -> Entry | Fault:
    # One file each for those subscribed, unsubscribed, cleaned (bounced too often), and for those
    # who never subscribed but bought something, say.
    opted = [cells[name] for name in ("optin_time", "confirm_time") if name in cells]
    ended = cells.get("unsub_time") or cells.get("clean_time")
    if opted and not any(opted) and not ended:
        return Fault(line, "never subscribed there: it has no OPTIN_TIME and no CONFIRM_TIME")
    cleaned = SuppressionReason.BOUNCE if cells.get("clean_time") else None
    return Entry(line, address, left=bool(cells.get("unsub_time")), suppressed=cleaned)


def _substack(line: int, address: str, cells: Mapping[str, str]) -> Entry:
    return Entry(line, address, left=_truth(cells.get("email_disabled", "")))


def _plain(line: int, address: str, _: Mapping[str, str]) -> Entry:
    return Entry(line, address)


_READERS = {
    Origin.BRIEFING: _briefing,
    Origin.LISTMONK: _listmonk,
    Origin.MAILCHIMP: _mailchimp,
    Origin.SUBSTACK: _substack,
    Origin.PLAIN: _plain,
}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _truth(text: str) -> bool:
    return text.lower() in ("true", "t", "1", "yes", "y")


def _inert(address: str) -> str:
    """Return an address that no spreadsheet takes for a formula: "=cmd|…@example.org" may be one.

    What begins with apostrophes before such a sign gets one more, so that reading takes it off.
    """
    return f"'{address}" if _FORMULA.match(address) else address


def written_rows(rows: Iterable[Entry], since: Iterable[str]) -> Iterator[Sequence[str]]:
    """Yield the header and the rows of our own list."""
    yield COLUMNS
    for row, day in zip(rows, since, strict=True):
        topics = (n if f == "daily" else f"{n}:{f}" for n, f in row.topics.items())
        hour = f"{row.hour:%H:%M}" if row.hour else ""
        truth = "true" if row.text_only else "false"
        yield _inert(row.address), " ".join(topics), row.lang, row.timezone, hour, truth, day
