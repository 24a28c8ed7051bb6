"""Reports as well-known senders write them, and reports that somebody mangled or made up."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.bounces import read
from briefing.delivery.verp import Verp
from briefing.model.bounce import Bounce, BounceKind

REPORTS = Path(__file__).parent / "reports"
VERP = Verp("bounces.example", (b"k" * 32,))
HARD, SOFT, COMPLAINT = BounceKind.HARD, BounceKind.SOFT, BounceKind.COMPLAINT


def report(name: str, delivery_id: int = 5726) -> bytes:
    text = (REPORTS / f"{name}.eml").read_bytes()
    return text.replace(b"VERP", VERP.address(delivery_id).encode())


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
    ],
)
def test_reports_of_well_known_senders(name, kind, address, status):
    bounce = read(report(name), VERP)
    assert bounce is not None
    assert (bounce.kind, bounce.address, bounce.status) == (kind, address, status)
    assert bounce.delivery_id == 5726


@pytest.mark.parametrize("name", ["delivered", "vacation"])
def test_what_is_no_report_of_a_failure(name):
    assert read(report(name), VERP) is None


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
    assert not bounce.proven


def test_what_the_quoted_message_says_is_not_the_report():
    inner = report("postfix")
    outer = b"From: a@b.example\r\nTo: x@y.example\r\nContent-Type: message/rfc822\r\n\r\n" + inner
    bounce = read(outer, VERP)
    assert bounce is None or (bounce.kind == SOFT and not bounce.proven)


@given(st.binary(max_size=2000))
def test_any_bytes_can_be_read(noise):
    assert read(noise, VERP) is None or isinstance(read(noise, VERP), Bounce)


@given(
    st.sampled_from(sorted(path.stem for path in REPORTS.glob("*.eml"))),
    st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 60), st.binary(max_size=12)), max_size=4
    ),
)
def test_a_mangled_report_can_be_read_and_names_no_other_delivery(name, cuts):
    raw = report(name)
    for at, length, put in cuts:
        raw = raw[:at] + put + raw[at + length :]
    bounce = read(raw, VERP)
    if bounce is not None:
        assert bounce.delivery_id in (None, 5726)
        told = (bounce.address, bounce.status, bounce.diagnostic, bounce.message_id)
        assert all(text.isprintable() for text in told)


@given(st.integers(0, 2**63 - 1))
def test_an_address_names_its_delivery_in_any_case(delivery_id):
    address = VERP.address(delivery_id)
    assert VERP.delivery_of(address) == delivery_id
    assert VERP.delivery_of(f"<{address.upper()}>") == delivery_id
    assert list(VERP.found_in(f"to {address}, please")) == [delivery_id]
    assert len(address.partition("@")[0]) <= 64


@given(st.integers(0, 2**63 - 1))
def test_a_letters_address_is_no_deliverys(number):
    address = VERP.letters.address(number)
    assert VERP.letters.delivery_of(address.upper()) == number
    assert (VERP.delivery_of(address), list(VERP.found_in(address))) == (None, [])
    assert VERP.letters.delivery_of(VERP.address(number)) is None
    assert VERP.letters.delivery_of(VERP.address(number).replace("b-", "b-l-", 1)) is None


@given(st.integers(0, 10**9), st.text(max_size=40))
def test_an_address_cannot_be_made_up(delivery_id, text):
    other = Verp("bounces.example", (b"x" * 32,))
    assert VERP.delivery_of(other.address(delivery_id)) is None
    assert VERP.delivery_of(f"b-{delivery_id}-{text}@bounces.example") is None
    assert VERP.delivery_of(text) is None


def test_secrets_rotate_and_extensions_work():
    old = Verp("example.org", (b"old",), prefix="daily+b")
    new = Verp("example.org", (b"new", b"old"), prefix="daily+b")
    assert old.address(7).startswith("daily+b-7-")
    assert new.delivery_of(old.address(7)) == 7
    assert old.delivery_of(new.address(7)) is None
    with pytest.raises(ValueError, match="no delivery"):
        new.address(-1)
