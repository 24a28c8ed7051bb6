"""Let operators in: passwords as argon2 keeps them, logins that expire, guesses counted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from briefing.errors import ContentError
from briefing.ports.operating import Account, Accounts

LASTS = timedelta(hours=12)
GUESSES, WINDOW = 10, timedelta(minutes=15)
"""So many guesses are allowed of a name, and from a network, in so much time."""
SHORTEST = 12
Count = Callable[[str, datetime, timedelta], int]
"""Count one more under a key, and return how many there are in the window of the instant."""


class TooManyGuesses(Exception):  # noqa: N818  (what happened, not an error of ours)
    """Somebody guesses; nobody is let in until the window ends."""


def hash_password(password: str) -> str:
    """Return what is kept of a password.

    Raises: ContentError where it is too short to withstand guessing.
    """
    if len(password) < SHORTEST:
        raise ContentError(
            f"a password of {len(password)} characters is too short",
            hint=f"take {SHORTEST} characters or more: four words that do not belong together do",
        )
    return PasswordHasher().hash(password)


def log_in(
    accounts: Accounts,
    count: Count,
    *,
    name: str,
    password: str,
    network: str,
    token: str,
    now: datetime,
) -> bool:
    """Begin a login under `token` where the password is right; return whether it is.

    It takes as long for a name that does not exist. Raises: TooManyGuesses.
    """
    keys = (f"login-name:{hash_token(name)}", f"login-network:{network}")
    counts = [count(key, now, WINDOW) for key in keys]
    if max(counts) > GUESSES:
        raise TooManyGuesses
    account = accounts.load_account(name)
    right = _verify(account.password_hash if account else _nobody(), password)
    if account is None or not right:
        return False
    if PasswordHasher().check_needs_rehash(account.password_hash):
        accounts.save_account(name, PasswordHasher().hash(password), at=now)
    accounts.save_login(account.id, hash_token(token), at=now, expires_at=now + LASTS)
    return True


def who(accounts: Accounts, token: str, now: datetime) -> Account | None:
    """Return whose login a token is."""
    return accounts.load_login(hash_token(token), at=now) if token else None


def hash_token(token: str) -> str:
    """Return what is kept of a token: it cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _verify(password_hash: str, password: str) -> bool:
    try:
        return PasswordHasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobody() -> str:
    """Return a hash that no password fits, for names that do not exist."""
    return PasswordHasher().hash("a password that nobody has")
