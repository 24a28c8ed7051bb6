"""The archive as a reader, a feed reader and a search engine find it."""

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from briefing.model.article import Section, Text
from briefing.model.delivery import IssueKind
from briefing.model.placeholder import PLACEHOLDERS
from briefing.render.places import issue_url
from briefing.store.archive import SqlArchive
from briefing.web.public import Public
from briefing.web.public.issues import dress, first_diagram
from briefing.web.public.page import Page, Shelf
from tests.render.articles import PUBLICATION, paragraph, render
from tests.store.archive import article, keep
from tests.web.serving import client_of
from tests.web.shelf import stocked

UNSENT = "/open-models/2026-03-03/"


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Public]:
    with stocked(tmp_path) as made:
        yield made


@pytest.fixture
def client(public: Public) -> TestClient:
    return client_of(public)


def archive_of(public: Public) -> SqlArchive:
    assert isinstance(public.archive, SqlArchive)
    return public.archive


# --- pages --------------------------------------------------------------------------------------


def test_the_index_lists_topics_with_their_latest_issues(client: TestClient) -> None:
    page = client.get("/").text
    assert "Who ships what, and who uses it." in page
    assert 'href="/open-models/2026-03-02/">Numbers &amp; &#34;quotes&#34; &lt;grow&gt;<' in page
    assert "A retired topic" in page
    assert '<link rel="canonical" href="https://briefing.example/">' in page


def test_a_topic_lists_its_own(client: TestClient) -> None:
    page = client.get("/open-models/").text
    assert page.index("/open-models/2026-03-02/") < page.index("/open-models/2026-03-01/")
    assert "/open-models/weekly/2026-03-02/" in page
    assert "/retired/" not in page


def test_a_long_list_goes_on_by_day(public: Public, client: TestClient) -> None:
    for number in range(3, 40):
        keep(archive_of(public), number=number)
    seen: list[str] = []
    path = "/open-models/"
    while path:
        page = client.get(path).text
        seen += re.findall(r'<h3[^>]*><a href="([^"]+)"', page)
        older = re.search(r'href="([^"]+)" rel="next"', page)
        path = older[1] if older else ""
    assert len(seen) == len(set(seen)) == 40
    assert client.get("/open-models/before/2020-01-01/").status_code == 404


def test_an_issue_stands_in_the_site_s_frame(client: TestClient) -> None:
    page = client.get("/open-models/2026-03-01/").text
    assert page.count("<h1>") == 1
    assert 'class="site-head"' in page
    assert 'rel="next"><span>' in page
    assert "/open-models/2026-03-02/" in page
    assert 'content="https://briefing.example/open-models/2026-03-01/card.png"' in page
    assert 'href="/open-models/feed.xml"' in page


def test_mails_link_to_where_the_page_is(client: TestClient) -> None:
    for kind in IssueKind:
        url = issue_url(article(1, kind=kind), PUBLICATION)
        answer = client.get(url)
        assert answer.status_code == 200
        assert f'<link rel="canonical" href="{url}">' in answer.text


def test_no_placeholder_is_ever_visible(public: Public) -> None:
    section = Section("lead", (), (paragraph(" ".join(PLACEHOLDERS)),))
    built = render(article(7, sections=(section,), footnotes=(), figures=()))
    keep(archive_of(public), built)
    page = client_of(public).get("/open-models/2026-03-08/").text
    assert "%%" not in page
    assert PUBLICATION.address in page


@pytest.mark.parametrize(
    "path",
    [
        UNSENT,
        f"{UNSENT}card.png",
        f"{UNSENT}diagrams/1-shares.svg",
        "/open-models/weekly/2026-03-01/",
        "/open-models/2026-3-1/",
        "/open-models/20260301/",
        "/open-models/2026-02-30/",
        "/nobody/",
        "/nobody/feed.xml",
        "/open-models/2026-03-01/diagrams/..%2fcard.png",
        "/open-models/2026-03-01/message.eml",
    ],
)
def test_what_was_not_sent_or_does_not_exist_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/open-models/", "/feed.xml", "/open-models/feed.xml", "/sitemap.xml",
             "/search/?q=seen", "/search/?q=headline", "/open-models/2026-03-02/"]
)  # fmt: skip
def test_nothing_tells_of_what_was_not_sent(client: TestClient, path: str) -> None:
    said = client.get(path).text
    assert "Not to be seen yet" not in said
    assert "2026-03-03" not in said


def test_an_issue_shows_once_it_is_sent(public: Public, client: TestClient) -> None:
    assert "Not to be seen yet" not in client.get("/").text
    (head,) = [h for h in public.archive.load_heads(sent=False) if h.sent_at is None]
    public.archive.mark_sent(head.issue_id, head.as_of)
    assert "Not to be seen yet" in client_of(public).get("/").text


def test_what_lacks_a_slash_is_led_to_it(client: TestClient) -> None:
    for path in ("/open-models", "/open-models/2026-03-01", "/open-models/weekly/2026-03-02"):
        answer = client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (301, f"{path}/")
    for path in ("/%5Cevil.test", "/\\evil.test", "/%2F%2Fevil.test"):
        location = client.get(path, follow_redirects=False).headers.get("location", "/x")
        assert re.match(r"/[^/\\]", location)


def test_a_publication_may_live_below_a_path(public: Public) -> None:
    from dataclasses import replace

    where = replace(PUBLICATION, url="https://example.org/daily")
    client = client_of(replace(public, publication=where))
    page = client.get("https://example.org/daily/").text
    assert 'href="/daily/open-models/2026-03-02/"' in page
    assert client.get("https://example.org/daily/open-models/2026-03-02/").status_code == 200
    assert client.get("https://example.org/").status_code == 404


# --- search -------------------------------------------------------------------------------------


def test_search_shows_the_place(client: TestClient) -> None:
    page = client.get("/search/", params={"q": "downloads"}).text
    assert "<mark>Downloads</mark>" in page
    assert 'name="robots" content="noindex"' in page


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '" OR 1=1', "a" * 9000, "%%", "\x00"]
)
def test_a_hostile_question_is_only_a_question(client: TestClient, words: str) -> None:
    answer = client.get("/search/", params={"q": words, "topic": words})
    assert answer.status_code == 200
    assert "<script" not in answer.text


# --- caches -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/open-models/", "/open-models/2026-03-01/", "/feed.xml", "/sitemap.xml",
             "/open-models/2026-03-01/diagrams/1-shares.png", "/open-models/2026-03-01/card.png"]
)  # fmt: skip
def test_what_has_not_changed_is_not_sent_again(client: TestClient, path: str) -> None:
    whole = client.get(path)
    etag = whole.headers["etag"]
    for known in (etag, f'"other", W/{etag}', "*"):
        again = client.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.headers["etag"]) == (200, etag)


def test_pictures_are_kept_for_good(client: TestClient) -> None:
    answer = client.get("/open-models/2026-03-01/diagrams/1-shares.svg")
    assert "immutable" in answer.headers["cache-control"]
    assert "sandbox" in answer.headers["content-security-policy"]
    page = client.get("/").text
    for name in re.findall(r'"(/static/[^"]+)"', page):
        assert "immutable" in client.get(name).headers["cache-control"]


def test_a_shelf_looks_for_news_once_in_a_while() -> None:
    now, version, made = 0.0, "1", 0

    def make() -> Page:
        nonlocal made
        made += 1
        return Page(f"{made}".encode())

    shelf = Shelf(lambda: version, fresh_s=1.0, now=lambda: now)
    request = Request({"type": "http", "headers": []})

    async def ask() -> bytes:
        return bytes((await shelf.answer(request, "key", make)).body)

    async def story() -> list[bytes]:
        nonlocal now, version
        seen = [await ask(), await ask()]
        version = "2"
        seen.append(await ask())
        now = 1.5
        return [*seen, await ask(), await ask()]

    assert asyncio.run(story()) == [b"1", b"1", b"1", b"2", b"2"]


def test_a_shelf_holds_so_many() -> None:
    shelf = Shelf(lambda: "1", most=2)
    request = Request({"type": "http", "headers": []})
    made: list[int] = []

    async def fill() -> None:
        for key in (1, 2, 3, 1):
            await shelf.answer(request, key, lambda key=key: made.append(key) or Page(b""))

    asyncio.run(fill())
    assert made == [1, 2, 3, 1]


# --- for machines -------------------------------------------------------------------------------

A = "{http://www.w3.org/2005/Atom}"


def one(element: ET.Element, name: str) -> str:
    """Return the text of what RFC 4287 wants exactly once."""
    found = element.findall(f"{A}{name}")
    assert len(found) == 1, name
    return (found[0].text or "").strip()


def instant(said: str) -> datetime:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", said)
    return datetime.fromisoformat(said)


@pytest.mark.parametrize(("path", "entries"), [("/feed.xml", 4), ("/open-models/feed.xml", 3)])
def test_the_feed_keeps_the_rules_of_atom(client: TestClient, path: str, entries: int) -> None:
    """RFC 4287 sections 4.1.1 and 4.1.2, and what the W3C's validator asks for besides."""
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)
    assert feed.tag == f"{A}feed"
    assert one(feed, "id").startswith("https://")
    assert one(feed, "title")
    updated = instant(one(feed, "updated"))
    assert feed.find(f"{A}author/{A}name") is not None
    links = {link.get("rel"): link for link in feed.findall(f"{A}link")}
    assert links["self"].get("href") == f"https://briefing.example{path}"
    assert links["alternate"].get("type") == "text/html"
    found = feed.findall(f"{A}entry")
    assert len(found) == entries
    ids = [one(entry, "id") for entry in found]
    assert len(set(ids)) == len(ids)
    for entry in found:
        assert one(entry, "title")
        assert one(entry, "summary")
        assert instant(one(entry, "published")) <= instant(one(entry, "updated")) <= updated
        (link,) = entry.findall(f"{A}link")
        assert (link.get("rel"), link.get("href")) == ("alternate", one(entry, "id"))
        assert client.get(str(link.get("href"))).status_code == 200
        (category,) = entry.findall(f"{A}category")
        assert category.get("term")
        assert {child.tag for child in entry} <= {
            f"{A}{name}"
            for name in ("id", "title", "published", "updated", "link", "category", "summary")
        }


def test_a_feed_reader_reads_it(client: TestClient) -> None:
    read = feedparser.parse(client.get("/feed.xml").content)
    assert not read.bozo
    assert read.version == "atom10"
    assert read.entries[0].title == 'Numbers & "quotes" <grow>'
    assert read.entries[0].link == "https://briefing.example/open-models/2026-03-02/"


def test_a_feed_holds_no_character_that_xml_lacks(public: Public) -> None:
    keep(archive_of(public), number=9, title=(Text("bell \x07 and \ufffe"),))
    ET.fromstring(client_of(public).get("/feed.xml").content)


def test_the_map_of_the_site_leads_to_every_page(client: TestClient) -> None:
    root = ET.fromstring(client.get("/sitemap.xml").content)
    places = [
        str(loc.text) for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(places) == 3 + 4
    assert all(client.get(place).status_code == 200 for place in places)
    assert "https://briefing.example/sitemap.xml" in client.get("/robots.txt").text


# --- cards and frames ---------------------------------------------------------------------------


def test_a_card_is_drawn_once_and_kept(public: Public, client: TestClient) -> None:
    path = "/open-models/2026-03-02/card.png"
    first = client.get(path)
    assert first.headers["content-type"] == "image/png"
    assert first.content[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    head = public.archive.load_heads("open-models", kind=IssueKind.DAILY)[0]
    assert "card.png" in [file.name for file in public.archive.load_files(head.issue_id)]
    assert client.get(path).content == first.content


def test_the_first_diagram_is_the_one_with_the_lowest_number(public: Public) -> None:
    from briefing.model.archive import ArchivedFile

    names = ("diagrams/10-a.svg", "diagrams/2-b.svg", "diagrams/2-b-narrow.svg", "diagrams/1-c.png")
    files = [ArchivedFile(name, "", name.encode()) for name in names]
    assert first_diagram(files) == b"diagrams/2-b.svg"
    assert first_diagram([]) is None


def test_pages_of_any_template_can_be_dressed() -> None:
    plain = "<html><head></head><body class=x><p>Words</p></body></html>"
    assert dress(plain, "HEAD", "TOP", "FOOT") == (
        "<html><head>HEAD</head><body class=x>\nTOP<p>Words</p>\nFOOT</body></html>"
    )
