"""Unsubscribing by mail: the subject of the mailto in List-Unsubscribe, on its way out and back."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header, make_header

from briefing.delivery.parsing import parsed_header

WORD = "unsubscribe"
_SUBJECT = re.compile(rf"\b{WORD}\s+([A-Za-z0-9_-]{{20,512}})\s*\Z", re.IGNORECASE)


def leaving_subject(token: str) -> str:
    """Return the subject by which a mail ends what the token is about."""
    return f"{WORD} {token}"


def leaving_token(message: bytes) -> str:
    """Return the token in a message's subject; empty where there is none.

    Whether it is one of ours, who reads it finds out. Raises nothing, whatever the bytes are.
    """
    subject = parsed_header(message).get("Subject", "")
    try:
        shown = str(make_header(decode_header(subject)))
    except (ValueError, LookupError, MessageError):  # encoded in no way that anybody knows
        return ""
    found = _SUBJECT.search(shown)
    return found[1] if found else ""
