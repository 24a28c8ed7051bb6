"""Reports that a mail server posts to us, signed with a secret that it shares with us.

The body is the report's message as it came. The header says when it was signed and how:
`t=1764000000,v1=HEX`, where HEX is HMAC-SHA256 over "1764000000." and the body.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence

TOLERANCE_S = 300
"""How far the signature's instant may be from ours; what is older may be a recording."""

_HEADER = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


def sign(body: bytes, *, key: bytes, at_s: int) -> str:
    """Return the header for a body."""
    return f"t={at_s},v1={_mac(key, at_s, body)}"


def is_signed(header: str, body: bytes, *, keys: Sequence[bytes], now_s: float) -> bool:
    """Return whether somebody who has one of the secrets signed this body just now."""
    found = _HEADER.fullmatch(header)
    if not found or abs(int(found[1]) - now_s) > TOLERANCE_S:
        return False
    macs = [_mac(key, int(found[1]), body) for key in keys]
    return any(hmac.compare_digest(mac, found[2]) for mac in macs)


def _mac(key: bytes, at_s: int, body: bytes) -> str:
    return hmac.new(key, b"%d." % at_s + body, hashlib.sha256).hexdigest()
