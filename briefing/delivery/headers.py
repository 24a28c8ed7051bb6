"""Header fields that leave with a message: nothing out of a name or address can add another.

Every value is one line of ASCII made here; what cannot be written so is encoded (RFC 2047) or
refused. The one exception is an address with letters beyond ASCII, which only servers that offer
SMTPUTF8 take (RFC 6532).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import quote

from briefing.errors import AddressError, DeliveryError
from briefing.model.header_text import one_line

# RFC 5322 3.2.3 and RFC 6531 3.3: a dot-atom, letters beyond ASCII allowed. Quoted local parts
# exist on paper alone, and are where injections come from.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a0-\U0010ffff-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*")
_URI = re.compile(r"[!-;=?-~]+")  # visible ASCII but "<" and ">"
_RUN = re.compile(rb"[ \t\r\n]+")
_NAME_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_HERE = ("http://127.0.0.1:", "http://localhost:", "http://[::1]:")
"""Where a laptop's own pages are, while its mail goes no further than its own mailbox."""
_WORD_BYTES = 42
"""Bytes in an encoded word: 56 columns of base64 and 12 of dress, within RFC 2047's 75."""


@dataclass(frozen=True)
class Field:
    """A header field: its name, and its value as written (folded lines, without the last CRLF)."""

    name: str
    value: bytes

    @property
    def line(self) -> bytes:
        """The field as it stands in the message."""
        return b"%s: %s\r\n" % (self.name.encode(), self.value)

    @cached_property
    def canonical(self) -> bytes:
        """The field in relaxed canonical form (RFC 6376, 3.4.2)."""
        return b"%s:%s\r\n" % (self.name.lower().encode(), _RUN.sub(b" ", self.value).strip())


def check_address(address: str) -> str:
    """Return the address if a message can be written to it.

    Raises: AddressError, which says what is wrong with it.
    """
    local, at, domain = address.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or not local.isprintable():
        raise AddressError(f"{address!r} is no address", hint="it needs a plain name before the @")
    if len(local.encode()) > 64:
        raise AddressError(f"the name in {address!r} is longer than 64 bytes (RFC 5321)")
    if not _DOMAIN.fullmatch(domain):
        raise AddressError(
            f"the domain of {address!r} is none", hint="international domains stand in A-labels"
        )
    return address


def mailbox(address: str, name: str = "") -> bytes:
    """Return a mailbox for To or From: `Name <address>`, or the address alone.

    Raises: AddressError for an address that is none.
    """
    check_address(address)
    if not name or not (name := one_line(name)):
        return address.encode()
    words = b"\r\n ".join(_phrase(name))
    gap = b"\r\n " if len(words) + len(address) > 65 else b" "
    return words + gap + f"<{address}>".encode()


def angled(uri: str) -> bytes:
    """Return a URI between angle brackets, as the List- fields want it.

    Raises: DeliveryError for one with blanks, brackets or letters beyond ASCII.
    """
    if not _URI.fullmatch(uri) or len(uri) > 900:
        raise DeliveryError(f"{uri[:200]!r} cannot stand in a header field")
    return b"<%s>" % uri.encode()


def list_unsubscribe(url: str, address: str = "", subject: str = "unsubscribe") -> bytes:
    """Return the value of List-Unsubscribe: one HTTPS URI (RFC 8058), and one mailto.

    The mail's subject may carry a token, for which an address has no room.

    Raises: DeliveryError where the URL is not HTTPS, or the address none.
    """
    if not url.startswith(("https://", *_HERE)):
        raise DeliveryError(
            f"one-click unsubscribing needs an https URL, not {url[:200]!r}",
            hint="set the publication's url to an https address",
        )
    if not address:
        return angled(url)
    return angled(url) + b",\r\n " + angled(f"{_mailto(address)}?subject={quote(subject)}")


def message_id(issue: str, subscriber_id: int, domain: str) -> bytes:
    """Return a Message-ID that depends on issue and subscriber only, and tells neither's number."""
    digest = hashlib.sha256(f"{issue}\0{subscriber_id}".encode()).hexdigest()[:24]
    return f"<{issue}.{digest}@{domain}>".encode()


@lru_cache(maxsize=32)
def _mailto(address: str) -> str:
    try:
        return f"mailto:{quote(check_address(address), safe='@+')}"
    except AddressError as error:
        # It is our own: as an AddressError it would be taken for a fault of the reader's.
        raise DeliveryError(
            error.message, hint="mend unsubscribe_address in [inbox] of briefing.toml"
        ) from error


def _phrase(name: str) -> Iterator[bytes]:
    if _NAME_ATOMS.fullmatch(name) and len(name) <= 60 and "=?" not in name:
        yield name.encode()
    elif name.isascii() and name.isprintable() and len(name) <= 60 and "=?" not in name:
        yield b'"%s"' % name.replace("\\", "\\\\").replace('"', '\\"').encode()
    else:
        yield from (b"=?utf-8?b?%s?=" % base64.b64encode(chunk) for chunk in _chunks(name))


def _chunks(text: str) -> Iterator[bytes]:
    """Yield the text's UTF-8 in pieces that break no character (RFC 2047, section 5)."""
    piece = b""
    for encoded in map(str.encode, text):
        if len(piece) + len(encoded) > _WORD_BYTES:
            yield piece
            piece = b""
        piece += encoded
    yield piece
