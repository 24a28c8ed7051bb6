from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.links import canonical_link
from briefing.sources.links import next_link, same_origin, web_link


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Example.ORG:443/a/", "https://example.org/a"),
        ("http://example.org:8080", "http://example.org:8080"),
        ("https://example.org/?utm_source=x&id=2&fbclid=y#top", "https://example.org?id=2"),
        ("https://example.org/a?b=1&&c=%20", "https://example.org/a?b=1&c=%20"),
        ("https://[2001:DB8::1]:443/x", "https://[2001:db8::1]/x"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("A://0 #", "a://0"),
        ("https://example.org/ /?utm_source=x", "https://example.org"),
        ("http://[broken", "http://[broken"),
        ("http://host:99999999/", "http://host:99999999/"),
    ],
)
def test_canonical_link(url: str, canonical: str) -> None:
    assert canonical_link(url) == canonical


urls = st.one_of(
    st.text(),
    st.from_regex(
        r"https?://[a-zA-Z.@:0-9\[\]]{0,12}(/[a-z/%#?&=_]{0,20})?(\?(utm_a|b)=[^ ]?&?#?)?",
        fullmatch=True,
    ),
)


@given(urls)
def test_canonical_link_of_a_canonical_link_is_itself(url: str) -> None:
    once = canonical_link(url)
    assert canonical_link(once) == once


@given(urls, urls)
def test_a_web_link_is_always_http_and_safe_inside_an_attribute(url: str, base: str) -> None:
    link = web_link(url, base)
    assert not link or urlsplit(link).scheme in ("http", "https")
    assert not set(link) & set(' "<>\n\t`\\{}')
    assert link.isascii()
    assert web_link(link) == link


@pytest.mark.parametrize(
    ("url", "base", "link"),
    [
        ("/x", "https://a.example/b/", "https://a.example/x"),
        ("c d", "https://a.example/b/", "https://a.example/b/c%20d"),
        ("//cdn.example/i.png", "https://a.example/", "https://cdn.example/i.png"),
        ("javascript:alert(1)", "https://a.example/", ""),
        ("data:text/html,x", "", ""),
        ("x", "file:feed.xml", ""),
        ("https://bank.example@evil.example/", "", ""),
        ("https://bücher.example/ä", "", "https://xn--bcher-kva.example/%C3%A4"),
    ],
)
def test_only_web_links_are_kept(url: str, base: str, link: str) -> None:
    assert web_link(url, base) == link


def test_the_next_page_is_found_among_the_links() -> None:
    header = '<https://a.example/1>; rel="prev", <?cursor=abc,d>; title="x"; rel="next"'
    assert next_link(header, "https://a.example/api") == "https://a.example/api?cursor=abc,d"
    assert next_link('<https://a.example/1>; rel="last"', "https://a.example") == ""
    assert next_link("", "https://a.example") == ""


def test_origins_ignore_the_default_port() -> None:
    assert same_origin("https://a.example/x", "https://a.example:443/y")
    assert not same_origin("https://a.example/x", "http://a.example/x")


def test_a_link_from_outside_carries_no_subscriber_s_own_address_away() -> None:
    url = "https://evil.example/?u=%%preferences_url%%"
    assert web_link(url) == "https://evil.example/?u=%25%25preferences_url%%"
