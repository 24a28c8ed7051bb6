"""The frame around an article: its words and its language, which may be another than the article's.

What an editor wrote stays as it is; what stands around it is said in the language that a reader
asked for. Where the two differ, each piece of one within the other says so, with `lang` and `dir`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from markupsafe import escape

from briefing.model.article import Article
from briefing.render.languages import FrameWords, counted, language_of
from briefing.render.slots import Html, Style

Direction = Literal["ltr", "rtl"]
NOTHING = Style()
_HORIZON = re.compile(r"(\d{1,4})[ -]?(day|week|month|quarter|year)s?")


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of a piece of a document, and which way it runs."""

    lang: str
    direction: Direction

    @property
    def start(self) -> Style:
        """The side at which its lines begin."""
        return Style("right" if self.direction == "rtl" else "left")

    @property
    def end(self) -> Style:
        """The side at which its lines end."""
        return Style("left" if self.direction == "rtl" else "right")

    @property
    def attributes(self) -> Style:
        """What an element says of its language, to be put behind its name."""
        return Style(f' lang="{escape(self.lang)}" dir="{self.direction}"')


@dataclass(frozen=True, slots=True)
class Within:
    """What pieces in one language say of themselves where they stand within another.

    Where both are the same there is nothing to say, and nothing is put around them.
    """

    attributes: Style = NOTHING

    def block(self, html: str) -> Html:
        """Return a piece of its own lines."""
        return Html(f"<div{self.attributes}>{html}</div>" if html and self.attributes else html)

    def run(self, text: str) -> Html:
        """Return a run of text within a line, escaped unless it is HTML."""
        html = text if isinstance(text, Html) else str(escape(text))
        return Html(f"<span{self.attributes}>{html}</span>" if html and self.attributes else html)


@dataclass(frozen=True, slots=True)
class IssueFrame:
    """An article's frame: its words, its tongue, and that of the article.

    `inside` is put around what is the article's, `outside` around the frame's words within it.
    """

    words: FrameWords
    tongue: Tongue
    article: Tongue
    inside: Within = Within()
    outside: Within = Within()

    @property
    def article_words(self) -> FrameWords:
        """What the frame's words are in the article's own language."""
        return language_of(self.article.lang).frame


def frame_of(article: Article, lang: str = "") -> IssueFrame:
    """Return an article's frame in a language, or in its own where none is named.

    A language that speaks the same words as the article's own is no other: what an English frame
    says around an article in German, it says in the German way of writing dates.
    """
    own = Tongue(article.lang, article.direction)
    language = language_of(lang or article.lang)
    if language is language_of(article.lang):
        return IssueFrame(language.frame, own, own)
    tongue = Tongue(language.tag, language.direction)
    return IssueFrame(
        language.frame, tongue, own, Within(own.attributes), Within(tongue.attributes)
    )


def within(horizon: str, words: FrameWords) -> str:
    """Return "within 30 days" for the horizon of a directive, and nothing for a date."""
    match = _HORIZON.fullmatch(horizon.strip().lower())
    if not match:
        return ""
    said = counted(words.horizons[match[2]], int(match[1]), words.tag)
    return words.within.format(horizon=said)
