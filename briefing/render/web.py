"""The web edition: the same article as a page, with SVG diagrams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from briefing.model.article import Article, plain
from briefing.model.issue import DrawnDiagram
from briefing.model.topic import Publication
from briefing.render.blocks import BlockWriter
from briefing.render.dates import weekday_date
from briefing.render.evidence import evidence_of
from briefing.render.frame import IssueFrame
from briefing.render.inline import InlineWriter
from briefing.render.mjml_template import translated
from briefing.render.parts import section_views
from briefing.render.pictures import web_picture
from briefing.render.places import issue_url
from briefing.render.slots import Html
from briefing.render.template_loader import TemplateLoader

TEMPLATE = "web/issue.html.j2"


def render_web(
    article: Article,
    drawn: Mapping[str, DrawnDiagram],
    publication: Publication,
    frame: IssueFrame,
    *,
    templates: Sequence[Path],
) -> str:
    """Return the issue's web page; pictures are referred to as `diagrams/NAME.svg`.

    Raises: RenderError at the template's line.
    """
    inline = InlineWriter(article.sources, anchors=True)
    writer = BlockWriter(inline, frame.words, article.lang, drawn, web_picture)
    url = issue_url(article, publication)
    environment = _environment(tuple(str(folder) for folder in templates))
    with translated(TEMPLATE, templates):
        return environment.get_template(TEMPLATE).render(
            article=article,
            publication=publication,
            theme=publication.theme,
            words=frame.words,
            number=frame.words.numbered.format(number=article.number),
            subject=plain(article.title),
            title=inline.write(article.title),
            dek=inline.write(article.dek),
            description=plain(article.dek),
            date=weekday_date(article.date, article.lang),
            sections=section_views(article.sections, writer, Html),
            footnotes=[inline.write(note) for note in article.footnotes],
            evidence=evidence_of(article, frame),
            url=url,
        )


@lru_cache(maxsize=8)
def _environment(folders: tuple[str, ...]) -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=TemplateLoader(folders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
