"""`briefing subscribers` and `briefing mailbox`, as an operator types them."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from briefing.cli import main
from briefing.flows.posting import send_letters
from briefing.model.subscriber import SignUp
from briefing.reception import open_reception
from briefing.subscribers.changes import requested
from briefing.transports import MaildirTransport
from tests.service.publication import make_publication

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


def test_a_letter_is_listed_shown_and_opened_in_the_browser(tmp_path: Path) -> None:
    # A browser that notes what it is given, as whoever walks the loop on a laptop has one.
    site, opened = tmp_path / "site", tmp_path / "opened"
    make_publication(site, "visits")
    with open_reception(site) as reception:
        asked = SignUp("ada@example.org", ("visits",), reception.now(), lang="ar")
        reception.people.apply(requested(asked, nonce="1"))
        folder = site / reception.premises.settings.mail.maildir
        transport = MaildirTransport(folder)
        send_letters(reception.people, reception.office(), transport, clock=reception.now)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n')
    browser.chmod(0o755)
    around = {**os.environ, "BROWSER": str(browser), "TMPDIR": str(tmp_path)}

    def mailbox(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "briefing", "mailbox", *words, "--site", str(site)]
        return subprocess.run(command, env=around, capture_output=True, text=True, check=False)

    assert "ada@example.org" in mailbox().stdout
    shown = mailbox("show", "1").stdout
    assert "/confirm/" in shown
    told = mailbox("open", "1")
    assert (told.returncode, told.stdout.split()[0]) == (0, "opened"), told.stderr
    page = Path(unquote(urlsplit(opened.read_text()).path))
    assert page.parent == tmp_path
    assert page.stat().st_mode & 0o077 == 0  # it holds links that open somebody's subscription
    assert 'dir="rtl"' in page.read_text(encoding="utf-8")
    assert "/confirm/" in page.read_text(encoding="utf-8")
    missing = mailbox("open", "2")
    assert (missing.returncode, "no message 2" in missing.stderr) == (1, True)
