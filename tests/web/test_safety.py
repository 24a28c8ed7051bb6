"""What is typed and followed on the pages about subscribing can do no harm."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import structlog.testing
from starlette.testclient import TestClient

from tests.web.walking import OWN, WANTED, World, ask, leave_path, subscribed, world_at


def test_a_form_that_is_no_form_breaks_nothing(world: World, browser: TestClient) -> None:
    def status(kind: str, body: bytes) -> int:
        headers = {"content-type": kind, **OWN}
        return browser.post("/subscribe", content=body, headers=headers).status_code

    assert status("multipart/form-data; boundary=x", b"--x\r\nnonsense") == 422
    assert status("multipart/form-data", b"--x\r\nnonsense") == 400
    assert status("text/plain", b"\xff\x00") == 422
    many = "&".join(f"f{n}=x" for n in range(2000))
    assert status("application/x-www-form-urlencoded", many.encode()) in (400, 422)
    assert world.post_letters().sent == 0


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "\x00"]
)
def test_what_is_typed_is_never_markup(world: World, browser: TestClient, value: str) -> None:
    page = ask(browser, address=value, timezone=value, hour=value, lang=value).text
    assert "<script" not in page
    assert "<img" not in page
    assert 'value="49"' not in page


def test_no_redirect_leads_elsewhere(world: World, browser: TestClient) -> None:
    for more in ("?next=https://evil.example", "?lang=//evil.example"):
        page = browser.get(f"/subscribe{more}").text
        assert "evil.example" not in page
    answer = ask(browser, lang="en", next="//evil.example")
    assert answer.headers["location"].startswith("/subscribe/sent")


def test_nothing_of_an_address_is_in_the_logs(
    world: World, browser: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="briefing.web")
    with structlog.testing.capture_logs() as logged:
        path = subscribed(world, browser)
        browser.post(path, data=WANTED, headers=OWN)
        browser.post(leave_path(world))
    said = json.dumps(logged)
    assert "/unsubscribe/{token}" in said
    assert "ada" not in said.lower()
    assert path.rpartition("/")[2] not in said


def test_no_header_is_made_by_a_name(tmp_path: Path) -> None:
    with world_at(tmp_path) as world, world.browser() as browser:
        evil = "Fine\r\nBcc: all@example.org"
        world.publication = replace(world.publication, name=evil)
        world.topics = [replace(world.topics[0], title=evil)]
        ask(browser)
        letter = world.last_letter()
        assert letter["Bcc"] is None
        assert letter["Subject"] == "Please confirm: Fine Bcc: all@example.org"


def test_every_page_has_the_strict_policy(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    for page in ("/subscribe", "/subscribe/sent", "/embed", path, f"{path}/erase"):
        answer = browser.get(page)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "no-store"
        assert "style=" not in answer.text
        assert "<script" not in answer.text
