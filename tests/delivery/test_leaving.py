"""Unsubscribing by mail: what stands in a subject, and what only looks as if it did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.leaving import leaving_subject, leaving_token

TOKEN = "Ab-_9" * 15
WORD = st.sampled_from(
    ["=?utf-8?b?", "=?x?q?", "AAAAA", "?=", "=", " ", "unsubscribe", TOKEN, "\n "]
)


def _mail(subject: str) -> bytes:
    return f"From: a@b.example\nSubject: {subject}\n\nbye\n".encode()


def test_a_subject_of_ours_is_read_as_it_comes_back() -> None:
    subject = leaving_subject(TOKEN)
    assert leaving_token(_mail(subject)) == TOKEN
    assert leaving_token(_mail("Re: " + subject.replace(" ", "\n "))) == TOKEN


@pytest.mark.parametrize(
    "subject", ["=?utf-8?b?AAAAA?= unsubscribe", "=?no-such?q?=FF?=", "=?\0?q?=FF?=", "=?b?="]
)
def test_a_subject_that_is_encoded_wrongly_has_no_token(subject: str) -> None:
    assert leaving_token(_mail(subject)) == ""


def test_a_message_nested_without_end_has_no_token() -> None:
    assert leaving_token(b"Content-Type: message/rfc822\r\n\r\n" * 1500) == ""


@given(st.lists(WORD, max_size=12).map("".join))
def test_any_subject_can_be_read(subject: str) -> None:
    assert leaving_token(_mail(subject)) in ("", TOKEN) or TOKEN in leaving_token(_mail(subject))


@given(st.binary(max_size=2000))
def test_any_bytes_can_be_read(noise: bytes) -> None:
    assert leaving_token(noise) == ""
