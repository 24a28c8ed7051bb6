from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.headers import (
    Field,
    angled,
    check_address,
    list_unsubscribe,
    mailbox,
)
from briefing.errors import AddressError, DeliveryError
from briefing.model.header_text import one_line


@pytest.mark.parametrize(
    "address",
    ["a@b.example", "o'neil+tag@mail.example.org", "имя@xn--e1afmkfd.example", "a@localhost"],
)
def test_addresses_that_are_taken(address):
    assert check_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "@example.org",
        "a@",
        "a@b@example.org",
        "a b@example.org",
        '"a b"@example.org',
        "a@exa mple.org",
        "a@example.org\r\nBcc: x@y.example",
        "a\r\nBcc: x@y.example",
        "a>@example.org",
        "<a@example.org>",
        "a,b@example.org",
        ".a@example.org",
        "a..b@example.org",
        "a\u2028b@example.org",
        "a\u3000b@example.org",
        "a@пример.example",
        "a@-example.org",
        "a@example..org",
        "a@example.org.",
        "x" * 65 + "@example.org",
        "a@" + "x." * 130 + "org",
    ],
)
def test_addresses_that_are_none(address):
    with pytest.raises(AddressError):
        check_address(address)


@given(st.text(max_size=120))
def test_a_name_arrives_as_one_line_and_the_address_with_it(name):
    value = mailbox("reader@example.org", name)
    assert value.isascii()
    assert max(map(len, value.split(b"\r\n"))) <= 77
    parsed = message_from_bytes(Field("To", value).line + b"\r\n", policy=policy.default)
    (address,) = parsed["To"].addresses
    assert address.addr_spec == "reader@example.org"
    assert parsed.keys() == ["To"]
    # The modern parser puts a blank between encoded words (RFC 2047, 6.2 has none there).
    shown, _ = parseaddr(value.replace(b"\r\n", b"").decode())
    assert str(make_header(decode_header(shown))) == one_line(name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("", b"a@b.example"),
        ("Ada Lovelace", b"Ada Lovelace <a@b.example>"),
        ('Ada "Countess"; Lovelace', b'"Ada \\"Countess\\"; Lovelace" <a@b.example>'),
        ("Åsa", b"=?utf-8?b?w4VzYQ==?= <a@b.example>"),
        ("=?utf-8?q?x?=", b"=?utf-8?b?PT91dGYtOD9xP3g/PQ==?= <a@b.example>"),
    ],
)
def test_names(name, value):
    assert mailbox("a@b.example", name) == value


@pytest.mark.parametrize(
    "uri", ["https://x.example/a b", "https://x.example/>", "ü", "", "x" * 901]
)
def test_uris_that_cannot_stand_in_a_field(uri):
    with pytest.raises(DeliveryError):
        angled(uri)


def test_the_way_out():
    assert list_unsubscribe("https://x.example/u") == b"<https://x.example/u>"
    with_mail = list_unsubscribe("https://x.example/u", "имя+a@x.example", "leave: 100 %")
    assert with_mail.endswith(
        b",\r\n <mailto:%D0%B8%D0%BC%D1%8F+a@x.example?subject=leave%3A%20100%20%25>"
    )


def test_canonical_fields():
    """RFC 6376, section 3.4.5, its own example."""
    assert Field("A", b" X").canonical == b"a:X\r\n"
    assert Field("B ".strip(), b" Y\t\r\n\tZ  ").canonical == b"b:Y Z\r\n"


def test_a_mistake_in_our_own_address_is_no_fault_of_the_reader():
    with pytest.raises(DeliveryError, match="is no address") as caught:
        list_unsubscribe("https://briefing.example/u", "no address", "x")
    assert not isinstance(caught.value, AddressError)
