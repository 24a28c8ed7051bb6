from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from briefing.check.support_facts import facts_date
from briefing.doctor.machine import (
    examine_clock,
    examine_disk,
    examine_facts,
    examine_folders,
    examine_fonts,
    examine_store,
)
from briefing.doctor.settings import examine_settings
from briefing.store import open_store
from tests.doctor.conftest import NameServer, TimeServer, patient
from tests.doctor.test_names import said


@pytest.mark.parametrize(
    ("ahead_s", "told"), [(0, []), (-30, ["warning ahead"]), (7200, ["error behind"])]
)
def test_a_clock_that_is_off_is_told(
    ahead_s: int, told: list[str], tmp_path: Path, names: NameServer, clock: TimeServer
) -> None:
    clock.ahead = timedelta(seconds=ahead_s)
    ours = replace(
        patient(tmp_path, names), time_server=("127.0.0.1", int(clock.server_address[1]))
    )
    findings = examine_clock(ours).findings
    assert [f"{found.severity} {found.message.split()[-1]}" for found in findings] == told


def test_without_a_time_server_the_clock_is_not_judged(tmp_path: Path, names: NameServer) -> None:
    ours = replace(patient(tmp_path, names), time_server=("127.0.0.1", 1))
    assert [found.severity for found in examine_clock(ours).findings] == ["notice"]


def test_a_whole_database_is_named_with_its_schema(tmp_path: Path, names: NameServer) -> None:
    ours = patient(tmp_path, names)
    open_store(ours.database_url).close()
    examination = examine_store(ours)
    assert examination.findings == ()
    assert "schema 0" in examination.said


def test_a_damaged_database_is_told(tmp_path: Path, names: NameServer) -> None:
    ours = patient(tmp_path, names)
    path = tmp_path / "var" / "briefing.db"
    open_store(ours.database_url).close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    path.write_bytes(content)
    (found,) = examine_store(ours).findings
    assert found.severity == "error"


@pytest.mark.parametrize(
    ("url", "shown", "hint"),
    [
        ("nonsense", "no URL", "write sqlite:///"),
        ("postgresql+psycopg://me:hush@127.0.0.1:1/x", "me:***@", "check that the server runs"),
    ],
)
def test_a_database_that_cannot_be_opened_says_what_to_check(
    url: str, shown: str, hint: str, tmp_path: Path, names: NameServer
) -> None:
    examination = examine_store(replace(patient(tmp_path, names), database_url=url))
    (found,) = examination.findings
    assert shown in examination.said
    assert found.hint.startswith(hint)
    assert "hush" not in repr(examination)


def test_a_secret_that_others_can_read_is_told(tmp_path: Path, names: NameServer) -> None:
    ours = patient(tmp_path, names)
    secret = tmp_path / "var" / "secret"
    secret.parent.mkdir()
    secret.write_text("x" * 44)
    secret.chmod(0o644)
    (found,) = examine_folders(ours).findings
    assert found.hint == f"chmod 600 {secret}"
    secret.chmod(0o600)
    assert examine_folders(ours).findings == ()


def test_disk_and_fonts_are_looked_at(tmp_path: Path, names: NameServer) -> None:
    ours = patient(tmp_path, names)
    assert "GB free" in examine_disk(ours).said
    assert examine_fonts(ours).findings == ()


@pytest.mark.parametrize(("years", "old"), [(0, False), (1.4, False), (1.6, True), (9, True)])
def test_facts_about_mail_programs_grow_old(
    tmp_path: Path, names: NameServer, years: float, old: bool
) -> None:
    known = datetime.combine(facts_date(), time(), UTC)
    ours = replace(patient(tmp_path, names), now=known + timedelta(days=365.25 * years))
    made = examine_facts(ours)
    assert str(facts_date()) in made.said
    assert [found.severity for found in made.findings] == ["notice"] * old


def test_a_service_for_others_needs_a_domain_and_encryption(
    tmp_path: Path, names: NameServer
) -> None:
    ours = patient(tmp_path, names)
    assert said(examine_settings(ours))[0] == ("error: sample.example is a name for samples")
    plain = replace(ours, publication=replace(ours.publication, url="http://news.example.org"))
    assert "one-click unsubscribing needs https" in said(examine_settings(plain))[0]
