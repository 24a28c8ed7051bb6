"""The whole of a check: a clean issue, the order of findings, and input of any kind."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import Location
from briefing.model.finding import Finding
from briefing.model.issue import FramedMail
from tests.check.samples import (
    EMAIL,
    ERROR,
    ISSUE,
    PUBLICATION,
    WARNING,
    check,
    rules,
    with_article,
    with_body,
)
from tests.render import articles


def test_a_clean_issue_has_no_findings() -> None:
    assert check() == ()


def test_errors_come_first_and_say_where() -> None:
    findings = check(with_body('<a href="http://a.co">here</a>\n<a href="ftp://a.co">Files</a>'))
    assert rules(findings) == ["error link-scheme", "warning link-http", "warning link-text"]
    first = findings[0]
    assert (first.place, str(first.at)) == ("email.html", "email.html:14")
    assert str(first).startswith("email.html:14: error: the link 'Files' leads to 'ftp://a.co'")


def test_what_stands_in_both_editions_is_reported_once() -> None:
    heading = "<h4>Far down</h4>"
    web = ISSUE.web_html.replace("</h2>", f"</h2>{heading}")
    both = replace(with_body(heading), web_html=web)
    assert rules(check(both)) == ["warning heading-order"]


def test_a_mail_of_another_frame_is_checked_and_what_is_its_own_is_told() -> None:
    both = with_body('<a href="http://a.co">Files</a>')
    more = both.email_html.replace("<h2>A section</h2>", "<h2>A section</h2><h4>Far down</h4>")
    framed = FramedMail("ar", more, both.email_text, both.message)
    findings = check(replace(both, framed=(framed,)))
    assert rules(findings) == ["warning link-http", "warning heading-order"]
    assert [f.message.startswith("framed in 'ar': ") for f in findings] == [False, True]


def test_what_the_article_knows_is_not_reported_again() -> None:
    (found,) = check(with_article(title=()))
    assert check(with_article(title=(), findings=(found,))) == ()
    other = Finding("link-scheme", ERROR, "of compose", at=Location("x", 1))
    assert check(with_article(findings=(other,))) == ()


def test_the_renderers_own_issue_passes() -> None:
    publication = replace(articles.PUBLICATION, theme=PUBLICATION.theme)
    findings = check(articles.render(publication=publication), publication=publication)
    assert [f for f in findings if f.severity in (ERROR, WARNING)] == []


HTML = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("<", ">", "<!--", "-->", "<![", "]]>", "<![endif]-->", "<!--[if mso]>", "</"),
                *("<!--[if !mso]><!-->", "<!--<![endif]-->", "<![CDATA[", "<!DOCTYPE", "<?"),
                *("<p style='", "color:#fff;background:", "url(;)", '"', "'", "{", "}", ";"),
                *("<a href='", "https://[", "%%x%%", "{{ x }}", "<h1>", "</h1>", "<svg>"),
                *("<img ", "alt", " src=", "<style>", "@media x{", "</style>", "&#xFFFFFFFF;"),
                *("<table>", "<script>", "<html lang=", "font-size:1.2.3px", "**", "[a](#b)"),
                EMAIL,
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=14,
).map("".join)


@given(email=HTML, web=HTML, text=HTML, message=st.binary(max_size=50))
@settings(max_examples=150, deadline=None)
def test_no_input_is_too_strange(email: str, web: str, text: str, message: bytes) -> None:
    issue = replace(ISSUE, email_html=email, web_html=web, email_text=text, message=message)
    for finding in check(issue):
        assert finding.rule
        assert finding.message


@pytest.mark.parametrize("piece", ["<div>", "<!--", "<a href='x", "[", "**a", "{{", "<p style='("])
def test_a_lot_of_one_thing_is_no_trap(piece: str) -> None:
    much = piece * 2000
    issue = replace(ISSUE, email_html=much, web_html=much, email_text=much)
    assert check(issue)  # a pattern that tried every way would never come back


@pytest.mark.parametrize(
    "odd",
    [
        "<![if !mso]>seen by most<![endif]>",
        "<![CDATA[ not of HTML ]]>",
        "</b></i>ends of nothing",
        "<!-- a comment -->",
        "<b/>closed at once<br/>",
    ],
)
def test_odd_html_that_does_no_harm(odd: str) -> None:
    assert check(with_body(odd)) == ()


def test_html_that_ends_within_a_declaration() -> None:
    assert "warning document-title" in rules(check(replace(ISSUE, web_html="<p><![if")))
