"""An issue's message, compiled once; each subscriber's values are spliced in.

Everything that copies share is encoded once: fields, text, pictures. A copy is a list of pieces,
most of them the same objects in every copy, so memory does not grow with subscribers. What is
written is its own relaxed canonical form (see `quoted`), so DKIM hashes the pieces as they are,
and what stands before the first slot is hashed once for all.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

from briefing.delivery.clicks import links_of, redirected
from briefing.delivery.headers import (
    Field,
    angled,
    list_unsubscribe,
    mailbox,
    message_id,
)
from briefing.delivery.quoted import Slot, encode, encode_value
from briefing.errors import DeliveryError
from briefing.model.handover import Copy
from briefing.model.placeholder import PLACEHOLDERS, UNSUBSCRIBE_URL

if TYPE_CHECKING:
    from briefing.delivery.dkim import Signer

_KEPT = ("Subject", "From", "Reply-To", "Date", "List-Id", "Archived-At", "Content-Language")
_TEXT = {"Content-Type": 'text/plain; charset="utf-8"'}
_HTML = {"Content-Type": 'text/html; charset="utf-8"'}
_QUOTED = {"Content-Transfer-Encoding": "quoted-printable"}


Redirect = Callable[[Sequence[str]], Mapping[str, str]]
"""Return for links of an issue the addresses that stand in their place."""


class Pictures(StrEnum):
    """Where an issue's pictures are: in the message, or on the archive's pages."""

    INLINE = "inline"
    HOSTED = "hosted"


@dataclass(frozen=True, slots=True)
class Personal:
    """What differs in one subscriber's copy.

    `values` fill the placeholders; that of `%%unsubscribe_url%%` is the one-click address of the
    header, too. `unsubscribe_address`, if there is one, takes unsubscriptions by mail with the
    given subject.
    """

    subscriber_id: int
    address: str
    values: Mapping[str, str]
    name: str = ""
    unsubscribe_address: str = ""
    unsubscribe_subject: str = "unsubscribe"


@dataclass(frozen=True, slots=True)
class CompiledMessage:
    """A message but for its subscriber: fields, and a body cut at its slots."""

    issue: str
    domain: str
    fields: tuple[Field, ...]
    first: bytes
    rest: tuple[tuple[Slot, bytes], ...]
    head: bytes = field(init=False)
    _hashed: hashlib._Hash = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", b"".join(one.line for one in self.fields) + b"\r\n")
        object.__setattr__(self, "_hashed", hashlib.sha256(self.first))

    def body_hash(self, body: Iterable[bytes]) -> bytes:
        """Return the SHA-256 of a copy's canonical body; `body` are its pieces after `first`."""
        hashed = self._hashed.copy()
        for piece in body:
            hashed.update(piece)
        return hashed.digest()


@dataclass(frozen=True, slots=True)
class CompiledIssue:
    """An issue's two messages: with everything, and the text alone."""

    full: CompiledMessage
    text_only: CompiledMessage

    def for_subscriber(self, *, text_only: bool) -> CompiledMessage:
        """Return the message that a subscriber asked for."""
        return self.text_only if text_only else self.full


def compile_issue(
    message: bytes,
    *,
    constants: Mapping[str, str],
    feedback_id: str,
    pictures: Pictures = Pictures.INLINE,
    redirect: Redirect | None = None,
) -> CompiledIssue:
    """Compile an issue's message, as `render` makes it, for all of its subscribers.

    `constants` are placeholders with the same value for everyone (the postal address).
    `feedback_id` is the sender's name in Feedback-ID, by which mailbox providers count complaints.
    `redirect` gives the links of the HTML other addresses, which count how often they are opened;
    without it each leads where it says.
    Raises: DeliveryError where the message lacks what every copy needs.
    """
    parsed = BytesParser(_class=EmailMessage, policy=SMTP).parsebytes(message)
    parts = _Parts.of(parsed)
    names = frozenset(PLACEHOLDERS) - frozenset(constants)
    shared = _shared_fields(parsed, message, feedback_id)
    html = redirected(parts.html, redirect(links_of(parts.html))) if redirect else parts.html
    texts = _Texts(_fill(parts.text, constants), _fill(html, constants, html=True), names)

    def compiled(body: tuple[Mapping[str, str], Iterable[bytes | Slot]]) -> CompiledMessage:
        fields, pieces = body
        mime = tuple(Field(name, value.encode()) for name, value in fields.items())
        first, rest = _cut(pieces)
        issue, domain = _identity(parsed)
        return CompiledMessage(issue, domain, (*shared, *mime), first, rest)

    text_only = compiled(({**_TEXT, **_QUOTED}, texts.plain()))
    if pictures == Pictures.HOSTED:
        texts = texts.hosted(parts.pictures, str(parsed["Archived-At"] or "").strip("<> "))
        return CompiledIssue(compiled(texts.alternative(())), text_only)
    return CompiledIssue(compiled(texts.alternative(parts.pictures)), text_only)


def splice(compiled: CompiledMessage, personal: Personal, signer: Signer | None = None) -> Copy:
    """Return a subscriber's copy, signed where there is a signer.

    Raises: DeliveryError where the address cannot be written to, or a placeholder has no value.
    """
    own = _own_fields(compiled, personal)
    body = _filled(compiled.rest, personal.values)
    signatures = signer.sign((*own, *compiled.fields), compiled.body_hash(body)) if signer else b""
    lines = signatures + b"".join(one.line for one in own)
    pieces = (lines, compiled.head, compiled.first, *body)
    return Copy(pieces, ascii=personal.address.isascii())


def _own_fields(compiled: CompiledMessage, personal: Personal) -> tuple[Field, ...]:
    url = _value(personal.values, UNSUBSCRIBE_URL)
    leaving = list_unsubscribe(url, personal.unsubscribe_address, personal.unsubscribe_subject)
    identity = message_id(compiled.issue, personal.subscriber_id, compiled.domain)
    return (
        Field("To", mailbox(personal.address, personal.name)),
        Field("Message-ID", identity),
        Field("List-Unsubscribe", leaving),
    )


def _filled(rest: tuple[tuple[Slot, bytes], ...], values: Mapping[str, str]) -> list[bytes]:
    done: dict[str, bytes] = {}
    pieces: list[bytes] = []
    for slot, after in rest:
        value = _value(values, slot.name)
        if slot.html:
            value = escape(value)
        if value not in done:
            done[value] = encode_value(value)
        pieces += (done[value], after)
    return pieces


def _value(values: Mapping[str, str], name: str) -> str:
    if value := values.get(name):
        return value
    raise DeliveryError(f"no value for the placeholder {name}", hint="every copy needs one")


# --- compiling ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Picture:
    cid: str
    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Parts:
    text: str
    html: str
    pictures: tuple[_Picture, ...]

    @classmethod
    def of(cls, message: EmailMessage) -> _Parts:
        texts: dict[str, str] = {}
        pictures = []
        for part in message.walk():
            if part.get_content_maintype() == "text":
                texts.setdefault(part.get_content_subtype(), str(part.get_content()))
            elif part.get_content_maintype() == "image":
                pictures.append(_picture(part))
        if "plain" not in texts or "html" not in texts:
            raise DeliveryError(
                "an issue's message needs a text and an HTML part",
                hint="build the issue again",
            )
        return cls(texts["plain"], texts["html"], tuple(pictures))


def _picture(part: EmailMessage) -> _Picture:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", part.get_filename() or "picture")
    cid = str(part["Content-ID"] or "").strip().strip("<>")
    return _Picture(cid, name, part.get_content_type(), content)


@dataclass(frozen=True, slots=True)
class _Texts:
    text: str
    html: str
    names: frozenset[str]

    def plain(self) -> Iterator[bytes | Slot]:
        return encode(self.text, self.names, html=False)

    def hosted(self, pictures: Iterable[_Picture], archive: str) -> _Texts:
        """Return the texts with each picture's Content-ID replaced by its page of the archive."""
        if not archive.startswith("https://"):
            raise DeliveryError(
                "hosted pictures need an https archive", hint="set the publication's url"
            )
        html = self.html
        for picture in pictures:
            html = html.replace(f"cid:{picture.cid}", f"{archive}diagrams/{picture.name}")
        return _Texts(self.text, html, self.names)

    def alternative(
        self, pictures: Iterable[_Picture]
    ) -> tuple[Mapping[str, str], Iterator[bytes | Slot]]:
        """Return the fields and body of a message with text, HTML, and pictures within."""
        digest = hashlib.sha256(f"{self.text}\0{self.html}".encode()).hexdigest()[:24]
        outer, inner = f"=0={digest}=", f"=1={digest}="
        kind = {"Content-Type": f'multipart/alternative; boundary="{outer}"'}
        return kind, self._multipart(outer, inner, tuple(pictures))

    def _multipart(
        self, outer: str, inner: str, pictures: tuple[_Picture, ...]
    ) -> Iterator[bytes | Slot]:
        yield _part(outer, {**_TEXT, **_QUOTED})[2:]  # nothing stands before the first boundary
        yield from self.plain()
        if pictures:
            kind = f'multipart/related; type="text/html";\r\n boundary="{inner}"'
            yield _part(outer, {"Content-Type": kind})
            yield _part(inner, {**_HTML, **_QUOTED})[2:]
        else:
            yield _part(outer, {**_HTML, **_QUOTED})
        yield from encode(self.html, self.names, html=True)
        for picture in pictures:
            yield _part(inner, _picture_fields(picture))
            yield _base64(picture.content)
        if pictures:
            yield f"\r\n--{inner}--\r\n".encode()
        yield f"\r\n--{outer}--\r\n".encode()


def _part(boundary: str, fields: Mapping[str, str]) -> bytes:
    lines = [f"{name}: {value}\r\n" for name, value in fields.items()]
    return f"\r\n--{boundary}\r\n{''.join(lines)}\r\n".encode()


def _picture_fields(picture: _Picture) -> dict[str, str]:
    return {
        "Content-Type": picture.type,
        "Content-Transfer-Encoding": "base64",
        "Content-Disposition": f'inline;\r\n filename="{picture.name}"',
        "Content-ID": f"<{picture.cid}>",
    }


def _base64(content: bytes) -> bytes:
    encoded = base64.b64encode(content)
    return b"\r\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76)) + b"\r\n"


def _cut(pieces: Iterable[bytes | Slot]) -> tuple[bytes, tuple[tuple[Slot, bytes], ...]]:
    """Return what stands before the first slot, and each slot with what follows it."""
    runs: list[list[bytes]] = [[]]
    slots: list[Slot] = []
    for piece in pieces:
        if isinstance(piece, Slot):
            slots.append(piece)
            runs.append([])
        else:
            runs[-1].append(piece)
    first, *after = (b"".join(run) for run in runs)
    return first, tuple(zip(slots, after, strict=True))


def _fill(text: str, constants: Mapping[str, str], *, html: bool = False) -> str:
    for name, value in constants.items():
        text = text.replace(name, escape(value) if html else value)
    return text


def _shared_fields(parsed: EmailMessage, message: bytes, feedback_id: str) -> tuple[Field, ...]:
    raw = _raw_fields(message)
    kept = [raw[name.lower()] for name in _KEPT if name.lower() in raw]
    lacking = [name for name in ("Subject", "From", "Date") if name.lower() not in raw]
    if lacking:
        raise DeliveryError(f"the issue's message lacks {', '.join(lacking)}")
    added = {
        "List-Unsubscribe-Post": b"List-Unsubscribe=One-Click",
        "Feedback-ID": _feedback_id(_identity(parsed)[0], feedback_id),
        "Precedence": b"bulk",
        "Auto-Submitted": b"auto-generated",
        "MIME-Version": b"1.0",
    }
    archive = str(parsed["Archived-At"] or "").strip("<> ").rstrip("/").rpartition("/")[0]
    if archive:
        added["List-Archive"] = angled(f"{archive}/")
    return (*kept, *(Field(name, value) for name, value in added.items()))


def _feedback_id(issue: str, sender: str) -> bytes:
    topic, _, day = issue.partition(".")
    parts = (day, topic, "issue", sender)
    return ":".join(re.sub(r"[^A-Za-z0-9._-]", "-", part) for part in parts).encode()


def _raw_fields(message: bytes) -> dict[str, Field]:
    """Return the message's header fields by name in lower case, folded as they are."""
    head = message.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not head.isascii():
        raise DeliveryError("the issue's header is not in ASCII", hint="build the issue again")
    fields = {}
    for one in re.split(rb"\n(?![ \t])", head):
        name, _, value = one.partition(b":")
        text = name.decode("ascii", "replace")
        fields[text.lower()] = Field(text, value.strip().replace(b"\n", b"\r\n"))
    return fields


def _identity(message: EmailMessage) -> tuple[str, str]:
    """Return what the copies' Message-IDs are made of: the issue's own, cut at its @."""
    issue, _, domain = str(message["Message-ID"] or "").strip("<> ").partition("@")
    if not issue or not domain:
        raise DeliveryError("the issue's message has no Message-ID", hint="build the issue again")
    return issue, domain
