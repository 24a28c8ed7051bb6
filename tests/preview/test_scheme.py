"""An edition looks the same on every editor's machine."""

import pytest

from briefing.web.preview.scheme import in_scheme

QUERY = (
    "<style>@media (prefers-color-scheme:DARK) and (min-width: 1px) { p { color: red } }</style>"
)


def test_dark_rules_hold_in_the_dark_scheme_alone() -> None:
    assert "@media (min-width: 0) and" in in_scheme(QUERY, "dark")
    assert "@media (min-width: 99999px) and" in in_scheme(QUERY, "light")


def test_light_rules_hold_in_the_light_scheme() -> None:
    html = "<style>@media (prefers-color-scheme: light) { p { color: red } }</style>"
    assert "(min-width: 0)" in in_scheme(html, "light")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="color-scheme" content="light dark">',
        '<meta content="light dark" name="color-scheme">',
        '<meta name="supported-color-schemes" content="light dark">',
    ],
)
def test_the_page_declares_one_scheme(meta: str) -> None:
    assert 'content="dark"' in in_scheme(meta, "dark")


def test_other_meta_elements_stay() -> None:
    meta = '<meta name="viewport" content="width=device-width">'
    assert in_scheme(meta, "dark") == meta


def test_the_property_follows_in_styles_and_words_stay() -> None:
    html = "<style>:root { color-scheme: light dark; }</style><p>color-scheme: light dark</p>"
    assert in_scheme(html, "dark") == (
        "<style>:root { color-scheme: dark; }</style><p>color-scheme: light dark</p>"
    )


def test_drawings_follow_too() -> None:
    svg = "<svg><style>@media (prefers-color-scheme: dark) { g { fill: #fff } }</style></svg>"
    assert "(min-width: 0)" in in_scheme(svg, "dark")
