"""Addresses for bounces that name what they came of and cannot be made up (VERP, signed).

`b-4f2-2s-0a1b2c3d4e-p4q6r7s2t4u6v2w3@bounces.example.org` is of issue 5,726 as it went to
subscriber 100, with the beginning of their address's hash: so it means the same person when nothing
is kept of the delivery any more, and nobody else whom a restored database gives that number.
`b-l-4f2-0a1b2c3d4e-…` is of the letter of that number to that address: numbers of letters that are
deleted may be given anew. All is lower case and digits, so that a server which
changes case changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.model.bounce import Origin, SentDelivery, SentIssue, SentLetter

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MAX_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is signed begins with `purpose`: an address of one kind is never another's."""

    purpose: bytes
    before: str
    signed: re.Pattern[str]
    read: Callable[[Sequence[str]], Origin]


_ISSUE = _Kind(
    b"briefing issue bounce\0",
    "",
    re.compile("([0-9a-z]{1,13})-([0-9a-z]{1,13})-([0-9a-f]{10})"),
    lambda said: SentIssue(int(said[0], 36), int(said[1], 36), said[2]),
)
_LETTER = _Kind(
    b"briefing letter bounce\0",
    "l-",
    re.compile("([0-9a-z]{1,13})-([0-9a-f]{10})"),
    lambda said: SentLetter(int(said[0], 36), said[1]),
)
_UNTAGGED_LETTER = replace(  # as letters were sent once
    _LETTER,
    signed=re.compile("([0-9a-z]{1,13})"),
    read=lambda said: SentLetter(int(said[0], 36)),
)
_DELIVERY = _Kind(  # as issues were sent once: what left then may still come back
    b"briefing bounce\0",
    "",
    re.compile("([0-9a-z]{1,13})"),
    lambda said: SentDelivery(int(said[0], 36)),
)


_KINDS = (_ISSUE, _LETTER, _UNTAGGED_LETTER, _DELIVERY)


@dataclass(frozen=True, slots=True, repr=False)
class Verp:
    """Makes and reads such addresses. `keys` are secrets: the first signs, each is believed.

    `prefix` is `b` where the domain is for bounces alone, and `daily+b` where they come to the
    mailbox daily@ of a server that knows extensions.
    """

    domain: str
    keys: tuple[bytes, ...]
    prefix: str = "b"

    def of_issue(self, sent: SentIssue) -> str:
        """Return the envelope's sender for an issue that goes to a subscriber."""
        numbers = f"{_base36(sent.issue_id)}-{_base36(sent.subscriber_id)}"
        return self._address(_ISSUE, f"{numbers}-{sent.address_tag}")

    def of_letter(self, sent: SentLetter) -> str:
        """Return the envelope's sender for a letter."""
        return self._address(_LETTER, f"{_base36(sent.letter_id)}-{sent.address_tag}")

    def origin_of(self, address: str) -> Origin | None:
        """Return what an address of ours was made for; None for any other."""
        local, _, domain = address.strip().strip("<>").lower().rpartition("@")
        if domain != self.domain.lower() or not local.startswith(f"{self.prefix.lower()}-"):
            return None
        said, _, mac = local[len(self.prefix) + 1 :].rpartition("-")
        read = (self._read(kind, said, mac) for kind in _KINDS)
        return next((origin for origin in read if origin), None)

    def found_in(self, text: str) -> Iterator[Origin]:
        """Yield the origins whose addresses stand in a text, such as a header field."""
        pattern = rf"{re.escape(self.prefix)}-[0-9a-z-]{{1,64}}@{re.escape(self.domain)}"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            if origin := self.origin_of(found[0]):
                yield origin

    def _address(self, kind: _Kind, signed: str) -> str:
        mac = _mac(self.keys[0], kind, signed)
        return f"{self.prefix}-{kind.before}{signed}-{mac}@{self.domain}"

    def _read(self, kind: _Kind, said: str, mac: str) -> Origin | None:
        signed = said.removeprefix(kind.before)
        found = kind.signed.fullmatch(signed) if said.startswith(kind.before) else None
        if not found or not mac.isascii():
            return None
        made_here = any(hmac.compare_digest(_mac(key, kind, signed), mac) for key in self.keys)
        return kind.read(found.groups()) if made_here else None


def _mac(key: bytes, kind: _Kind, signed: str) -> str:
    digest = hmac.digest(key, kind.purpose + signed.encode(), hashlib.sha256)
    return base64.b32encode(digest[:10]).decode().lower()


def _base36(number: int) -> str:
    if not 0 <= number <= _MAX_ID:
        raise ValueError(f"{number} is no id")
    digits = ""
    while True:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
        if not number:
            return digits
