"""Lines of plain text, in scripts with and without spaces."""

import textwrap
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing.render.wrapping import WIDTH, columns, wrap

JAPANESE = "同じ週に駅前店は出しました。「朝の七時から九時までの二時間で、一日の半分が出ます」と。"


@given(st.lists(st.text("abcdefgh-.", min_size=1, max_size=90)))
def test_scripts_with_spaces_are_wrapped_as_ever(words: list[str]) -> None:
    plain = textwrap.TextWrapper(
        WIDTH,
        initial_indent="* ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    assert wrap(" ".join(words), "* ", "  ") == ("\n".join(plain.wrap(" ".join(words))) or "*")


def test_japanese_is_wrapped_by_its_width_and_loses_nothing() -> None:
    lines = wrap(JAPANESE * 9, "* ", "  ").split("\n")
    assert "".join(line[2:] for line in lines) == JAPANESE * 9
    assert max(map(columns, lines)) <= WIDTH
    assert min(map(columns, lines[:-1])) >= WIDTH - 6


@given(st.text("港店で、。「」ー()っ %a1 ", max_size=300))
def test_no_line_begins_with_a_stop_or_ends_with_an_opening(text: str) -> None:
    lines = [line.strip() for line in wrap(text).split("\n")]
    for before, after in pairwise(lines):
        # What stood between spaces may: the author put it there.
        if f"{before[-4:]} {after[:4]}" not in " ".join(text.split()):
            assert after[0] not in "、。」ー)っ"
            assert before[-1] not in "「("


@given(st.text(max_size=200))
def test_any_text_keeps_its_words(text: str) -> None:
    kept = "".join(wrap(text).split())
    assert kept == "".join(text.split())


def test_korean_is_broken_at_spaces() -> None:
    lines = wrap("한국어는 띄어쓰기를 합니다 " * 6).split("\n")
    assert len(lines) == 3
    assert {word for line in lines for word in line.split()} == {"한국어는", "띄어쓰기를", "합니다"}


def test_what_cannot_be_broken_stands_whole() -> None:
    url = "https://briefing.example/" + "x" * 90
    assert wrap(f"See {url} now") == f"See\n{url}\nnow"


def test_accents_take_no_room() -> None:
    assert columns("كوبًا") == 4
    assert columns("e\u0301") == 1
    assert columns("日本") == 4


def test_a_short_word_between_spaces_is_not_torn() -> None:
    assert wrap("x" * 69 + " 現在").split("\n")[1] == "現在"
