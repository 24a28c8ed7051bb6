from dataclasses import replace

import pytest

from briefing.model.article import Code, Paragraph, Section
from tests.check.samples import ISSUE, check, rules, with_article, with_text


def test_no_text() -> None:
    assert "error text-empty" in rules(check(replace(ISSUE, email_text=" \n")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b > c, **kwargs and 2 ** 3 ** 4, *** mark ***, [1] (so)", []),
        ("<https://a.co> <a@b.co>", []),
        ("a <p class='x'> b", ["warning text-markup"]),
        ("a<br/>b", ["warning text-markup"]),
        ("a **bold** word", ["warning text-markup"]),
        ("a [link](https://a.co) here", ["warning text-markup"]),
    ],
)
def test_markup_left_in_the_text(text: str, expected: list[str]) -> None:
    assert rules(check(with_text(("Words.", text)))) == expected


def test_code_may_hold_markup() -> None:
    code = Section("s", (), (Paragraph((Code("x <p>"),)),))
    issue = replace(with_article(sections=(code,)), email_text=ISSUE.email_text + "x <p>\n")
    assert check(issue) == ()


def test_the_finding_names_line_and_words() -> None:
    (finding,) = check(with_text(("Words.", "\n**a** **b**")))
    assert str(finding.at) == "email.txt:5"
    assert finding.message.endswith(": **a**, **b**")


def test_long_lines_are_errors_where_they_reach_the_wire() -> None:
    line = "x" * 998
    assert check(with_text(("Words.", "\n" + line + "\n"))) == ()
    assert rules(check(with_text(("Words.", "ü" * 500)))) == ["warning line-length"]
    (finding,) = check(replace(ISSUE, message=b"a: b\r\n\r\n" + line.encode() + b"x\r\n"))
    assert (finding.severity, str(finding.at)) == ("error", "message.eml:3")
