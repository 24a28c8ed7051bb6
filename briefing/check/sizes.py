"""Sizes: what mail programs clip, cut off or are slow to load."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.examined import EMAIL, MESSAGE, Examined
from briefing.model.article import plain
from briefing.model.finding import Finding, Severity

CLIPPED = 102 * 1024
"""Gmail shows no more of a message's HTML than this, and with the rest goes the way out."""
MESSAGE_LIMIT, MESSAGE_LARGE = 10 * 1024 * 1024, 1024 * 1024
PICTURE_LARGE = 500 * 1000
SUBJECT_LONG, PREHEADER_LONG = 150, 300


def check_email_size(examined: Examined) -> Iterator[Finding]:
    """Report an email of more HTML than Gmail shows, or close to it."""
    size = len(examined.issue.email_html.encode(errors="replace"))
    hint = "shorten the issue, or move detail to the web page"
    if size > CLIPPED:
        message = f"the email's HTML has {_kb(size)}; Gmail clips it at {_kb(CLIPPED)}"
        yield Finding("email-size", Severity.ERROR, message, hint, place=EMAIL)
    elif size > 0.9 * CLIPPED:
        message = f"the email's HTML has {_kb(size)}, close to {_kb(CLIPPED)}, where Gmail clips it"
        yield Finding("email-size", Severity.WARNING, message, hint, place=EMAIL)


def check_message_size(examined: Examined) -> Iterator[Finding]:
    """Report a message that servers may refuse, or that loads slowly on a phone."""
    size = len(examined.issue.message)
    hint = "use fewer or simpler diagrams"
    if size > MESSAGE_LIMIT:
        message = f"the message has {_kb(size)}; many servers refuse more than {_kb(MESSAGE_LIMIT)}"
        yield Finding("message-size", Severity.ERROR, message, hint, place=MESSAGE)
    elif size > MESSAGE_LARGE:
        message = f"the message has {_kb(size)}, slow to load on a phone"
        yield Finding("message-size", Severity.WARNING, message, hint, place=MESSAGE)


def check_picture_sizes(examined: Examined) -> Iterator[Finding]:
    """Report pictures that are large by themselves."""
    for one in examined.issue.diagrams:
        size = len(one.drawing.png)
        if size > PICTURE_LARGE:
            yield Finding(
                "picture-size",
                Severity.WARNING,
                f"the picture of diagram {one.name!r} has {_kb(size)}",
                "simplify the diagram, or split it in two",
                one.diagram.at,
                EMAIL,
            )


def check_subject(examined: Examined) -> Iterator[Finding]:
    """Report a subject that is empty, or too long to be read in a list of messages."""
    article = examined.issue.article
    subject = plain(article.title).strip()
    hint = "write the headline (`# …`) as one short line"
    if not subject:
        yield Finding(
            "subject-empty", Severity.ERROR, "the issue has no headline", hint, article.title_at
        )
    elif len(subject) > SUBJECT_LONG:
        message = f"the headline, which is the subject, has {len(subject)} characters"
        yield Finding("subject-length", Severity.WARNING, message, hint, article.title_at)


def check_preheader(examined: Examined) -> Iterator[Finding]:
    """Report a dek that makes no good preview in a list of messages."""
    article = examined.issue.article
    dek = plain(article.dek).strip()
    hint = "write one or two sentences below the headline that make a reader open the mail"
    if not dek:
        message = "the issue has no dek; mail programs preview the headline twice"
        yield Finding("preheader-empty", Severity.NOTICE, message, hint, article.dek_at)
    elif len(dek) > PREHEADER_LONG:
        message = f"the dek has {len(dek)} characters; previews show about 100"
        yield Finding("preheader-length", Severity.NOTICE, message, hint, article.dek_at)


def _kb(size: int) -> str:
    return f"{size / 1024:,.0f} KB"
