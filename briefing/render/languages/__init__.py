"""The languages of the frame: what issues, pages and letters say around what topics say."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale
from babel.numbers import format_decimal

from briefing.render.languages.arabic import ARABIC
from briefing.render.languages.english import ENGLISH
from briefing.render.languages.japanese import JAPANESE
from briefing.render.languages.words import (
    DigestWords,
    FrameWords,
    Language,
    LetterWords,
    PageWords,
    Plural,
    Problem,
    SiteWords,
)

__all__ = [
    "LANGUAGES",
    "DigestWords",
    "FrameWords",
    "Language",
    "LetterWords",
    "PageWords",
    "Plural",
    "Problem",
    "SiteWords",
    "counted",
    "language_of",
]

LANGUAGES: Mapping[str, Language] = {one.tag: one for one in (ENGLISH, ARABIC, JAPANESE)}
"""By tag, in the order in which they are offered."""


def language_of(tag: str) -> Language:
    """Return the language of a BCP 47 tag ("ar-EG" is Arabic), English where we speak no other."""
    return LANGUAGES.get(tag.split("-")[0].lower(), ENGLISH)


def counted(forms: Plural, count: int, tag: str) -> str:
    """Return what is said of so many: "1 point" or "7 points", and each of Arabic's six forms."""
    form = forms[Locale.parse(tag).plural_form(count)]
    return form.replace("{count}", str(format_decimal(count, locale=tag)))
