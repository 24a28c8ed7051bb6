"""Lists are read row by row: each bad row is a fault of its own, with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ContentError
from briefing.model.subscriber import SuppressionReason
from briefing.subscribers.lists import Entry, Origin, ReadList, read_list


def _read(text: str) -> ReadList:
    return read_list(text.splitlines(keepends=True), path="list.csv")


LISTMONK = """uuid,email,name,attributes,status,created_at,updated_at
5a1,ada@example.org,Ada,"{""city"": ""Bonn, Germany""}",enabled,2025-01-01,2025-01-01
5a2,bob@example.org,Bob,{},disabled,2025-01-01,2025-01-01
5a3,eve@example.org,Eve,{},blocklisted,2025-01-01,2025-01-01
"""
MAILCHIMP = """Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,EUID
ada@example.org,Ada,L,2,2024-01-01 10:00:00,203.0.113.1,abc
"""
UNSUBSCRIBED = """Email Address,MEMBER_RATING,UNSUB_TIME,UNSUB_REASON
bob@example.org,2,2024-01-01 10:00:00,N/A
"""
CLEANED = """Email Address,MEMBER_RATING,CLEAN_TIME
eve@example.org,2,2024-01-01 10:00:00
"""
NEVER = """Email Address,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,EUID
buyer@example.org,2,,,,,abc
ada@example.org,2,,,2024-01-01 10:00:00,203.0.113.1,abd
"""
SUBSTACK = """email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at
ada@example.org,false,,other,false,2024-01-01T00:00:00.000Z,
bob@example.org,true,2027-01-01T00:00:00.000Z,yearly,true,2024-01-01T00:00:00.000Z,2024-02-01T00:00:00.000Z
"""
# What its dashboard gives: only those who get the letter, paying or not.
DASHBOARD = """Email,Name,Stripe plan,Cancel date,Start date,Activity,Type
ada@example.org,Ada,free,,2026-05-01T10:00:00.000Z,4,Free
bob@example.org,Bob,annual,2026-08-01T10:00:00.000Z,2026-05-01T10:00:00.000Z,5,Paid
"""


@pytest.mark.parametrize(
    ("text", "origin", "entries"),
    [
        (
            LISTMONK,
            Origin.LISTMONK,
            [
                Entry(2, "ada@example.org"),
                Entry(3, "bob@example.org", left=True),
                Entry(4, "eve@example.org", suppressed=SuppressionReason.MANUAL),
            ],
        ),
        (MAILCHIMP, Origin.MAILCHIMP, [Entry(2, "ada@example.org")]),
        (UNSUBSCRIBED, Origin.MAILCHIMP, [Entry(2, "bob@example.org", left=True)]),
        (
            CLEANED,
            Origin.MAILCHIMP,
            [Entry(2, "eve@example.org", suppressed=SuppressionReason.BOUNCE)],
        ),
        (
            SUBSTACK,
            Origin.SUBSTACK,
            [Entry(2, "ada@example.org"), Entry(3, "bob@example.org", left=True)],
        ),
        (DASHBOARD, Origin.PLAIN, [Entry(2, "ada@example.org"), Entry(3, "bob@example.org")]),
        ("\ufeffE-Mail\nada@example.org\n", Origin.PLAIN, [Entry(2, "ada@example.org")]),
        (
            "address,topics\nada@example.org,models tools:weekly\n",
            Origin.BRIEFING,
            [Entry(2, "ada@example.org", {"models": "daily", "tools": "weekly"})],
        ),
    ],
)
def test_a_list_is_known_by_its_header(text: str, origin: Origin, entries: list[Entry]) -> None:
    listed = _read(text)
    assert (listed.origin, list(listed.entries), listed.faults) == (origin, entries, ())


def test_bad_rows_are_told_by_line_and_skipped() -> None:
    listed = _read(
        "email,name\nada@example.org,Ada\nno address,x\n\nADA@example.org,again\n,\nb@c.de\n"
        '"multi\nline",x\nlast@example.org,x\n'
    )
    assert [entry.line for entry in listed.entries] == [2, 10]
    assert [(fault.line, fault.reason) for fault in listed.faults] == [
        (3, "this is no address"),
        (5, "the same address as in line 2"),
        (7, "1 cells where the first line has 2"),
        (9, "this is no address"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "no column"), ("name,age\n", "no column"), ('email\n"open\n', "no CSV")],
)
def test_what_is_no_list_says_why(text: str, says: str) -> None:
    with pytest.raises(ContentError, match=says):
        _read(text)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        listed = read_list(["email,topics\n", *text.splitlines(keepends=True)], path="x")
    except ContentError:
        return
    assert all("@" in entry.address for entry in listed.entries)


def test_who_never_subscribed_at_mailchimp_is_told_and_not_taken() -> None:
    listed = _read(NEVER)
    assert listed.entries == (Entry(3, "ada@example.org"),)
    assert [(fault.line, fault.reason[:16]) for fault in listed.faults] == [(2, "never subscribed")]


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../../etc/passwd", "x" * 300, "Europe"])
def test_a_time_zone_that_is_none_is_told(zone: str) -> None:
    listed = _read(f"address,topics,timezone\nada@example.org,models,{zone}\n")
    assert listed.entries == ()
    assert "no time zone" in listed.faults[0].reason
