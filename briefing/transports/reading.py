"""Read what lies in a local mailbox folder, as the `maildir` transport puts it there."""

from __future__ import annotations

import base64
import mailbox
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kept:
    """A message in the mailbox; the newest is number 1."""

    number: int
    message: EmailMessage

    @property
    def text(self) -> str:
        """The text edition."""
        return _content(self.message, "plain")

    @property
    def html(self) -> str:
        """The HTML edition, its pictures inside; empty where there is none."""
        html = _content(self.message, "html")
        for part in self.message.walk():
            cid = str(part["Content-ID"] or "").strip("<> ")
            data = part.get_payload(decode=True)
            if cid and isinstance(data, bytes):
                encoded = base64.b64encode(data).decode()
                html = html.replace(
                    f"cid:{cid}", f"data:{part.get_content_type()};base64,{encoded}"
                )
        return html


def kept_in(folder: Path) -> Sequence[Kept]:
    """Return the messages of a mailbox folder, the newest first; none where it is not there."""
    if not (folder / "new").is_dir():
        return []
    box = mailbox.Maildir(folder, create=False)
    try:
        found = [
            ((folder / "new" / key).stat().st_mtime_ns, box.get_bytes(key))
            for key in box.iterkeys()
            if (folder / "new" / key).exists()
        ]
    finally:
        box.close()
    ordered = sorted(found, key=lambda pair: pair[0], reverse=True)
    parsed = (message_from_bytes(content, policy=policy.default) for _, content in ordered)
    return [Kept(number, message) for number, message in enumerate(parsed, 1)]


def _content(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return str(part.get_content()) if part else ""
