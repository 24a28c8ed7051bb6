import pytest

from tests.check.samples import check, rules, with_body, with_email, with_web


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h3>Below</h3><h4>Further</h4><h2>Up again</h2>", []),
        ("<h4>Too far</h4>", ["warning heading-order"]),
        ("<h2> <b></b></h2>", ["warning heading-empty"]),
        ('<h2><img src="cid:a" alt="Logo" width="9" height="9"></h2>', []),
        ("<h1>Another</h1>", ["warning heading-one"]),
    ],
)
def test_headings(html: str, expected: list[str]) -> None:
    assert rules(check(with_body(html))) == expected


def test_no_headline_at_all() -> None:
    (finding,) = check(with_email(("<h1>A headline</h1>", "")))
    assert (finding.rule, finding.message) == ("heading-one", "there is no heading of level 1")


def test_headings_of_the_web_page() -> None:
    (finding,) = check(with_web(("</h2>", "</h2><h6>Too far</h6>")))
    assert (finding.rule, finding.place) == ("heading-order", "index.html")
