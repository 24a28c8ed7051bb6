from datetime import UTC, datetime

import pytest

from briefing.errors import SourceError
from briefing.ports import Collected
from tests.sources.fakes import NOW, collect, sample

API = "https://hn.algolia.com/api/v1"
NEWEST = f"{API}/search_by_date?tags=story&numericFilters=points%3E%3D10&hitsPerPage=50"
FRONT = f"{API}/search?tags=front_page&hitsPerPage=50"
HITS = sample("hackernews.json")


def test_stories_become_entries_with_points_and_comments() -> None:
    story, ask = collect("hackernews", {NEWEST: HITS}).entries
    assert (story.title, story.score, story.comments) == ("Qwen <3 tiny models", 312, 141)
    assert story.url.startswith("https://qwen.example/blog/tiny")
    assert story.published_at == datetime(2026, 2, 28, 15, 20, tzinfo=UTC)
    assert ask.url == "https://news.ycombinator.com/item?id=47000002"
    assert ask.summary == "What do you run at home? I'd like <8 GB."
    assert (ask.tags, ask.authors) == (("ask_hn",), ("asker",))


def test_the_query_stands_in_the_address() -> None:
    url = NEWEST.replace("&hits", "&query=open+models&hits")
    assert len(collect("hackernews", {url: HITS}, query="open models").entries) == 2


def test_stories_with_too_few_points_are_left_out() -> None:
    url = NEWEST.replace("%3D10", "%3D0")
    assert len(collect("hackernews", {url: HITS}, min_points=0).entries) == 3
    assert len(collect("hackernews", {FRONT: HITS}, pick="front-page", min_points=100).entries) == 1


def test_both_lists_give_each_story_once() -> None:
    assert len(collect("hackernews", {NEWEST: HITS, FRONT: HITS}, pick="both").entries) == 2


def test_an_unchanged_answer_yields_nothing() -> None:
    assert collect("hackernews", {NEWEST: 304}) == Collected()


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"hits": 1}', b"<"])
def test_an_answer_without_hits_is_an_error(body: bytes) -> None:
    with pytest.raises(SourceError):
        collect("hackernews", {NEWEST: body})


def test_odd_hits_do_no_harm() -> None:
    far = b'{"objectID": "1", "points": 50, "title": "Far", "created_at_i": 99999999999999}'
    odd = b'{"objectID": "2", "points": 50, "title": "Odd", "created_at_i": 1e9, "_tags": 1}'
    body = b'{"hits": [1, {"points": 99}, %b, %b]}' % (far, odd)
    entries = collect("hackernews", {NEWEST: body}).entries
    assert [(e.title, e.published_at) for e in entries] == [("Far", NOW), ("Odd", NOW)]
