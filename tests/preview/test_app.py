"""What each address of the preview answers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from briefing.errors import Location, TemplateError
from briefing.web.preview import make_app
from tests.preview.sample import DAY, DAY_BEFORE, TEMPLATE, TOPIC, Desk

ISSUE = f"/issues/{TOPIC}/{DAY}"
FRAME = f"/frame/{TOPIC}/{DAY}/light/shown"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    path = tmp_path / TEMPLATE
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(f"line {n}" for n in range(1, 40)))
    return Desk(tmp_path)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(make_app(desk.preview()), base_url="http://127.0.0.1:8025") as client:
        yield client


def test_the_page_says_whose_it_is_and_runs_our_scripts_only(client: TestClient) -> None:
    answer = client.get("/")
    assert "The Daily &lt;Figure&gt;" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "<style" not in answer.text


@pytest.mark.parametrize("name", ["main.js", "frame.css", "views.css", "icon.svg"])
def test_scripts_and_styles_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 200


def test_another_host_s_name_is_refused(client: TestClient) -> None:
    for path in ("/", "/topics", f"{FRAME}/email.html", "/static/main.js"):
        answer = client.get(path, headers={"host": "evil.example"})
        assert answer.status_code == 403
        assert "evil.example" in answer.text


def test_topics_come_with_their_days(client: TestClient) -> None:
    assert client.get("/topics").json() == [
        {
            "name": TOPIC,
            "title": "Open models",
            "days": [DAY_BEFORE.isoformat(), DAY.isoformat()],
            "sample": True,
        }
    ]


def test_the_frame_is_sandboxed_and_filled_in(client: TestClient) -> None:
    answer = client.get(f"{FRAME}/email.html")
    assert answer.status_code == 200
    assert "sandbox allow-same-origin" in answer.headers["content-security-policy"]
    assert "https://briefing.example/unsubscribe?a=1&amp;b=2" in answer.text
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_the_web_edition_is_shown_too(client: TestClient) -> None:
    assert "How we know" in client.get(f"{FRAME}/index.html").text


def test_what_is_asked_for_first_is_built_before(desk: Desk) -> None:
    app = make_app(replace(desk.preview(), warm=True))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.get(f"{ISSUE}/email.txt").status_code == 200
    assert desk.built == [(TOPIC, DAY)]


def test_pictures_are_kept_for_as_long_as_they_are_the_same(client: TestClient) -> None:
    html = client.get(f"{FRAME}/email.html").text
    address = re.findall(r'src="(diagrams/1-shares.png\?\w+)"', html)[0]
    answer = client.get(f"{FRAME}/{address}")
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]
    for other in ("", "?123456789abc"):
        answer = client.get(f"{FRAME}/diagrams/1-shares.png{other}")
        assert answer.headers["cache-control"] == "no-store"


def test_the_page_says_when_a_proof_is_on_screen(client: TestClient) -> None:
    assert client.post(f"{ISSUE}/painted").status_code == 204
    assert client.get(f"{ISSUE}/painted").status_code in (404, 405)


def test_drawings_are_in_the_scheme_of_the_frame(client: TestClient) -> None:
    dark = f"/frame/{TOPIC}/{DAY}/dark/shown/diagrams/1-shares-narrow.svg"
    answer = client.get(dark)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "(min-width: 0)" in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        f"/frame/{TOPIC}/{DAY}/sepia/shown/email.html",
        f"{FRAME}/other.html",
        f"{FRAME}/diagrams/none.png",
        f"/frame/{TOPIC}/{DAY}/sepia/shown/diagrams/1-shares.png",
        f"/issues/{TOPIC}/yesterday/email.txt",
        f"{ISSUE}/email.exe",
        f"{ISSUE}/figures/none",
        f"{ISSUE}/message/99",
        f"{ISSUE}/message/0",
        "/nowhere",
        "/static/../app.py",
    ],
)
def test_what_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_editions_as_they_are(client: TestClient) -> None:
    for name in ("email.html", "email.txt"):
        answer = client.get(f"{ISSUE}/{name}")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert "%%unsubscribe_url%%" in answer.text


def test_the_message_is_there_to_download(client: TestClient) -> None:
    answer = client.get(f"{ISSUE}/message.eml")
    assert answer.headers["content-type"] == "message/rfc822"
    assert answer.headers["content-disposition"] == f'attachment; filename="{TOPIC}-{DAY}.eml"'


def test_the_message_taken_apart(client: TestClient) -> None:
    assert client.get(f"{ISSUE}/message").json()["tree"]["type"] == "multipart/alternative"
    html = client.get(f"{ISSUE}/message/3")
    assert html.headers["content-type"] == "text/plain; charset=utf-8"  # shown, never run
    assert client.get(f"{ISSUE}/message/4").headers["content-type"] == "image/png"


def test_a_figure_with_its_observations(client: TestClient) -> None:
    assert len(client.get(f"{ISSUE}/figures/leader").json()["observations"]) == 2


def test_changes_since_the_issue_before(client: TestClient, desk: Desk) -> None:
    desk.words = {DAY_BEFORE: "It was five.", DAY: "It was six."}
    told = client.get(f"{ISSUE}/changes").json()
    assert told["since"] == DAY_BEFORE.isoformat()
    changed = [change["spans"] for change in told["text"] if change["op"] == "changed"]
    assert changed == [[["same", "It was "], ["removed", "five."], ["added", "six."]]]
    assert told["figures"][0]["change"] == 0


def test_the_first_issue_has_none_before_it(client: TestClient) -> None:
    assert client.get(f"/issues/{TOPIC}/{DAY_BEFORE}/changes").json()["since"] is None


def test_an_issue_before_that_cannot_be_built_is_told(client: TestClient, desk: Desk) -> None:
    client.get(f"{ISSUE}/email.txt")
    desk.error = TemplateError("no series 'x'")
    told = client.get(f"{ISSUE}/changes").json()
    assert (told["since"], told["error"]) == (DAY_BEFORE.isoformat(), "no series 'x'")


def test_lines_of_a_file(client: TestClient) -> None:
    found = client.get("/source", params={"file": TEMPLATE, "line": "20"}).json()
    assert found["lines"][6] == "line 20"
    whole = client.get("/source", params={"file": TEMPLATE}).json()
    assert len(whole["lines"]) == whole["total"] == 39


def test_other_files_are_not_shown(client: TestClient) -> None:
    answer = client.get("/source", params={"file": "/etc/passwd", "line": "1"})
    assert answer.status_code == 422
    assert "no such file" in answer.json()["message"]


def test_an_issue_that_cannot_be_built_says_why(client: TestClient, desk: Desk) -> None:
    desk.error = TemplateError("no series 'x'", hint="did you mean 'y'?", at=Location(TEMPLATE, 3))
    answer = client.get(f"{ISSUE}/email.txt")
    assert answer.status_code == 422
    assert answer.json() == {"message": "no series 'x'", "hint": "did you mean 'y'?"}


def test_one_test_mail_to_one_address(client: TestClient, desk: Desk) -> None:
    answer = client.post(f"{ISSUE}/send", json={"address": " me@example.org "})
    assert answer.json() == {"message": "sent to me@example.org"}
    assert desk.sent == ["me@example.org"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"address": 3}', b'{"address": " "}'])
def test_an_order_without_an_address_is_refused(
    client: TestClient, desk: Desk, body: bytes
) -> None:
    assert client.post(f"{ISSUE}/send", content=body).status_code == 400
    assert desk.sent == []


def test_what_keeps_a_mail_from_leaving_is_told(client: TestClient) -> None:
    answer = client.post(f"{ISSUE}/send", json={"address": "nobody"})
    assert (answer.status_code, answer.json()["hint"]) == (422, "write one")


def test_nothing_is_sent_that_could_not_be_built(client: TestClient, desk: Desk) -> None:
    desk.error = TemplateError("wrong")
    answer = client.post(f"{ISSUE}/send", json={"address": "me@example.org"})
    assert answer.status_code == 422
    assert desk.sent == []


def test_other_sites_cannot_send(client: TestClient, desk: Desk) -> None:
    answer = client.post(
        f"{ISSUE}/send",
        json={"address": "me@example.org"},
        headers={"origin": "https://evil.example"},
    )
    assert answer.status_code == 403
    assert desk.sent == []
