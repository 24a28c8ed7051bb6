"""A mailbox folder that a mail program reads, and a dry run: one contract with SMTP."""

import mailbox
from email import policy

import pytest

from briefing.delivery.compiled import splice
from briefing.errors import AddressError, DeliveryError
from briefing.model.handover import Accepted, Outgoing, Refused
from briefing.transports import DryRun, MaildirTransport
from tests.delivery.issues import compiled, reader
from tests.smtp.handing import Record, outgoing


def deliver(transport, messages):
    record = Record()
    transport.deliver(messages, on_in_doubt=record.in_doubt, on_outcome=record.outcome)
    transport.close()
    return record


def issue_copies(count):
    issue = compiled().full
    for number in range(count):
        yield Outgoing(
            number,
            f"b-{number}@bounces.example",
            f"reader{number}@example.org",
            lambda n=number: splice(issue, reader(n)),
        )


def read(folder):
    box = mailbox.Maildir(folder, create=False)
    try:
        return sorted((dict(message.items()) for message in box), key=lambda m: m["To"])
    finally:
        box.close()


def test_a_mail_program_finds_the_messages(tmp_path):
    folder = tmp_path / "var" / "mailbox"
    record = deliver(MaildirTransport(folder), issue_copies(3))
    assert record.kinds() == ["Accepted"] * 3
    assert record.groups == [[0, 1, 2]]
    messages = read(folder)
    assert [message["To"] for message in messages] == [f"reader{n}@example.org" for n in range(3)]
    assert messages[0]["Return-Path"] == "<b-0@bounces.example>"
    assert messages[0]["Delivered-To"] == "reader0@example.org"
    assert list((folder / "tmp").iterdir()) == []
    outcome = record.outcomes[0]
    assert isinstance(outcome, Accepted)
    assert (folder / outcome.reply.text.rpartition(" as ")[2]).is_file()


def test_the_same_message_sent_again_takes_its_own_place(tmp_path):
    deliver(MaildirTransport(tmp_path), issue_copies(2))
    deliver(MaildirTransport(tmp_path), issue_copies(2))
    assert len(read(tmp_path)) == 2


def test_a_message_that_was_read_does_not_come_back(tmp_path):
    deliver(MaildirTransport(tmp_path), issue_copies(1))
    (path,) = (tmp_path / "new").iterdir()
    path.rename(tmp_path / "cur" / f"{path.name}:2,S")
    deliver(MaildirTransport(tmp_path), issue_copies(1))
    assert list((tmp_path / "new").iterdir()) == []


def test_a_message_arrives_as_it_was_written(tmp_path):
    issue = compiled().full
    deliver(MaildirTransport(tmp_path), issue_copies(1))
    (path,) = (tmp_path / "new").iterdir()
    _, _, rest = path.read_bytes().partition(b"example.org\n")
    assert rest.replace(b"\n", b"\r\n") == bytes(splice(issue, reader(0)))
    with path.open("rb") as file:
        message = mailbox.MaildirMessage(file)
    assert policy.default.header_fetch_parse("Subject", message["Subject"]) == "Größer"


def refuse():
    raise AddressError("'nobody' is no address")


@pytest.mark.parametrize("make", [MaildirTransport, lambda _: DryRun()])
def test_a_message_that_cannot_be_written_is_refused_alone(tmp_path, make):
    record = Record()
    transport = make(tmp_path)
    transport.deliver(
        [outgoing(0), outgoing(1, write=refuse)],
        on_in_doubt=lambda messages: None,
        on_outcome=lambda message, outcome: record.outcomes.update({message.key: outcome}),
    )
    assert record.kinds() == ["Accepted", "Refused"]
    refused = record.outcomes[1]
    assert isinstance(refused, Refused)
    assert str(refused.reply) == "553 5.1.3 not sent: 'nobody' is no address"


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "mailbox").write_text("a file, not a folder")
    with pytest.raises(DeliveryError, match="cannot write into the mailbox folder"):
        deliver(MaildirTransport(tmp_path / "mailbox"), issue_copies(1))


def test_a_message_whose_place_is_taken_is_an_error(tmp_path):
    deliver(MaildirTransport(tmp_path), issue_copies(1))
    (path,) = (tmp_path / "new").iterdir()
    path.unlink()
    path.mkdir()
    (path / "x").touch()
    with pytest.raises(DeliveryError, match="cannot write"):
        deliver(MaildirTransport(tmp_path), issue_copies(1))


def test_a_dry_run_says_how_large_the_messages_are_and_doubts_nothing():
    told = {}
    DryRun().deliver(
        issue_copies(2),
        on_in_doubt=lambda messages: pytest.fail("nothing leaves"),
        on_outcome=lambda message, outcome: told.update({message.key: str(outcome.reply)}),
    )
    size = splice(compiled().full, reader(1)).size
    assert told[1] == f"250 2.0.0 not sent (dry run): {size} bytes"
