"""What kind of diagram a misspelt word may mean."""

import pytest

from briefing.diagrams.kinds import kind_hint


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("flowchrt", "did you mean 'flowchart'?"),
        ("gant", "did you mean 'gantt'?"),
        ("pie", ""),
        ("xyzzy", ""),
        ("", ""),
    ],
)
def test_a_misspelt_kind_is_named(word: str, hint: str) -> None:
    assert kind_hint(word) == hint
