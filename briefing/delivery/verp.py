"""Addresses for bounces that name what they came of and cannot be made up (VERP, signed).

`b-4f2-k3l5m7n2p4q6r8s2@bounces.example.org` is delivery 5,726's, `b-l-4f2-…` the letter's of that
number. All is lower case and digits, so that a server which changes case changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MAC_LETTERS = 16
_MAX_ID = 2**63 - 1
_DELIVERY, _LETTER = b"briefing bounce\0", b"briefing letter bounce\0"
"""What is signed begins so: an address of the one kind is never the other's."""


@dataclass(frozen=True, slots=True, repr=False)
class Verp:
    """Makes and reads such addresses. `keys` are secrets: the first signs, each is believed.

    `prefix` is `b` where the domain is for bounces alone, and `daily+b` where they come to the
    mailbox daily@ of a server that knows extensions.
    """

    domain: str
    keys: tuple[bytes, ...]
    prefix: str = "b"
    kind: bytes = _DELIVERY

    @property
    def letters(self) -> Verp:
        """What makes and reads the addresses of letters, as this does those of deliveries."""
        return replace(self, prefix=f"{self.prefix}-l", kind=_LETTER)

    def address(self, delivery_id: int) -> str:
        """Return the envelope's sender for a delivery."""
        number = _base36(delivery_id)
        return f"{self.prefix}-{number}-{_mac(self.keys[0], self.kind, number)}@{self.domain}"

    def delivery_of(self, address: str) -> int | None:
        """Return the delivery that an address of ours was made for; None for any other."""
        local, _, domain = address.strip().strip("<>").lower().rpartition("@")
        if domain != self.domain.lower() or not local.startswith(f"{self.prefix.lower()}-"):
            return None
        number, _, mac = local[len(self.prefix) + 1 :].partition("-")
        if not re.fullmatch("[0-9a-z]{1,13}", number) or not mac.isascii():
            return None
        known = any(hmac.compare_digest(_mac(key, self.kind, number), mac) for key in self.keys)
        return int(number, 36) if known and int(number, 36) <= _MAX_ID else None

    def found_in(self, text: str) -> Iterator[int]:
        """Yield the deliveries whose addresses stand in a text, such as a header field."""
        domain, prefix = re.escape(self.domain), re.escape(self.prefix)
        pattern = rf"{prefix}-[0-9a-z]{{1,13}}-[a-z2-7]{{{_MAC_LETTERS}}}@{domain}"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            delivery_id = self.delivery_of(found[0])
            if delivery_id is not None:
                yield delivery_id


def _mac(key: bytes, kind: bytes, number: str) -> str:
    digest = hmac.digest(key, kind + number.encode(), hashlib.sha256)
    return base64.b32encode(digest[:10]).decode().lower()[:_MAC_LETTERS]


def _base36(number: int) -> str:
    if number < 0:
        raise ValueError(f"{number} is no delivery's id")
    digits = ""
    while True:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
        if not number:
            return digits
