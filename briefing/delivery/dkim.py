"""DKIM signatures (RFC 6376, RFC 8463): RSA and Ed25519, relaxed/relaxed, without `l=`.

The signer trusts its caller for one thing: `body_hash` is that of the relaxed canonical body.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from briefing.delivery.headers import Field
from briefing.errors import DeliveryError

Algorithm = Literal["rsa", "ed25519"]
PrivateKey: TypeAlias = RSAPrivateKey | Ed25519PrivateKey

SIGNED = (
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "List-Id",
    "List-Archive",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Feedback-ID",
    "Auto-Submitted",
    "Precedence",
    "Archived-At",
    "Content-Language",
)
"""Fields that are signed where a message has them."""
OVERSIGNED = ("From", "To", "Subject", "Date")
"""Fields signed once more than they occur, so that none can be added (RFC 6376, 8.15)."""
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_TXT_BYTES = 255


@dataclass(frozen=True, slots=True, repr=False)
class DkimKey:
    """A private key and where its public half is published: `selector`._domainkey.`domain`."""

    domain: str
    selector: str
    private: PrivateKey

    @property
    def algorithm(self) -> Algorithm:
        """What kind of key it is, as its DNS record's `k=` says."""
        return "rsa" if isinstance(self.private, RSAPrivateKey) else "ed25519"

    def sign(self, data: bytes) -> bytes:
        """Return the signature over header data."""
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(data, PKCS1v15(), hashes.SHA256())
        return self.private.sign(hashlib.sha256(data).digest())  # RFC 8463, section 3


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with every key: a receiver takes the kind that it knows.

    `signed_at` (seconds since 1970) stands in `t=`; without it a message has the same bytes
    whenever it is signed.
    """

    keys: tuple[DkimKey, ...]
    signed_at: int | None = None

    def sign(self, fields: Sequence[Field], body_hash: bytes) -> bytes:
        """Return a DKIM-Signature field for each key, as lines to stand before the message."""
        names, order = _order(tuple([one.name for one in fields]))
        data = b"".join([fields[n].canonical for n in order])
        end = base64.b64encode(body_hash) + b";\r\n b="
        return b"".join([self._signature(key, names, data, end) for key in self.keys])

    def _signature(self, key: DkimKey, names: bytes, data: bytes, end: bytes) -> bytes:
        head, canonical = _head(key.algorithm, key.domain, key.selector, self.signed_at, names)
        signature = base64.b64encode(key.sign(data + canonical + end.replace(b"\r\n", b"")))
        folded = b"\r\n ".join([signature[n : n + 72] for n in range(0, len(signature), 72)])
        return head + end + folded + b"\r\n"


# Copies of an issue differ in the values of a few fields, and in no name: what follows of names
# alone is made once.
@lru_cache(maxsize=64)
def _order(names: tuple[str, ...]) -> tuple[bytes, tuple[int, ...]]:
    """Return `h=`, folded, and which fields stand in it, in its order (last occurrence first)."""
    by_name: dict[str, list[int]] = {}
    for n, name in enumerate(names):
        by_name.setdefault(name.lower(), []).append(n)
    signed: list[bytes] = []
    order: list[int] = []
    for name in SIGNED:
        found = by_name.get(name.lower(), [])
        order += reversed(found)
        signed += [name.lower().encode()] * (len(found) + (name in OVERSIGNED))
    rows = [signed[n : n + 4] for n in range(0, len(signed), 4)]
    return b":\r\n  ".join(b":".join(row) for row in rows), tuple(order)


@lru_cache(maxsize=64)
def _head(
    algorithm: Algorithm, domain: str, selector: str, signed_at: int | None, names: bytes
) -> tuple[bytes, bytes]:
    """Return a DKIM-Signature field up to its body hash: as written, and canonical."""
    at = b"" if signed_at is None else b" t=%d;" % signed_at
    tags = b"v=1; a=%s-sha256; c=relaxed/relaxed; d=%s;\r\n s=%s;%s h=%s;\r\n bh=" % (
        algorithm.encode(),
        domain.encode(),
        selector.encode(),
        at,
        names,
    )
    field = Field("DKIM-Signature", tags)
    return field.line.removesuffix(b"\r\n"), field.canonical.removesuffix(b"\r\n")


def sign_whole(message: bytes, signer: Signer) -> bytes:
    """Return the DKIM-Signature fields of a message that was made as a whole; lines end in CRLF."""
    head, _, body = message.partition(b"\r\n\r\n")
    lines = re.sub(rb"\r\n(?=[ \t])", b"\0", head).split(b"\r\n")
    pairs = (line.replace(b"\0", b"\r\n").partition(b":") for line in lines)
    fields = [Field(name.decode("ascii", "replace"), value) for name, _, value in pairs]
    return signer.sign(fields, hashlib.sha256(_relaxed_body(body)).digest())


def _relaxed_body(body: bytes) -> bytes:
    """Return the canonical body (RFC 6376, 3.4.4)."""
    lines = (re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(b"\r\n"))
    text = b"\r\n".join(lines).rstrip(b"\r\n")
    return text + b"\r\n" if text else b""


# --- keys ---------------------------------------------------------------------------------------


def new_key(algorithm: Algorithm) -> bytes:
    """Return a new private key as PEM (PKCS #8), RSA with 2,048 bits."""
    key: PrivateKey = (
        generate_private_key(65537, 2048) if algorithm == "rsa" else Ed25519PrivateKey.generate()
    )
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def load_key(pem: bytes, *, domain: str, selector: str) -> DkimKey:
    """Return the key out of a PEM file.

    Raises: DeliveryError for anything but an RSA key of 1,024 bits or more, or an Ed25519 key.
    """
    check_names(domain, selector)
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        hint = "make one with `briefing dkim new`"
        raise DeliveryError("the DKIM key is no unencrypted PEM file", hint=hint) from error
    if isinstance(key, RSAPrivateKey) and key.key_size < 1024:  # RFC 8301
        raise DeliveryError(f"an RSA key of {key.key_size} bits is too weak; use 2,048")
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise DeliveryError("a DKIM key is RSA or Ed25519")
    return DkimKey(domain, selector, key)


def check_names(domain: str, selector: str) -> None:
    """Raise DeliveryError unless both names can stand in DNS."""
    for what, name in (("domain", domain), ("selector", selector)):
        if not all(_LABEL.fullmatch(label) for label in name.split(".")):
            raise DeliveryError(
                f"{name!r} is no {what}", hint="letters, digits and hyphens, parted by dots"
            )


def record_name(key: DkimKey) -> str:
    """Return the DNS name of the public key's TXT record."""
    return f"{key.selector}._domainkey.{key.domain}"


def record_text(key: DkimKey) -> str:
    """Return the text of the public key's TXT record."""
    return f"v=DKIM1; k={key.algorithm}; p={base64.b64encode(_public_bytes(key.private)).decode()}"


def zone_line(key: DkimKey) -> str:
    """Return the record as a line of a zone file, its text in strings that DNS can hold."""
    text = record_text(key)
    strings = [text[n : n + _TXT_BYTES] for n in range(0, len(text), _TXT_BYTES)]
    return f"{record_name(key)}. IN TXT ( {_quoted(strings)} )"


def _quoted(strings: Iterable[str]) -> str:
    return " ".join(f'"{one}"' for one in strings)


def _public_bytes(private: PrivateKey) -> bytes:
    if isinstance(private, RSAPrivateKey):
        return private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    return private.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
