"""The email edition: hostile text stays text, Outlook keeps its comments, placeholders survive."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from briefing.engines.mjml import make_mjml_engine
from briefing.errors import BriefingError
from briefing.model.article import CallToAction, Paragraph, Section, Text
from briefing.model.theme import Theme
from briefing.render.email import collapse
from briefing.render.issue import render_issue
from tests.render.articles import (
    ARTICLE,
    DIAGRAM,
    HOSTILE,
    PUBLICATION,
    ROOT,
    STORIES,
    drawing,
    drawn,
    entry,
    paragraph,
    render,
    text,
)


@pytest.fixture(scope="module")
def html() -> str:
    return render().email_html


def test_it_is_one_document_with_its_language(html: str) -> None:
    assert html.startswith("<!doctype html>")
    assert re.search(r'<html lang="en" dir="ltr"', html)
    assert html.count("<body") == html.count("</body>") == 1
    assert re.search(r"<title>\s*A headline that says what happened\s*</title>", html)


def test_the_preheader_is_hidden_and_says_the_dek(html: str) -> None:
    assert re.search(r"<div style=\"display:none[^>]*>\s*One sentence that says why", html)


def test_outlooks_comments_are_kept(html: str) -> None:
    assert html.count("<!--[if mso") > 10
    assert html.count("<!--[if") == html.count("<![endif]-->")


def test_essential_typography_is_inline(html: str) -> None:
    paragraph = re.search(r"<p style=\"([^\"]*)\">Downloads reached", html)
    assert paragraph
    for needed in ("font-family", "font-size", "line-height", "color"):
        assert needed in paragraph[1]


def test_dark_mode_and_phones_are_in_the_style(html: str) -> None:
    styles = "".join(re.findall(r"<style.*?</style>", html, re.DOTALL))
    assert "prefers-color-scheme: dark" in styles
    assert "max-width: 480px" in styles
    assert "@media" not in re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)


def test_quotations_and_code_are_tables_of_one_cell(html: str) -> None:
    assert "<blockquote" not in html
    for kind in ("quote", "code"):
        assert re.search(rf'<table class="{kind}" role="presentation"[^>]*><(tbody><)?tr><td', html)
    assert "for x in y:\n    print(x  )" in html, "white space within pre is kept"


def test_tasks_are_ticked_and_footnotes_listed(html: str) -> None:
    assert "☑ done" in html
    assert "☐ open" in html
    assert "A note of the author." in html


def test_pictures_have_size_and_words(html: str) -> None:
    pictures = re.findall(r"<img [^>]*class=\"diagram[^>]*>", html)
    assert pictures
    for picture in pictures:
        assert re.search(r'width="\d+"', picture)
        assert re.search(r'height="\d+"', picture)
        assert 'alt="Pie chart: A 100 %"' in picture


def test_a_phone_gets_the_narrow_picture_and_outlook_does_not() -> None:
    html = render(diagrams=(drawn(narrow=drawing(280, 400)),)).email_html
    assert 'class="diagram wide has-narrow"' in html
    assert re.search(
        r"<!--\[if !mso\]><!--><img class=\"diagram narrow\"[^>]*><!--<!\[endif\]-->", html
    )


def test_the_sample_mark_is_there_and_goes(html: str) -> None:
    assert "This issue was built from recorded sample data" in html
    live = render(replace(ARTICLE, sample=False))
    assert "recorded sample data" not in live.email_html
    assert "recorded sample data" not in live.web_html


def test_placeholders_survive_once_each(html: str) -> None:
    assert html.count("%%unsubscribe_url%%") == 1
    assert html.count("%%preferences_url%%") == 1
    assert html.count("%%postal_address%%") == 1


def test_white_space_is_collapsed(html: str) -> None:
    outside = re.sub(r"<pre\b.*?</pre>|<style\b.*?</style>|<!--.*?-->", "x", html, flags=re.DOTALL)
    assert not re.search(r"\s{2,}", outside.strip())


def test_collapse_leaves_what_is_preformatted() -> None:
    said = collapse(
        "<p>a   b\n\n  c</p><pre>x\n   y</pre><!-- [if]   -->\n\n\n<style>\n\n a { }\n</style>"
    )
    assert said == "<p>a b\nc</p><pre>x\n   y</pre><!-- [if]   -->\n<style>\na { }\n</style>\n"


def hostile_article() -> object:
    story = replace(STORIES.items[0], lead=entry(1, HOSTILE))
    call = CallToAction(text(HOSTILE), text(HOSTILE), HOSTILE, f"https://x.example/{HOSTILE}")
    blocks = (Paragraph((Text(HOSTILE),)), replace(STORIES, items=(story,)), call)
    return replace(
        ARTICLE,
        title=text(HOSTILE),
        dek=text(HOSTILE),
        byline=HOSTILE,
        topic_title=HOSTILE,
        footnotes=(text(HOSTILE),),
        sections=(Section("s", text(HOSTILE), (*blocks, DIAGRAM)),),
    )


@pytest.mark.parametrize("engine", ["mjml", "mrml"])
def test_hostile_text_stays_text_everywhere(engine: str) -> None:
    if engine == "mrml":
        pytest.importorskip("mrml")
    issue = render_issue(
        hostile_article(),  # type: ignore[arg-type]
        (drawn(alt=HOSTILE),),
        PUBLICATION,
        templates=[ROOT / "templates"],
        mjml=make_mjml_engine(engine),  # type: ignore[arg-type]
    )
    for html in (issue.email_html, issue.web_html):
        assert "<script>alert" not in html
        assert "<mj-text" not in html
        assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)[0]
        assert "{{ 7*7 }}" in html
    assert issue.email_html.count("%%postal_address%%") == 1


def test_both_engines_say_the_same(html: str) -> None:
    pytest.importorskip("mrml")
    other = render_issue(
        ARTICLE,
        (drawn(),),
        PUBLICATION,
        templates=[ROOT / "templates"],
        mjml=make_mjml_engine("mrml"),
    ).email_html

    def words(html: str) -> list[str]:
        bare = re.sub(r"<(style|title)\b.*?</\1>|<!--.*?-->", " ", html, flags=re.DOTALL)
        return unescape(re.sub(r"<[^>]+>", " ", bare)).split()

    assert words(other) == words(html)


def test_a_logo_stands_in_the_masthead() -> None:
    theme = replace(Theme(), logo_url="https://x.example/logo.png", logo_alt='Our "logo"')
    html = render(publication=replace(PUBLICATION, theme=theme)).email_html
    assert 'src="https://x.example/logo.png"' in html
    assert 'alt="Our &#34;logo&#34;"' in html


def test_without_dek_footnotes_and_evidence() -> None:
    bare = replace(ARTICLE, dek=(), footnotes=(), sources=(), figures=())
    html = render(replace(bare, sections=(Section("s", (), (paragraph("words"),)),))).email_html
    for absent in ("How we know", "Sources", "Notes", 'class="muted dek"'):
        assert absent not in html


def test_a_fault_in_the_style_sheet_is_named(tmp_path: Path) -> None:
    for path in (ROOT / "templates" / "email").iterdir():
        (tmp_path / "email").mkdir(exist_ok=True)
        (tmp_path / "email" / path.name).write_text(path.read_text())
    (tmp_path / "web").symlink_to(ROOT / "templates" / "web")
    (tmp_path / "email" / "prose.css.j2").write_text("p { color: {{ them.text }} }")
    with pytest.raises(BriefingError) as caught:
        render(templates=tmp_path)
    assert str(caught.value).startswith("templates/email/prose.css.j2:1: 'them' is undefined")


def test_the_message_is_complete() -> None:
    message = email.message_from_bytes(render().message, policy=email.policy.default)
    assert message["Subject"] == "[Sample data] A headline that says what happened"
    assert message["From"] == "The Daily Figure <daily@briefing.example>"
    assert message["List-Id"] == "Open models <open-models.briefing.example>"
    assert message["Message-ID"] == "<open-models.2026-03-01@briefing.example>"
    assert message["Date"].datetime == ARTICLE.as_of
    assert message["Content-Language"] == ARTICLE.lang
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == render().email_text


def test_a_headline_cannot_bring_a_header() -> None:
    issue = render(replace(ARTICLE, title=text("one\r\nBcc: a@evil.example\x00\u2028two")))
    message = email.message_from_bytes(issue.message, policy=email.policy.default)
    assert message["Bcc"] is None
    assert message["Subject"] == "[Sample data] one Bcc: a@evil.example two"
