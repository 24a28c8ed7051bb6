"""Whatever the server does, each message has one outcome, and the outcome is true."""

from dataclasses import replace

import pytest

from briefing.errors import DeliveryError
from briefing.model.handover import Accepted, Deferred, Lost, Refused, Reply
from briefing.smtp import Server, SmtpTransport
from tests.smtp.fake_server import HANG_UP, STALL, obliging, serving
from tests.smtp.handing import QUICK, Record, hand_over, many, outgoing


def at(wanted, answer, *, talk_number=0, message=1):
    """Return a script that gives one answer at a step of one message of one connection."""
    seen = {}

    def script(talk, step, line):
        if step == "MAIL":
            seen[talk.number] = seen.get(talk.number, -1) + 1
        if (talk.number, step, seen.get(talk.number, 0)) == (talk_number, wanted, message):
            return answer
        return obliging(talk, step, line)

    return script


def without_pipelining(script):
    def less(talk, step, line):
        answer = script(talk, step, line)
        return answer.replace(b"250-PIPELINING\r\n", b"") if step == "EHLO" else answer

    return less


pipelined = pytest.mark.parametrize("dress", [lambda s: s, without_pipelining], ids=["", "plain"])


@pipelined
def test_everything_is_taken_over_one_connection(dress):
    with serving(dress(obliging)) as server:
        record = hand_over(server.port, many(5))
    assert record.kinds() == ["Accepted"] * 5
    assert record.outcomes[4] == Accepted(Reply(250, "2.0.0", "queued as 5"))
    assert len(server.talks) == 1
    assert [message.split(b"\r\n")[0] for message in server.taken] == [
        b"Subject: %d" % key for key in range(5)
    ]


@pipelined
@pytest.mark.parametrize(
    ("step", "kind"),
    [("MAIL", "Refused"), ("RCPT", "Refused"), ("DATA", "Refused"), ("dot", "Refused")],
)
def test_one_refusal_leaves_the_others_alone(dress, step, kind):
    script = dress(at(step, b"550 5.1.1 No such user\r\n"))
    with serving(script) as server:
        record = hand_over(server.port, many(4))
    assert record.kinds() == ["Accepted", kind, "Accepted", "Accepted"]
    assert record.outcomes[1] == Refused(Reply(550, "5.1.1", "No such user"))
    assert len(server.talks) == 1
    assert len(server.taken) == 3
    resets = [line for line in server.talks[0].said if line == b"RSET\r\n"]
    assert len(resets) == (0 if step == "dot" else 1)


@pipelined
def test_a_server_that_wants_content_for_no_recipients_gets_a_dot_alone(dress):
    def script(talk, step, line):
        if step == "RCPT" and b"reader1@" in line:
            return b"450 4.2.1 Try later\r\n"
        return b"354 go on\r\n" if step == "DATA" else obliging(talk, step, line)

    with serving(dress(script)) as server:
        record = hand_over(server.port, many(3))
    assert record.kinds() == ["Accepted", "Deferred", "Accepted"]
    assert [message.split(b"\r\n")[0] for message in server.taken] == [b"Subject: 0", b"Subject: 2"]


@pipelined
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
def test_421_defers_its_message_and_ends_the_connection(dress, step):
    with serving(dress(at(step, b"421 4.3.2 Shutting down\r\n"))) as server:
        record = hand_over(server.port, many(4), group=3)
    assert record.outcomes[1] == Deferred(Reply(421, "4.3.2", "Shutting down"))
    assert isinstance(record.outcomes[2], Lost)
    assert not record.outcomes[2].in_doubt
    assert record.kinds() == ["Accepted", "Deferred", "Lost", "Accepted"]
    assert len(server.talks) == 2


@pipelined
@pytest.mark.parametrize(
    ("step", "doubt"),
    [("MAIL", False), ("RCPT", False), ("DATA", False), ("content", False), ("dot", True)],
)
def test_a_dropped_connection_leaves_only_the_dotted_message_in_doubt(dress, step, doubt):
    with serving(dress(at(step, HANG_UP))) as server:
        record = hand_over(server.port, [outgoing(key, "x" * 70) for key in range(4)], group=3)
    assert record.kinds() == ["Accepted", "Lost", "Lost", "Accepted"]
    first, second = record.outcomes[1], record.outcomes[2]
    assert isinstance(first, Lost)
    assert isinstance(second, Lost)
    # The short content may leave whole, dot and all, before the drop is felt.
    assert first.in_doubt in ({doubt} if step != "content" else {True, False})
    assert not second.in_doubt


def test_a_drop_in_a_long_content_leaves_no_doubt():
    long = outgoing(1, ("y" * 70 + "\r\n") * 400_000)
    script = at("content", HANG_UP)

    def unlimited(talk, step, line):
        answer = script(talk, step, line)
        return answer.replace(b"SIZE 1000000", b"SIZE") if step == "EHLO" else answer

    with serving(unlimited) as server:
        record = hand_over(server.port, [outgoing(0), long])
    outcome = record.outcomes[1]
    assert isinstance(outcome, Lost)
    assert not outcome.in_doubt


@pytest.mark.parametrize(
    ("step", "shortened", "doubt"),
    [
        ("MAIL", {"command_s": 3}, False),
        ("DATA", {"data_s": 3}, False),
        ("dot", {"dot_s": 3}, True),
    ],
)
def test_a_stall_ends_in_time_and_tells_what_is_in_doubt(step, shortened, doubt):
    with serving(at(step, STALL)) as server:
        record = hand_over(server.port, many(2), timeouts=replace(QUICK, **shortened, quit_s=0.2))
    outcome = record.outcomes[1]
    assert isinstance(outcome, Lost)
    assert outcome.in_doubt is doubt
    assert "time" in outcome.why


def test_a_storm_of_421_gives_every_message_its_outcome():
    def script(talk, step, line):
        if step == "MAIL" and talk.number % 2:
            return b"421 4.7.0 Slow down\r\n"
        return obliging(talk, step, line)

    with serving(script) as server:
        record = hand_over(server.port, many(12), group=2, max_messages=2)
    assert record.kinds() == ["Accepted", "Accepted", "Deferred", "Lost"] * 3


def test_nonsense_after_the_dot_leaves_doubt():
    with serving(at("dot", b"hello\r\n")) as server:
        record = hand_over(server.port, many(2))
    outcome = record.outcomes[1]
    assert isinstance(outcome, Lost)
    assert outcome.in_doubt


def test_an_endless_line_is_not_read_for_ever():
    with serving(at("MAIL", b"2" * 100_000)) as server:
        record = hand_over(server.port, many(2))
    assert record.kinds() == ["Accepted", "Lost"]


def test_groups_are_on_record_before_a_server_can_have_a_message():
    record = Record()

    def script(talk, step, line):
        if step == "DATA":
            known_at_data.append([key for group in record.groups for key in group])
        return obliging(talk, step, line)

    known_at_data: list[list[int]] = []
    with serving(script) as server:
        transport = SmtpTransport(Server("127.0.0.1", server.port, timeouts=QUICK), group=2)
        transport.deliver(many(4), on_in_doubt=record.in_doubt, on_outcome=record.outcome)
        transport.close()
    assert known_at_data == [[0, 1], [0, 1], [0, 1, 2, 3], [0, 1, 2, 3]]


def test_nothing_leaves_when_doubt_cannot_be_recorded():
    def broken(messages):
        raise RuntimeError("the database is gone")

    with serving() as server:
        transport = SmtpTransport(Server("127.0.0.1", server.port, timeouts=QUICK))
        with pytest.raises(RuntimeError):
            transport.deliver(many(2), on_in_doubt=broken, on_outcome=Record().outcome)
        transport.close()
    assert server.taken == []
    assert not [line for line in server.talks[0].said if line.startswith(b"MAIL")]


def test_nothing_more_leaves_when_an_outcome_cannot_be_recorded():
    def broken(message, outcome):
        raise RuntimeError("the database is gone")

    with serving() as server:
        transport = SmtpTransport(Server("127.0.0.1", server.port, timeouts=QUICK))
        with pytest.raises(RuntimeError):
            transport.deliver(many(3), on_in_doubt=Record().in_doubt, on_outcome=broken)
        transport.close()
    assert len(server.taken) == 1


def test_messages_are_taken_a_group_at_a_time():
    taken = []

    def lazily():
        for message in many(4):
            taken.append(message.key)
            yield message

    def script(talk, step, line):
        if step == "dot":
            counts.append(len(taken))
        return obliging(talk, step, line)

    counts: list[int] = []
    with serving(script) as server:
        hand_over(server.port, lazily(), group=2)
    assert counts == [2, 2, 4, 4]


def test_a_connection_is_renewed_after_its_share():
    with serving() as server:
        record = hand_over(server.port, many(5), max_messages=2)
    assert record.kinds() == ["Accepted"] * 5
    assert [len(talk.taken) for talk in server.talks] == [2, 2, 1]
    assert server.talks[0].said[-1] == b"QUIT\r\n"


def test_a_message_that_cannot_be_written_is_refused_alone():
    def bad():
        raise DeliveryError("no value for the placeholder")

    with serving() as server:
        messages = [outgoing(0), outgoing(1, write=bad), outgoing(2)]
        record = hand_over(server.port, messages)
    assert record.kinds() == ["Accepted", "Refused", "Accepted"]
    assert "no value" in str(record.outcomes[1].reply)


@pytest.mark.parametrize("recipient", ["a@b\r\nRCPT TO:<c@d>", "a>@example.org", "", "a b@c.org"])
def test_an_address_cannot_speak_smtp(recipient):
    with serving() as server:
        record = hand_over(server.port, [outgoing(0, recipient=recipient), outgoing(1)])
    assert record.kinds() == ["Refused", "Accepted"]
    assert len([line for line in server.talks[0].said if line.startswith(b"RCPT")]) == 1


def test_a_server_without_smtputf8_is_not_asked_for_it():
    def script(talk, step, line):
        answer = obliging(talk, step, line)
        return b"250-fake\r\n250 PIPELINING\r\n" if step == "EHLO" else answer

    with serving(script) as server:
        record = hand_over(
            server.port,
            [outgoing(0, recipient="имя@example.org"), outgoing(1, "naïve"), outgoing(2)],
        )
    assert [str(record.outcomes[key].reply)[:9] for key in (0, 1)] == ["553 5.6.7", "554 5.6.3"]
    assert server.talks[0].said[1] == b"MAIL FROM:<bounces@example.org>\r\n"


def test_extensions_are_used_where_they_are_offered():
    with serving() as server:
        hand_over(server.port, [outgoing(0, "ö", recipient="имя@example.org")])
    (mail,) = [line for line in server.talks[0].said if line.startswith(b"MAIL")]
    assert mail == b"MAIL FROM:<bounces@example.org> SIZE=18 BODY=8BITMIME SMTPUTF8\r\n"


def test_a_message_larger_than_the_server_takes_is_not_sent():
    with serving() as server:
        record = hand_over(server.port, [outgoing(0, "x" * 1_000_001), outgoing(1)])
    assert record.kinds() == ["Refused", "Accepted"]
    assert "552 5.3.4" in str(record.outcomes[0].reply)


def test_lines_that_begin_with_a_dot_are_doubled():
    with serving() as server:
        hand_over(server.port, [outgoing(0, ".\r\n..\r\n.a")])
    assert server.taken[0].endswith(b"\r\n\r\n..\r\n...\r\n..a\r\n")


@pytest.mark.parametrize(
    ("greeting", "said"),
    [
        (b"554 5.7.1 Not you\r\n", "554 5.7.1 Not you"),
        (b"421 4.3.2 Too busy\r\n", "421 4.3.2 Too busy"),
        (HANG_UP, "closed the connection"),
    ],
)
def test_a_server_that_does_not_take_us_is_an_error_and_no_message_is_taken(greeting, said):
    script = at("greeting", greeting, message=0)
    messages = iter(many(2))
    with serving(script) as server, pytest.raises(DeliveryError, match=said):
        hand_over(server.port, messages)
    assert len(list(messages)) == 2


def test_helo_where_ehlo_is_unknown():
    def script(talk, step, line):
        return b"502 5.5.1 What?\r\n" if step == "EHLO" else obliging(talk, step, line)

    with serving(script) as server:
        record = hand_over(server.port, many(2))
    assert record.kinds() == ["Accepted", "Accepted"]
    assert server.talks[0].said[1] == b"HELO localhost\r\n"


def test_a_refused_reset_ends_the_connection_and_the_next_message_is_not_in_doubt():
    def script(talk, step, line):
        if step == "RCPT" and b"reader0@" in line:
            return b"550 5.1.1 No such user\r\n"
        return b"500 5.5.1 What?\r\n" if step == "RSET" else obliging(talk, step, line)

    with serving(script) as server:
        record = hand_over(server.port, many(3), group=2)
    assert record.kinds() == ["Refused", "Lost", "Accepted"]
    lost = record.outcomes[1]
    assert isinstance(lost, Lost)
    assert not lost.in_doubt
    assert "refuses RSET" in lost.why


def test_a_content_answered_by_a_question_leaves_doubt():
    with serving(at("dot", b"354 go on\r\n")) as server:
        record = hand_over(server.port, many(2))
    outcome = record.outcomes[1]
    assert isinstance(outcome, Lost)
    assert outcome.in_doubt


def test_an_idle_connection_is_asked_whether_it_is_still_there():
    closed = {"wanted": False}

    def script(talk, step, line):
        if step == "RSET" and closed["wanted"] and talk.number == 0:
            return HANG_UP
        return obliging(talk, step, line)

    record = Record()
    with serving(script) as server:
        transport = SmtpTransport(Server("127.0.0.1", server.port, timeouts=QUICK), idle_s=0)
        for key in range(3):
            closed["wanted"] = key == 2
            transport.deliver(
                [outgoing(key)], on_in_doubt=record.in_doubt, on_outcome=record.outcome
            )
        transport.close()
    assert record.kinds() == ["Accepted"] * 3
    assert [len(talk.taken) for talk in server.talks] == [2, 1]


def test_a_sender_that_is_none_is_our_own_fault():
    with serving() as server:
        record = hand_over(server.port, [outgoing(0, sender="nobody"), outgoing(1, sender="")])
    assert record.kinds() == ["Refused", "Accepted"]
    assert "553 5.1.7" in str(record.outcomes[0].reply)
    assert b"MAIL FROM:<> SIZE=25\r\n" in server.talks[0].said
