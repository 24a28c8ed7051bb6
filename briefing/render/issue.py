"""Render an article into every edition of its issue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.model.article import Article
from briefing.model.issue import DrawnDiagram, Issue
from briefing.model.topic import Publication
from briefing.ports import MjmlEngine
from briefing.render.email import render_email
from briefing.render.frame import frame_of
from briefing.render.manifest import make_manifest
from briefing.render.message import make_message
from briefing.render.pictures import picture_files
from briefing.render.places import issue_url
from briefing.render.text import render_text
from briefing.render.web import render_web


def render_issue(
    article: Article,
    drawn: Sequence[DrawnDiagram],
    publication: Publication,
    *,
    templates: Sequence[Path],
    mjml: MjmlEngine,
) -> Issue:
    """Return the issue: email HTML and text, web page, message and manifest.

    `templates` are the folders searched for the email's and the page's templates, in order.
    Raises: RenderError at a template's line, or an ErrorList of several.
    """
    frame = frame_of(article)
    by_id = {one.diagram.id: one for one in drawn}
    html = render_email(article, by_id, publication, frame, templates=templates, mjml=mjml)
    text = render_text(article, by_id, publication, frame)
    page = render_web(article, by_id, publication, frame, templates=templates)
    pictures = picture_files(drawn, "png")
    message = make_message(article, publication, frame, html=html, text=text, pictures=pictures)
    editions = {
        "email.html": html.encode(),
        "email.txt": text.encode(),
        "index.html": page.encode(),
        "message.eml": message,
        **picture_files(drawn, "svg"),
        **pictures,
    }
    url = issue_url(article, publication)
    return Issue(
        article=article,
        diagrams=tuple(drawn),
        email_html=html,
        email_text=text,
        web_html=page,
        message=message,
        findings=article.findings,
        manifest=make_manifest(article, drawn, url=url, editions=editions),
    )
