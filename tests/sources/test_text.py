import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.text import from_html, from_text, title_key


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain", "plain"),
        ("<p>one</p><p>two</p>", "one two"),
        ("AT&amp;T &lt;b&gt;", "AT&T <b>"),
        ("AT&amp;amp;T", "AT&amp;T"),
        ("a<script>alert(1)</script>b<style>x{}</style>", "ab"),
        ("std::vector<int> and Map<K, V>", "std::vector<int> and Map<K, V>"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<img src=x onerror=alert(1)>gone", "gone"),
        ("<o:p>office</o:p> <x-card>custom</x-card>", "office custom"),
        ("cut <b", "cut <b"),
        ("<!-- hidden -->seen", "seen"),
    ],
)
def test_html_becomes_the_text_that_a_reader_sees(markup: str, text: str) -> None:
    assert from_html(markup, 100) == text


@given(st.text())
def test_escaped_text_survives_the_html_reader_unchanged(text: str) -> None:
    assert from_html(html.escape(text), 10_000) == from_text(text, 10_000)


@given(st.text())
def test_plain_text_is_one_line_without_controls_and_stays_as_it_is(text: str) -> None:
    plain = from_text(text, 80)
    assert len(plain) <= 80
    assert not [c for c in plain if unicodedata.category(c) in ("Cc", "Cs")]
    assert not set(plain) & set("\u202e\u2066\u2028\n")
    assert from_text(plain, 80) == plain


def test_long_text_is_cut_between_words() -> None:
    assert from_text("one two three four", 12) == "one two…"
    assert from_text("x" * 50, 10) == "x" * 9 + "…"


def test_direction_overrides_are_dropped_and_joiners_kept() -> None:
    assert from_text("safe\u202egpj.exe", 50) == "safegpj.exe"
    assert from_text("می\u200cخواهم 👩\u200d🔬", 50) == "می\u200cخواهم 👩\u200d🔬"


def test_titles_that_differ_in_case_and_punctuation_share_a_key() -> None:
    assert title_key("Qwen’s  “Big” day!") == title_key("qwen's big DAY")
    assert title_key("A") != title_key("B")


def test_no_placeholder_or_mark_comes_in_from_outside() -> None:
    assert from_text("Win %%unsubscribe_url%% now", 99) == "Win %\u2060%unsubscribe_url%% now"
    assert from_text("100%% of a%%b", 99) == "100%% of a%%b"
    assert from_text("a\U0010f000b\uf8ff", 99) == "ab\uf8ff"
