"""An issue as the preview's page wants it: what to list beside it, as plain JSON values."""

from __future__ import annotations

from dataclasses import asdict

from briefing.check.sizes import CLIPPED
from briefing.errors import Location
from briefing.model.article import Article, Claim, plain
from briefing.model.finding import Finding
from briefing.model.issue import Issue
from briefing.render.evidence import Evidence, evidence_of
from briefing.render.frame import frame_of
from briefing.web.preview.builds import Build
from briefing.web.preview.editions import FILES
from briefing.web.preview.excerpt import Shelf, error_records
from briefing.web.preview.mime import headers_of
from briefing.web.preview.places import quote_at

Json = dict[str, object]


def build_record(build: Build, shelf: Shelf) -> Json:
    """Return what came of a build; the issue is the last good one."""
    return {
        "version": build.version,
        "busy": build.busy,
        "milliseconds": round(build.milliseconds),
        "errors": error_records(shelf, build.error) if build.error else [],
        "issue": issue_record(build.issue, shelf) if build.issue else None,
    }


def article_record(article: Article) -> Json:
    """Return what the page must know of an article to show its issue."""
    return {"title": plain(article.title), "lang": article.lang, "dir": article.direction}


def issue_record(issue: Issue, shelf: Shelf) -> Json:
    """Return everything that the page lists of an issue, the editions themselves left out."""
    article = issue.article
    headers = headers_of(issue.message)
    return {
        **article_record(article),
        "preheader": plain(article.dek),
        "topic_title": article.topic_title,
        "subject": headers.get("Subject", ""),
        "sender": headers.get("From", ""),
        "number": article.number,
        "sample": article.sample,
        "as_of": issue.manifest["as_of"],
        "sizes": sizes(issue),
        "findings": [
            _finding(issue, shelf, number, one) for number, one in enumerate(issue.findings)
        ],
        "figures": [_figure(one) for one in evidence_of(article, frame_of(article))],
        "claims": [_claim(issue, one) for one in article.claims],
    }


def sizes(issue: Issue) -> dict[str, int]:
    """Return the sizes in bytes, and the line from which Gmail clips."""
    return {
        "html": len(issue.email_html.encode()),
        "text": len(issue.email_text.encode()),
        "web": len(issue.web_html.encode()),
        "message": len(issue.message),
        "limit": CLIPPED,
    }


def figure_record(issue: Issue, name: str) -> Json | None:
    """Return a figure with all of its observations, or None where the issue prints no such."""
    figures: list[Json] = issue.manifest["figures"]
    return next((figure for figure in figures if figure["id"] == name), None)


def _finding(issue: Issue, shelf: Shelf, number: int, finding: Finding) -> Json:
    at = finding.at
    inside = FILES.get(at.path) if at else None
    edition = inside or FILES.get(finding.place)
    quote = quote_at(issue, at)
    return {
        "number": number,
        "severity": str(finding.severity),
        "rule": finding.rule,
        "message": finding.message,
        "hint": finding.hint,
        "where": str(at) if at else finding.place,
        "source": _source(shelf, at),
        "edition": edition,
        "line": at.line if at and inside else None,
        "marked": bool(inside and at and at.line),
        "quote": asdict(quote) if quote else None,
    }


def _source(shelf: Shelf, at: Location | None) -> Json | None:
    """Return the editor's own file and line that a place names, if it is one."""
    if at is None or shelf.find(at.path) is None:
        return None
    return {"file": at.path, "line": at.line}


def _figure(evidence: Evidence) -> Json:
    return {
        "id": evidence.id,
        "label": evidence.label,
        "text": evidence.text,
        "value": evidence.value,
        "formula": evidence.formula,
        "basis": evidence.basis,
        "sources": [{"shown": shown, "url": url} for shown, url in evidence.sources],
    }


def _claim(issue: Issue, claim: Claim) -> Json:
    quote = quote_at(issue, claim.at)
    return {
        "text": claim.text,
        "condition": claim.condition,
        "holds": claim.holds,
        "margin": None if claim.margin is None else float(claim.margin),
        "handled": claim.handled,
        "detail": claim.detail,
        "narrow": any(f.at == claim.at and "narrow" in f.rule for f in issue.findings),
        "source": {"file": claim.at.path, "line": claim.at.line},
        "quote": asdict(quote) if quote and claim.holds else None,
    }
