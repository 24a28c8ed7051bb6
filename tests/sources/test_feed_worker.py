import io
import json
import struct

import pytest

from briefing.sources.feed_worker import parse, serve
from tests.sources.fakes import sample


def ask(*bodies: bytes) -> list[dict[str, object]]:
    requests = b"".join(struct.pack(">II", 8, len(b)) + b"text/xml" + b for b in bodies)
    replies = io.BytesIO()
    serve(io.BytesIO(requests), replies)
    replies.seek(0)
    found = []
    while head := replies.read(4):
        found.append(json.loads(replies.read(*struct.unpack(">I", head))))
    return found


def test_one_worker_answers_one_feed_after_another() -> None:
    first, second = ask(sample("rdf.xml"), sample("atom.xml"))
    assert (first["version"], second["version"]) == ("rss10", "atom10")


def test_what_feedparser_raises_is_told() -> None:
    error = parse(b"<rss><item><title>&#99999999999;</title></item>", "")["error"]
    assert error.startswith(("OverflowError", "ValueError"))  # the second since Python 3.13


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (sample("rss.xml"), ["The Model Gazette", "html"]),
        (sample("atom.xml"), ["Werkstatt", "text"]),
    ],
)
def test_only_atom_says_that_a_title_is_text(body: bytes, title: list[str]) -> None:
    assert parse(body, "")["title"] == title


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'


@pytest.mark.parametrize(
    ("inner", "image"),
    [
        ('<media:thumbnail url="https://i.example/t.png"/>', "https://i.example/t.png"),
        ('<media:content medium="image" url="https://i.example/m"/>', "https://i.example/m"),
        (
            '<enclosure type="image/png" url="https://i.example/e" length="1"/>',
            "https://i.example/e",
        ),
        ('<media:content type="video/mp4" url="https://i.example/v"/>', ""),
        ('<enclosure type="audio/mpeg" url="https://i.example/a" length="1"/>', ""),
    ],
)
def test_an_entrys_image_is_found_where_feeds_put_it(inner: str, image: str) -> None:
    body = (
        f"<rss {MEDIA} version='2.0'><channel><item><title>t</title>{inner}</item></channel></rss>"
    )
    assert parse(body.encode(), "")["entries"][0]["image"] == image


def test_the_content_stands_in_for_a_missing_summary() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
      <entry><title>a</title><content type="text">plain</content></entry>
      <entry><title>b</title><content type="html">&lt;p&gt;rich</content></entry></feed>"""
    found = [entry["summary"] for entry in parse(body, "")["entries"]]
    assert found == [["plain", "text"], ["<p>rich", "html"]]


def test_a_malformed_feed_says_what_is_broken_and_a_wrong_content_type_does_not() -> None:
    assert parse(b"<rss><channel><item><title>x</title>", "")["broken"]
    assert parse(sample("rdf.xml"), "text/html")["broken"] == ""
