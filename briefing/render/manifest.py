"""The manifest, issue.json: everything an issue says, for programs and for auditors."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from briefing.model.article import Article, Claim, Reference, Section, plain
from briefing.model.figure import Figure
from briefing.model.issue import DrawnDiagram
from briefing.model.observation import Observation
from briefing.render.evidence import value_of


def make_manifest(
    article: Article,
    drawn: Sequence[DrawnDiagram],
    *,
    url: str,
    editions: Mapping[str, bytes],
) -> dict[str, Any]:
    """Return the manifest. `editions` are the issue's files by name, for sizes and the hash."""
    return {
        "topic": article.topic,
        "topic_title": article.topic_title,
        "publication": article.publication,
        "date": article.date.isoformat(),
        "number": article.number,
        "title": plain(article.title),
        "dek": plain(article.dek),
        "byline": article.byline,
        "lang": article.lang,
        "url": url,
        "as_of": _instant(article.as_of),
        "sample": article.sample,
        "sections": [_section(section) for section in article.sections],
        "directives": [
            {
                "action": plain(directive.action),
                "due": directive.due.isoformat(),
                "horizon": directive.horizon,
                "rationale": plain(directive.rationale),
            }
            for directive in article.directives
        ],
        "diagrams": [_diagram(one) for one in drawn],
        "figures": [_figure(figure) for figure in article.figures],
        "claims": [_claim(claim) for claim in article.claims],
        "sources": [_source(source) for source in article.sources],
        "findings": [finding.record() for finding in article.findings],
        "sizes": {name: len(content) for name, content in editions.items()},
        "content_hash": content_hash(editions),
    }


def content_hash(editions: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over the issue's files, each under its name: what was sent, exactly."""
    digest = hashlib.sha256()
    for name in sorted(editions):
        digest.update(f"{name}\0{len(editions[name])}\0".encode())
        digest.update(editions[name])
    return f"sha256:{digest.hexdigest()}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _section(section: Section) -> dict[str, object]:
    at = section.at
    return {
        "id": section.id,
        "title": plain(section.title),
        "file": at.path if at else None,
        "line": at.line if at else None,
    }


def _diagram(one: DrawnDiagram) -> dict[str, object]:
    folder = f"diagrams/{one.name}"
    narrow = one.drawing.narrow
    return {
        "kind": one.diagram.kind,
        "title": one.diagram.title,
        "caption": plain(one.diagram.caption),
        "alt": one.diagram.alt,
        "svg": f"{folder}.svg",
        "png": f"{folder}.png",
        "width": one.drawing.width,
        "height": one.drawing.height,
        "narrow": f"{folder}-narrow.svg" if narrow else None,
        "script": one.diagram.script,
    }


def _figure(figure: Figure) -> dict[str, object]:
    window = figure.window
    return {
        "id": figure.id,
        "label": figure.label,
        "text": figure.text,
        "value": value_of(figure),
        "unit": figure.unit,
        "low": _bound(figure, low=True),
        "high": _bound(figure, low=False),
        "as_of": _instant(figure.as_of),
        "window": [window.start.isoformat(), window.end.isoformat()] if window else None,
        "formula": figure.formula,
        "observations": [_observation(o) for o in figure.observations],
        "sources": list(figure.sources),
    }


def _bound(figure: Figure, *, low: bool) -> int | float | str | None:
    bound = figure.low if low else figure.high
    return None if bound is None else value_of(replace(figure, value=bound))


def _observation(observation: Observation) -> dict[str, object]:
    value = observation.value
    return {
        "measure": observation.measure,
        "entity": observation.entity,
        "value": int(value) if value == value.to_integral_value() else float(value),
        "unit": observation.unit,
        "observed_at": _instant(observation.observed_at),
        "learned_at": _instant(observation.learned_at),
        "days": observation.days,
        "source": observation.source,
        "url": observation.url,
        "sample": observation.sample,
    }


def _claim(claim: Claim) -> dict[str, object]:
    return {
        "text": claim.text,
        "condition": claim.condition,
        "holds": claim.holds,
        "margin": None if claim.margin is None else float(claim.margin),
        "handled": claim.handled,
        "detail": claim.detail,
        "file": claim.at.path,
        "line": claim.at.line,
    }


def _source(source: Reference) -> dict[str, object]:
    published = source.published_at
    return {
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "published_at": _instant(published) if published else None,
    }
