"""The secrets that sign tokens: out of the environment, out of a file, or made on first need."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from briefing.errors import ContentError, Location

SHORTEST = 32
"""Characters; what `openssl rand -base64 32` prints has 44."""


def load_secrets(env: Mapping[str, str], made: Path) -> tuple[bytes, ...]:
    """Return the secrets, the one that signs first.

    `BRIEFING_SECRETS` holds them separated by spaces or lines, `BRIEFING_SECRETS_FILE` names a
    file that does. Without either they are in `made`, a file for this machine's owner alone, which
    is written when it is not there.

    Raises: ContentError where they cannot be read, or one is too short to be safe.
    """
    if given := env.get("BRIEFING_SECRETS", "").split():
        return _checked(given, "BRIEFING_SECRETS")
    named = env.get("BRIEFING_SECRETS_FILE", "")
    path = Path(named) if named else made
    try:
        if not named and not path.exists():
            _make(path)
        words = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            f"the secrets cannot be read: {getattr(error, 'strerror', '') or 'this is not text'}",
            hint="set BRIEFING_SECRETS, or name a readable file with BRIEFING_SECRETS_FILE",
            at=Location(str(path)),
        ) from error
    return _checked(words, str(path))


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


def _checked(words: list[str], where: str) -> tuple[bytes, ...]:
    hint = "write words of 32 characters or more, such as `openssl rand -base64 32` prints"
    if not words:
        raise ContentError("there is no secret", hint=hint, at=Location(where))
    for number, word in enumerate(words, 1):
        if len(word) < SHORTEST:
            message = f"secret {number} has {len(word)} characters, too few to be safe"
            raise ContentError(message, hint=hint, at=Location(where))
    return tuple(word.encode() for word in words)
