"""`briefing subscribers` and `briefing mailbox`, as an operator types them."""

from pathlib import Path

import pytest

from briefing.cli import main

ROOT = Path(__file__).parents[2]


def test_a_list_goes_in_and_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFING_SECRETS", "s" * 40)
    (tmp_path / "list.csv").write_text("email\nada@example.org\nnobody\n")
    where = ["--site", str(ROOT), "--db", f"sqlite:///{tmp_path}/s.db"]

    def run(*words: str) -> str:
        assert main(["subscribers", *words, *where]) == 0
        return capsys.readouterr().out

    take = ("import", str(tmp_path / "list.csv"), "--topic", "open-models")
    assert "1 subscriptions would be added" in run(*take, "--dry-run")
    assert "list.csv:3: this is no address" in run(*take)
    assert "ada@example.org  open-models confirmed (daily)" in run("list")
    assert "ada@example.org,open-models,en," in run("export")
    assert "1 subscriptions ended" in run("remove", "ada@example.org")
    run("suppress", "bob@example.org", "--note", "asked by letter")
    add = ["subscribers", "add", "bob@example.org", "--note", "x", *where]
    assert main(add) == 1
    assert "suppressed: manual" in capsys.readouterr().out
    assert "taken off" in run("suppress", "bob@example.org", "--lift")
    assert "erased" in run("forget", "ada@example.org")
    assert main(["subscribers", "forget", "ada@example.org", *where]) == 1
    assert "nobody subscribes as" in capsys.readouterr().err
