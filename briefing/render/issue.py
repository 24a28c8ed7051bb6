"""Render an article into every edition of its issue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from briefing.model.article import Article
from briefing.model.issue import DrawnDiagram, FramedMail, Issue, Proof
from briefing.model.topic import Publication
from briefing.ports import MjmlEngine
from briefing.render.email import render_email
from briefing.render.frame import IssueFrame, frame_of
from briefing.render.languages import language_of
from briefing.render.manifest import make_manifest
from briefing.render.message import make_message
from briefing.render.pictures import picture_files
from briefing.render.places import issue_url
from briefing.render.text import render_text
from briefing.render.web import render_web


def render_proof(
    article: Article,
    drawn: Sequence[DrawnDiagram],
    publication: Publication,
    *,
    templates: Sequence[Path],
    mjml: MjmlEngine,
) -> Proof:
    """Return what there is to look at: email HTML and web page; the diagrams may be outlines.

    Raises: RenderError at a template's line, or an ErrorList of several.
    """
    frame = frame_of(article)
    by_id = {one.diagram.id: one for one in drawn}
    html = render_email(article, by_id, publication, frame, templates=templates, mjml=mjml)
    page = render_web(article, by_id, publication, frame, templates=templates)
    return Proof(article, tuple(drawn), html, page, publication.theme.light.surface)


def render_issue(
    article: Article,
    drawn: Sequence[DrawnDiagram],
    publication: Publication,
    *,
    templates: Sequence[Path],
    mjml: MjmlEngine,
    frames: Collection[str] = (),
    proof: Proof | None = None,
) -> Issue:
    """Return the issue: email HTML and text, web page, message and manifest.

    `templates` are the folders searched for the email's and the page's templates, in order.
    `frames` are the languages that readers want the frame in; the mail is rendered once more for
    each that says other words than the topic's own. `proof` is what was rendered
    of it already.
    Raises: RenderError at a template's line, or an ErrorList of several.
    """
    proof = proof or render_proof(article, drawn, publication, templates=templates, mjml=mjml)
    frame = frame_of(article)
    by_id = {one.diagram.id: one for one in drawn}
    pictures = picture_files(drawn, "png")

    def lay_out(framed: IssueFrame) -> str:
        return render_email(article, by_id, publication, framed, templates=templates, mjml=mjml)

    def mail(framed: IssueFrame, html: str) -> FramedMail:
        text = render_text(article, by_id, publication, framed)
        message = make_message(
            article, publication, framed, html=html, text=text, pictures=pictures
        )
        return FramedMail(framed.words.tag, html, text, message)

    own = mail(frame, proof.email_html)
    tags = sorted({language_of(tag).tag for tag in frames} - {own.lang})
    others = tuple(mail(other, lay_out(other)) for other in (frame_of(article, t) for t in tags))
    editions = {
        "email.html": own.email_html.encode(),
        "email.txt": own.email_text.encode(),
        "index.html": proof.web_html.encode(),
        "message.eml": own.message,
        **{f"message.{other.lang}.eml": other.message for other in others},
        **picture_files(drawn, "svg"),
        **pictures,
    }
    url = issue_url(article, publication)
    return Issue(
        article=article,
        diagrams=tuple(drawn),
        email_html=own.email_html,
        email_text=own.email_text,
        web_html=proof.web_html,
        message=own.message,
        findings=article.findings,
        manifest=make_manifest(article, drawn, url=url, editions=editions),
        framed=others,
    )
