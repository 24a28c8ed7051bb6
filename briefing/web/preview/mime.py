"""A message taken apart: its header fields, and the tree of its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser, BytesParser

_BASE64 = re.compile(r"(?:^[A-Za-z0-9+/=]{60,78}\r?$\n?){8,}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part's content as it would be saved."""

    type: str
    content: bytes


def headers_of(message: bytes) -> dict[str, str]:
    """Return the header fields, decoded; of a repeated one the last."""
    parsed = BytesHeaderParser(policy=policy.default).parsebytes(message)
    return {name: str(value) for name, value in parsed.items()}


def describe(message: bytes) -> dict[str, object]:
    """Return the message's header fields, MIME tree and raw text, long base64 left out."""
    parsed = _parse(message)
    numbers = {id(part): number for number, part in enumerate(parsed.walk())}
    return {
        "size": len(message),
        "headers": [[name, str(value)] for name, value in parsed.items()],
        "tree": _node(parsed, numbers),
        "raw": _BASE64.sub(_left_out, message.decode("utf-8", "replace").replace("\r\n", "\n")),
    }


def part_of(message: bytes, number: int) -> Part | None:
    """Return the part of that number in the tree, or None where it has no content of its own."""
    parts = list(_parse(message).walk())
    if not 0 <= number < len(parts) or parts[number].is_multipart():
        return None
    return Part(parts[number].get_content_type(), _content(parts[number]))


def _parse(message: bytes) -> EmailMessage:
    return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(message)


def _node(part: Message, numbers: dict[int, int]) -> dict[str, object]:
    multi = part.is_multipart()
    children = part.get_payload() if multi else []
    return {
        "number": numbers[id(part)],
        "type": part.get_content_type(),
        "charset": part.get_content_charset() or "",
        "encoding": str(part.get("Content-Transfer-Encoding", "")),
        "disposition": part.get_content_disposition() or "",
        "name": part.get_filename() or "",
        "cid": str(part.get("Content-ID", "")),
        "size": 0 if multi else len(_content(part)),
        "children": [_node(child, numbers) for child in children if isinstance(child, Message)],
    }


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _left_out(match: re.Match[str]) -> str:
    lines = match[0].rstrip("\n").split("\n")
    return f"{lines[0]}\n… {len(lines) - 2} lines of base64 …\n{lines[-1]}\n"
