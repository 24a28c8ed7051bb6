"""What changed since the last issue."""

from dataclasses import replace
from decimal import Decimal

import pytest

from briefing.model.figure import DATE, PERCENT, RATIO, Figure
from briefing.model.issue import Issue
from briefing.web.preview.difference import figure_changes, text_changes
from tests.preview.sample import article, issue
from tests.render.articles import FIGURE, render


def with_figures(*figures: Figure) -> Issue:
    return render(replace(article(), figures=figures))


def test_equal_issues_have_no_changes() -> None:
    assert {change.op for change in text_changes(issue("a b c"), issue("a b c"))} == {"same"}


def test_a_changed_paragraph_shows_its_words() -> None:
    changes = text_changes(issue("The lead grew to 5."), issue("The lead grew to 7."))
    (changed,) = [change for change in changes if change.op != "same"]
    assert changed.op == "changed"
    assert changed.spans == (("same", "The lead grew to "), ("removed", "5."), ("added", "7."))


def test_paragraphs_with_nothing_in_common_are_one_removed_and_one_added() -> None:
    changes = text_changes(issue("Entirely other words."), issue("Something new was said here."))
    assert {change.op for change in changes} == {"same", "added", "removed"}


def test_the_first_issue_is_all_new() -> None:
    assert {change.op for change in text_changes(None, issue())} == {"added"}


def test_both_texts_can_be_read_out_of_the_changes() -> None:
    old, new = issue("One two three four."), issue("One 2 three four five.")
    changes = text_changes(old, new)
    kept = [[text for op, text in c.spans if op != "removed"] for c in changes]
    said = [text for text in ("".join(spans) for spans in kept) if text]
    assert said == ["".join(text for _, text in c.spans) for c in text_changes(None, new)]


@pytest.mark.parametrize(
    ("before", "now", "change"), [(100, 105, 0.05), (100, 50, -0.5), (-10, -5, 0.5), (0, 5, None)]
)
def test_a_figure_changes_relatively(before: int, now: int, change: float | None) -> None:
    one, other = (replace(FIGURE, value=Decimal(n)) for n in (before, now))
    (found,) = figure_changes(with_figures(one), with_figures(other))
    assert found.change == (None if change is None else pytest.approx(change))
    assert found.points is None


def test_percentages_change_by_points() -> None:
    old = replace(FIGURE, unit=PERCENT, value=Decimal(63), text="63%")
    new = replace(FIGURE, unit=PERCENT, value=Decimal("61.5"), text="62%")
    (found,) = figure_changes(with_figures(old), with_figures(new))
    assert found.points == pytest.approx(-1.5)
    share = [replace(f, unit=RATIO, value=f.value / 100) for f in (old, new)]
    (found,) = figure_changes(with_figures(share[0]), with_figures(share[1]))
    assert found.points == pytest.approx(-1.5)


def test_units_that_differ_and_days_have_no_relative_change() -> None:
    day = replace(FIGURE, unit=DATE, value=Decimal(739_000))
    other = replace(FIGURE, unit="stars")
    for now in (day, other):
        (found,) = figure_changes(with_figures(FIGURE), with_figures(now))
        assert found.change is None
        assert found.points is None


def test_figures_that_came_and_went_are_told() -> None:
    new, gone = replace(FIGURE, id="new", text="1"), replace(FIGURE, id="gone", text="2")
    came, went = figure_changes(with_figures(gone), with_figures(new))
    assert (came.id, came.before, came.now) == ("new", "", "1")
    assert (went.id, went.before, went.now) == ("gone", "2", "")
    assert came.formula == FIGURE.formula
    assert (came.exact_before, came.exact_now) == ("", "153,600,000 downloads")
