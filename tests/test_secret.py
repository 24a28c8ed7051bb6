"""Secrets that the settings do not hold are made for their owner alone."""

import stat
from pathlib import Path

import pytest

from briefing.errors import ContentError
from briefing.secret import load_secrets


def test_one_is_made_for_the_owner_alone(tmp_path: Path) -> None:
    made = tmp_path / "var" / "secret"
    first = load_secrets(made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert load_secrets(made) == first
    assert list(made.parent.iterdir()) == [made]
    assert load_secrets(tmp_path / "other") != first


def test_words_that_stand_there_are_kept_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{'new' * 11}\n{'old' * 11}\n")
    assert load_secrets(tmp_path / "secret") == (b"new" * 11, b"old" * 11)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"", "there is no secret"),
        (b"short", "too few"),
        (b"\xff" * 40, "not text"),
    ],
)
def test_a_file_that_holds_none_is_refused_and_not_told(
    tmp_path: Path, held: bytes, said: str
) -> None:
    (tmp_path / "secret").write_bytes(held)
    with pytest.raises(ContentError, match=said) as caught:
        load_secrets(tmp_path / "secret")
    assert "short" not in caught.value.message
    assert "openssl" in caught.value.hint


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        load_secrets(tmp_path)
