"""Claims: prose that is printed only where its condition holds."""

from decimal import Decimal
from pathlib import Path

import pytest

from briefing.errors import DataError, Location
from briefing.model.article import plain
from tests.compose.writing import write

CLAIM = """{% set a = quantity(200) %}
{% set b = quantity(100) %}
{% claim CONDITION %}
More: {{ a }}.
{% else %}
Less: {{ b }}.
{% endclaim %}
"""


def claim(tmp_path: Path, condition: str):
    article = write(tmp_path, CLAIM.replace("CONDITION", condition))
    (found,) = article.claims
    words = " ".join(plain(b.children) for s in article.sections for b in s.blocks)  # type: ignore[union-attr]
    return found, words, article


def test_a_claim_that_holds_is_printed(tmp_path: Path) -> None:
    found, words, article = claim(tmp_path, "a > b")
    assert (found.holds, found.margin, found.condition) == (True, Decimal(1), "a > b")
    assert (found.text, words) == ("More: 200 downloads.", "More: 200 downloads.")
    assert found.at == Location("templates/topic.md.j2", 7)
    assert [f.text for f in article.figures] == ["200 downloads"]


def test_a_claim_that_fails_is_not_printed_and_its_figures_are_not_listed(tmp_path: Path) -> None:
    found, words, article = claim(tmp_path, "a > 2 * b")
    assert (found.holds, found.margin, found.handled) == (False, Decimal(0), True)
    assert (found.text, words) == ("More: 200 downloads.", "Less: 100 downloads.")
    assert found.detail == "200 > 200 downloads"
    assert [f.text for f in article.figures] == ["100 downloads"]


@pytest.mark.parametrize(
    ("condition", "holds", "margin"),
    [
        ("a > b and a > 160", True, "0.25"),
        ("a > 160 and a > b", True, "0.25"),
        ("a > b and a > 250", False, "-0.2"),
        ("a > 400 or a > 160", True, "0.25"),
        ("a > 400 or a > 250", False, "-0.2"),
        ("not a > 250", True, "0.2"),
        ("b < a < 250", True, "0.2"),
        ("a >= 2 * b", True, "0"),
        ("a == 200", True, None),
        ("a == 200 and b == 100", True, None),
        ("true", True, None),
        ("a > b and true", True, "1"),
    ],
)
def test_margins(tmp_path: Path, condition: str, holds: bool, margin: str | None) -> None:
    found, _, _ = claim(tmp_path, condition)
    assert (found.holds, found.margin) == (holds, None if margin is None else Decimal(margin))


def test_without_an_else_a_failing_claim_is_unhandled(tmp_path: Path) -> None:
    article = write(tmp_path, "x\n\n{% claim quantity(1) > 2 %}\ny\n{% endclaim %}\n")
    assert [c.handled for c in article.claims] == [False]


def test_a_failing_claim_may_hold_what_cannot_be_told(tmp_path: Path) -> None:
    article = write(tmp_path, "{% claim false %}{{ gone }}{% else %}Nothing.{% endclaim %}")
    assert plain(article.sections[0].blocks[0].children) == "Nothing."  # type: ignore[union-attr]
    assert [(c.text, c.holds) for c in article.claims] == [("", False)]


def test_claims_nest(tmp_path: Path) -> None:
    article = write(
        tmp_path,
        "{% claim quantity(3) > 2 %}A{% claim quantity(1) > 2 %}B{% else %}C{% endclaim %}"
        "{% else %}D{% endclaim %}",
    )
    assert plain(article.sections[0].blocks[0].children) == "AC"  # type: ignore[union-attr]
    assert [c.text for c in article.claims] == ["B", "AC"]


def test_a_guard_keeps_missing_data_out_of_a_claim(tmp_path: Path) -> None:
    article = write(
        tmp_path, "{% claim gone is not missing and gone > 1 %}A{% else %}B{% endclaim %}"
    )
    assert plain(article.sections[0].blocks[0].children) == "B"  # type: ignore[union-attr]


def test_what_is_missing_makes_no_claim_true_by_being_denied(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing data"):
        write(tmp_path, "{% claim not gone %}A{% else %}B{% endclaim %}")
