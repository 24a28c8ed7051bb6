"""Messages into a local mailbox folder (Maildir): no server needed, and a mail program reads it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.delivery.outgoing import groups, write
from briefing.errors import DeliveryError
from briefing.model.handover import Accepted, Copy, Outcome, Outgoing, Refused, Reply

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MaildirTransport:
    """`ports.Transport` into a Maildir, made where there is none.

    A message's file is named by its Message-ID and recipient: sent once more after a crash, it
    takes its own place, and there are never two.
    """

    folder: Path

    def deliver(
        self,
        messages: Iterable[Outgoing],
        *,
        on_in_doubt: Callable[[Sequence[Outgoing]], None],
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        """Put each message into the folder's `new`."""
        self._make()
        for group in groups(messages):
            on_in_doubt(group)
            for message in group:
                on_outcome(message, self._put(message))

    def close(self) -> None:
        """Nothing is open."""

    def _make(self) -> None:
        try:
            for part in ("tmp", "new", "cur"):
                (self.folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(self.folder, error) from error

    def _put(self, message: Outgoing) -> Accepted | Refused:
        copy = write(message)
        if isinstance(copy, Refused):
            return copy
        name = _name(copy, message.recipient)
        path = self.folder / "new" / name
        try:
            if not any((self.folder / "cur").glob(f"{name}:*")):
                _write_whole(self.folder / "tmp" / name, path, _delivered(copy, message))
        except OSError as error:
            raise _cannot_write(self.folder, error) from error
        return Accepted(Reply(250, "2.0.0", f"put into {self.folder} as new/{name}"))


def _name(copy: Copy, recipient: str) -> str:
    found = _MESSAGE_ID.search(copy.pieces[0])
    identity = found[1] if found else bytes(copy)
    return f"{hashlib.sha256(identity + b' ' + recipient.encode()).hexdigest()[:32]}.briefing"


def _delivered(copy: Copy, message: Outgoing) -> bytes:
    """Return the file's content: the envelope in fields, as a delivering server writes it."""
    envelope = f"Return-Path: <{message.sender}>\r\nDelivered-To: {message.recipient}\r\n"
    return (envelope.encode() + bytes(copy)).replace(b"\r\n", b"\n")


def _write_whole(temporary: Path, path: Path, content: bytes) -> None:
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _cannot_write(folder: Path, error: OSError) -> DeliveryError:
    return DeliveryError(f"cannot write into the mailbox folder {folder}: {error.strerror}")
