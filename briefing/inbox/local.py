"""Messages that a local mail server leaves in a Maildir, or hands over on standard input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from briefing.delivery.parsing import MAX_BYTES
from briefing.errors import DeliveryError
from briefing.model.bounce import Arrived


def read_maildir(folder: Path) -> Iterator[Arrived]:
    """Yield the folder's new messages, oldest name first; one that is done moves to `cur`, seen.

    Raises: DeliveryError where the folder is no Maildir, or cannot be read, as does `done`.
    """
    with _translated(folder):
        paths = sorted(path for path in (folder / "new").iterdir() if path.is_file())
        (folder / "cur").mkdir(exist_ok=True)
        for path in paths:
            with suppress(FileNotFoundError):  # somebody else has read it meanwhile
                with path.open("rb") as file:
                    content = file.read(MAX_BYTES)
                yield Arrived(content, partial(_mark_seen, folder, path.name))


def read_pipe(pipe: BinaryIO) -> Iterator[Arrived]:
    """Yield the one message on a pipe, as a mail server's alias gives it."""
    content = pipe.read(MAX_BYTES)
    while pipe.read(65536):
        pass  # a server whose pipe is closed early takes the message for undelivered
    yield Arrived(content, lambda: None)


def _mark_seen(folder: Path, name: str) -> None:
    with _translated(folder), suppress(FileNotFoundError):
        (folder / "new" / name).replace(folder / "cur" / f"{name}:2,S")


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DeliveryError(
            f"the mailbox folder {folder} cannot be read: {error.strerror}",
            hint="a Maildir holds the folders new, cur and tmp, and lets us write there",
        ) from error
