import io

import pytest

from briefing.delivery.bounces import read
from briefing.delivery.parsing import MAX_BYTES
from briefing.errors import DeliveryError
from briefing.inbox import ImapInbox, read_maildir, read_pipe
from briefing.model.bounce import BounceKind, SentLetter
from tests.delivery.test_bounces import VERP, report
from tests.inbox.fake_imap import Mailbox, serving
from tests.smtp.certificates import make_context


def inbox(mailbox, **changed):
    given = {"user": "bounces", "password": mailbox.password, "security": "none", **changed}
    return ImapInbox("127.0.0.1", port=mailbox.port, **given)


def test_unseen_messages_come_until_they_are_done():
    messages = {
        3: report("postfix"),
        7: report("qmail", VERP.of_letter(SentLetter(9, "0a1b2c3d4e"))),
        8: b"x" * (MAX_BYTES + 5),
    }
    with serving(Mailbox(messages)) as mailbox:
        first = []
        for arrived in inbox(mailbox).read():
            first.append(arrived.content)
            if len(first) != 2:
                arrived.done()
        again = [arrived.content for arrived in inbox(mailbox).read()]
    assert first == [messages[3], messages[7], b"x" * MAX_BYTES]
    assert again == [messages[7]]
    bounce = read(again[0], VERP)
    assert bounce is not None
    assert (bounce.kind, bounce.origin) == (BounceKind.HARD, SentLetter(9, "0a1b2c3d4e"))
    assert mailbox.said[-1] == "LOGOUT"


def test_an_empty_mailbox():
    with serving(Mailbox({})) as mailbox:
        assert list(inbox(mailbox).read()) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "my guess"}, "wrong"),
        ({"folder": "Nowhere"}, "NO [b'never']"),
        ({"folder": 'a"\r\nb'}, "'a\"\\r\\nb' is no folder"),
    ],
)
def test_a_mailbox_that_cannot_be_used_is_an_error_without_the_password(changed, said):
    with serving(Mailbox({1: b""})) as mailbox, pytest.raises(DeliveryError) as caught:
        list(inbox(mailbox, **changed).read())
    assert caught.value.message == f"mailbox on 127.0.0.1:{mailbox.port}: {said}"
    assert "BRIEFING_INBOX_PASSWORD" in caught.value.hint
    assert "my guess" not in str(caught.value)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_without_tls_is_not_used(security):
    with serving(Mailbox({1: b""})) as mailbox, pytest.raises(DeliveryError, match="mailbox on"):
        list(inbox(mailbox, security=security).read())
    assert not any(line.startswith("LOGIN") for line in mailbox.said)


def test_a_server_is_believed_with_the_authority_that_is_named(tmp_path):
    context, authority = make_context(tmp_path)
    with serving(Mailbox({1: b"said"}, tls=context)) as mailbox:
        believing = inbox(mailbox, security="starttls", ca_file=str(authority))
        assert [arrived.content for arrived in believing.read()] == [b"said"]
        with pytest.raises(DeliveryError, match="certificate verify failed") as caught:
            list(inbox(mailbox, security="starttls").read())
    assert "ca_file" in caught.value.hint


def test_a_maildir(tmp_path):
    (tmp_path / "new").mkdir()
    for name in ("1.a", "2.b"):
        (tmp_path / "new" / name).write_bytes(name.encode())
    first, second = read_maildir(tmp_path)
    assert (first.content, second.content) == (b"1.a", b"2.b")
    first.done()
    assert [path.name for path in (tmp_path / "cur").iterdir()] == ["1.a:2,S"]
    assert [arrived.content for arrived in read_maildir(tmp_path)] == [b"2.b"]


def test_two_may_read_one_maildir(tmp_path):
    (tmp_path / "new").mkdir()
    for name in ("1.a", "2.b"):
        (tmp_path / "new" / name).write_bytes(name.encode())
    slow = read_maildir(tmp_path)
    first = next(slow)
    for arrived in read_maildir(tmp_path):
        arrived.done()
    first.done()
    assert list(slow) == []


def test_no_maildir(tmp_path):
    with pytest.raises(DeliveryError, match="cannot be read"):
        list(read_maildir(tmp_path / "none"))


def test_a_pipe_is_read_to_its_end():
    pipe = io.BytesIO(b"x" * (MAX_BYTES + 100_000))
    (arrived,) = read_pipe(pipe)
    arrived.done()
    assert len(arrived.content) == MAX_BYTES
    assert pipe.read() == b""
