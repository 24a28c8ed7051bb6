"""The secrets that sign tokens: those of the settings, or made on first need."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from briefing.errors import ContentError, Location

SHORTEST = 32
"""Characters; what `openssl rand -base64 32` prints has 44."""


def load_secrets(given: Sequence[bytes], made: Path) -> tuple[bytes, ...]:
    """Return the secrets, the one that signs first: those of the settings, if there are any.

    Without them (on a laptop, say) they are in `made`, a file for this machine's owner alone,
    which is written when it is not there.

    Raises: ContentError where they cannot be read, or one is too short to be safe.
    """
    if given:
        return _checked(given, "BRIEFING_SECRETS")
    try:
        if not made.exists():
            _make(made)
        words = made.read_bytes().split()
    except OSError as error:
        raise ContentError(
            f"the secrets cannot be read: {error.strerror}",
            hint="set BRIEFING_SECRETS, or name a readable file with BRIEFING_SECRETS_FILE",
            at=Location(str(made)),
        ) from error
    return _checked(words, str(made))


def _make(path: Path) -> None:
    """Write a secret for the owner alone; of two processes that do so at once, the first wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{secrets.token_urlsafe(32)}\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _checked(words: Sequence[bytes], where: str) -> tuple[bytes, ...]:
    hint = "write words of 32 characters or more, such as `openssl rand -base64 32` prints"
    if not words:
        raise ContentError("there is no secret", hint=hint, at=Location(where))
    for number, word in enumerate(words, 1):
        if len(word) < SHORTEST:
            message = f"secret {number} has {len(word)} characters, too few to be safe"
            raise ContentError(message, hint=hint, at=Location(where))
    return tuple(words)
