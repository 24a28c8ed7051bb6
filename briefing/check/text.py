"""The plain text: there, made of lines that mail can carry, and free of markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.check.examined import MESSAGE, TEXT, Examined, counted, listed
from briefing.check.origins import place_of
from briefing.check.words import quoted_words
from briefing.errors import Location
from briefing.model.finding import Finding, Severity

LINE_LIMIT = 998
"""Bytes of a line, its end left out (RFC 5322, section 2.1.1)."""
_TAG = (
    r"</?(?:p|div|br|span|a|b|i|em|strong|del|sup|table|tr|td|ul|ol|li|h[1-6]|img|hr)"
    r"(?:\s[^<>\n]*)?/?>"
)
_BOLD = r"(?<!\*)\*\*(?=[^\s*])[^*\n]*(?<=[^\s*])\*\*(?!\*)"
_LINK = r"\[[^\]\n]{1,200}\]\((?:https?:|mailto:|#)[^)\s]*\)"
_MARKUP = re.compile(f"{_TAG}|{_BOLD}|{_LINK}")


def check_text(examined: Examined) -> Iterator[Finding]:
    """Report a plain text that is empty, or in which markup has been left."""
    text = examined.issue.email_text
    if not text.strip():
        hint = "a mail without plain text is taken for spam; build again"
        message = "the plain text is empty"
        yield Finding("text-empty", Severity.ERROR, message, hint, place=TEXT)
    found = list(_MARKUP.finditer(text))
    quoted = quoted_words(examined.issue.article) if found else ""
    left = [match for match in found if " ".join(match[0].split()) not in quoted]
    if left:
        line = text.count("\n", 0, left[0].start()) + 1
        message = f"markup was left in the plain text: {listed(m[0][:40] for m in left)}"
        hint = "HTML is shown as it stands: write Markdown; of other marks, find the lone one"
        at = place_of(left[0][0], examined.issue.article) or Location(TEXT, line)
        yield Finding("text-markup", Severity.WARNING, message, hint, at, TEXT)


def check_lines(examined: Examined) -> Iterator[Finding]:
    """Report lines that are longer than mail allows; servers break or refuse them.

    The text may hold a long address, which the message's encoding folds: only a long line of the
    message itself is an error.
    """
    hint = f"RFC 5322 allows {LINE_LIMIT} bytes"
    text = examined.issue.email_text.encode(errors="replace")
    places = ((TEXT, text, Severity.WARNING), (MESSAGE, examined.issue.message, Severity.ERROR))
    for place, content, severity in places:
        long = [n for n, line in enumerate(content.splitlines(), 1) if len(line) > LINE_LIMIT]
        if long:
            message = f"{counted(len(long), 'line')} of more than {LINE_LIMIT} bytes"
            at = Location(place, long[0])
            yield Finding("line-length", severity, message, hint, at, place)
