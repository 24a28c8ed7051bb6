"""Read what comes back: delivery reports (RFC 3464), complaints (RFC 5965), and prose.

A report is somebody else's text. What it proves is that it knows an address which we made for one
message (`verp`); everything else in it is hearsay, and is returned as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from email.message import Message
from email.parser import HeaderParser
from itertools import takewhile

from briefing.delivery.classify import kind_of
from briefing.delivery.parsing import parsed_header, parsed_message
from briefing.delivery.verp import Verp
from briefing.model.bounce import Bounce, BounceKind, Origin
from briefing.model.header_text import one_line

_NO_COMPLAINT = frozenset({"auth-failure", "dmarc", "not-spam"})
"""Reports in the form of complaints that complain of nobody (RFC 6591, RFC 6650)."""
_STATUSES = ("message/delivery-status", "message/global-delivery-status")
_MESSAGES = ("message/rfc822", "message/global")
_HEADERS = ("text/rfc822-headers", "message/global-headers")
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([245]\d\d)(?![\d.])")
_ADDRESS = re.compile(r"[^\s<>();,\"']+@[^\s<>();,\"']+")
_COPY = re.compile(
    r"-{2}.*(?:copy|original|below|returned)|Received: |Return-Path: ", re.IGNORECASE
)
_SHOWN = 300
_NAMED = 1000
"""Of a field that names an address, how much is looked through: in the end it has 320 bytes."""


def read(message: bytes, verp: Verp) -> Bounce | None:
    """Return what a message reports; None where it is no report (an answer, an advertisement).

    Raises nothing, whatever the bytes are.
    """
    parsed = parsed_message(message)
    parts = list(_parts(parsed))
    if (complaint := _first(parts, "message/feedback-report")) is not None:
        return _complaint(parsed, parts, complaint, verp)
    if (report := _first(parts, *_STATUSES)) is not None:
        return _delivery_report(parsed, parts, report, verp)
    return _prose(parsed, parts, verp)


# --- the three kinds ----------------------------------------------------------------------------


def _complaint(
    parsed: Message, parts: Sequence[Message], report: Message, verp: Verp
) -> Bounce | None:
    fields = _groups(report)
    about = next((_field(group, "Feedback-Type") for group in fields), "")
    if about.lower() in _NO_COMPLAINT:
        return None
    told = next((_field(group, "Original-Rcpt-To") for group in fields), "")
    return Bounce(
        BounceKind.COMPLAINT,
        _came_of(parsed, parts, verp, fields),
        address=_address(told),
        diagnostic=_shown(about),
        message_id=_original_id(parts),
    )


def _delivery_report(
    parsed: Message, parts: Sequence[Message], report: Message, verp: Verp
) -> Bounce | None:
    # The first group is about the report, each other about one recipient; some leave the first out.
    groups = [group for group in _groups(report) if _field(group, "Action")]
    told = [group for group in groups if _field(group, "Action").lower() in ("failed", "delayed")]
    if not told:
        return None  # delivered, relayed, expanded: nothing is amiss
    group = min(told, key=lambda one: _field(one, "Action").lower() != "failed")
    diagnostic = _shown(_field(group, "Diagnostic-Code").partition(";")[2])
    status = _status(_field(group, "Status"), diagnostic)
    failed = _field(group, "Action").lower() == "failed" and not status.startswith("4.")
    kind = kind_of(status, diagnostic, basic=_basic(diagnostic)) if failed else BounceKind.SOFT
    recipient = _field(group, "Original-Recipient") or _field(group, "Final-Recipient")
    return Bounce(
        kind,
        _came_of(parsed, parts, verp),
        address=_address(recipient.rpartition(";")[2]),
        status=status,
        diagnostic=diagnostic,
        message_id=_original_id(parts),
    )


def _prose(parsed: Message, parts: Sequence[Message], verp: Verp) -> Bounce | None:
    """Read a report that follows no standard, as flufl.bounce knows dozens of."""
    temporary, permanent = _scanned(parsed)
    if not (temporary or permanent):
        return None
    text = _text(parts)
    status = next((found[1] for found in _STATUS.finditer(text)), "")
    hard = permanent and not status.startswith("4.")
    kind = kind_of(status, text, basic=_basic(text)) if hard else BounceKind.SOFT
    return Bounce(
        kind,
        _came_of(parsed, parts, verp),
        address=_address(min(permanent or temporary).decode("ascii", "replace")),
        status=status,
        diagnostic=_shown(_told_of(text)),
        message_id=_original_id(parts),
    )


def _scanned(parsed: Message) -> tuple[frozenset[bytes], frozenset[bytes]]:
    from flufl.bounce import all_failures

    try:
        temporary, permanent = all_failures(parsed)
    except Exception:
        return frozenset(), frozenset()
    return frozenset(temporary), frozenset(permanent)


# --- what it came of ----------------------------------------------------------------------------


def _came_of(
    parsed: Message, parts: Sequence[Message], verp: Verp, fields: Iterable[Message] = ()
) -> Origin | None:
    """Return the message whose address the report came to, or which it quotes."""
    places = [
        *(value for name in _TO for value in _all(parsed, name)),
        *(value for group in fields for value in _all(group, "Original-Mail-From")),
        *(value for part in _originals(parts) for value in _all(part, "Return-Path")),
        *(value for part in _originals(parts) for value in _all(part, "X-Original-From")),
    ]
    return next((origin for place in places for origin in verp.found_in(place)), None)


def _original_id(parts: Sequence[Message]) -> str:
    return next((_field(part, "Message-ID") for part in _originals(parts)), "")[:_SHOWN]


def _originals(parts: Sequence[Message]) -> Iterator[Message]:
    """Yield the message that is reported, or its header, where the report quotes it."""
    for part in parts:
        payload = part.get_payload()
        if part.get_content_type() in (*_MESSAGES, *_HEADERS) and isinstance(payload, list):
            yield from (one for one in payload if isinstance(one, Message))
        elif part.get_content_type() in _HEADERS and isinstance(payload, str):
            yield parsed_header(payload.encode("utf-8", "replace"))


# --- parsing ------------------------------------------------------------------------------------


def _parts(parsed: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts, but none of the quoted message's: what it says is not the report's word."""
    yield parsed
    payload = parsed.get_payload()
    if depth < 8 and parsed.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _first(parts: Sequence[Message], *content_types: str) -> Message | None:
    return next((part for part in parts if part.get_content_type() in content_types), None)


def _groups(report: Message) -> list[Message]:
    """Return a report's groups of fields; what the parser left as text is parsed."""
    payload = report.get_payload()
    if isinstance(payload, list):
        return [one for group in payload if isinstance(group, Message) for one in _apart(group)]
    text = payload if isinstance(payload, str) else ""
    return [parsed_header(text.encode("utf-8", "replace"))]


def _apart(group: Message) -> Iterator[Message]:
    """Yield a group, and those that the parser took for its body, as in RFC 6533's reports."""
    yield group
    rest = group.get_payload(decode=True)
    for said in re.split(rb"\r?\n\r?\n", rest) if isinstance(rest, bytes) else ():
        yield HeaderParser().parsestr(said.decode("utf-8", "replace").strip())


def _field(part: Message, name: str) -> str:
    return next(iter(_all(part, name)), "")


def _all(part: Message, name: str) -> list[str]:
    return [one_line(str(value)) for value in part.get_all(name, [])]


def _status(told: str, diagnostic: str) -> str:
    """Return the status; one that says nothing ("5.0.0") gives way to the diagnostic's."""
    stated = _STATUS.search(told)
    found = _STATUS.search(diagnostic)
    vague = stated is None or stated[1].endswith(".0.0")
    best = found if vague and found else stated
    return best[1] if best else ""


def _basic(diagnostic: str) -> int:
    found = _CODE.search(diagnostic)
    return int(found[1]) if found else 550


def _address(text: str) -> str:
    found = _ADDRESS.search(text[:_NAMED])
    return found[0][:320] if found else ""


def _text(parts: Sequence[Message]) -> str:
    texts = []
    for part in parts:
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/plain" and isinstance(content, bytes):
            texts.append(content.decode("utf-8", "replace"))
    return _before_the_copy("\n".join(texts))


def _before_the_copy(text: str) -> str:
    """Return a report in prose without the copy of our message below it."""
    return "\n".join(takewhile(lambda line: not _COPY.match(line), text.split("\n")))


def _told_of(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    return next((line for line in lines if _CODE.match(line) or _STATUS.search(line)), "")


def _shown(text: str) -> str:
    return one_line(text)[:_SHOWN]
