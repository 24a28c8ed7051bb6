from dataclasses import replace

import pytest

from tests.check.samples import AT, ERROR, IMG, ISSUE, check, rules, with_body, with_email

SIZE = 'width="10" height="auto"'


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (f'<img src="https://a.co/x.png" {SIZE} alt="A face">', []),
        (f'<img src="cid:1@a.co" {SIZE} alt="A face">', []),
        (f'<img src="https://a.co/x.png" {SIZE}>', ["error image-alt"]),
        (f'<img src="https://a.co/x.png" {SIZE} alt="">', ["warning image-alt"]),
        (f'<img src="https://a.co/x.png" {SIZE} alt="" role="presentation">', []),
        (f'<img src="https://a.co/x.png" {SIZE} alt="" aria-hidden="true">', []),
        ('<img src="https://a.co/x.gif" width="1" height="1" alt="">', []),
        ('<img src="https://a.co/x.png" width="9" alt="x">', ["warning image-size"]),
        ('<img src="https://a.co/x.png" width="w" height="3" alt="x">', ["warning image-size"]),
        ('<img src="diagrams/1-shares.png" alt="x">', ["error image-size"]),
        (f'<img src="diagrams/1-shares-narrow.png" {SIZE} alt="x">', []),
        (f'<img src="diagrams/2-lost.png" {SIZE} alt="x">', ["error image-missing"]),
        (f'<img src="http://a.co/x.png" {SIZE} alt="x">', ["warning image-source"]),
        (f'<img src="x.png" {SIZE} alt="x">', ["error image-source"]),
        (f'<img src="data:image/png;base64,eA==" {SIZE} alt="x">', ["error image-source"]),
        (f'<img {SIZE} alt="x">', ["error image-source"]),
        ("<!--[if mso]><img src='x.png'><![endif]-->", []),
    ],
)
def test_images(image: str, expected: list[str]) -> None:
    assert rules(check(with_body(image))) == expected


def test_a_diagram_without_words_is_found_at_its_own_line() -> None:
    (finding,) = check(with_email((IMG, IMG.replace("Pie chart: A 100 %", ""))))
    assert (finding.rule, finding.at, finding.place) == ("image-alt", AT, "email.html")


def test_the_message_says_what_is_missing() -> None:
    (finding,) = check(with_body('<img src="diagrams/1-shares.png" alt="x">'))
    assert finding.severity is ERROR
    assert "no width and no height" in finding.message


@pytest.mark.parametrize(
    ("lacking", "expected"),
    [("", []), ("港店", ["error picture-letters"]), ("🎉", ["warning picture-letters"])],
)
def test_letters_that_no_font_draws(lacking: str, expected: list[str]) -> None:
    one = ISSUE.diagrams[0]
    drawing = replace(one.drawing, undrawn=lacking)
    issue = replace(ISSUE, diagrams=(replace(one, drawing=drawing), *ISSUE.diagrams[1:]))
    assert rules(check(issue)) == expected
