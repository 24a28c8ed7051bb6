"""What an article tells its readers to do, and within how long."""

import pytest

from briefing.authoring.directives import directives_in_list, directives_in_words
from briefing.authoring.outline import Action, text_of
from briefing.model.article import Emphasis, ListBlock, ListItem, Paragraph, Text


def listed(*items: str) -> ListBlock:
    return ListBlock(tuple(ListItem((Paragraph((Text(item),)),)) for item in items))


def told(parts: list[object]) -> list[object]:
    """Return each directive as (horizon, words), and how many items each list has."""
    return [
        (part.horizon, text_of(part.words)) if isinstance(part, Action)
        else len(part.items) if isinstance(part, ListBlock) else "text"
        for part in parts
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "horizon", "words"),
    [
        ("Within 30 days: audit your roof.", "30 days", "Audit your roof."),
        ("30 days: audit it.", "30 days", "Audit it."),
        ("Over the next 6 to 12 months, train installers.", "12 months", "Train installers."),
        ("Immediate (30 days): Book early.", "30 days", "Immediate: Book early."),
        ("Near-term (3–6 months) – Lobby.", "6 months", "Near-term: Lobby."),
        ("Next quarter: diversify.", "1 quarter", "Diversify."),
        ("This week: read on.", "1 week", "Read on."),
    ],
)
def test_words_that_name_a_horizon(said: str, horizon: str, words: str) -> None:
    for parts in (
        directives_in_words((Text(said),), "what you should do"),
        directives_in_list(listed(said), "actions"),
    ):
        assert told(list(parts)) == [(horizon, words)]


@pytest.mark.parametrize(
    "said", ["Sales (30 days): 40 units.", "Next quarter: more.", "In 9 days, they sell out."]
)
def test_nothing_is_a_directive_where_none_is_promised(said: str) -> None:
    assert told(list(directives_in_words((Text(said),), "why now"))) == ["text"]
    assert told(list(directives_in_list(listed(said, "Other."), "why now"))) == [2]


def test_an_item_without_a_horizon_stays_an_item() -> None:
    block = listed("Within 2 weeks: lock in.", "By Q3: sign.", "And pay.", "Next year: rest.")
    assert told(list(directives_in_list(block, "what to do"))) == [
        ("2 weeks", "Lock in."),
        2,
        ("1 year", "Rest."),
    ]


def test_marks_are_kept() -> None:
    words = (Emphasis("strong", (Text("Soon (2 weeks):"),)), Text(" read "), Text("it."))
    (action,) = directives_in_words(words, "next steps")
    assert isinstance(action, Action)
    assert text_of(action.words) == "Soon: Read it."
