"""The secrets that sign tokens, where the settings hold none: made on first need."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from briefing.errors import ContentError, Location
from briefing.settings import SECRET_WORDS, read_secrets


def load_secrets(path: Path) -> tuple[bytes, ...]:
    """Return the secrets in a file for this machine's owner alone, written when it is not there.

    Raises: ContentError where they cannot be read, or one is too short to be safe.
    """
    try:
        if not path.exists():
            _make(path)
        return read_secrets(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"the secrets cannot be read: {error.strerror}"
        hint = "set BRIEFING_SECRETS, or name a readable file with BRIEFING_SECRETS_FILE"
        raise ContentError(message, hint=hint, at=Location(str(path))) from error
    except UnicodeDecodeError:
        message = "the secrets cannot be read: they are not text"
        raise ContentError(message, hint=f"write {SECRET_WORDS}", at=Location(str(path))) from None
    except ValueError as error:
        hint = f"write {SECRET_WORDS}"
        raise ContentError(str(error), hint=hint, at=Location(str(path))) from error


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
