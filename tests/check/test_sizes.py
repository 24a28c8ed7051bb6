from dataclasses import replace

import pytest

from briefing.model.article import Text
from tests.check.samples import AT, DRAWN, EMAIL, ISSUE, check, rules, with_article

KB = 1024


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (91 * KB, []),
        (92 * KB, ["warning email-size"]),
        (102 * KB, ["warning email-size"]),
        (102 * KB + 1, ["error email-size"]),
    ],
)
def test_email_size(size: int, expected: list[str]) -> None:
    padding = "x" * (size - len(EMAIL))
    issue = replace(ISSUE, email_html=EMAIL.replace("Words.", "Words." + padding))
    assert rules(check(issue)) == expected


def test_the_message_names_both_sizes() -> None:
    (finding,) = check(replace(ISSUE, email_html=EMAIL + " " * 110 * KB))
    assert "111 KB; Gmail clips it at 102 KB" in finding.message


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (1024 * KB, []),
        (1025 * KB, ["warning message-size"]),
        (10241 * KB, ["error message-size"]),
    ],
)
def test_message_size(size: int, expected: list[str]) -> None:
    assert rules(check(replace(ISSUE, message=b"0123456\n" * (size // 8)))) == expected


def test_a_large_picture_is_found_at_its_own_line() -> None:
    large = replace(DRAWN, drawing=replace(DRAWN.drawing, png=b"x" * 500_001))
    (finding,) = check(replace(ISSUE, diagrams=(large,)))
    assert (finding.rule, finding.at) == ("picture-size", AT)


@pytest.mark.parametrize(
    ("title", "dek", "expected"),
    [
        ("x" * 150, "x" * 300, []),
        ("x" * 151, "x", ["warning subject-length"]),
        (" ", "x", ["error subject-empty"]),
        ("x", "", ["notice preheader-empty"]),
        ("x", "x" * 301, ["notice preheader-length"]),
    ],
)
def test_subject_and_preheader(title: str, dek: str, expected: list[str]) -> None:
    assert rules(check(with_article(title=(Text(title),), dek=(Text(dek),)))) == expected
