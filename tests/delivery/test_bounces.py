"""Reports as well-known senders write them, and reports that somebody mangled or made up."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.bounces import read
from briefing.delivery.verp import Verp
from briefing.model.bounce import Bounce, BounceKind, SentDelivery, SentIssue, SentLetter

REPORTS = Path(__file__).parent / "reports"
VERP = Verp("bounces.example", (b"k" * 32,))
SENT = SentIssue(5726, 100, "0a1b2c3d4e")
HARD, SOFT, COMPLAINT = BounceKind.HARD, BounceKind.SOFT, BounceKind.COMPLAINT


def report(name: str, to: str = VERP.of_issue(SENT)) -> bytes:
    """Return a report that comes to an address of ours."""
    return (REPORTS / f"{name}.eml").read_bytes().replace(b"VERP", to.encode())


@pytest.mark.parametrize(
    ("name", "kind", "address", "status"),
    [
        ("postfix", HARD, "nobody@example.org", "5.1.1"),
        ("postfix-delayed", SOFT, "slow@example.org", "4.4.1"),
        ("exim", HARD, "gone@example.net", "5.0.0"),
        ("gmail-full", SOFT, "full@gmail.com", "5.2.2"),
        ("exchange", HARD, "left.company@corp.example", "5.1.10"),
        ("outlook-spam", SOFT, "reader@outlook.com", "5.7.1"),
        ("qmail", HARD, "old@qmail.example", "5.1.1"),
        ("yahoo-complaint", COMPLAINT, "angry@yahoo.com", ""),
        ("outlook-complaint", COMPLAINT, "redacted@hotmail.com", ""),
        ("postfix-international", HARD, "grüße@example.org", "5.1.1"),
    ],
)
def test_reports_of_well_known_senders(name, kind, address, status):
    bounce = read(report(name), VERP)
    assert bounce is not None
    assert (bounce.kind, bounce.address, bounce.status) == (kind, address, status)
    assert bounce.origin == SENT


@pytest.mark.parametrize("name", ["delivered", "vacation"])
def test_what_is_no_report_of_a_failure(name):
    assert read(report(name), VERP) is None


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "Auth-Failure", "dmarc"])
def test_a_report_that_complains_of_nobody_is_no_complaint(kind):
    told = report("yahoo-complaint").replace(b"Type: abuse", b"Type: " + kind.encode())
    assert read(told, VERP) is None


def test_the_diagnostic_and_the_original_message_are_told():
    bounce = read(report("postfix"), VERP)
    assert bounce is not None
    assert bounce.diagnostic.startswith(
        "550 5.1.1 <nobody@example.org>: Recipient address rejected"
    )
    assert bounce.message_id.startswith("<open-models.2026-11-24.0123456789")


@pytest.mark.parametrize("name", ["postfix", "qmail", "yahoo-complaint"])
def test_a_report_that_knows_no_address_of_ours_proves_nothing(name):
    forged = (REPORTS / f"{name}.eml").read_bytes()
    forged = forged.replace(b"VERP", b"b-4f2-aaaaaaaaaaaaaaaa@bounces.example")
    bounce = read(forged, VERP)
    assert bounce is not None
    assert bounce.origin is None


def test_what_the_quoted_message_says_is_not_the_report():
    inner = report("postfix")
    outer = b"From: a@b.example\r\nTo: x@y.example\r\nContent-Type: message/rfc822\r\n\r\n" + inner
    bounce = read(outer, VERP)
    assert bounce is None or (bounce.kind == SOFT and bounce.origin is None)


@given(st.binary(max_size=2000))
def test_any_bytes_can_be_read(noise):
    assert read(noise, VERP) is None or isinstance(read(noise, VERP), Bounce)


@pytest.mark.parametrize(
    "layer",
    [
        "Content-Type: multipart/mixed; boundary={n}\r\n\r\n--{n}\r\n",
        "Content-Type: message/rfc822\r\n\r\n",
    ],
)
def test_a_message_nested_without_end_can_be_read(layer):
    nested = "".join(layer.format(n=n) for n in range(1500))
    to = f"To: {VERP.of_issue(SENT)}\r\n".encode()
    assert read(to + nested.encode(), VERP) is None
    quoted = report("postfix").replace(b"Return-Path:", nested.encode() + b"Return-Path:")
    found = read(quoted, VERP)
    assert found is None or found.origin == SENT


@pytest.mark.parametrize("name", ["nobody" * 40_000, "(" * 200_000, "<" * 200_000])
def test_an_address_without_end_can_be_read(name):
    long = report("postfix").replace(b"rfc822;", b"rfc822;" + name.encode())
    bounce = read(long, VERP)
    assert bounce is not None
    assert (bounce.kind, bounce.origin) == (HARD, SENT)


def test_a_line_of_dashes_without_end_can_be_read():
    dashes = report("qmail").rstrip() + b"\n\n" + b"-" * 200_000 + b"\n"
    bounce = read(dashes, VERP)
    assert bounce is not None
    assert bounce.address == "old@qmail.example"


@given(
    st.sampled_from(sorted(path.stem for path in REPORTS.glob("*.eml"))),
    st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 60), st.binary(max_size=12)), max_size=4
    ),
)
def test_a_mangled_report_can_be_read_and_names_nothing_else(name, cuts):
    raw = report(name)
    for at, length, put in cuts:
        raw = raw[:at] + put + raw[at + length :]
    bounce = read(raw, VERP)
    if bounce is not None:
        assert bounce.origin in (None, SENT)
        told = (bounce.address, bounce.status, bounce.diagnostic, bounce.message_id)
        assert all(text.isprintable() for text in told)


IDS = st.integers(0, 2**63 - 1)


@given(IDS, IDS)
def test_an_address_names_its_origin_in_any_case(issue_id, number):
    sent, letter = SentIssue(issue_id, number, "00ff00ff00"), SentLetter(number, "ff00ff00ff")
    for address, origin in ((VERP.of_issue(sent), sent), (VERP.of_letter(letter), letter)):
        assert VERP.origin_of(address) == origin
        assert VERP.origin_of(f"<{address.upper()}>") == origin
        assert list(VERP.found_in(f"to {address}, please")) == [origin]
        assert len(address.partition("@")[0]) <= 64


def test_an_address_of_one_kind_is_none_of_another():
    letter = VERP.of_letter(SentLetter(5726, "0a1b2c3d4e"))
    assert VERP.origin_of(letter.replace("b-l-", "b-")) is None
    assert VERP.origin_of(BY_DELIVERY.replace("b-", "b-l-")) is None
    assert VERP.origin_of(VERP.of_issue(SENT).replace("b-4f2-2s-0a1b2c3d4e", "b-4f2")) is None


BY_DELIVERY = "b-4f2-k5dfaqe4rqbalrqw@bounces.example"
"""As a version before this one addressed delivery 5726."""
OF_LETTER = "b-l-4f2-vxexo2hamkpnv37h@bounces.example"
"""As a version before this one addressed letter 5726."""


def test_what_left_before_an_update_may_still_come_back():
    assert VERP.origin_of(BY_DELIVERY) == SentDelivery(5726)
    assert VERP.origin_of(OF_LETTER) == SentLetter(5726)
    bounce = read(report("postfix", BY_DELIVERY), VERP)
    assert bounce is not None
    assert bounce.origin == SentDelivery(5726)


@given(IDS, IDS, st.text(max_size=40))
def test_an_address_cannot_be_made_up(issue_id, number, text):
    other = Verp("bounces.example", (b"x" * 32,))
    assert VERP.origin_of(other.of_issue(SentIssue(issue_id, number, "00ff00ff00"))) is None
    assert VERP.origin_of(other.of_letter(SentLetter(number, "00ff00ff00"))) is None
    for said in (text, f"{number}-{text}", f"{issue_id}-{number}-0a1b2c3d4e-{text}"):
        assert VERP.origin_of(f"b-{said}@bounces.example") is None
        assert VERP.origin_of(said) is None


@pytest.mark.parametrize("part", ["4f2", "2s", "0a1b2c3d4e"])
def test_no_part_of_an_address_can_be_exchanged(part):
    address = VERP.of_issue(SENT)
    other = part[:-1] + ("0" if part[-1] != "0" else "1")
    assert VERP.origin_of(address.replace(f"-{part}-", f"-{other}-")) is None


def test_secrets_rotate_and_extensions_work():
    old = Verp("example.org", (b"old",), prefix="daily+b")
    new = Verp("example.org", (b"new", b"old"), prefix="daily+b")
    letter = SentLetter(7, "0a1b2c3d4e")
    assert old.of_letter(letter).startswith("daily+b-l-7-0a1b2c3d4e-")
    assert new.origin_of(old.of_letter(letter)) == letter
    assert old.origin_of(new.of_letter(letter)) is None
    with pytest.raises(ValueError, match="no id"):
        new.of_letter(SentLetter(-1, "0a1b2c3d4e"))
