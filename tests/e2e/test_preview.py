"""`briefing preview` as an editor starts it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.service.publication import make_publication


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    root = make_publication(tmp_path, "counts")
    command = [sys.executable, "-m", "briefing", "preview", "--port", "0", "--no-open"]
    with subprocess.Popen(
        [*command, "--site", str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            said = process.stdout.readline()
            assert said.startswith("preview on http://127.0.0.1:"), said
            yield process, said.split()[2]
        finally:
            process.kill()


def test_it_answers_on_this_machine_by_its_own_name(
    running: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = running
    with httpx2.Client(base_url=address, timeout=60) as client:
        assert "The Daily Figure" in client.get("/").text
        (topic,) = client.get("/topics").json()
        issue = f"/issues/counts/{topic['days'][-1]}/email.txt"
        assert "There were 700 of them." in client.get(issue).text
        assert client.get("/", headers={"host": "evil.example"}).status_code == 403
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert process.stderr
    assert process.stderr.read() == ""


def test_it_begins_with_the_topic_that_is_named(tmp_path: Path) -> None:
    root = make_publication(tmp_path, "counts", "other")
    command = [sys.executable, "-m", "briefing", "preview", "--port", "0", "--no-open"]
    asked = [*command, "--site", str(root), "other"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            assert process.stdout.readline().split()[2].endswith("/?topic=other")
        finally:
            process.kill()


def test_a_topic_that_there_is_not_is_told(tmp_path: Path) -> None:
    root = make_publication(tmp_path, "counts")
    command = [sys.executable, "-m", "briefing", "preview", "--port", "0", "--no-open", "count"]
    done = subprocess.run(
        [*command, "--site", str(root)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "counts" in done.stderr


def test_a_port_that_is_none_is_wrong_usage() -> None:
    command = [sys.executable, "-m", "briefing", "preview", "--port", "http"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "is no port" in done.stderr
