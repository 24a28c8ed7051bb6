"""Entries that tell of one event become one story."""

from datetime import timedelta

import pytest

from briefing.compose.stories import stories
from briefing.model.observation import Entry
from tests.compose.writing import NOW


def told(
    title: str, feed: str, *, url: str = "", hours: int = 1, summary: str = "", score: int = 0
) -> Entry:
    at = NOW - timedelta(hours=hours)
    name = f"{feed}:{title}:{hours}"
    return Entry(feed, name, url, title, at, NOW, summary=summary, score=score)


def grouped(*entries: Entry) -> list[set[str]]:
    """Return the feeds of each story, and see that the order of the entries makes no difference."""
    found = stories(entries, limit=None, as_of=NOW)
    assert stories(entries[::-1], limit=None, as_of=NOW) == found
    return [{entry.feed for entry in story.entries} for story in found]


ONE_STORY = [
    ("Astral releases uv with faster builds", "Astral released uv with a faster build"),
    ("Show HN: A linker that patches itself", "A linker that patches itself | The Register"),
    ("東京で新しい図書館が開館", "新しい図書館が東京で開館"),
    ("Rust 1.90 released with faster compile times", "Rust 1.90 is released: faster compile times"),
]
TWO_STORIES = [
    ("Qwen 3.5 released with open weights", "Qwen 3.0 released with open weights"),
    ("A linker that patches itself", "Astral raises more money"),
    ("Postgres gains columns", "Postgres in orbit"),
    ("東京で新しい図書館が開館", "大阪の橋が通行止め"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), ONE_STORY)
def test_titles_that_say_the_same_are_one_story(one: str, other: str) -> None:
    assert grouped(told(one, "a"), told(other, "b")) == [{"a", "b"}]


@pytest.mark.parametrize(("one", "other"), TWO_STORIES)
def test_titles_that_say_something_else_are_two(one: str, other: str) -> None:
    assert sorted(map(sorted, grouped(told(one, "a"), told(other, "b")))) == [["a"], ["b"]]


def test_entries_of_one_link_are_one_story_whatever_they_are_called() -> None:
    link = "https://x.example/news"
    assert grouped(told("One", "a", url=link), told("Other", "b", url=f"{link}#top")) == [
        {"a", "b"}
    ]


def test_what_is_far_apart_in_time_is_two_stories_unless_it_is_the_same_title() -> None:
    old, new = ONE_STORY[0]
    assert len(grouped(told(old, "a", hours=24 * 20), told(new, "b"))) == 2
    assert len(grouped(told(new, "a", hours=24 * 20), told(new, "b"))) == 1


def test_what_a_feed_repeats_is_told_once() -> None:
    link = "https://x.example/1"
    again = [told("Title", "a", url=link, hours=2), told("Title, corrected", "a", url=link)]
    (story,) = stories(again, limit=None, as_of=NOW)
    assert [entry.title for entry in story.entries] == ["Title"]


def test_the_lead_is_the_one_that_says_most_and_others_follow_in_time() -> None:
    short = told("A linker that patches itself", "a", hours=5)
    long = told("A linker that patches itself", "b", hours=3, summary="How it works. " * 20)
    late = told("A linker that patches itself", "c", hours=1)
    (story,) = stories([late, long, short], limit=None, as_of=NOW)
    assert (story.lead.feed, [entry.feed for entry in story.also]) == ("b", ["a", "c"])


def test_what_is_told_by_many_and_well_received_and_new_comes_first() -> None:
    alone, old = told("Alone on a hill", "a"), told("Once upon a time", "a", hours=60)
    liked = told("Everybody likes this", "a", score=500)
    shared = [told("A linker that patches itself", feed) for feed in "abc"]
    found = stories([old, alone, liked, *shared], limit=3, as_of=NOW)
    assert [story.lead.title for story in found] == [
        "A linker that patches itself",
        "Everybody likes this",
        "Alone on a hill",
    ]
