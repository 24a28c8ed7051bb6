"""The languages of the frame: what pages and letters say around what topics say."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.render.languages.arabic import ARABIC
from briefing.render.languages.english import ENGLISH
from briefing.render.languages.japanese import JAPANESE
from briefing.render.languages.words import Language, LetterWords, PageWords

__all__ = ["LANGUAGES", "Language", "LetterWords", "PageWords", "language_of"]

LANGUAGES: Mapping[str, Language] = {one.tag: one for one in (ENGLISH, ARABIC, JAPANESE)}
"""By tag, in the order in which they are offered."""


def language_of(tag: str) -> Language:
    """Return the language of a BCP 47 tag ("ar-EG" is Arabic), English where we speak no other."""
    return LANGUAGES.get(tag.split("-")[0].lower(), ENGLISH)
