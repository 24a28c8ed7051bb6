"""The client as a server sees it: what it asks, what it remembers, what it does not put up with."""

import gzip
import itertools
import zlib
from collections.abc import Callable
from socket import socket
from threading import Event

import brotli
import pytest

from briefing.errors import NoAnswerError, SourceError
from briefing.settings import Settings
from tests.fetch.conftest import NOW, Visitor
from tests.fetch.server import Server, answer, moved

Make = Callable[..., Visitor]


# --- what it asks -------------------------------------------------------------------------------


def test_it_says_who_it_is(server: Server, visitor: Visitor) -> None:
    url = server.says("/feed", answer(200, b"<rss/>", content_type="application/rss+xml"))
    response = visitor.get(url)
    assert (response.status, response.body, response.url) == (200, b"<rss/>", url)
    assert response.headers["content-type"] == "application/rss+xml"
    assert response.fetched_at == NOW
    assert server.last("user-agent") == "briefing/test (+https://example.org)"
    assert {"gzip", "br"} <= set((server.last("accept-encoding") or "").split(", "))


def test_headers_of_the_topic_are_sent(server: Server, visitor: Visitor) -> None:
    url = server.says("/", answer(200))
    visitor.get(url, headers={"Accept": "application/json", "Authorization": "Bearer s"})
    assert (server.last("accept"), server.last("authorization")) == ("application/json", "Bearer s")


def test_it_keeps_no_cookies(server: Server, visitor: Visitor) -> None:
    url = server.says("/", answer(200, set_cookie="who=you; Path=/"))
    visitor.get(url)
    visitor.get(url)
    assert server.last("cookie") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer s3cret\r\nHost: evil.example"},
        {"authorization": "s3cret\x00"},
        {"authorization": "s3cret “quoted”"},
        {"x\r\nhost": "s3cret"},
        {"": "s3cret"},
    ],
)
def test_a_header_cannot_bring_another(
    server: Server, visitor: Visitor, headers: dict[str, str]
) -> None:
    with pytest.raises(SourceError, match="cannot be sent") as caught:
        visitor.get(server.says("/", answer(200)), headers=headers)
    assert "s3cret" not in str(caught.value)
    assert not server.asked


@pytest.mark.parametrize(
    "url", ["ftp://x.example/", "x.example", "https://", "http://[::1", "http://x.example:99999/"]
)
def test_what_is_no_web_address(visitor: Visitor, url: str) -> None:
    with pytest.raises(SourceError, match="is no web address"):
        visitor.get(url)


# --- what has not changed -----------------------------------------------------------------------


@pytest.mark.parametrize("etag", ['"abc"', 'W/"a b"', "unquoted", '"\xe9\xff"', '"{1}%20\'"'])
def test_validators_go_back_byte_for_byte(server: Server, visitor: Visitor, etag: str) -> None:
    date = "Sun, 01 Mar 2026 04:59:60 +0000 (odd, but theirs)"
    fresh = answer(200, b"x", etag=etag, last_modified=date)
    url = server.says("/feed", fresh, answer(304))
    visitor.get(url)
    response = visitor.get(url)
    assert (response.status, response.body) == (304, b"")
    assert server.last("if-none-match") == etag
    assert server.last("if-modified-since") == date


def test_a_304_leaves_the_validators(server: Server, visitor: Visitor) -> None:
    url = server.says("/feed", answer(200, b"x", etag='"1"'), answer(304))
    for _ in range(3):
        visitor.get(url)
    assert server.last("if-none-match") == '"1"'


def test_validators_that_vanish_are_not_kept(server: Server, visitor: Visitor) -> None:
    url = server.says("/feed", answer(200, b"x", etag='"1"'), answer(200, b"y"))
    for _ in range(3):
        visitor.get(url)
    assert server.last("if-none-match") is None


def test_who_needs_it_whole_sends_none(server: Server, visitor: Visitor) -> None:
    url = server.says("/feed", answer(200, b"x", etag='"1"'))
    visitor.get(url)
    visitor.get(url, conditional=False)
    assert server.last("if-none-match") is None


def test_nobody_is_told_that_nothing_is_new_of_what_another_read(
    server: Server, visitor: Visitor
) -> None:
    url = server.says("/feed", answer(200, b"x", etag='"1"'), answer(200, b"x", etag='"1"'))
    visitor.get(url, reader="models/news")
    visitor.get(url, reader="tools/news")
    assert server.last("if-none-match") is None
    visitor.get(url, reader="models/news")
    assert server.last("if-none-match") == '"1"'


# --- what has moved -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_move_is_remembered_once_seen_three_times(
    server: Server, visitor: Visitor, status: int
) -> None:
    url = server.says("/old", moved(status, "/new"))
    server.says("/new", answer(200, b"here"))
    for _ in range(4):
        response = visitor.get(url)
        assert (response.body, response.url) == (b"here", server.url + "/new")
    assert [asked.target for asked in server.asked] == ["/old", "/new"] * 3 + ["/new"]


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_move_is_not(server: Server, visitor: Visitor, status: int) -> None:
    url = server.says("/old", moved(status, "/new"))
    server.says("/new", answer(200))
    for _ in range(4):
        visitor.get(url)
    assert [asked.target for asked in server.asked] == ["/old", "/new"] * 4


def test_a_permanent_move_to_a_temporary_one_is_remembered_as_far_as_it_is_permanent(
    server: Server, visitor: Visitor
) -> None:
    url = server.says("/a", moved(301, "/b"))
    server.says("/b", moved(302, "/c"))
    server.says("/c", answer(200))
    for _ in range(4):
        visitor.get(url)
    assert [asked.target for asked in server.asked[-2:]] == ["/b", "/c"]


def test_a_move_that_changes_is_counted_anew(server: Server, visitor: Visitor) -> None:
    url = server.says("/old", moved(301, "/x"), moved(301, "/x"), moved(301, "/new"))
    server.says("/x", answer(200))
    server.says("/new", answer(200))
    for _ in range(4):
        visitor.get(url)
    assert [asked.target for asked in server.asked[-2:]] == ["/old", "/new"]


def test_a_move_to_nowhere_is_not_remembered(server: Server, visitor: Visitor) -> None:
    url = server.says("/old", moved(301, "/lost"))
    for _ in range(4):
        with pytest.raises(SourceError, match="404 Not Found"):
            visitor.get(url)
    assert server.asked[-2].target == "/old"


def test_where_the_new_place_is_no_more_the_first_address_is_asked_again(
    server: Server, visitor: Visitor
) -> None:
    url = server.says("/old", moved(301, "/new"))
    server.says("/new", *[answer(200)] * 3, answer(410))
    for _ in range(3):
        visitor.get(url)
    with pytest.raises(SourceError, match="410"):
        visitor.get(url)
    server.says("/old", answer(200, b"back"))
    assert visitor.get(url).body == b"back"


def test_endless_redirects(server: Server, visitor: Visitor) -> None:
    url = server.says("/a", moved(302, "/b"))
    server.says("/b", moved(302, "/a"))
    with pytest.raises(SourceError, match="redirects more than 5 times"):
        visitor.get(url)


def test_a_redirect_that_names_no_place_is_an_answer(server: Server, visitor: Visitor) -> None:
    assert visitor.get(server.says("/", answer(302, b"?"))).status == 302


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "http://[::1", "http://x:0/"],
)
def test_a_redirect_to_what_is_no_web_address(
    server: Server, visitor: Visitor, location: str
) -> None:
    with pytest.raises(SourceError, match=r"redirects to .* no web address"):
        visitor.get(server.says("/", moved(302, location)))


def test_a_redirect_to_a_path_in_utf_8(server: Server, visitor: Visitor) -> None:
    url = server.says("/", moved(302, "/ü".encode().decode("latin-1")))
    server.says("/%C3%BC", answer(200, b"found"))
    assert visitor.get(url).body == b"found"


def test_secrets_stay_with_their_host(server: Server, visitor: Visitor) -> None:
    url = server.says(
        "/old", answer(200, etag='"1"'), moved(302, f"http://localhost:{server.port}/new")
    )
    server.says("/new", answer(200))
    headers = {"Authorization": "Bearer s3cret", "X-Api-Key": "s3cret", "Accept": "text/csv"}
    for _ in range(2):
        visitor.get(url, headers=headers)
    assert server.asked[-1].target == "/new"
    assert "s3cret" not in str(server.asked[-1].headers)
    assert server.last("if-none-match") is None
    assert server.last("accept") == "text/csv"
    assert server.last("user-agent")


def test_secrets_stay_on_a_redirect_within_the_host(server: Server, visitor: Visitor) -> None:
    url = server.says("/old", moved(302, "/new"))
    server.says("/new", answer(200))
    visitor.get(url, headers={"Authorization": "Bearer s"})
    assert server.last("authorization") == "Bearer s"


def test_a_redirect_cannot_make_us_log_in(server: Server, visitor: Visitor) -> None:
    url = server.says("/old", moved(302, f"http://user:s3cret@localhost:{server.port}/new"))
    server.says("/new", answer(200))
    response = visitor.get(url)
    assert server.last("authorization") is None
    assert "s3cret" not in response.url


# --- what is gone, and what asks for time -------------------------------------------------------


def test_a_410_disables(server: Server, visitor: Visitor) -> None:
    url = server.says("/feed", answer(410))
    with pytest.raises(SourceError, match="410 Gone"):
        visitor.get(url)
    with pytest.raises(SourceError, match="is gone"):
        visitor.get(url)
    assert len(server.asked) == 1


def test_a_410_behind_a_temporary_redirect_does_not(server: Server, visitor: Visitor) -> None:
    url = server.says("/feed", moved(302, "/gone"), answer(200))
    server.says("/gone", answer(410))
    with pytest.raises(SourceError, match="410"):
        visitor.get(url)
    assert visitor.get(url).status == 200


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("wait", ["3600", " 3600 ", "Sun, 01 Mar 2026 06:00:00 GMT"])
def test_retry_after_is_honoured(server: Server, visitor: Visitor, status: int, wait: str) -> None:
    url = server.says("/feed", answer(status, retry_after=wait), answer(200, b"now"))
    with pytest.raises(SourceError, match=str(status)):
        visitor.get(url)
    visitor.later(minutes=59)
    with pytest.raises(SourceError, match="come back after 2026-03-01 06:00 UTC"):
        visitor.get(url)
    assert len(server.asked) == 1
    visitor.later(minutes=2)
    assert visitor.get(url).body == b"now"
    assert visitor.state(url) is None or visitor.state(url).retry_at is None


@pytest.mark.parametrize("wait", ["9" * 30, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_nobody_sends_us_away_for_ever(server: Server, visitor: Visitor, wait: str) -> None:
    url = server.says("/feed", answer(429, retry_after=wait), answer(200))
    with pytest.raises(SourceError, match="429"):
        visitor.get(url)
    visitor.later(days=7, seconds=1)
    assert visitor.get(url).status == 200


@pytest.mark.parametrize("wait", ["soon", "-1", "\xb2", "1.5", ""])
def test_a_retry_after_that_says_nothing_is_a_passing_fault(
    server: Server, visitor: Visitor, wait: str
) -> None:
    url = server.says("/feed", answer(503, retry_after=wait), answer(200, b"now"))
    assert visitor.get(url).body == b"now"


def test_spent_rate_limits_are_honoured(server: Server, visitor: Visitor) -> None:
    url = server.says("/api", answer(200, ratelimit='"api";r=0;t=300'), answer(200, b"again"))
    visitor.get(url)
    with pytest.raises(SourceError, match="come back after 2026-03-01 05:05 UTC"):
        visitor.get(url)
    visitor.later(minutes=6)
    assert visitor.get(url).body == b"again"


def test_rate_limits_that_are_not_spent_are_no_reason_to_wait(
    server: Server, visitor: Visitor
) -> None:
    url = server.says("/api", answer(200, ratelimit='"api";r=10;t=300'))
    assert visitor.get(url).status == visitor.get(url).status == 200


# --- what passes --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_passing_faults_are_tried_three_times(
    server: Server, visitor: Visitor, status: int
) -> None:
    url = server.says("/", answer(status), answer(status), answer(200, b"at last"))
    assert visitor.get(url).body == b"at last"
    assert len(server.asked) == 3


def test_then_it_gives_up(server: Server, visitor: Visitor) -> None:
    with pytest.raises(SourceError, match="503 Service Unavailable"):
        visitor.get(server.says("/", answer(503)))
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_other_faults_are_not(server: Server, visitor: Visitor, status: int) -> None:
    with pytest.raises(SourceError, match=str(status)) as caught:
        visitor.get(server.says("/feed?token=s3cret", answer(status)))
    assert len(server.asked) == 1
    assert "s3cret" not in str(caught.value)


def hang_up(connection: socket, closing: Event) -> None:
    connection.close()


def test_a_connection_that_breaks_is_tried_again(server: Server, visitor: Visitor) -> None:
    assert visitor.get(server.says("/", hang_up, answer(200, b"x"))).body == b"x"


def test_nobody_there(visitor: Visitor, server: Server) -> None:
    with socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswerError, match="cannot be reached"):
            visitor.get(f"http://127.0.0.1:{bound.getsockname()[1]}/")


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 64 + ".example", "a..example"])
def test_a_host_without_address(visitor: Visitor, host: str) -> None:
    with pytest.raises(SourceError, match=r"cannot be reached|no web address"):
        visitor.get(f"http://{host}/")


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx: a\x00b\r\ncontent-length: 0\r\n\r\n",
    ],
)
def test_a_server_that_speaks_no_http(server: Server, visitor: Visitor, reply: bytes) -> None:
    def send(connection: socket, closing: Event) -> None:
        connection.sendall(reply)

    with pytest.raises(SourceError, match="cannot be reached"):
        visitor.get(server.says("/", send))


# --- what is packed, large or slow --------------------------------------------------------------


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("br", brotli.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
        ("identity", bytes),
    ],
)
def test_packed_answers_are_unpacked(
    server: Server, visitor: Visitor, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = b"<rss>" + b"words " * 40_000 + b"</rss>"
    url = server.says("/", answer(200, pack(body), content_encoding=encoding))
    assert visitor.get(url).body == body


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_content_that_cannot_be_unpacked(server: Server, visitor: Visitor, encoding: str) -> None:
    url = server.says("/", answer(200, b"\x1f\x8bnot at all", content_encoding=encoding))
    with pytest.raises(SourceError, match="cannot be unpacked"):
        visitor.get(url)


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_a_bomb_is_not_unpacked(
    server: Server, make: Make, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    visitor = make(settings=Settings(max_body_bytes=100_000))
    bomb = pack(bytes(50_000_000))
    assert len(bomb) < 100_000
    url = server.says("/", answer(200, bomb, content_encoding=encoding))
    with pytest.raises(SourceError, match="sends more than 97 kB"):
        visitor.get(url)


def test_a_body_may_reach_the_cap_but_not_pass_it(server: Server, make: Make) -> None:
    visitor = make(settings=Settings(max_body_bytes=1000))
    assert len(visitor.get(server.says("/", answer(200, bytes(1000)))).body) == 1000
    with pytest.raises(SourceError, match="sends more than"):
        visitor.get(server.says("/more", answer(200, bytes(1001))))


def endless(connection: socket, closing: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while not closing.is_set():
        connection.sendall(b"1\r\nx\r\n")


def slow_head(connection: socket, closing: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        if closing.is_set():
            return
        connection.sendall(b"x-%d: y\r\n" % number)


@pytest.mark.parametrize("drip", [endless, slow_head])
def test_the_time_out_is_for_all_of_it(
    server: Server, make: Make, drip: Callable[[socket, Event], None]
) -> None:
    ticks = itertools.count()
    visitor = make(settings=Settings(timeout_s=30), monotonic=lambda: float(next(ticks)))
    with pytest.raises(SourceError, match=r"took longer than 30 s|cannot be reached"):
        visitor.get(server.says("/", drip))
    assert len(server.asked) == 1


def test_a_server_that_never_answers(server: Server, make: Make) -> None:
    visitor = make(settings=Settings(timeout_s=0.2))
    with pytest.raises(SourceError, match=r"took longer than 0\.2 s"):
        visitor.get(server.says("/", lambda _connection, closing: closing.wait()))
    assert len(server.asked) <= 1  # on a busy machine not even the request has arrived


# --- one host's turn ----------------------------------------------------------------------------


def test_requests_to_one_host_keep_a_pause(server: Server, make: Make) -> None:
    visitor = make(host_interval_s=2.0, monotonic=lambda: 100.0)
    url = server.says("/", answer(200))
    for _ in range(3):
        visitor.get(url)
    assert visitor.slept == [2.0, 2.0]


def test_another_host_need_not_wait(server: Server, make: Make) -> None:
    visitor = make(host_interval_s=2.0, monotonic=lambda: 100.0)
    server.says("/", answer(200))
    visitor.get(f"http://127.0.0.1:{server.port}/")
    visitor.get(f"http://localhost:{server.port}/")
    assert visitor.slept == []


def test_after_the_pause_nobody_waits(server: Server, make: Make) -> None:
    ticks = itertools.count(step=10)
    visitor = make(host_interval_s=2.0, monotonic=lambda: float(next(ticks)))
    visitor.fetcher.settings = Settings(timeout_s=1e6)
    url = server.says("/", answer(200))
    visitor.get(url)
    visitor.get(url)
    assert visitor.slept == []
