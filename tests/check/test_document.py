from dataclasses import replace

import pytest

from tests.check.samples import ISSUE, check, rules, with_article, with_body, with_email, with_web


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (' lang="en"', "", "warning document-lang"),
        (' lang="en"', ' lang="de"', "warning document-lang"),
        (' dir="ltr"', ' dir="rtl"', "warning document-dir"),
        ("<title>A headline</title>", "", "warning document-title"),
        ("<title>A headline</title>", "<title> </title>", "warning document-title"),
    ],
)
def test_the_document_itself(old: str, new: str, expected: str) -> None:
    assert rules(check(with_email((old, new)))) == [expected]


def test_left_to_right_needs_no_mark() -> None:
    assert check(with_email((' dir="ltr"', ""))) == ()
    assert rules(check(with_article(direction="rtl"))) == ["warning document-dir"]


def test_a_drawings_title_is_not_the_pages() -> None:
    drawing = '<svg aria-label="x"><title>x</title></svg></main>'
    issue = with_web(("<title>A headline</title>", ""), ("</main>", drawing))
    assert rules(check(issue)) == ["warning document-title"]


def test_a_page_without_html() -> None:
    assert "warning document-lang" in rules(check(replace(ISSUE, web_html="<p>x</p>")))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('<table role="presentation"><tr><td>x</td></tr></table>', []),
        ("<table><tr><th>x</th></tr></table>", []),
        ("<table><tr><td>x</td></tr></table>", ["warning table-role"]),
        ("<!--[if mso]><table><tr><td>x</td></tr></table><![endif]-->", []),
    ],
)
def test_tables_for_layout(table: str, expected: list[str]) -> None:
    assert rules(check(with_body(table))) == expected


def test_several_tables_make_one_finding() -> None:
    (finding,) = check(with_body("<table></table>" * 3))
    assert finding.message.startswith("3 tables for layout")
