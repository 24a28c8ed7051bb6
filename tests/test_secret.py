"""Secrets come out of the settings, or are made for their owner alone."""

import stat
from pathlib import Path

import pytest

from briefing.errors import ContentError
from briefing.secret import load_secrets

GIVEN = (b"1" * 32, b"2" * 40)


def test_the_settings_hold_them(tmp_path: Path) -> None:
    made = tmp_path / "secret"
    assert load_secrets(GIVEN, made) == GIVEN
    assert not made.exists()


def test_without_them_one_is_made_for_the_owner_alone(tmp_path: Path) -> None:
    made = tmp_path / "var" / "secret"
    first = load_secrets((), made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert load_secrets((), made) == first
    assert list(made.parent.iterdir()) == [made]
    assert load_secrets((), tmp_path / "other") != first


def test_one_too_short_is_refused_and_not_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="too few") as caught:
        load_secrets([b"short"], tmp_path / "secret")
    assert "short" not in str(caught.value)
    assert caught.value.hint


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        load_secrets((), tmp_path)


def test_an_empty_file_holds_none(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    with pytest.raises(ContentError, match="no secret"):
        load_secrets((), tmp_path / "secret")
