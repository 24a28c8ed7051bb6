"""An edition in the frame: harmless, in one scheme, with places marked."""

from dataclasses import replace

import pytest

from briefing.model.issue import Drawing, Proof
from briefing.web.preview.editions import Look, frame_html, lines_of_findings, parse_look, picture
from tests.preview.sample import DARK_SVG, issue
from tests.render.articles import drawn

ISSUE = issue()


def test_nothing_in_a_frame_runs_or_leaves() -> None:
    policy = Look().policy
    assert "default-src 'none'" in policy
    assert "sandbox allow-same-origin" in policy
    assert "script" not in policy
    assert "http" not in policy


def test_remote_content_comes_only_when_asked_for() -> None:
    assert "img-src 'self' data: https: http:;" in Look(pictures="remote").policy


def test_blocked_pictures_are_all_blocked() -> None:
    assert "img-src 'none';" in Look(pictures="blocked").policy


@pytest.mark.parametrize(("scheme", "pictures"), [("sepia", "shown"), ("light", "some"), ("", "")])
def test_looks_that_there_are_not(scheme: str, pictures: str) -> None:
    assert parse_look(scheme, pictures) is None


def test_a_look_out_of_an_address() -> None:
    assert parse_look("dark", "blocked") == Look("dark", "blocked")


def test_the_email_shows_its_figures_and_findings() -> None:
    html = frame_html(ISSUE, "email", "light")
    assert 'data-figure="leader"' in html
    assert 'data-finding="1"' in html
    assert lines_of_findings(ISSUE, "email") == {3: "1"}
    assert lines_of_findings(ISSUE, "web") == {}


def test_the_web_page_needs_no_marks_for_its_figures() -> None:
    html = frame_html(ISSUE, "web", "light")
    assert "data-figure=" not in html.replace("[data-figure]", "")
    assert 'class="figure"' in html


def test_placeholders_are_filled_in_and_escaped() -> None:
    html = frame_html(ISSUE, "email", "light", {"%%unsubscribe_url%%": "https://x.example/?a&b"})
    assert "%%unsubscribe_url%%" not in html
    assert "https://x.example/?a&amp;b" in html


def test_a_picture_s_address_changes_with_its_content() -> None:
    first = frame_html(ISSUE, "email", "light")
    assert 'src="diagrams/1-shares.png?' in first
    assert 'src="diagrams/1-shares-narrow.png?' in first


def test_a_drawing_stands_in_for_a_picture_that_is_not_drawn_yet() -> None:
    one = drawn(narrow=Drawing(DARK_SVG, b"", 300, 300, "pie", "Pie"))
    outlineed = replace(one, drawing=replace(one.drawing, png=b""))
    proof = Proof(ISSUE.article, (outlineed,), ISSUE.email_html, ISSUE.web_html, "#fafafa")
    shown = picture(proof, "1-shares-narrow.png", "dark")
    assert shown
    assert shown.type == "image/svg+xml"
    assert b'<svg style="background:#fafafa"' in shown.content
    assert b"(min-width: 99999px)" in shown.content  # a PNG knows no dark mode
    assert f'src="diagrams/1-shares-narrow.png?{shown.mark}"' in frame_html(proof, "email", "dark")
    assert shown.mark not in frame_html(ISSUE, "email", "dark")


def test_what_is_sent_is_left_as_it_is() -> None:
    frame_html(ISSUE, "email", "dark", {"%%unsubscribe_url%%": "x"})
    assert "data-figure" not in ISSUE.email_html
    assert "%%unsubscribe_url%%" in ISSUE.email_html


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("1-shares.png", b"\x89PNG"),
        ("1-shares-narrow.png", b"narrow"),
        ("1-shares.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("1-shares.gif", None),
        ("2-other.png", None),
        ("", None),
    ],
)
def test_pictures_by_name(name: str, content: bytes | None) -> None:
    found = picture(ISSUE, name, "light")
    assert (found and found.content) == content
