"""Feeds are found where pages and lists name them."""

import pytest

from briefing.authoring.discovery import FeedLink, common_places, feeds_in, is_opml, read_opml
from briefing.errors import ContentError

PAGE = """<!doctype html><head><base href="https://a.example/blog/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">
<link rel="alternate stylesheet" type="text/css" href="x.css">
<link REL="ALTERNATE" type="application/atom+xml; charset=utf-8" title=" The  Blog "
href="atom.xml">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" hreflang="de" href="/de/"></head><body><p>unclosed"""


def test_the_feeds_of_a_page() -> None:
    assert feeds_in(PAGE, "https://a.example/") == [
        FeedLink("https://a.example/blog/atom.xml", "The Blog"),
        FeedLink("https://a.example/comments.xml", "Comments"),
    ]


def test_common_places_are_below_the_page_and_the_root() -> None:
    places = common_places("https://a.example/blog")
    assert places[0] == "https://a.example/blog/feed"
    assert "https://a.example/rss.xml" in places
    assert len(set(places)) == len(places)


def test_opml_of_nested_outlines() -> None:
    data = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="All">
    <outline text="One &amp; only" xmlUrl="https://one.example/feed"/>
    <outline title="Two" xmlURL="https://two.example/rss"/>
    <outline text="Again" xmlUrl="https://one.example/feed"/>
    <outline text="Local" xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
    assert is_opml(data)
    assert read_opml(data, "list.opml") == [
        FeedLink("https://one.example/feed", "One & only"),
        FeedLink("https://two.example/rss", "Two"),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>', "declares a document type"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><opml/>', "declares a document type"),
        (b"<opml><body>", "is no OPML"),
        (b"<opml/>", "lists no feeds"),
    ],
)
def test_hostile_and_broken_lists(data: bytes, says: str) -> None:
    with pytest.raises(ContentError, match=says):
        read_opml(data, "list.opml")
