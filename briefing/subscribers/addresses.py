"""Addresses: what is taken as one, how it is kept, and what tells two of them apart."""

from __future__ import annotations

import hashlib
import unicodedata
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

_GMAIL = ("gmail.com", "googlemail.com")
_DATA = Path(__file__).parent / "data"


class Refusal(StrEnum):
    """Why an address is not taken."""

    MALFORMED = "malformed"
    ROLE = "role"
    DISPOSABLE = "disposable"


def canonical_address(
    text: str, *, role_accounts: bool = True, disposable_domains: bool = True
) -> str | Refusal:
    """Return the address as it is kept, or why it is not taken.

    The domain becomes A-labels in lower case, so that only a local part beyond ASCII needs a
    server that offers SMTPUTF8. Whether mail arrives there, the confirmation tells.
    """
    text = text.strip()
    try:
        valid = validate_email(text, check_deliverability=False, strict=True)
    except EmailNotValidError:
        return Refusal.MALFORMED
    local, domain = valid.local_part, valid.ascii_domain.lower()
    if not role_accounts and local.partition("+")[0].lower() in _listed("roles"):
        return Refusal.ROLE
    if not disposable_domains and _disposable(domain):
        return Refusal.DISPOSABLE
    return f"{local}@{domain}"


def _disposable(domain: str) -> bool:
    """Tell whether a domain, or one that it belongs to, is on the list."""
    labels = domain.split(".")
    return any(".".join(labels[n:]) in _listed("disposable") for n in range(len(labels) - 1))


@lru_cache(maxsize=2)
def _listed(name: str) -> frozenset[str]:
    return frozenset((_DATA / f"{name}.txt").read_text(encoding="ascii").split())


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


def mailbox_hash(address: str) -> str:
    """Return what requests for an address are counted under: the hash of its mailbox.

    Whoever floods a mailbox writes its address in ever new ways: with tags, and at Gmail with dots.
    It decides about counts alone; two such addresses may well be two subscribers.
    """
    local, _, domain = address_key(address).rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _GMAIL:
        local, domain = local.replace(".", ""), _GMAIL[0]
    return address_hash(f"{local}@{domain}")


def address_tag(address: str) -> str:
    """Return how the address's hash begins: enough to tell whether a number is still theirs."""
    return address_hash(address)[:10]


def shown_address(address: str) -> str:
    """Return the address as people write it: the domain's A-labels decoded."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{validate_email(f'x@{domain}', check_deliverability=False).domain}"
    except EmailNotValidError:
        return address
