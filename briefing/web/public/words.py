"""The words of the public pages' own frame, in a page's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What the pages around the issues say."""

    skip: str = "Skip to the content"
    main_menu: str = "Main"
    archive: str = "Archive"
    search: str = "Search"
    subscribe: str = "Subscribe"
    topics: str = "Topics"
    latest: str = "Latest issues"
    all_issues: str = "All issues"
    issue: str = "Issue"
    weekly: str = "Weekly digest"
    sample: str = "Sample data"
    older: str = "Older issues"
    newer: str = "Newest issues"
    before: str = "Issues before {day}"
    previous: str = "Previous"
    following: str = "Next"
    other_issues: str = "Other issues"
    nothing_yet: str = "No issue has been sent yet."
    feed: str = "Atom feed"
    search_for: str = "Search the issues"
    search_in: str = "In"
    all_topics: str = "all topics"
    found: tuple[str, str] = ("1 issue holds this", "{count} issues hold this")
    found_many: str = "The {count} best matches"
    found_none: str = "No issue holds this. Try fewer or other words."
    search_hint: str = 'Put words that stand together in "quotes", and a - before one to leave out.'
    home: str = "To the archive"


ENGLISH = SiteWords()
WORDS = {"en": ENGLISH}


def site_words(lang: str) -> SiteWords:
    """Return the frame's words in `lang` (a BCP 47 tag), or in English where there are none."""
    return WORDS.get(lang.split("-")[0].lower(), ENGLISH)
