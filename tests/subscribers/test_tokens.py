"""Tokens open for the purpose and the address they were made for, and for nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.subscribers.tokens import (
    Purpose,
    Token,
    make_token,
    preferences_token,
    read_token,
    token_hash,
    unsubscribe_token,
)

SECRETS = (b"a" * 32, b"b" * 32)
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def _read(text: str, purpose: Purpose = Purpose.UNSUBSCRIBE) -> Token | None:
    return read_token(text, purpose, SECRETS)


@given(
    st.sampled_from(Purpose),
    st.integers(0, 2**63 - 1),
    TEXT,
    TEXT,
    st.none() | st.integers(1, 2**32 - 1),
)
def test_a_token_says_what_it_was_made_of(
    purpose: Purpose, number: int, address: str, topic: str, until: int | None
) -> None:
    expires_at = datetime.fromtimestamp(until, UTC) if until else None
    text = make_token(purpose, number, address, SECRETS, topic=topic, expires_at=expires_at)
    token = _read(text, purpose)
    assert token is not None
    assert (token.purpose, token.id, token.topic, token.expires_at) == (
        purpose,
        number,
        topic,
        expires_at,
    )
    assert token.belongs_to(address)


def test_no_token_opens_for_another_purpose() -> None:
    for made in Purpose:
        text = make_token(made, 7, "ada@example.org", SECRETS, topic="open-models")
        assert [p for p in Purpose if _read(text, p)] == [made]


def test_a_token_belongs_to_one_address() -> None:
    token = _read(unsubscribe_token(7, "Ada@example.org", "open-models", SECRETS))
    assert token is not None
    assert token.belongs_to("ada@example.org")
    assert not token.belongs_to("bob@example.org")


def test_a_token_expires_at_its_instant() -> None:
    text = make_token(Purpose.CONFIRM, 7, "ada@example.org", SECRETS, expires_at=NOW)
    token = _read(text, Purpose.CONFIRM)
    assert token is not None
    assert token.expired(NOW)
    assert not token.expired(NOW - timedelta(seconds=1))
    mailed = _read(unsubscribe_token(7, "ada@example.org", "open-models", SECRETS))
    assert mailed is not None
    assert not mailed.expired(NOW + timedelta(days=9999))


@given(st.integers(0, 500), st.integers(1, 255))
def test_a_changed_token_does_not_open(place: int, change: int) -> None:
    text = unsubscribe_token(7, "ada@example.org", "open-models", SECRETS)
    place %= len(text)
    changed = text[:place] + chr(ord(text[place]) ^ change) + text[place + 1 :]
    assert _read(changed) is None


@given(st.text(max_size=700))
def test_what_is_no_token_does_not_open(text: str) -> None:
    assert _read(text) is None


@pytest.mark.parametrize("more", ["=", "==", "A", " ", "\n", "%3D"])
def test_a_token_has_one_spelling(more: str) -> None:
    # A used token is known by its text: another spelling of it must not open again.
    text = make_token(Purpose.CONFIRM, 7, "ada@example.org", SECRETS, expires_at=NOW)
    assert _read(text, Purpose.CONFIRM)
    assert _read(text + more, Purpose.CONFIRM) is None


def test_the_last_character_has_one_spelling() -> None:
    text = make_token(Purpose.CONFIRM, 7, "ada@example.org", SECRETS, topic="x", expires_at=NOW)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    opening = [c for c in alphabet if _read(text[:-1] + c, Purpose.CONFIRM)]
    assert opening == [text[-1]]


def test_secrets_rotate() -> None:
    old = preferences_token(7, "ada@example.org", [b"old" * 12])
    assert read_token(old, Purpose.PREFERENCES, [b"new" * 12, b"old" * 12])
    assert read_token(old, Purpose.PREFERENCES, [b"new" * 12]) is None
    new = preferences_token(7, "ada@example.org", [b"new" * 12, b"old" * 12])
    assert new == preferences_token(7, "ada@example.org", [b"new" * 12])


def test_nothing_can_be_read_in_a_token() -> None:
    tokens = [unsubscribe_token(n, "ada@example.org", "open-models", SECRETS) for n in range(50)]
    assert len({text[:8] for text in tokens}) == len({text[-8:] for text in tokens}) == 50
    assert not any("YWRh" in text or "b3Blbi" in text for text in tokens)  # "ada", "open"


def test_a_token_fits_a_header_line() -> None:
    text = unsubscribe_token(2**40, "ada@example.org", "a-topic-with-a-long-name", SECRETS)
    assert len(text) < 90
    assert text.replace("-", "").replace("_", "").isalnum()


def test_what_is_kept_of_a_used_token_is_no_token() -> None:
    text = preferences_token(7, "ada@example.org", SECRETS)
    assert text not in token_hash(text)
    assert len(token_hash(text)) == 64
