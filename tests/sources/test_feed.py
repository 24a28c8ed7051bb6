import json
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.model.finding import Severity
from briefing.model.observation import Entry
from briefing.ports import Collected
from briefing.sources.feed_process import close_parsers
from tests.sources.fakes import AT, NOW, FakeFetcher, FakeHistory, collect, sample, source

URL = "https://gazette.example/feed.xml"


def read(body: bytes, content_type: str = "", **options: Any) -> Collected:
    answer = (body, {"content-type": content_type})
    return collect("feed", {URL: answer}, url=URL, **options)


def titled(collected: Collected) -> dict[str, Entry]:
    return {entry.title: entry for entry in collected.entries}


def test_rss_becomes_clean_entries() -> None:
    entry = titled(read(sample("rss.xml")))["Qwen & friends pass a billion downloads"]
    assert entry.id == "gazette-1017"
    assert entry.published_at == datetime(2026, 2, 28, 16, 30, tzinfo=UTC)
    assert entry.summary == (
        "The family's all-time count passed one billion. A third fell in February."
    )
    assert (entry.authors, entry.tags) == (("Ada Example",), ("downloads", "Qwen"))
    assert (entry.lang, entry.feed_title) == ("en-gb", "The Model Gazette")
    assert entry.image == "https://gazette.example/img/1017.jpg"


def test_one_title_twice_is_one_entry() -> None:
    assert [e.id for e in read(sample("rss.xml")).entries if "billion" in e.title] == [
        "gazette-1017"
    ]


def test_relative_links_are_resolved_and_other_schemes_dropped() -> None:
    entries = titled(read(sample("rss.xml")))
    vector = entries["Why std::vector<int> still matters"]
    assert vector.url == "https://gazette.example/news/vector.html"
    assert vector.summary == "Memory Contiguous, and quick."
    assert entries["An item from the year 1795"].url == ""


def test_an_unbelievable_date_is_first_seen() -> None:
    entry = titled(read(sample("rss.xml")))["An item from the year 1795"]
    assert entry.published_at == entry.learned_at == NOW


def test_atom_keeps_text_as_text_and_reads_html_as_html() -> None:
    entries = titled(read(sample("atom.xml"), "application/atom+xml; charset=utf-8"))
    assert list(entries) == ["Das Element <dialog> im Einsatz", "Zweite Ausgabe"]
    first = entries["Das Element <dialog> im Einsatz"]
    assert first.url == "https://werkstatt.example/2026/dialog"
    assert first.published_at == datetime(2026, 2, 27, 6, 15, tzinfo=UTC)
    assert (first.authors, first.lang) == (("Jörg Beispiel",), "de")


def test_rdf_is_read() -> None:
    (entry,) = read(sample("rdf.xml")).entries
    assert (entry.title, entry.url) == ("First of its kind", "https://rdf.example/1")


@pytest.mark.parametrize("content_type", ["application/feed+json", "text/plain", ""])
def test_json_feed_is_read_whatever_its_content_type(content_type: str) -> None:
    first, second = read(sample("jsonfeed.json"), content_type).entries
    assert (first.title, first.summary) == ("Using <dialog> & friends", "It is native. No script.")
    assert (first.authors, second.authors) == (("Grace Example",), ("Guest",))
    assert (second.id, second.url) == ("1", "https://elsewhere.example/story")
    assert second.title == "A thought without a title."


def test_json_feed_1_0_has_one_author_and_stray_items_are_told() -> None:
    body = b"""{"version": "https://jsonfeed.org/version/1", "title": "T", "items":
      [7, {"id": "a", "title": "A", "author": {"name": "Solo"}}]}"""
    collected = read(body)
    assert collected.entries[0].authors == ("Solo",)
    assert "1 of its items are no objects" in collected.findings[0].message


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "is not JSON"),
        (b'{"a":' * 100_000, "is not JSON"),
        (b"{}", "no JSON Feed"),
        (b"<html><body>Hello</body></html>", "is not a feed"),
        (b"", "is not a feed"),
        (b"\x00\xff\xfe", "is not a feed"),
    ],
)
def test_what_is_no_feed_is_an_error_at_the_topic_file(body: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read(body)
    assert caught.value.at == AT


def test_a_broken_but_readable_feed_is_read_with_a_warning() -> None:
    collected = read(sample("rss.xml").replace(b"</channel>\n</rss>", b""))
    assert "gazette-1017" in [entry.id for entry in collected.entries]
    (finding,) = collected.findings
    assert (finding.rule, finding.severity) == ("feed-broken", Severity.WARNING)
    assert finding.place == "source src"


def test_a_wrong_charset_in_the_header_is_no_reason_to_warn() -> None:
    assert read(sample("rss.xml"), "text/xml; charset=us-ascii").findings == ()


def test_what_feedparser_raises_becomes_a_source_error() -> None:
    with pytest.raises(SourceError, match=r"cannot be parsed: (OverflowError|ValueError)"):
        read(b"<rss><channel><item><title>&#99999999999;</title></item>")


@pytest.mark.parametrize("date", ["0000-00-00", "0001-01-01T00:00:00+05:00"])
def test_a_year_that_no_calendar_has_is_first_seen(date: str) -> None:
    item = f"<item><title>A</title><pubDate>{date}</pubDate></item>"
    body = f'<rss version="2.0"><channel>{item}</channel></rss>'
    assert read(body.encode()).entries[0].published_at == NOW


def test_an_empty_feed_is_no_error() -> None:
    assert read(b'<rss version="2.0"><channel><title>T</title></channel></rss>') == Collected()


def test_an_unchanged_feed_yields_nothing() -> None:
    assert collect("feed", {URL: 304}, url=URL) == Collected()


def test_the_newest_entries_fill_the_limit() -> None:
    (entry,) = read(sample("atom.xml"), limit=1).entries
    assert entry.title == "Das Element <dialog> im Einsatz"


def test_an_entry_without_id_is_known_by_its_link_and_then_by_a_hash() -> None:
    body = b"""<rss version="2.0"><channel><title>T</title>
      <item><title>A</title><link>https://A.example/x/?utm_medium=m</link></item>
      <item><title>B</title></item></channel></rss>"""
    linked, bare = read(body).entries
    assert linked.id == "https://a.example/x"
    assert len(bare.id) == 64


def test_recorded_answers_mark_their_entries_and_the_title_can_be_chosen() -> None:
    collected = collect("feed", {URL: sample("rdf.xml")}, recorded=True, url=URL, title="Mine")
    assert collected.entries[0].sample
    assert collected.entries[0].feed_title == "Mine"


def test_the_request_carries_the_topics_choice() -> None:
    fetcher = FakeFetcher({URL: sample("rdf.xml")})
    source("feed", url=URL).collect(fetcher, FakeHistory(), NOW)
    (request,) = fetcher.requests
    assert request.conditional
    assert not request.allow_private


def test_a_feed_that_takes_too_long_is_given_up_and_the_next_one_read() -> None:
    read(sample("rdf.xml"))
    with pytest.raises(SourceError, match=r"took longer than 0\.3 s"):
        read(b"<rss><channel>" + b"<item><title>x</title></item>" * 60_000, deadline_s=0.3)
    assert len(read(sample("rdf.xml")).entries) == 1


def test_parsers_start_again_after_they_were_closed() -> None:
    read(sample("rdf.xml"))
    close_parsers()
    assert len(read(sample("rdf.xml")).entries) == 1


mangled = st.builds(
    lambda body, cut, junk: body[:cut] + junk + body[cut + len(junk) :],
    st.sampled_from([sample(n) for n in ("rss.xml", "atom.xml", "rdf.xml", "jsonfeed.json")]),
    st.integers(0, 3000),
    st.binary(max_size=60),
)


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(st.binary(max_size=300), mangled), st.sampled_from(["", "text/xml", "x; charset=é"])
)
def test_arbitrary_bytes_raise_nothing_but_source_errors(body: bytes, content_type: str) -> None:
    try:
        collected = read(body, content_type)
    except SourceError:
        return
    for entry in collected.entries:
        assert entry.title.encode() == entry.title.encode("utf-8", "strict")
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1).map(lambda t: t + '<img src=x onerror=1>"]]>{{7*7}}</title>'))
def test_a_hostile_title_stays_one_line_of_text(hostile: str) -> None:
    clean = "".join(c for c in hostile if c.isprintable())
    rss = (
        f"<rss version='2.0'><channel><title>t</title><item><title>{escape(escape(clean))}</title>"
    )
    rss += "<guid>1</guid></item></channel></rss>"
    feed = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"title": hostile}]})
    for body in (rss.encode("utf-8", "replace"), feed.encode()):
        (entry,) = read(body, "text/xml; charset=utf-8").entries
        assert "{{7*7}}" in entry.title
        assert "\n" not in entry.title
