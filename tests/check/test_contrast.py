"""Contrast of text in the email, of the theme, and of the colours of diagrams."""

from dataclasses import replace

import pytest

from briefing.check.colour import Colour, Lab, contrast, difference, parse_colour, to_lab
from briefing.model.finding import Finding
from briefing.model.theme import Theme
from tests.check.samples import PUBLICATION, check, rules, with_body

FAINT = "color:#bbbbbb"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p style='color:#777777'>4.48 to 1</p>", True),
        ("<p style='color:#767676'>4.54 to 1</p>", False),
        ("<p style='color:gray'>3.9 to 1</p>", True),
        ("<p style='color:#777;font-size:24px'>large</p>", False),
        ("<p style='color:#777;font-size:19px'><b>large and bold</b></p>", False),
        ("<p style='color:#777;font-size:19px'><b style='font-weight:400'>thin</b></p>", True),
        ("<p style='color:#777;font-size:150%'>who knows</p>", True),
        ("<p style='color:#777;font-size:1.2.3px'>nonsense</p>", True),
        ("<h2 style='color:#777;font-size:20px'>a heading is bold</h2>", False),
        (f"<p style='{FAINT}'> <b></b></p>", False),
        (f"<div style='{FAINT};display:none'>hidden<p>too</p></div>", False),
        (f"<div style='{FAINT}'><p style='color:inherit'>inherited</p></div>", True),
        (f"<p style='{FAINT};background:url(x.png) #fff'>a picture behind</p>", False),
        (f"<p style='{FAINT};background-image:url(x.png)'>a picture behind</p>", False),
        (f"<p style='{FAINT};background-image:none'>none</p>", True),
        (f"<p style='{FAINT};background:linear-gradient(red,blue)'>a gradient</p>", False),
        (f"<p style='{FAINT};background:transparent'>what is behind</p>", True),
        (f"<p style='{FAINT};background:#fff no-repeat'>a shorthand</p>", True),
        (f"<p style='{FAINT};background:#000000'>light on dark</p>", False),
        (f"<table role='presentation' bgcolor='#000'><td style='{FAINT}'>dark</td></table>", False),
        ("<p style='color:rgb(190, 190, 190)'>rgb</p>", True),
        ("<p style='color:rgb(0 0 0)'>rgb</p>", False),
        ("<p style='color:rgba(0,0,0,.1)'>unknown</p>", False),
        (f"<p style='{FAINT}'><a href='https://a.co'>a link has its own</a></p>", False),
        (f"<p><a href='https://a.co' style='{FAINT}'>unless it says so</a></p>", True),
        (f"<p style='{FAINT}'><a name='x'>no link</a></p>", True),
    ],
)
def test_text_too_faint_to_read(html: str, *, found: bool) -> None:
    assert ("warning contrast" in rules(check(with_body(html)))) == found


def test_each_pair_of_colours_is_reported_once() -> None:
    (finding,) = check(with_body(f"<p style='{FAINT}'>one</p><p style='{FAINT}'>two</p>"))
    assert finding.message == (
        "text in #bbbbbb on #ffffff has a contrast of 1.9 to 1, less than 4.5 to 1, in 2 places, "
        "the first being 'one'"
    )


def of_theme(theme: Theme) -> list[Finding]:
    return list(check(publication=replace(PUBLICATION, theme=theme)))


def test_a_palette_that_is_hard_to_read() -> None:
    theme = PUBLICATION.theme
    findings = of_theme(replace(theme, light=replace(theme.light, muted="#999999")))
    assert [f.rule for f in findings] == ["theme-contrast"] * 2
    assert "light: muted (#999999) on surface (#ffffff)" in findings[0].message
    assert findings[0].place == "content/theme.toml"
    dark = of_theme(replace(theme, dark=replace(theme.dark, on_accent="#ffffff")))
    assert "dark: on_accent" in dark[0].message


def test_a_colour_that_is_none_is_left_to_the_themes_reader() -> None:
    theme = PUBLICATION.theme
    light = replace(theme.light, muted="mist", surface="fog")
    assert of_theme(replace(theme, light=light)) == []


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (("#1d4ed8", "#bf7716", "#2a9d8f"), []),
        (("#1d4ed8", "#f5d90a"), ["warning series-contrast"]),
        (("#1d4ed8", "#2a55d8"), ["warning series-alike"]),
        (("#4b8b3b", "#c2413a"), ["warning series-alike"]),
        ((), []),
    ],
)
def test_colours_of_series(series: tuple[str, ...], expected: list[str]) -> None:
    theme = replace(PUBLICATION.theme, series=series)
    assert [f"{f.severity} {f.rule}" for f in of_theme(theme)] == expected


def test_red_and_green_are_told_apart_by_most_only() -> None:
    (finding,) = of_theme(replace(PUBLICATION.theme, series=("#4b8b3b", "#c2413a")))
    assert "without green: #4b8b3b and #c2413a" in finding.message


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#FFF", Colour(255, 255, 255)),
        (" #1d4ed8 ", Colour(29, 78, 216)),
        ("white", Colour(255, 255, 255)),
        ("rgb(1, 2, 300)", Colour(1, 2, 255)),
        ("#12345", None),
        ("currentcolor", None),
        ("", None),
    ],
)
def test_reading_colours(text: str, colour: Colour | None) -> None:
    assert parse_colour(text) == colour


def test_the_bounds_of_contrast() -> None:
    black, white = Colour(0, 0, 0), Colour(255, 255, 255)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(white, white) == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [  # out of the test data of Sharma, Wu and Dalal (2005)
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_of_colours(
    one: tuple[float, ...], other: tuple[float, ...], expected: float
) -> None:
    assert difference(Lab(*one), Lab(*other)) == pytest.approx(expected, abs=5e-5)


def test_white_in_lab() -> None:
    assert to_lab(Colour(255, 255, 255)) == pytest.approx((100, 0, 0), abs=0.01)
