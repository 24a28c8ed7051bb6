"""Parse what arrives, whatever it is: a message that breaks the reading would stop all after it."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

MAX_BYTES = 1024 * 1024
"""How much of a report is read; what matters stands in its first kilobytes."""


def parsed_message(content: bytes) -> Message:
    """Return a message; of one whose parts are nested beyond all reason, the header alone."""
    try:
        return message_from_bytes(content[:MAX_BYTES])
    except RecursionError:
        return parsed_header(content)


def parsed_header(content: bytes) -> Message:
    """Return a message's header, its body left as text."""
    return BytesHeaderParser().parsebytes(content[:MAX_BYTES])
