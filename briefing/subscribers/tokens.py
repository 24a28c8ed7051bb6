"""Tokens: the links that prove who is asking, without a password and without an account.

A token is bound to a purpose, an id, an address and (where it matters) an expiry and a topic. It
is authenticated and enciphered in one (a synthetic IV as in RFC 5297, HMAC-SHA256 being the
pseudo-random function), so that nothing can be read in it and the same values give the same token.
Secrets rotate: the first makes tokens, each of them reads.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BinasciiError
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from briefing.subscribers.addresses import address_key

_FIELDS = struct.Struct(">IQ8s")
_IV = 16
_BLOCK = 32
MAX_LENGTH = 512
"""Characters of the longest text that is looked at as a token."""


class Purpose(StrEnum):
    """What a token is good for; one made for another purpose does not open."""

    CONFIRM = "confirm"
    UNSUBSCRIBE = "unsubscribe"
    PREFERENCES = "preferences"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True)
class Token:
    """What a token that was made here says.

    `id` is a subscriber's, or a letter's for `CONFIRM`, an issue's for `APPROVE`. The address
    itself is not in it: `belongs_to` tells whether it is the one the token was made for.
    """

    purpose: Purpose
    id: int
    address_tag: bytes
    topic: str = ""
    expires_at: datetime | None = None

    def expired(self, now: datetime) -> bool:
        """Tell whether the token is too old."""
        return self.expires_at is not None and now >= self.expires_at

    def belongs_to(self, address: str) -> bool:
        """Tell whether the token was made for the address."""
        return hmac.compare_digest(self.address_tag, _tag(address))


def make_token(
    purpose: Purpose,
    id: int,  # noqa: A002  (the word for it everywhere)
    address: str,
    secrets: Sequence[bytes],
    *,
    topic: str = "",
    expires_at: datetime | None = None,
) -> str:
    """Return a token of some sixty characters, each safe in a URL and in a header."""
    until = int(expires_at.timestamp()) if expires_at else 0
    said = _FIELDS.pack(until, id, _tag(address)) + topic.encode()
    authentic, cipher = _keys(secrets[0], purpose)
    iv = hmac.digest(authentic, said, "sha256")[:_IV]
    return urlsafe_b64encode(iv + _enciphered(cipher, iv, said)).rstrip(b"=").decode()


def unsubscribe_token(
    subscriber_id: int, address: str, topic: str, secrets: Sequence[bytes]
) -> str:
    """Return the token that ends one subscription; it does not expire."""
    return make_token(Purpose.UNSUBSCRIBE, subscriber_id, address, secrets, topic=topic)


def preferences_token(subscriber_id: int, address: str, secrets: Sequence[bytes]) -> str:
    """Return the token that opens a subscriber's preferences; it does not expire."""
    return make_token(Purpose.PREFERENCES, subscriber_id, address, secrets)


def read_token(text: str, purpose: Purpose, secrets: Sequence[bytes]) -> Token | None:
    """Return what the token says; None where it was not made here, or for another purpose.

    Whether it has expired, belongs to the address at hand or was used, the caller asks.
    """
    raw = _decoded(text)
    if raw is None:
        return None
    iv, enciphered = raw[:_IV], raw[_IV:]
    for secret in secrets:
        authentic, cipher = _keys(secret, purpose)
        said = _enciphered(cipher, iv, enciphered)
        if hmac.compare_digest(iv, hmac.digest(authentic, said, "sha256")[:_IV]):
            return _token(purpose, said)
    return None


def token_hash(text: str) -> str:
    """Return what is kept of a token that has been used."""
    return hashlib.sha256(text.encode()).hexdigest()


def _token(purpose: Purpose, said: bytes) -> Token:
    until, number, tag = _FIELDS.unpack_from(said)
    expires_at = datetime.fromtimestamp(until, UTC) if until else None
    return Token(purpose, number, tag, said[_FIELDS.size :].decode(), expires_at)


def _decoded(text: str) -> bytes | None:
    """Return the bytes of a token, which have one spelling: a used one is known by its text."""
    if not text.isascii() or len(text) > MAX_LENGTH:
        return None
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (BinasciiError, ValueError):
        return None
    spelled = urlsafe_b64encode(raw).rstrip(b"=").decode()
    return raw if spelled == text and len(raw) >= _IV + _FIELDS.size else None


def _enciphered(key: bytes, iv: bytes, text: bytes) -> bytes:
    stream = b"".join(
        hmac.digest(key, iv + bytes([n]), "sha256") for n in range(-(-len(text) // _BLOCK))
    )
    mixed = int.from_bytes(text, "big") ^ int.from_bytes(stream[: len(text)], "big")
    return mixed.to_bytes(len(text), "big")


def _tag(address: str) -> bytes:
    return hashlib.sha256(address_key(address).encode()).digest()[:8]


@lru_cache(maxsize=64)
def _keys(secret: bytes, purpose: Purpose) -> tuple[bytes, bytes]:
    """Return the keys that authenticate and encipher, one pair for each purpose."""
    use = f"briefing {purpose} ".encode()
    return (
        hmac.digest(secret, use + b"authentic", "sha256"),
        hmac.digest(secret, use + b"cipher", "sha256"),
    )
