from dataclasses import replace

import pytest

from briefing.errors import Location
from briefing.model.article import Link, Paragraph, Section, Text
from tests.check.samples import ARTICLE, PUBLICATION, check, rules, with_body, with_web


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="https://a.co">Somewhere</a>', []),
        ('<a href="tel:+491234">Call us</a>', []),
        ('<a name="anchor"></a><a href="#anchor">Down</a>', []),
        ('<i id="x"></i><a href="#x">Down</a>', []),
        ('<a href="">Nowhere</a>', ["error link-empty"]),
        ('<a href="#">Nowhere</a>', ["error link-empty"]),
        ('<a href="#lost">Down</a>', ["warning link-fragment"]),
        ('<a href="/about">About us</a>', ["error link-relative"]),
        ('<a href="www.a.co">About us</a>', ["error link-relative"]),
        ('<a href="//a.co/x">About us</a>', ["error link-relative"]),
        ('<a href="ftp://a.co/x">Files</a>', ["error link-scheme"]),
        ('<a href="JavaScript:go()">Go on</a>', ["error link-scheme"]),
        ('<a href="data:text/html,x">Data</a>', ["error link-scheme"]),
        ('<a href="%%unsubscribe_url%%">Leave</a>', []),
        ('<a href="https://">Broken</a>', ["warning link-broken"]),
        ('<a href="https://[">Broken</a>', ["warning link-broken"]),
        ('<a href="http://a.co/x">Old</a>', ["warning link-http"]),
        ('<a href="https://localhost:8000/">Here at home</a>', ["notice link-host"]),
        ('<a href="https://10.0.0.1/">Inside</a>', ["notice link-host"]),
        ('<a href="https://8.8.8.8/">Outside</a>', []),
        ('<a href="https://figure.example/x">Ours</a>', ["notice link-host"]),
        ('<a href="https://www.iana.org/x">Theirs</a>', []),
        ('<a href="https://a.co">Click here</a>', ["warning link-text"]),
        ('<a href="https://a.co">Read more …</a>', ["warning link-text"]),
        ('<a href="https://a.co"> </a>', ["warning link-text"]),
        ('<a href="https://a.co" aria-label="A"></a>', []),
        ('<a href="https://a.co"><img src="cid:a" alt="A" width="9" height="9"></a>', []),
        ('<map><area href="https://a.co" alt="A corner"></map>', []),
        ("<a>No link at all</a>", []),
    ],
)
def test_links_of_the_email(link: str, expected: list[str]) -> None:
    assert rules(check(with_body(link))) == expected


def test_an_unknown_placeholder() -> None:
    link = Link("%%profile_url%%", (Text("Profile"),))
    issue = replace(
        with_body('<a href="%%profile_url%%">Profile</a>'),
        article=replace(ARTICLE, sections=(Section("s", (), (Paragraph((link,)),)),)),
    )
    (finding,) = check(issue)
    assert (finding.rule, finding.severity) == ("link-placeholder", "error")
    assert "%%preferences_url%%" in finding.hint


def test_a_site_that_no_reader_can_reach_is_told_where_its_address_is_set() -> None:
    own = replace(PUBLICATION, url="https://daily.figure.example")
    links = '<a href="https://daily.figure.example/a">Issue</a> <a href="https://a.lan">Page</a>'
    ours, others = check(with_body(links), publication=own)
    assert (ours.rule, ours.at) == ("link-host", Location("content/publication.toml"))
    assert "daily.figure.example" in ours.message
    assert (others.rule, others.message) == (
        "link-host",
        "1 link to hosts that no reader can reach: a.lan",
    )


def test_many_links_of_a_kind_make_one_finding() -> None:
    links = "".join(f'<a href="http://a{n}.co">Page {n}</a>' for n in range(5))
    (finding,) = check(with_body(links))
    assert "5 links over http" in finding.message
    assert "http://a0.co, http://a1.co, http://a2.co and 2 more" in finding.message


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="../2026-02-28/">The day before</a>', []),
        ('<a href="#s">A section</a>', []),
        ('<a href="#lost">A section</a>', ["warning link-fragment"]),
        ('<a href="ftp://a.co">Files</a>', ["error link-scheme"]),
    ],
)
def test_links_of_the_web_page(link: str, expected: list[str]) -> None:
    findings = check(with_web(("<main", f"{link}<main")))
    assert rules(findings) == expected
    assert all(finding.place == "index.html" for finding in findings)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="https://hub.org/zai">Z.ai GLM</a>', ["warning link-disguise"]),
        ('<a href="https://evil.org">https://bank.com/login</a>', ["warning link-disguise"]),
        ('<a href="https://www.hub.org/zai">hub.org</a>', []),
        ('<a href="https://hub.org/zai">www.hub.org/zai</a>', []),
        ('<a href="https://hub.org">Node.js 26</a>', []),
        ('<a href="https://hub.org">3.5 million</a>', []),
        ('<a href="mailto:a@b.org">a@b.org</a>', []),
    ],
)
def test_a_link_must_not_look_like_another(link: str, expected: list[str]) -> None:
    assert rules(check(with_body(link))) == expected
