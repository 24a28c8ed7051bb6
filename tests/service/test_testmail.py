"""One test mail over a mail server."""

import pytest

from briefing.errors import DeliveryError
from briefing.model.handover import Deferred, Lost, Refused, Reply
from briefing.service.testmail import send_over, told
from briefing.smtp import Server, SmtpTransport
from tests.preview.sample import issue
from tests.smtp.fake_server import serving


def test_one_message_reaches_the_server() -> None:
    with serving() as server:
        send = send_over(
            lambda: SmtpTransport(Server("127.0.0.1", server.port)),
            "daily@briefing.example",
            "mail.example:25",
            {"%%unsubscribe_url%%": "https://briefing.example/unsubscribe"},
        )
        said = send("me@example.org", issue())
    assert said.startswith("mail.example:25 took it: 250")
    (content,) = server.taken
    assert b"To: me@example.org" in content
    assert b"Subject: [Test]" in content
    assert b"%%unsubscribe_url%%" not in content


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Refused(Reply(550, "5.1.1", "no such user")), "did not take it: 550 5.1.1 no such user"),
        (Deferred(Reply(451, "", "later")), "did not take it: 451 later"),
        (Lost(in_doubt=True, why="reset"), "ended first: reset"),
    ],
)
def test_what_the_server_refused_is_told(outcome: Refused | Deferred | Lost, words: str) -> None:
    with pytest.raises(DeliveryError, match=r"mail\.example") as error:
        told(outcome, "mail.example")
    assert words in error.value.message
