"""Every language says everything, with the same places to fill in, in its own forms of number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from babel import Locale

from briefing.render.dates import long_date
from briefing.render.frame import frame_of, within
from briefing.render.languages import LANGUAGES, Language, counted, language_of
from tests.render.articles import ARTICLE

_PLACE = re.compile(r"\{[^{}]*\}")
_KANA_OR_HAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_OTHERS = [one for one in LANGUAGES.values() if one.tag != "en"]


def _said(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield everything that a language says, each under its path; a plural is one thing."""
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _said(getattr(value, field.name), f"{path}.{field.name}")
    elif "other" in value:
        yield path, value["other"]
    else:
        for key, inner in value.items():
            yield from _said(inner, f"{path}.{key}")


def _plurals(value: Any) -> Iterator[Mapping[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _plurals(getattr(value, field.name))
    elif isinstance(value, dict):
        if "other" in value:
            yield value
        else:
            for inner in value.values():
                yield from _plurals(inner)


@pytest.mark.parametrize("language", _OTHERS, ids=lambda one: one.tag)
def test_a_language_says_all_that_english_says_with_the_same_places(language: Language) -> None:
    english, said = dict(_said(LANGUAGES["en"])), dict(_said(language))
    assert said.keys() == english.keys()
    for path, text in said.items():
        assert set(_PLACE.findall(text)) == set(_PLACE.findall(english[path])), path
        assert text.strip(), path


@pytest.mark.parametrize(("tag", "script"), [("ar", _ARABIC), ("ja", _KANA_OR_HAN)])
def test_what_is_said_is_written_in_the_languages_own_script(tag: str, script: Any) -> None:
    said = [(path, _PLACE.sub("", text)) for path, text in _said(LANGUAGES[tag])]
    worded = [(path, text) for path, text in said if any(c.isalpha() for c in text)]
    foreign = {path for path, text in worded if not script.search(text)}
    assert foreign == {".tag", ".direction", ".frame.tag", ".diagrams.tag"}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda one: one.tag)
def test_plurals_have_each_form_that_the_language_has(language: Language) -> None:
    rules = Locale.parse(language.tag).plural_form
    for forms in _plurals(language):
        assert forms.keys() == {"other", *rules.tags}


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", ["0 points", "1 point", "2 points", "11 points", "1,200 points"]),
        ("ar", ["لا نقاط", "نقطة واحدة", "نقطتان", "11 نقطة", "1,200 نقطة"]),
        ("ja", ["0 ポイント", "1 ポイント", "2 ポイント", "11 ポイント", "1,200 ポイント"]),
    ],
)
def test_numbers_are_counted_in_the_languages_own_way(tag: str, said: list[str]) -> None:
    points = LANGUAGES[tag].frame.points
    assert [counted(points, count, tag) for count in (0, 1, 2, 11, 1200)] == said


@pytest.mark.parametrize(
    ("horizon", "english", "arabic", "japanese"),
    [
        ("1 day", "within 1 day", "خلال يوم واحد", "1日以内"),
        ("2 weeks", "within 2 weeks", "خلال أسبوعين", "2週間以内"),
        ("6-months", "within 6 months", "خلال 6 أشهر", "6か月以内"),
        ("30 days", "within 30 days", "خلال 30 يومًا", "30日以内"),
        ("2026-09-01", "", "", ""),
    ],
)
def test_a_deadline_is_said_in_the_language(
    horizon: str, english: str, arabic: str, japanese: str
) -> None:
    said = [within(horizon, LANGUAGES[tag].frame) for tag in ("en", "ar", "ja")]
    assert said == [english, arabic, japanese]


def test_days_are_written_as_the_language_writes_them() -> None:
    day = date(2026, 3, 1)
    assert [long_date(day, tag) for tag in LANGUAGES] == [
        "1 March 2026",
        "1 مارس 2026",
        "2026年3月1日",
    ]


def test_a_frame_in_words_that_the_article_has_already_is_no_other() -> None:
    german = in_language("de")
    assert frame_of(german, "en") == frame_of(german)
    assert frame_of(german).words is language_of("en").frame
    assert frame_of(german, "ar").tongue.direction == "rtl"
    assert frame_of(in_language("ar-EG"), "ar").tongue.lang == "ar-EG"


def in_language(lang: str) -> Any:
    """Return an article in another language."""
    return replace(ARTICLE, lang=lang)
