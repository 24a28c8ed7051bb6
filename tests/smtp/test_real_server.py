"""Against aiosmtpd: TLS, AUTH, and a message that arrives as it left."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from briefing.errors import DeliveryError
from briefing.smtp import Security
from tests.smtp.certificates import make_context
from tests.smtp.fake_server import obliging, serving
from tests.smtp.handing import hand_over, many, outgoing

SECRET = "open sesame"


class Taker:
    """Keeps what it is given."""

    def __init__(self):
        self.envelopes = []
        self.lock = threading.Lock()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's name)
        with self.lock:
            self.envelopes.append(envelope)
        return "250 2.0.0 kept"


def let_in(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"briefing", SECRET.encode())
    return AuthResult(success=right, handled=False)


class FreePort(Controller):
    """aiosmtpd on a port that the system chose."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def real_server(**options):
    taker = Taker()
    controller = FreePort(taker, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller.port, taker
    finally:
        controller.stop()


def test_messages_arrive_as_they_left():
    with real_server() as (port, taker):
        record = hand_over(port, [outgoing(0, ".\r\n..dots\r\n"), *many(3)[1:]])
    assert record.kinds() == ["Accepted"] * 3
    first = taker.envelopes[0]
    assert first.content == b"Subject: 0\r\n\r\n.\r\n..dots\r\n\r\n"
    assert first.mail_from == "bounces@example.org"
    assert first.rcpt_tos == ["reader0@example.org"]


def test_international_addresses():
    with real_server(enable_SMTPUTF8=True) as (port, taker):
        record = hand_over(port, [outgoing(0, recipient="имя@example.org")])
    assert record.kinds() == ["Accepted"]
    assert taker.envelopes[0].rcpt_tos == ["имя@example.org"]


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_starttls_and_a_password(tmp_path, mechanism):
    context, authority = make_context(tmp_path)
    other = "LOGIN" if mechanism == "PLAIN" else "PLAIN"
    options = {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": let_in,
        "auth_exclude_mechanism": [other],
    }
    with real_server(**options) as (port, taker):
        record = hand_over(
            port,
            many(3),
            security=Security.STARTTLS,
            ca_file=str(authority),
            user="briefing",
            password=SECRET,
        )
    assert record.kinds() == ["Accepted"] * 3
    assert len(taker.envelopes) == 3


def test_a_wrong_password_is_an_error_that_does_not_tell_it():
    options = {"auth_require_tls": False, "authenticator": let_in}
    with real_server(**options) as (port, _), pytest.raises(DeliveryError, match="535") as caught:
        hand_over(port, many(1), user="briefing", password="wrong guess")
    assert "wrong guess" not in str(caught.value)


def test_tls_from_the_first_byte(tmp_path):
    context, authority = make_context(tmp_path)
    with real_server(ssl_context=context) as (port, taker):
        record = hand_over(port, many(2), security=Security.TLS, ca_file=str(authority))
    assert record.kinds() == ["Accepted"] * 2
    assert len(taker.envelopes) == 2


def test_an_unknown_authority_is_not_trusted(tmp_path):
    context, _ = make_context(tmp_path)
    options = {"tls_context": context}
    with real_server(**options) as (port, taker), pytest.raises(DeliveryError, match="no TLS"):
        hand_over(port, many(1), security=Security.STARTTLS)
    assert taker.envelopes == []


def test_a_server_without_starttls_is_not_used():
    with serving() as server, pytest.raises(DeliveryError, match="no STARTTLS"):
        hand_over(server.port, many(1), security=Security.STARTTLS)


def test_what_was_slipped_in_before_tls_is_refused(tmp_path):
    context, authority = make_context(tmp_path)

    def script(talk, step, line):
        if step == "EHLO":
            return b"250-fake\r\n250 STARTTLS\r\n"
        slipped = b"220 go on\r\n250 slipped in\r\n"
        return slipped if step == "STARTTLS" else obliging(talk, step, line)

    with serving(script, context) as server, pytest.raises(DeliveryError, match="before TLS"):
        hand_over(server.port, many(1), security=Security.STARTTLS, ca_file=str(authority))


def test_tls_protects_the_whole_talk(tmp_path):
    context, authority = make_context(tmp_path)

    def script(talk, step, line):
        starts = step == "EHLO" and len(talk.said) == 1
        if starts:
            return b"250-fake\r\n250 STARTTLS\r\n"
        return b"220 go on\r\n" if step == "STARTTLS" else obliging(talk, step, line)

    with serving(script, context) as server:
        record = hand_over(server.port, many(3), security=Security.STARTTLS, ca_file=str(authority))
    assert record.kinds() == ["Accepted"] * 3
    assert server.talks[0].said[:3] == [
        b"EHLO localhost\r\n",
        b"STARTTLS\r\n",
        b"EHLO localhost\r\n",
    ]


def test_nobody_there():
    # A port that was free a moment ago may be somebody's by now.
    with pytest.raises(DeliveryError, match="cannot connect"):
        hand_over(1, many(1))


def test_a_server_that_takes_no_passwords():
    with serving() as server, pytest.raises(DeliveryError, match="neither AUTH PLAIN nor LOGIN"):
        hand_over(server.port, many(1), user="briefing", password=SECRET)
