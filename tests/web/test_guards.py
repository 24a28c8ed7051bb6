"""Each guard refuses what it is there to refuse, and nothing else."""

import asyncio
import base64
import hashlib
import logging
from collections.abc import Iterator

import pytest
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from briefing.settings import WebSettings
from briefing.web.public.client import network_of
from briefing.web.public.policy import content_policy, policy_of
from tests.web.serving import client_of, echo, make_public, part_of

POST = part_of(
    Route("/post/", echo, methods=["GET", "POST"]),
    Route("/one-click/{token}", echo, methods=["POST"]),
    open_to_posts=["/one-click/"],
)
PUBLIC = make_public(parts=[POST])


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("briefing.example", 200),
        ("BRIEFING.example:443", 200),
        ("briefing.example.", 200),
        ("news.example", 200),
        ("localhost", 421),
        ("127.0.0.1:8000", 421),
        ("briefing.example.evil.test", 421),
        ("evil.test", 421),
        ("", 421),
        ("[::1", 421),
        ("briefing.example@evil.test", 421),
    ],
)
def test_only_known_hosts_are_answered(host: str, status: int) -> None:
    public = make_public(
        parts=[POST], settings=WebSettings(host="0.0.0.0", hosts=("news.example",))
    )
    assert client_of(public).get("/post/", headers={"host": host}).status_code == status


def test_this_machine_is_answered_where_only_it_can_ask() -> None:
    public = make_public(parts=[POST], settings=WebSettings(host="127.0.0.1"))
    for host in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        assert client_of(public).get("/post/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "https://evil.test"}, 200),
        ({"origin": "https://briefing.example"}, 200),
        ({"origin": "https://evil.test"}, 403),
        ({"origin": "https://briefing.example.evil.test"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://[::1"}, 403),
    ],
)
def test_what_changes_something_comes_from_our_own_pages(
    headers: dict[str, str], status: int
) -> None:
    assert client_of(PUBLIC).post("/post/", headers=headers).status_code == status


def test_reading_is_open_to_links_from_elsewhere() -> None:
    headers = {"sec-fetch-site": "cross-site", "origin": "https://evil.test"}
    assert client_of(PUBLIC).get("/post/", headers=headers).status_code == 200


def test_one_click_posts_are_open_to_all() -> None:
    headers = {"sec-fetch-site": "cross-site", "origin": "https://mail.test"}
    assert client_of(PUBLIC).post("/one-click/abc", headers=headers).status_code == 200


# --- sizes and times ----------------------------------------------------------------------------


def test_a_body_that_is_too_large_is_refused() -> None:
    settings = WebSettings(host="0.0.0.0", max_request_bytes=100)
    client = client_of(make_public(parts=[POST], settings=settings))
    assert client.post("/post/", content=b"x" * 100).text.startswith("100")
    refused = client.post("/post/", content=b"x" * 101)
    assert refused.status_code == 413
    assert "too much at once" in refused.text


def test_a_path_that_is_longer_than_any_of_ours_is_refused() -> None:
    public = make_public(parts=[part_of(Route("/number/{n:int}/", echo))])
    assert client_of(public).get(f"/number/{'9' * 5000}/").status_code == 414
    assert client_of(public).get(f"/number/{'9' * 500}/").status_code == 200


def test_a_body_of_undeclared_length_is_counted_as_it_comes() -> None:
    def chunks() -> Iterator[bytes]:
        yield from [b"x" * 50] * 3

    settings = WebSettings(host="0.0.0.0", max_request_bytes=100)
    client = client_of(make_public(parts=[POST], settings=settings))
    assert client.post("/post/", content=chunks()).status_code == 413


def test_what_takes_too_long_is_given_up() -> None:
    async def stuck(_request: Request) -> Response:
        await asyncio.Event().wait()
        raise AssertionError

    public = make_public(
        parts=[part_of(Route("/stuck/", stuck))],
        settings=WebSettings(host="0.0.0.0", request_timeout_s=0.01),
    )
    answer = client_of(public).get("/stuck/")
    assert answer.status_code == 503
    assert answer.headers["connection"] == "close"


async def _trickle(app: object) -> int:
    """Send the head of a post and never its body."""
    status = 0

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, object]) -> None:
        nonlocal status
        status = int(str(message.get("status", status)))

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/post/",
        "query_string": b"",
        "headers": [(b"host", b"briefing.example")],
    }
    await app(scope, receive, send)  # type: ignore[operator]
    return status


def test_a_body_that_never_comes_is_given_up() -> None:
    from briefing.web.public import make_app

    settings = WebSettings(host="0.0.0.0", request_timeout_s=0.01)
    app = make_app(make_public(parts=[POST], settings=settings))
    assert asyncio.run(_trickle(app)) == 408


# --- proxies ------------------------------------------------------------------------------------


def asked_through(peer: str, proxies: tuple[str, ...], forwarded: str) -> str:
    async def network(request: Request) -> Response:
        return PlainTextResponse(network_of(request))

    public = make_public(
        parts=[part_of(Route("/network/", network))],
        settings=WebSettings(host="0.0.0.0", proxies=proxies),
    )
    client = client_of(public, client=(peer, 4711))
    return client.get("/network/", headers={"x-forwarded-for": forwarded}).text


@pytest.mark.parametrize(
    ("peer", "proxies", "forwarded", "network"),
    [
        ("10.0.0.7", ("10.0.0.0/24",), "203.0.113.9", "203.0.113.0/24"),
        ("10.0.0.7", ("10.0.0.0/24",), "198.51.100.1, 203.0.113.9", "203.0.113.0/24"),
        ("10.0.0.7", ("10.0.0.0/24",), "203.0.113.9, 10.0.0.8", "203.0.113.0/24"),
        ("192.0.2.5", ("10.0.0.0/24",), "203.0.113.9", "192.0.2.0/24"),
        ("127.0.0.1", (), "203.0.113.9", "127.0.0.0/24"),
        ("2001:db8:1:2::3", (), "203.0.113.9", "2001:db8:1::/48"),
        ("::ffff:192.0.2.5", (), "", "192.0.2.0/24"),
        ("testclient", (), "", ""),
    ],
)
def test_proxies_are_believed_only_where_configured(
    peer: str, proxies: tuple[str, ...], forwarded: str, network: str
) -> None:
    assert asked_through(peer, proxies, forwarded) == network


# --- headers, errors, log -----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/post/", "/nowhere", "/static/nothing.css", "/fails/"])
def test_every_answer_carries_the_safe_headers(path: str) -> None:
    answer = client_of(make_public(parts=[POST, part_of(Route("/fails/", fails))])).get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


async def fails(_request: Request) -> Response:
    raise RuntimeError("ada@reader.example is not to be seen")


def test_a_failure_is_a_page_without_a_trace() -> None:
    with structlog.testing.capture_logs() as seen:
        answer = client_of(make_public(parts=[part_of(Route("/fails/", fails))])).get("/fails/")
    assert answer.status_code == 500
    assert "on our side" in answer.text
    assert "Traceback" not in answer.text
    assert "ada@reader.example" not in answer.text
    (entry,) = [e for e in seen if e["event"] == "request failed"]
    assert entry["error"] == "RuntimeError"
    assert "test_guards.py" in str(entry["trace"])
    assert "ada@" not in str(entry)


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/x/", 404), ("PUT", "/post/", 405)]
)
def test_errors_are_pages_of_ours(method: str, path: str, status: int) -> None:
    answer = client_of(PUBLIC).request(method, path)
    assert answer.status_code == status
    assert "site-head" in answer.text


def test_errors_of_the_api_are_problems() -> None:
    async def limited(_request: Request) -> Response:
        raise HTTPException(429, headers={"retry-after": "60"})

    public = make_public(parts=[part_of(Route("/api/limited", limited))])
    answer = client_of(public).get("/api/limited")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "60"
    assert answer.json()["status"] == 429


def test_what_a_request_names_is_never_led_to() -> None:
    for path in ("//evil.test/", "/post", "//evil.test/post"):
        answer = client_of(PUBLIC).get(f"https://briefing.example{path}", follow_redirects=False)
        assert answer.status_code == 404
        assert "location" not in answer.headers


def test_the_log_knows_routes_and_no_tokens(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "briefing.web")
    with structlog.testing.capture_logs() as seen:
        client_of(PUBLIC).post("/one-click/s3cret?address=ada@reader.example")
    (entry,) = [e for e in seen if e["event"] == "request"]
    assert entry["route"] == "/one-click/{token}"
    assert entry["status"] == 200
    assert not any("s3cret" in str(value) or "ada@" in str(value) for value in entry.values())


# --- the policy of content ----------------------------------------------------------------------


def test_a_page_with_styles_of_its_own_is_allowed_just_these() -> None:
    page = '<style>\na { color: red }\n</style><img src="https://pictures.example/a.png" alt="">'
    digest = base64.b64encode(hashlib.sha256(b"\na { color: red }\n").digest()).decode()
    policy = policy_of(page)
    assert f"style-src 'self' 'sha256-{digest}';" in policy
    assert "img-src 'self' https://pictures.example;" in policy
    assert "script" not in policy


def test_a_page_may_be_framed_where_it_says_so() -> None:
    assert "frame-ancestors *" in content_policy(frame_ancestors="*")
