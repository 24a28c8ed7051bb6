"""Recordings: what is written is read back, what is wrong is named at its line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ContentError, SourceError
from briefing.fetch import (
    Exchange,
    Recording,
    RecordingFetcher,
    ReplayFetcher,
    read_recording,
    recordings_in,
    write_recording,
)
from briefing.ports import Request
from tests.fakes import FakeFetcher

AT = datetime(2026, 3, 1, 5, tzinfo=UTC)
NAME = "2026-03-01T0500Z.http"
URL = "https://x.example/feed"

bodies = st.binary() | st.sampled_from([b"\n\n", b"\nGET x\nHTTP/1.1 200 OK\n\n", b"\r\n"])
exchanges = st.builds(
    Exchange,
    st.sampled_from([URL, "https://x.example/?a=b&c=d%20e", "http://y.example/ü"]),
    st.sampled_from([200, 304, 404, 503, 599]),
    st.just({"content-type": "text/plain; charset=utf-8", "etag": 'W/"1"'}),
    bodies,
)


@given(st.lists(exchanges, max_size=5))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[Exchange]
) -> None:
    path = tmp_path_factory.mktemp("seeds") / "topic" / NAME
    write_recording(path, made)
    recording = read_recording(path)
    assert recording.at == AT
    back = [Exchange(e.url, e.status, _named(e), e.body) for e in recording.exchanges]
    assert back == made


def _named(exchange: Exchange) -> dict[str, str]:
    headers = dict(exchange.headers)
    assert headers.pop("content-length") == str(len(exchange.body))
    return headers


def test_cookies_and_the_like_are_not_written(tmp_path: Path) -> None:
    headers = {"set-cookie": "s3cret", "x-request": "s3cret", "etag": '"1"', "link": "<a>\r\n b"}
    write_recording(tmp_path / NAME, [Exchange(URL, 200, headers, b"x")])
    (exchange,) = read_recording(tmp_path / NAME).exchanges
    assert exchange.headers == {"etag": '"1"', "link": "<a> b", "content-length": "1"}


def test_recordings_come_in_their_order(tmp_path: Path) -> None:
    for name in ("2026-03-01T0500Z.http", "2026-02-28T0500Z.http", "notes.txt"):
        (tmp_path / name).touch()
    names = [path.name for path in recordings_in(tmp_path)]
    assert names == ["2026-02-28T0500Z.http", "2026-03-01T0500Z.http"]
    assert recordings_in(tmp_path / "none") == []


def test_a_name_that_is_no_instant(tmp_path: Path) -> None:
    (tmp_path / "yesterday.http").touch()
    with pytest.raises(ContentError, match="no instant"):
        read_recording(tmp_path / "yesterday.http")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("GET https://x.example/\nHTTP/1.1 200 OK\n", 1, "do not end"),
        ("POST https://x.example/\nHTTP/1.1 200 OK\n\n", 1, "does not begin"),
        ("GET https://x.example/\n\n", 1, "does not begin"),
        ("GET https://x.example/\nHTTP/1.1 fine\n\n", 1, "does not begin"),
        ("GET https://x.example/\nHTTP/1.1 200 OK\netag\n\n", 3, "'etag' is no header"),
        ("GET https://x.example/\nHTTP/1.1 200 OK\n etag: 1\n\n", 3, "is no header"),
        ("GET https://x.example/\nHTTP/1.1 200 OK\netag: 1\n\n", 1, "needs its content-length"),
        ("GET https://x.example/\nHTTP/1.1 200 OK\ncontent-length: 9\n\nshort\n", 1, "has 6 bytes"),
        (
            "GET https://x.example/\nHTTP/1.1 200 OK\ncontent-length: 2\n\nhello\n",
            5,
            "is the content-length before it right|do not end",
        ),
        (
            "GET https://x.example/\nHTTP/1.1 200 OK\ncontent-length: 1\n\nx\nGET y\n\n",
            6,
            "does not begin",
        ),
    ],
)
def test_what_is_wrong_is_named_at_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(ContentError, match=said) as caught:
        read_recording(tmp_path / NAME)
    assert caught.value.at is not None
    assert (caught.value.at.path, caught.value.at.line) == (str(tmp_path / NAME), line)


def replaying(*exchanges: Exchange) -> ReplayFetcher:
    return ReplayFetcher(Recording(AT, exchanges, NAME))


def test_a_replay_answers_as_of_its_instant() -> None:
    response = replaying(Exchange(URL, 200, {"etag": '"1"'}, b"x")).fetch(Request(URL))
    assert (response.body, response.fetched_at, response.recorded) == (b"x", AT, True)


def test_a_recorded_failure_fails() -> None:
    with pytest.raises(SourceError, match="503 Service Unavailable"):
        replaying(Exchange(URL, 503, {}, b"")).fetch(Request(URL))


def test_what_was_not_recorded() -> None:
    fetcher = replaying(Exchange(URL, 200, {}, b""))
    with pytest.raises(SourceError, match=r"did you mean 'https://x.example/feed'"):
        fetcher.fetch(Request("https://x.example/fed"))
    with pytest.raises(SourceError, match="collect --record"):
        fetcher.fetch(Request("ftp://elsewhere"))


def test_recording_asks_for_everything_whole(tmp_path: Path) -> None:
    live = FakeFetcher({URL: b"<rss/>"})
    recorder = RecordingFetcher(live)
    assert recorder.fetch(Request(URL, {"accept": "text/xml"}, True)).body == b"<rss/>"
    assert live.requests == [Request(URL, {"accept": "text/xml"}, True, conditional=False)]
    write_recording(tmp_path / NAME, recorder.exchanges)
    replayed = ReplayFetcher(read_recording(tmp_path / NAME)).fetch(Request(URL))
    assert replayed.body == b"<rss/>"
