"""Nothing is tracked; where an operator asks for it, links are counted, and nobody is."""

import json
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from briefing.cli import main
from briefing.delivery.clicks import Redirects
from briefing.service.dispatch import Dispatch
from briefing.service.run import reception_of
from briefing.web.public import make_app
from tests.service.sending import dispatching, make_sender, send, subscribe, yesterday

COUNTING = "[mail]\ncount_clicks = true\n"
PERSONAL = re.compile(r"/(?:unsubscribe|preferences)/[A-Za-z0-9_-]+")
THERE = "https://elsewhere.example/page?a=1&b=2"


def part_of(copy: bytes, kind: str) -> str:
    message = message_from_bytes(copy, _class=EmailMessage, policy=policy.default)
    part = message.get_body((kind,))
    assert part
    return str(part.get_content())


def links_in(copy: bytes) -> list[str]:
    return [
        unescape(one) for one in re.findall(r'<a\b[^>]*\shref="([^"]*)"', part_of(copy, "html"))
    ]


def browser(dispatch: Dispatch) -> TestClient:
    app = make_app(reception_of(dispatch).public())
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)


@pytest.mark.parametrize("settings", ["", COUNTING])
def test_nothing_in_a_copy_is_a_readers_own_but_the_ways_out(tmp_path: Path, settings: str) -> None:
    root = make_sender(tmp_path, settings)
    with dispatching(root) as dispatch:
        subscribe(dispatch, "anna", "ben")
        copies = send(dispatch, yesterday())
    for kind in ("html", "plain"):
        one, other = (PERSONAL.sub("", part_of(copies[who], kind)) for who in ("anna", "ben"))
        assert one == other
    html = part_of(copies["anna"], "html")
    sources = re.findall(r'(?:src|background)="([^"]*)"|url\(([^)]*)\)', html)
    assert [one for pair in sources for one in pair if "//" in one] == []


def test_by_default_every_link_leads_where_it_says(tmp_path: Path) -> None:
    root = make_sender(tmp_path, "")
    with dispatching(root) as dispatch:
        subscribe(dispatch, "anna")
        (copy,) = send(dispatch, yesterday()).values()
        assert THERE in links_in(copy)
        assert "/c/" not in part_of(copy, "html")
        record = dispatch.queue.load("visits", yesterday())
        assert record
        assert dispatch.clicks.load(record.id) == []


def test_counted_links_lead_on_and_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_sender(tmp_path, COUNTING)
    with dispatching(root) as dispatch:
        subscribe(dispatch, "anna", "ben")
        copies = send(dispatch, yesterday())
        assert THERE not in links_in(copies["anna"])
        assert THERE in part_of(copies["anna"], "plain")  # whoever wants no counting has the text
        paths = [urlsplit(one).path for one in links_in(copies["anna"]) if "/c/" in one]
        assert paths == [urlsplit(one).path for one in links_in(copies["ben"]) if "/c/" in one]
        with browser(dispatch) as client:
            leads = {client.head(path).headers["location"]: path for path in paths}
            assert {THERE, "https://other.example/"} <= set(leads)
            for _ in range(3):
                answer = client.get(leads[THERE])
            assert (answer.status_code, answer.headers["location"]) == (302, THERE)
            assert "set-cookie" not in answer.headers
            assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
    at = ["--date", str(yesterday()), "--site", str(root), "--db", f"sqlite:///{root}/b.db"]
    assert main(["deliveries", "visits", *at]) == 0
    assert f"opened 3 times: {THERE}" in capsys.readouterr().out
    assert main(["deliveries", "visits", "--json", *at]) == 0
    told = {one["url"]: one["opened"] for one in json.loads(capsys.readouterr().out)["links"]}
    assert (told[THERE], told["https://other.example/"]) == (3, 0)


def test_no_address_but_our_own_leads_anywhere(tmp_path: Path) -> None:
    root = make_sender(tmp_path, COUNTING)
    with dispatching(root) as dispatch:
        subscribe(dispatch, "anna")
        (copy,) = send(dispatch, yesterday()).values()
        path = next(urlsplit(one).path for one in links_in(copy) if "/c/" in one)
        _, _, issue, number, mac = path.split("/")
        stranger = Redirects("", [b"x" * 40]).url(int(issue), int(number))
        beyond = Redirects("", dispatch.secrets).url(int(issue), 999)
        wrong = [
            f"/c/{issue}/{int(number) + 1}/{mac}",
            f"/c/{issue}/{number}/{mac[:-1]}",
            f"/c/{issue}/{number}/é",
            f"/c/{'9' * 30}/{number}/{mac}",
            f"{path}?url=https://evil.example/",
            stranger,
            beyond,
        ]
        with browser(dispatch) as client:
            found = [client.get(one) for one in wrong]
        assert [one.status_code for one in found] == [404, 404, 404, 404, 302, 404, 404]
        assert "evil" not in found[4].headers["location"]
