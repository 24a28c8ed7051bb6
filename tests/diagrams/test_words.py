"""Text from anywhere becomes the words of a label."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from briefing.diagrams.words import (
    MAX_LENGTH,
    bare,
    bare_markdown,
    distinct,
    is_blank,
    plain,
    quoted,
    quoted_markdown,
    respelled,
    yaml,
)
from tests.diagrams.drawing import labels


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  two\n words ", "two words"),
        ("a\u202eb\u0000c", "ab c"),
        ("\ue000private", "private"),
        ("", "–"),
        ("\u200b\u200d", "–"),
        ("x" * 40, "x" * 32 + " " + "x" * 8),
        ("word " * 100, "word " * 31 + "word…"),
        (12, "12"),
    ],
)
def test_text_comes_on_one_visible_line(text: object, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ('say "no"; #1', '"say #34;no#34;#59; #35;1"'),
        ("61 % (Alibaba), [more]", '"61 % (Alibaba), [more]"'),
        ("%%{init}%%", '"#37;#37;#123;init#125;#37;#37;"'),
        ("2 > 1 < 3", '"2 #62; 1 #60; 3"'),
        ("<b>bold</b>", '"‹b›bold‹/b›"'),
        ("lifestyle", '"life#115;tyle"'),
    ],
)
def test_in_quotes_only_what_could_end_them_is_coded(text: str, script: str) -> None:
    assert quoted(text) == script


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("a: b, c", "a#58; b#44; c"),
        ("end", "#101;nd"),
        ("section one", "#115;ection one"),
        ("sections", "sections"),
        ("-1", "#45;1"),
        ("#1", "#35;1"),
        ("", "#8211;"),
    ],
)
def test_without_quotes_keywords_are_coded_too(text: str, script: str) -> None:
    assert bare(text) == script


def test_markdown_is_shown_not_followed() -> None:
    assert bare_markdown("so **a** b_c _d_") == "so ∗∗a∗∗ b#95;c ˍdˍ"
    assert quoted_markdown("1. one") == '"1.\u00a0one"'
    assert quoted_markdown("- one 5 %") == '"– one 5 #37;"'


def test_a_title_is_a_yaml_string() -> None:
    assert yaml('say "no" # 5%') == '"say \\"no\\" \\u0023 5\\u0025"'


def test_equal_names_are_numbered() -> None:
    assert distinct(["a", "b", "a", "a (2)", "a"]) == ["a", "b", "a (2)", "a (2) (2)", "a (3)"]


@settings(max_examples=60, deadline=None)
@given(labels, labels)
def test_names_are_never_equal_even_when_they_are_written_twice(one: str, two: str) -> None:
    names = distinct([one, two, one])
    assert len({respelled(name) for name in names}) == 3


@settings(max_examples=60, deadline=None)
@given(labels)
def test_words_are_bounded_and_stay_as_they_are(text: str) -> None:
    words = respelled(text)
    assert 0 < len(words) <= MAX_LENGTH + 80
    assert respelled(words) == words
    assert not is_blank(words)
    assert "\n" not in bare(text) + bare_markdown(text) + quoted(text) + quoted_markdown(text)
