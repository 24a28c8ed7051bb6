"""Secrets come out of the environment or a file, and are made for their owner alone."""

import stat
from pathlib import Path

import pytest

from briefing.errors import ContentError
from briefing.secret import load_secrets

ONE, OTHER = "1" * 32, "2" * 40


def test_the_environment_holds_them(tmp_path: Path) -> None:
    made = tmp_path / "secret"
    assert load_secrets({"BRIEFING_SECRETS": f"{ONE} {OTHER}"}, made) == (b"1" * 32, b"2" * 40)
    assert not made.exists()


def test_a_file_holds_them(tmp_path: Path) -> None:
    held = tmp_path / "held"
    held.write_text(f"{ONE}\n{OTHER}\n")
    env = {"BRIEFING_SECRETS_FILE": str(held)}
    assert load_secrets(env, tmp_path / "secret") == (b"1" * 32, b"2" * 40)


def test_without_either_one_is_made_for_the_owner_alone(tmp_path: Path) -> None:
    made = tmp_path / "var" / "secret"
    first = load_secrets({}, made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert load_secrets({}, made) == first
    assert list(made.parent.iterdir()) == [made]
    assert load_secrets({}, tmp_path / "other") != first


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"BRIEFING_SECRETS": "short"}, "too few"),
        ({"BRIEFING_SECRETS_FILE": "/nowhere/at/all"}, "cannot be read"),
    ],
)
def test_what_cannot_be_used_says_why(env: dict[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=says) as caught:
        load_secrets(env, tmp_path / "secret")
    assert "short" not in str(caught.value)
    assert caught.value.hint


def test_an_empty_file_holds_none(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    with pytest.raises(ContentError, match="no secret"):
        load_secrets({}, tmp_path / "secret")
