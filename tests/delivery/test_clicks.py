"""Counted links: which ones, and where they lead."""

import pytest

from briefing.delivery.clicks import Redirects, links_of, redirected

TWICE = ("https://a.example/",)
OTHER = "https://briefing.example/c/1/1/x"


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ('<a href="https://a.example/?x=1&amp;y=2">Read</a>', ("https://a.example/?x=1&y=2",)),
        (
            '<A class="b>" HREF="http://a.example/" id="c"><b>Read</b> it</A>',
            ("http://a.example/",),
        ),
        ('<a href="https://a.example/">1</a> <a href="https://a.example/">2</a>', TWICE),
        ('<a href="%%unsubscribe_url%%">Leave</a> <a href="mailto:a@b.example">Write</a>', ()),
        ('<a href="#top">Up</a> <link href="https://a.example/style.css">', ()),
        # What shows an address must lead there.
        ('<a href="https://a.example/">https://a.example/</a>', ()),
        ('<a href="https://a.example/x"><b>www.a.example</b></a>', ()),
        ('<a href="https://a.example/x">a.example/x</a>', ()),
        ('<a href="https://a.example/x">Read a.example/x now</a>', ("https://a.example/x",)),
    ],
)
def test_links_that_can_be_counted(html, links):
    assert links_of(html) == links
    led = redirected(html, dict.fromkeys(links, OTHER))
    assert led.count(OTHER) == html.lower().count("<a ") * bool(links)
    assert redirected(html, {}) == html


def test_what_stands_around_a_link_stays():
    html = '<p>x<a class="y" href="https://a.example/" style="color: red"><b>Read</b></a>z</p>'
    led = redirected(html, {"https://a.example/": "https://b.example/?c&d"})
    assert led == html.replace("https://a.example/", "https://b.example/?c&amp;d")


def test_keys_rotate_and_no_address_is_anothers():
    old, new = Redirects("", [b"a" * 32]), Redirects("", [b"b" * 32, b"a" * 32])
    mac = old.url(1, 2).rpartition("/")[2]
    assert new.is_ours(1, 2, mac)
    assert not Redirects("", [b"b" * 32]).is_ours(1, 2, mac)
    assert not any(new.is_ours(*one, mac) for one in [(1, 3), (2, 2), (12, 2), (1, 22)])
