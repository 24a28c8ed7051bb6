"""Addresses: the form in which they are kept, the form by which they are told apart."""

from __future__ import annotations

import hashlib
import unicodedata

MAX_LENGTH = 254
"""Octets of the longest address that a server must take (RFC 5321, erratum 1690)."""


def address_key(address: str) -> str:
    """Return the form in which two addresses are one mailbox.

    Servers may tell local parts apart by case, and practically none does; whoever writes `Ada@`
    here and `ada@` there means herself. Dots and tags are left alone: most servers tell them apart.
    """
    if address.isascii():
        return address.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).lower())


def address_hash(address: str) -> str:
    """Return the SHA-256 of the address's key: what is kept of an address that was erased."""
    return hashlib.sha256(address_key(address).encode()).hexdigest()
