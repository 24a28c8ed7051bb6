"""What an article tells its readers to do, and within how long."""

from datetime import date

import pytest

from briefing.authoring.directives import directives_in_list, directives_in_words
from briefing.authoring.outline import Action, text_of
from briefing.model.article import Emphasis, ListBlock, ListItem, Paragraph, Text

DAY = date(2026, 3, 1)


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
        directives_in_words((Text(said),), "what you should do", DAY),
        directives_in_list(listed(said), "actions", DAY),
    ):
        assert told(list(parts)) == [(horizon, words)]


@pytest.mark.parametrize(
    ("said", "due", "words"),
    [
        ("By Q3 2026, sign the contract.", "2026-09-30", "Sign the contract."),
        ("First, by end of March, audit it.", "2026-03-31", "Audit it."),
        ("In H1 2027, move.", "2027-06-30", "Move."),
        ("Before year end: decide.", "2026-12-31", "Decide."),
        ("Q3 2026: sign.", "2026-09-30", "Sign."),
        ("End of May – lobby.", "2026-05-31", "Lobby."),
        ("2027: hire.", "2027-12-31", "Hire."),
        ("Near-term (by Q2): Book early.", "2026-06-30", "Near-term: Book early."),
        ("By 30 June, sell 40 of them.", "2026-06-30", "Sell 40 of them."),
    ],
)
def test_words_that_name_a_time_of_the_calendar(said: str, due: str, words: str) -> None:
    for parts in (
        directives_in_words((Text(said),), "what you should do", DAY),
        directives_in_list(listed(said), "actions", DAY),
    ):
        assert told(list(parts)) == [(due, words)]


@pytest.mark.parametrize(
    ("said", "due", "words"),
    [
        ("Sign the contract by the end of Q3 2026.", "2026-09-30", "Sign the contract."),
        ("Move house (before 1 July)", "2026-06-30", "Move house."),
        ("Move in H1 2027.", "2027-06-30", "Move."),
    ],
)
def test_items_that_end_with_a_time_of_the_calendar(said: str, due: str, words: str) -> None:
    assert told(list(directives_in_list(listed(said), "actions", DAY))) == [(due, words)]


@pytest.mark.parametrize(
    "said",
    [
        "2023: launched.", "In 2025, they fell.", "2026-27: the season.", "May we: yes.",
        "Compare it with what you paid in March.", "In time, sell.", "March on.",
    ],
)  # fmt: skip
def test_a_time_that_sets_no_deadline_makes_no_directive(said: str) -> None:
    assert told(list(directives_in_words((Text(said),), "actions", DAY))) == ["text"]
    assert told(list(directives_in_list(listed(said), "actions", DAY))) == [1]


def test_what_is_foretold_is_no_directive() -> None:
    said = "By Q3 2026, prices double. In 2027, they fall again."
    assert told(list(directives_in_words((Text(said),), "why now", DAY))) == ["text"]
    block = listed("2026: prices double.", "Prices fall by 2027.")
    assert told(list(directives_in_list(block, "why now", DAY))) == [2]


@pytest.mark.parametrize(
    "said", ["Sales (30 days): 40 units.", "Next quarter: more.", "In 9 days, they sell out."]
)
def test_nothing_is_a_directive_where_none_is_promised(said: str) -> None:
    assert told(list(directives_in_words((Text(said),), "why now", DAY))) == ["text"]
    assert told(list(directives_in_list(listed(said, "Other."), "why now", DAY))) == [2]


def test_an_item_without_a_horizon_stays_an_item() -> None:
    block = listed("Within 2 weeks: lock in.", "At once: sign.", "And pay.", "Next year: rest.")
    assert told(list(directives_in_list(block, "what to do", DAY))) == [
        ("2 weeks", "Lock in."),
        2,
        ("1 year", "Rest."),
    ]


def test_marks_are_kept() -> None:
    words = (Emphasis("strong", (Text("Soon (2 weeks):"),)), Text(" read "), Text("it."))
    (action,) = directives_in_words(words, "next steps", DAY)
    assert isinstance(action, Action)
    assert text_of(action.words) == "Soon: Read it."
