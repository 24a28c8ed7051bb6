import threading

import pytest

from briefing.sources import feed_process
from briefing.sources.feed_process import ParserError, close_parsers, parse_feed
from tests.sources.fakes import sample


def entries(body: bytes) -> int:
    return len(parse_feed(body, "", deadline_s=20)["entries"])


def test_several_threads_parse_at_once() -> None:
    found: list[int] = []
    body = sample("rss.xml")
    threads = [threading.Thread(target=lambda: found.append(entries(body))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [4, 4, 4]
    close_parsers()


def test_a_parser_that_died_while_idle_is_replaced() -> None:
    assert entries(sample("rdf.xml")) == 1
    for parser in feed_process._idle:
        parser._process.kill()
        parser._process.wait()
    assert entries(sample("rdf.xml")) == 1


def test_a_deadline_kills_the_parser_and_the_next_feed_starts_another() -> None:
    with pytest.raises(ParserError, match="took longer than"):
        parse_feed(b"<rss>" + b"<item><title>x</title></item>" * 60_000, "", deadline_s=0.2)
    assert entries(sample("rdf.xml")) == 1
