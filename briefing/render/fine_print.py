"""What stands below an article in mail: footnotes, sources and the origin of each figure."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from briefing.model.article import Article, Reference
from briefing.model.links import names_other_site
from briefing.render.evidence import Evidence
from briefing.render.frame import IssueFrame
from briefing.render.inline import InlineWriter
from briefing.render.slots import Html


def footnote_list(article: Article, inline: InlineWriter) -> Html:
    """Return the footnotes as a numbered list, or nothing."""
    return _list("ol", [inline.write(note) for note in article.footnotes])


def source_list(sources: Sequence[Reference]) -> Html:
    """Return the sources as a list numbered as citations refer to them."""
    return _list("ol", [_source(source) for source in sources])


def evidence_list(evidence: Sequence[Evidence], frame: IssueFrame) -> Html:
    """Return each figure's origin."""
    return _list("ul", [_origin(item, frame) for item in evidence])


def _list(tag: str, items: Sequence[str]) -> Html:
    if not items:
        return Html()
    rows = "".join(f"<li>{item}</li>" for item in items)
    return Html(f'<div class="fine"><{tag}>{rows}</{tag}></div>')


def _source(source: Reference) -> str:
    publisher = f", {escape(source.publisher)}" if source.publisher else ""
    if publisher and names_other_site(source.title, source.url):
        link = f'<a href="{escape(source.url)}">{escape(source.publisher)}</a>'
        return f"{escape(source.title)}, {link}"
    return f'<a href="{escape(source.url)}">{escape(source.title)}</a>{publisher}'


def _origin(item: Evidence, frame: IssueFrame) -> str:
    links = ", ".join(
        f'<a href="{escape(url)}">{escape(shown)}</a>' for shown, url in item.sources[:1]
    )
    more = f" +{len(item.sources) - 1}" if len(item.sources) > 1 else ""
    semicolon = frame.words.semicolon
    source = f"{semicolon}{links}{more}" if links else ""
    # A formula reads from left to right whatever stands around it.
    code = '<code dir="ltr">' if "rtl" in (frame.tongue.direction, frame.article.direction) else ""
    said = frame.inside.run(
        Html(
            f"<strong>{escape(item.text)}</strong>{escape(item.account)} = "
            f"{code or '<code>'}{escape(item.formula)}</code>"
        )
    )
    return f"{said}{semicolon}{escape(item.basis)}{source}"
