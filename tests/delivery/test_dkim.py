"""dkimpy is the judge: what we sign verifies, and what is changed does not."""

import re

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.delivery.compiled import splice
from briefing.delivery.dkim import (
    Signer,
    load_key,
    new_key,
    record_name,
    record_text,
    zone_line,
)
from briefing.delivery.outgoing import plain_copy
from briefing.errors import DeliveryError
from briefing.model.placeholder import PREFERENCES_URL, UNSUBSCRIBE_URL
from tests.delivery.issues import TEXT, compiled, issue_message, reader
from tests.render.articles import render

DOMAIN = "briefing.example"
KEYS = tuple(load_key(new_key(k), domain=DOMAIN, selector=k) for k in ("rsa", "ed25519"))
SIGNER = Signer(KEYS, signed_at=1_764_000_000)
RECORDS = {f"{record_name(key)}.".encode(): record_text(key).encode() for key in KEYS}


def verdicts(message: bytes) -> list[bool]:
    judge = dkim.DKIM(message)
    count = len(re.findall(rb"^DKIM-Signature:", message, re.MULTILINE))
    return [verdict(judge, n) for n in range(count)]


def verdict(judge: dkim.DKIM, number: int) -> bool:
    try:
        return judge.verify(idx=number, dnsfunc=lambda name, timeout=5: RECORDS[name])
    except dkim.ValidationError:  # how dkimpy says that the body was changed
        return False


@pytest.mark.parametrize("text_only", [False, True])
def test_both_signatures_verify(text_only):
    copy = splice(compiled().for_subscriber(text_only=text_only), reader(), SIGNER)
    assert verdicts(bytes(copy)) == [True, True]


def test_copies_of_a_rendered_issue_carry_their_language_and_sign_it():
    copy = bytes(splice(compiled(render().message).full, reader(), SIGNER))
    assert b"\r\nContent-Language: en\r\n" in copy
    assert verdicts(copy) == [True, True]
    assert verdicts(copy.replace(b"Content-Language: en", b"Content-Language: ja")) == [False] * 2


@pytest.mark.parametrize("end", [b"", b"\r\n", b" \t\r\n\r\n\r\n", b"\r\n.\r\n"])
def test_a_message_made_as_a_whole_is_signed_too(end):
    message = (
        b"From: The Daily Figure <daily@briefing.example>\r\nTo: anna@reader.example\r\n"
        b"Subject: Please\r\n\tconfirm\r\nDate: Tue, 24 Nov 2026 06:00:00 +0000\r\n"
        b"Message-ID: <1@briefing.example>\r\n\r\nOne  click, \t and you are in. \r\n.dot" + end
    )
    assert verdicts(bytes(plain_copy(message, SIGNER))) == [True, True]
    assert verdicts(bytes(plain_copy(message, SIGNER)).replace(b"click", b"clack")) == [
        False,
        False,
    ]


def test_an_empty_message_is_signed_too():
    message = b"From: a@briefing.example\r\nTo: b@c.example\r\n\r\n"
    assert verdicts(bytes(plain_copy(message, SIGNER))) == [True, True]


VISIBLE = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="<>")


@settings(max_examples=25)
@example("", "", ["", ""], True)
@given(
    st.text(max_size=60),
    st.text(
        st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="<>"), max_size=99
    ),
    st.lists(st.sampled_from([*TEXT.split("\n"), "", " ", ".", "a  b\t ", "From x", "ü " * 60])),
    st.booleans(),
)
def test_signatures_verify_whatever_is_said(name, tail, lines, text_only):
    issue = compiled(issue_message("\n".join(lines) or "x"))
    values = {UNSUBSCRIBE_URL: f"https://x.example/{tail}", PREFERENCES_URL: f"{tail}."}
    who = reader(name=name, values=values)
    copy = splice(issue.for_subscriber(text_only=text_only), who, SIGNER)
    assert verdicts(bytes(copy)) == [True, True]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Subject: ", b"Subject: Re: "),
        (b"reader7@example.org", b"reader8@example.org"),
        (b"u/7", b"u/8"),
        (b"List-Unsubscribe=One-Click", b"List-Unsubscribe=One-Kick"),
        (b"MIME-Version", b"From: evil@example.org\r\nMIME-Version"),
        (b"MIME-Version", b"Subject: buy\r\nMIME-Version"),
        (b"MIME-Version", b"To: you@example.org\r\nMIME-Version"),
        (b"MIME-Version", b"Date: today\r\nMIME-Version"),
        (b"Zahlen", b"Z\xc3\xa4hlen"),
    ],
)
def test_what_is_changed_or_added_does_not_verify(before, after):
    message = bytes(splice(compiled().full, reader(), SIGNER))
    head, body = message.split(b"MIME-Version", 1)
    assert before in message
    changed = message.replace(before, after, 1) if before not in head else None
    forged = changed or head.replace(before, after, 1) + b"MIME-Version" + body
    assert forged != message
    assert verdicts(forged) == [False, False]


def test_appended_text_does_not_verify():
    message = bytes(splice(compiled().full, reader(), SIGNER))
    assert verdicts(message + b"more\r\n") == [False, False]


def test_what_the_signature_says():
    copy = splice(compiled().full, reader(), SIGNER)
    first = bytes(copy).split(b"\r\nDKIM-Signature")[0].replace(b"\r\n ", b" ")
    tags = dict(tag.strip().split(b"=", 1) for tag in first.partition(b":")[2].split(b";"))
    signed = re.sub(rb"\s", b"", tags[b"h"]).split(b":")
    assert (tags[b"c"], tags[b"a"], tags[b"t"]) == (
        b"relaxed/relaxed",
        b"rsa-sha256",
        b"1764000000",
    )
    assert b"l" not in tags
    assert {b"list-unsubscribe", b"list-unsubscribe-post", b"feedback-id"} <= set(signed)
    for name in (b"from", b"to", b"subject", b"date"):
        assert signed.count(name) == 2
    assert bytes(splice(compiled().full, reader(), SIGNER)) == bytes(copy)
    assert b"t=" not in bytes(splice(compiled().full, reader(), Signer(KEYS))).split(b"bh=")[0]


def test_a_record_fits_dns():
    rsa_line, ed_line = map(zone_line, KEYS)
    strings = re.findall(r'"([^"]*)"', rsa_line)
    assert max(map(len, strings)) == 255
    assert "".join(strings) == record_text(KEYS[0])
    assert rsa_line.startswith("rsa._domainkey.briefing.example. IN TXT ( ")
    assert len(re.findall(r'"([^"]*)"', ed_line)) == 1
    assert "k=ed25519; p=" in ed_line


def pem(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nonsense", "no unencrypted PEM"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "RSA or Ed25519"),
    ],
)
def test_keys_that_cannot_sign(content, said):
    with pytest.raises(DeliveryError, match=said):
        load_key(content, domain=DOMAIN, selector="s")


@pytest.mark.parametrize(("domain", "selector"), [("a b.example", "s"), ("x.example", "s;p=")])
def test_names_that_dns_does_not_know(domain, selector):
    with pytest.raises(DeliveryError, match="is no"):
        load_key(new_key("ed25519"), domain=domain, selector=selector)


def test_a_key_is_not_printed():
    assert "PrivateKey" not in repr(KEYS[0])
