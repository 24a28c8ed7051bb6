"""The words of the frame around an article, in the topic's language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What the frame says; the article's own words are the template's."""

    issue: str = "Issue"
    sample: str = "Sample data"
    sample_note: str = "This issue was built from recorded sample data, not from live sources."
    view_online: str = "Read it in the browser"
    directives: str = "Strategic directives"
    due: str = "Due"
    within: str = "within {horizon}"
    why: str = "Why"
    sources: str = "Sources"
    footnotes: str = "Notes"
    how_we_know: str = "How we know"
    how_intro: str = "Each figure in this issue, how it was computed, and from what."
    as_of: str = "as of {instant}"
    observations: tuple[str, str] = ("1 observation", "{count} observations")
    also: str = "Also reported by {names}"
    points: tuple[str, str] = ("1 point", "{count} points")
    comments: tuple[str, str] = ("1 comment", "{count} comments")
    unsubscribe: str = "Unsubscribe"
    preferences: str = "Preferences"
    why_you: str = "You get this because you subscribed to {topic}."
    skip: str = "Skip to the article"
    back: str = "Back to the text"


def counted(forms: tuple[str, str], count: int) -> str:
    """Return "1 point" or "7 points"."""
    return forms[0] if count == 1 else forms[1].format(count=count)


ENGLISH = Words()
WORDS = {"en": ENGLISH}


def words_for(lang: str) -> Words:
    """Return the frame's words in `lang` (a BCP 47 tag), or in English where there are none."""
    return WORDS.get(lang.split("-")[0].lower(), ENGLISH)
