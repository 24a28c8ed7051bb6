"""A test mail into a local mailbox folder, where no mail server is set."""

from __future__ import annotations

import mailbox
from collections.abc import Callable, Mapping
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path

from briefing.errors import ContentError
from briefing.model.issue import Issue

POLICY = SMTP.clone(max_line_length=78)


def mail_into(folder: Path, fill: Mapping[str, str]) -> Callable[[str, Issue], str]:
    """Return a `send_test` that puts the mail into a Maildir, as a mail program reads it."""

    def send(address: str, issue: Issue) -> str:
        message = test_message(issue, address, fill)
        folder.parent.mkdir(parents=True, exist_ok=True)
        name = mailbox.Maildir(folder, create=True).add(message.as_bytes())
        return f"put into the mailbox folder {folder} as new/{name} (no mail server is set)"

    return send


def test_message(issue: Issue, address: str, fill: Mapping[str, str]) -> EmailMessage:
    """Return the issue's message to one address, its placeholders filled in.

    Raises: ContentError where the address is none.
    """
    try:
        to = Address(addr_spec=address)
    except (ValueError, IndexError, HeaderParseError) as error:
        hint = "write it as name@example.org"
        raise ContentError(f"{address!r} is no address", hint=hint) from error
    if not to.username or not to.domain:
        raise ContentError(f"{address!r} is no address", hint="write it as name@example.org")
    message = BytesParser(_class=EmailMessage, policy=POLICY).parsebytes(issue.message)
    subject = str(message["Subject"])
    del message["To"], message["Subject"]
    message["To"], message["Subject"] = to, f"[Test] {subject}"
    for part in message.walk():
        if part.get_content_maintype() == "text" and isinstance(part, EmailMessage):
            _fill(part, fill)
    return message


def _fill(part: EmailMessage, fill: Mapping[str, str]) -> None:
    text = str(part.get_content())
    for name, value in fill.items():
        text = text.replace(name, value)
    part.set_content(text, subtype=part.get_content_subtype(), cte="quoted-printable")
