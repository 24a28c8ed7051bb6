"""A test mail lands in a mailbox folder as a mail program would read it."""

import mailbox
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from briefing.errors import ContentError
from briefing.web.preview.mailbox import mail_into
from tests.preview.sample import issue

FILL = {"%%unsubscribe_url%%": "https://briefing.example/unsubscribe", "%%postal_address%%": "Here"}


def mail_in(folder: Path) -> EmailMessage:
    box = mailbox.Maildir(folder)
    (key,) = box.keys()
    return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(box.get_bytes(key))


def test_the_mail_is_addressed_marked_and_whole(tmp_path: Path) -> None:
    said = mail_into(tmp_path / "var" / "mailbox", FILL)("zoe@example.org", issue())
    mail = mail_in(tmp_path / "var" / "mailbox")
    assert mail["To"] == "zoe@example.org"
    assert str(mail["Subject"]).startswith("[Test] ")
    assert "mailbox folder" in said
    assert [part.get_content_type() for part in mail.walk()].count("image/png") == 2


def test_placeholders_are_filled_in(tmp_path: Path) -> None:
    mail_into(tmp_path / "mailbox", FILL)("a@example.org", issue())
    mail = mail_in(tmp_path / "mailbox")
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert "https://briefing.example/unsubscribe" in body.get_content()
        assert "%%unsubscribe_url%%" not in body.get_content()


@pytest.mark.parametrize(
    "address", ["", "nobody", "@example.org", "a@", "a@b@c", "a@b.c\nBcc: x@y.z", "a b@c.d"]
)
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ContentError, match="no address"):
        mail_into(tmp_path / "mailbox", FILL)(address, issue())
    assert not (tmp_path / "mailbox").exists()
