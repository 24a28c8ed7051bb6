"""Leftovers of the machinery: template syntax, placeholders and marks that nothing replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from briefing.check.examined import EMAIL, TEXT, WEB, Examined, listed
from briefing.check.placeholders import PLACEHOLDER
from briefing.check.words import all_words
from briefing.errors import Location
from briefing.model.finding import Finding, Severity
from briefing.model.placeholder import PLACEHOLDERS as KNOWN

_JINJA = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}")
_TAG = re.compile(r"<[^<>]*>")
_SLOT = re.compile(r"slot\d{5}tols")
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
"""Supplementary private-use characters: compose marks text with them on its way."""


def check_leftovers(examined: Examined) -> Iterator[Finding]:
    """Report what should have been replaced while the issue was built.

    What the article itself says does not count: a headline about templates may well say "{{ x }}".
    """
    issue = examined.issue
    editions = ((EMAIL, issue.email_html), (TEXT, issue.email_text), (WEB, issue.web_html))
    for place, text in editions:
        left = list(_PRIVATE.finditer(text))
        doubtful = [m for m in _syntax(text) if m[0] not in KNOWN]
        said = _bare(all_words(issue.article)) if doubtful else ""
        left += [m for m in doubtful if _bare(unescape(_TAG.sub("", m[0]))) not in said]
        if left:
            first = min(left, key=lambda match: match.start())
            shown = listed(ascii(match[0])[1:-1] for match in left)
            yield Finding(
                "leftover-token",
                Severity.ERROR,
                f"something was not replaced: {shown}",
                "build again; if it stays, look for it in the templates",
                Location(place, text.count("\n", 0, first.start()) + 1),
                place,
            )


def _syntax(text: str) -> Iterator[re.Match[str]]:
    yield from _JINJA.finditer(text)
    yield from PLACEHOLDER.finditer(text)
    yield from _SLOT.finditer(text)


def _bare(text: str) -> str:
    """Return a text without white space, which editions wrap and collapse."""
    return "".join(text.split())
