import stat

import pytest

from briefing.cli import main
from briefing.delivery.dkim import load_key, record_text


@pytest.mark.parametrize("algorithm", ["rsa", "ed25519"])
def test_a_new_key_is_its_owners_alone_and_its_record_is_printed(tmp_path, capsys, algorithm):
    path = tmp_path / "keys" / "k.pem"
    asked = ["briefing.example", "--selector", "s1", "--file", str(path)]
    assert main(["dkim", "new", *asked, "--algorithm", algorithm]) == 0
    printed = capsys.readouterr().out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = load_key(path.read_bytes(), domain="briefing.example", selector="s1")
    assert key.algorithm == algorithm
    assert "s1._domainkey.briefing.example" in printed
    assert record_text(key) in printed
    assert "PRIVATE" not in printed
    assert main(["dkim", "show", *asked]) == 0
    assert record_text(key) in capsys.readouterr().out


def test_a_key_that_is_there_stays(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["dkim", "new", "briefing.example", "--algorithm", "ed25519"]) == 0
    path = tmp_path / "var" / "dkim" / "briefing.example.briefing.pem"
    before = path.read_bytes()
    assert main(["dkim", "new", "briefing.example"]) == 1
    assert "there is a key already" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_key_that_is_not_there(tmp_path, capsys):
    asked = ["briefing.example", "--file", str(tmp_path / "none.pem")]
    assert main(["dkim", "show", *asked]) == 1
    assert "briefing dkim new briefing.example" in capsys.readouterr().err


def test_a_name_cannot_leave_its_folder(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["dkim", "new", "../../etc", "--selector", "x"]) == 1
    assert "is no domain" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path, capsys):
    (tmp_path / "file").touch()
    asked = ["briefing.example", "--file", str(tmp_path / "file" / "k.pem")]
    assert main(["dkim", "new", *asked, "--algorithm", "ed25519"]) == 1
    assert "cannot be written" in capsys.readouterr().err
