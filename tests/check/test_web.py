import pytest

from tests.check.samples import check, rules, with_web


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="x.svg" alt="">', []),
        ('<img src="x.svg" aria-label="x">', []),
        ('<img src="x.svg" role="presentation">', []),
        ('<img src="x.svg">', ["warning web-image-alt"]),
        ("<svg><title>A line</title></svg>", []),
        ('<svg aria-hidden="true"></svg>', []),
        ("<svg></svg>", ["warning web-image-alt"]),
        ('<p id="s">x</p>', ["warning id-duplicate"]),
        ("<main></main>", ["warning web-main"]),
        ('<div role="main"></div>', ["warning web-main"]),
    ],
)
def test_the_web_page(html: str, expected: list[str]) -> None:
    findings = check(with_web(("</main>", f"</main>{html}")))
    assert rules(findings) == expected
    assert all(finding.place == "index.html" for finding in findings)


def test_a_page_without_main() -> None:
    (finding,) = check(with_web(('<main id="top">', '<div id="top">')))
    assert finding.message == "the page has no <main> elements"
