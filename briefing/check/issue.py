"""Check an issue: every rule, on every edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.check.claims import check_claims
from briefing.check.contrast import check_contrast
from briefing.check.document import check_documents, check_tables
from briefing.check.examined import Check, examine
from briefing.check.figures import check_figures
from briefing.check.headings import check_headings
from briefing.check.images import check_images, check_letters
from briefing.check.leftovers import check_leftovers
from briefing.check.links import check_links
from briefing.check.placeholders import check_way_out
from briefing.check.sizes import (
    check_email_size,
    check_message_size,
    check_picture_sizes,
    check_preheader,
    check_subject,
)
from briefing.check.support import check_support
from briefing.check.text import check_lines, check_text
from briefing.check.theme import check_theme
from briefing.check.web import check_web
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Issue
from briefing.model.topic import Publication, Topic

CHECKS: tuple[Check, ...] = (
    check_claims,
    check_figures,
    check_subject,
    check_preheader,
    check_email_size,
    check_message_size,
    check_picture_sizes,
    check_way_out,
    check_leftovers,
    check_links,
    check_images,
    check_letters,
    check_headings,
    check_documents,
    check_tables,
    check_contrast,
    check_theme,
    check_support,
    check_text,
    check_lines,
    check_web,
)
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


def check_issue(issue: Issue, topic: Topic, publication: Publication) -> tuple[Finding, ...]:
    """Return what is wrong with an issue, errors first; what the article knows is left out.

    The same thing found in several editions is reported once, in the first; what is found in a
    mail of another frame language alone says so.
    """
    found: dict[tuple[str, str], Finding] = {}
    for lang, mail in _mails(issue):
        examined = examine(mail, topic, publication)
        for finding in (one for check in CHECKS for one in check(examined)):
            key = (finding.rule, finding.message)
            if key not in found:
                message = f"framed in {lang!r}: {finding.message}" if lang else finding.message
                found[key] = replace(finding, message=message)
    known = set(issue.article.findings)
    fresh = (finding for finding in found.values() if finding not in known)
    return tuple(sorted(fresh, key=lambda finding: _ORDER[finding.severity]))


def _mails(issue: Issue) -> Iterator[tuple[str, Issue]]:
    """Yield the issue, and as many more as it has mails in other frames, under their language."""
    yield "", issue
    for one in issue.framed:
        yield (
            one.lang,
            replace(
                issue,
                email_html=one.email_html,
                email_text=one.email_text,
                message=one.message,
            ),
        )
