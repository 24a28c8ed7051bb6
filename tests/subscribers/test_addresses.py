"""Addresses: what is taken, how it is kept, when two are one."""

import pytest

from briefing.subscribers.addresses import (
    Refusal,
    address_hash,
    address_key,
    canonical_address,
    shown_address,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ada+news@Example.ORG ", "Ada+news@example.org"),
        ("ada@bücher.example.org", "ada@xn--bcher-kva.example.org"),
        ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"),
        ("ada@xn--bcher-kva.example.org", "ada@xn--bcher-kva.example.org"),
    ],
)
def test_an_address_is_kept_with_its_domain_in_a_labels(typed: str, kept: str) -> None:
    assert canonical_address(typed) == kept
    assert canonical_address(kept) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "ada", "ada@", "ada@x", "a b@example.org", "ada@example.org\nBcc: b@example.org",
     '"a b"@example.org', "ada@[127.0.0.1]", "<ada@example.org>", "a" * 65 + "@example.org",
     "ada@example.org\x00", "ada@example..org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert canonical_address(typed) == Refusal.MALFORMED


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("Postmaster@example.org", Refusal.ROLE),
        ("info+x@example.org", Refusal.ROLE),
        ("ada@mailinator.com", Refusal.DISPOSABLE),
        ("ada@sub.mailinator.com", Refusal.DISPOSABLE),
    ],
)
def test_roles_and_disposable_domains_are_refused_by_setting(typed: str, refusal: Refusal) -> None:
    assert canonical_address(typed, role_accounts=False, disposable_domains=False) == refusal
    assert str(canonical_address(typed)).lower() == typed.lower()


def test_case_does_not_make_two_mailboxes_and_dots_do() -> None:
    assert address_hash("Ada@example.org") == address_hash("ada@EXAMPLE.org")
    assert address_key("a.da@example.org") != address_key("ada@example.org")
    assert address_key("e\u0301@x.org") == address_key("\u00c9@x.org")


def test_people_see_the_letters_that_they_typed() -> None:
    assert shown_address("ada@xn--bcher-kva.example.org") == "ada@bücher.example.org"
    assert shown_address("ada@example.org") == "ada@example.org"
    assert shown_address("no address") == "no address"
