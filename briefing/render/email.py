"""The email edition: MJML from the template, laid out by the engine, content put in last."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import css_inline
from jinja2 import Environment, StrictUndefined

from briefing.model.article import Article, plain
from briefing.model.issue import DrawnDiagram
from briefing.model.placeholder import POSTAL_ADDRESS, PREFERENCES_URL, UNSUBSCRIBE_URL
from briefing.model.theme import Palette, Theme
from briefing.model.topic import Publication
from briefing.ports import MjmlEngine
from briefing.render.blocks import EmailBlockWriter
from briefing.render.dates import weekday_date
from briefing.render.evidence import evidence_of
from briefing.render.fine_print import evidence_list, footnote_list, source_list
from briefing.render.frame import IssueFrame, Tongue
from briefing.render.inline import InlineWriter
from briefing.render.mjml_template import render_mjml, translated
from briefing.render.parts import section_views
from briefing.render.pictures import email_picture
from briefing.render.places import issue_url
from briefing.render.slots import Html, Style
from briefing.render.template_loader import TemplateLoader

TEMPLATE = "email/issue.mjml.j2"
PROSE_CSS = "email/prose.css.j2"
_KEPT = re.compile(r"(<pre\b.*?</pre>|<style\b.*?</style>|<!--.*?-->)", re.DOTALL)
_VALUE = re.compile(r'"[^"]*"')
_TAG = re.compile(r'<[a-zA-Z](?:[^">]|"[^"]*")*>')


@dataclass(frozen=True, slots=True)
class StyledTheme:
    """The theme as templates print it: values are structure, not content."""

    light: Mapping[str, Style]
    dark: Mapping[str, Style]
    text_font: Style
    heading_font: Style
    mono_font: Style
    width: int
    logo_url: str
    logo_alt: str


def styled(theme: Theme) -> StyledTheme:
    """Return the theme for templates."""
    return StyledTheme(
        light=_styled(theme.light),
        dark=_styled(theme.dark),
        text_font=Style(theme.text_font),
        heading_font=Style(theme.heading_font),
        mono_font=Style(theme.mono_font),
        width=theme.width,
        logo_url=theme.logo_url,
        logo_alt=theme.logo_alt,
    )


def _styled(palette: Palette) -> Mapping[str, Style]:
    return {name: Style(colour) for name, colour in asdict(palette).items()}


def render_email(
    article: Article,
    drawn: Mapping[str, DrawnDiagram],
    publication: Publication,
    frame: IssueFrame,
    *,
    templates: Sequence[Path],
    mjml: MjmlEngine,
) -> str:
    """Return the email's HTML; pictures are referred to as `diagrams/NAME.png`.

    Raises: RenderError at the template's line, or an ErrorList of several.
    """
    inline = InlineWriter(article.sources, anchors=False)
    writer = EmailBlockWriter(inline, frame.article_words, article.lang, drawn, email_picture)
    words = frame.words

    def styled_as(tongue: Tongue) -> Callable[[str], Html]:
        css = _prose_css(templates, publication.theme, tongue)

        def style(html: str) -> Html:
            return Html(escaped_attributes(css_inline.inline_fragment(html, css)) if html else "")

        return style

    framed = styled_as(frame.tongue)
    own = styled_as(frame.article)

    def style(html: str) -> Html:
        return frame.inside.block(own(html))

    values = {
        "article": article,
        "publication": publication,
        "theme": styled(publication.theme),
        "words": words,
        "number": words.numbered.format(number=article.number),
        "lang": Style(frame.tongue.lang),
        "direction": Style(frame.tongue.direction),
        "start": frame.tongue.start,
        "own_direction": Style(frame.article.direction),
        "own_start": frame.article.start,
        "inside": frame.inside,
        "outside": frame.outside,
        "subject": plain(article.title),
        "title": inline.write(article.title),
        "dek": inline.write(article.dek),
        "preheader": plain(article.dek) or plain(article.title),
        "date": weekday_date(article.date, frame.tongue.lang),
        "sections": section_views(article.sections, writer, style),
        "footnotes": style(footnote_list(article, inline)),
        "sources": style(source_list(article.sources)),
        "evidence": framed(evidence_list(evidence_of(article, frame), frame)),
        "reason": words.why_you.format(topic=article.topic_title),
        "url": issue_url(article, publication),
        "unsubscribe_url": UNSUBSCRIBE_URL,
        "preferences_url": PREFERENCES_URL,
        "postal_address": POSTAL_ADDRESS,
    }
    source, slots = render_mjml(TEMPLATE, templates, values)
    return collapse(slots.fill(mjml.render(source)))


def _prose_css(templates: Sequence[Path], theme: Theme, tongue: Tongue) -> str:
    environment = _css_environment(tuple(str(folder) for folder in templates))
    with translated(PROSE_CSS, templates):
        return environment.get_template(PROSE_CSS).render(
            theme=theme, start=tongue.start, end=tongue.end
        )


@lru_cache(maxsize=8)
def _css_environment(folders: tuple[str, ...]) -> Environment:
    return Environment(  # noqa: S701  (CSS of the publication's own, nothing from outside)
        loader=TemplateLoader(folders), undefined=StrictUndefined
    )


def escaped_attributes(html: str) -> str:
    """Return HTML with < and > escaped within attributes too.

    A browser needs it not, but what reads mail is not always one: filters look for tags in text.
    """
    return _TAG.sub(lambda tag: _VALUE.sub(_escaped, tag[0]), html)


def _escaped(value: re.Match[str]) -> str:
    return value[0].replace("<", "&lt;").replace(">", "&gt;")


def collapse(html: str) -> str:
    """Return HTML with runs of white space made one, outside pre, style and comments.

    A run that held a line's end becomes one: the source stays fit to be read and compared.
    """
    parts = _KEPT.split(html)
    for n, part in enumerate(parts):
        if part.startswith(("<style", "<!--")):
            parts[n] = re.sub(r"\s*\n\s*", "\n", part)
        elif not part.startswith("<pre"):
            parts[n] = re.sub(r"\s+", lambda run: "\n" if "\n" in run[0] else " ", part)
    return "".join(parts).strip() + "\n"
