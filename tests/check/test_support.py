"""What major mail programs drop, by the facts of caniemail.com."""

from datetime import date

import pytest

from briefing.check.css import Declaration, Rule, declarations
from briefing.check.css import rules as read_rules
from briefing.check.support_facts import GRACEFUL, OUTLOOK, facts_date, load_features
from tests.check.samples import check, rules, with_body, with_email


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>x()</script>", ["error html-support"]),
        ("<svg></svg>", ["error html-support"]),
        ("<form></form>", ["error html-support"]),
        ("<meter></meter>", ["warning html-support"]),
        ("<abbr>CSS</abbr>", []),
        ("<p style='float:left'>x</p>", ["warning css-support"]),
        ("<p style='display:flex'>x</p>", ["warning css-support"]),
        ("<p style='display:block'>x</p>", []),
        ("<p style='width:calc(1px + 2px)'>x</p>", ["warning css-support"]),
        ("<p style='width:2rem'>x</p>", ["warning css-support"]),
        ("<p style='width:2em'>x</p>", []),
        ("<p style='border-radius:2px;white-space:pre-wrap'>x</p>", []),
        ("<p style='mso-hide:all'>x</p>", []),
        ("<!--[if mso]><p style='float:left'>x</p><![endif]-->", ["warning css-support"]),
        ("<!--[if !mso]><!--><p style='float:left'>x</p><!--<![endif]-->", []),
        ("<!--[if mso]><p style='display:grid'>x</p><![endif]-->", ["warning css-support"]),
        ("<!--[if lt IE 9]><p style='float:left'>x</p><![endif]-->", []),
        ("<!--[if IE]><!--><p style='float:left'>x</p><!--<![endif]-->", ["warning css-support"]),
        ("<!--[if !mso]><p style='float:left'>nobody</p><![endif]-->", []),
    ],
)
def test_support(html: str, expected: list[str]) -> None:
    assert rules(check(with_body(html))) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://a.co/x.webp", ["warning image-format"]),
        ("https://a.co/x.svg?v=2", ["warning image-format"]),
        ("https://a.co/x.jpeg", []),
        ("https://a.co/x", []),
    ],
)
def test_picture_formats(source: str, expected: list[str]) -> None:
    image = f'<img src="{source}" width="9" height="9" alt="x">'
    assert rules(check(with_body(image))) == expected


def test_a_feature_is_reported_once_with_its_clients_and_its_page() -> None:
    (finding,) = check(with_body("<p style='float:left'>x</p><p style='float:right'>y</p>"))
    assert finding.message == "`float` (2 times) is dropped by Outlook for Windows"
    assert "https://www.caniemail.com/features/css-float/" in finding.hint


def test_each_client_is_named_for_what_it_gets_to_see() -> None:
    column = "<p style='flex-direction:column'>x</p>"
    (others,) = check(with_body(f"<!--[if !mso]><!-->{column}<!--<![endif]-->"))
    assert "Gmail" in others.message
    assert OUTLOOK not in others.message
    (outlook,) = check(with_body(f"<!--[if mso]>\n{column}<![endif]-->"))
    assert outlook.message.endswith(f"dropped by {OUTLOOK}")
    assert str(outlook.at) == "email.html:14"


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("p { float: left }", ["notice css-support"]),
        (
            "@media (max-width: 480px) { p { float: left } a { color: red } }",
            ["notice css-support"],
        ),
        ("@import url('https://a.co/x;y.css');", ["notice css-support"]),
        ("@font-face { font-family: X; src: url(x) }", ["notice css-support"]),
        ("@charset 'utf-8'; p { color: red } } p", []),
        ("/* p { float: left } */ p::before { content: '}' }", []),
    ],
)
def test_in_style_sheets_it_is_a_notice(sheet: str, expected: list[str]) -> None:
    assert rules(check(with_email(("<style>", f"<style>{sheet}")))) == expected


def test_what_an_attribute_needs_outweighs_the_style_sheet() -> None:
    issue = with_email(
        ("<style>", "<style>p { float: left }"), ("Words.", "<i style='float:left'>x</i>")
    )
    assert rules(check(issue)) == ["warning css-support"]


def test_the_facts_have_a_date() -> None:
    assert date(2026, 5, 13) <= facts_date() < date(2100, 1, 1)


def test_the_facts() -> None:
    features = load_features()
    assert features["element:svg"].dropped_by[:2] == ("Gmail", OUTLOOK)
    assert features["property:border-radius"].slug in GRACEFUL
    assert all(feature.dropped_by for feature in features.values())
    assert set(GRACEFUL) <= {feature.slug for feature in features.values()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("color: RED !important; ", [("color", "red")]),
        ("a:1;;b:2;c;:3;d:", [("a", "1"), ("b", "2")]),
        ("font:'a;b',x;c:url(x;y)", [("font", "'a;b',x"), ("c", "url(x;y)")]),
        ("a:'open;b:1", [("a", "'open;b:1")]),
        ("a:1/* b:2; */;c:(open;d:1", [("a", "1"), ("c", "(open;d:1")]),
    ],
)
def test_reading_declarations(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(declarations(text)) == expected


def test_reading_rules() -> None:
    sheet = "@import x; @media a { p , q { color:red } } b { } c { x: '}' "
    red = (Declaration("color", "red"),)
    assert list(read_rules(sheet)) == [Rule("@import x", ()), Rule("p , q", red), Rule("b", ())]
