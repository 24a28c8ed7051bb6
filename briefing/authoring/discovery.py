"""Find feeds: those that a page names, those that an OPML list holds, and where sites keep them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from briefing.errors import ContentError

FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
    }
)
COMMON_PLACES = ("feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss", "feed.json")
MAX_FEEDS = 200


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed's address, and what it is called."""

    url: str
    title: str = ""


class _Links(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.found: list[FeedLink] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag == "base" and values.get("href"):
            self.base = urljoin(self.base, values["href"])
        if tag != "link" or "alternate" not in values.get("rel", "").lower().split():
            return
        kind = values.get("type", "").lower().partition(";")[0].strip()
        url = urljoin(self.base, values.get("href", "").strip())
        if kind in FEED_TYPES and is_web(url):
            self.found.append(FeedLink(url, " ".join(values.get("title", "").split())))


def feeds_in(page: str, base: str) -> list[FeedLink]:
    """Return the feeds that a page names in its head, its own order kept; comments come last."""
    links = _Links(base)
    links.feed(page)
    links.close()
    unique: dict[str, FeedLink] = {}
    for link in links.found:
        unique.setdefault(link.url, link)
    return sorted(unique.values(), key=lambda link: "comment" in link.title.lower())


def common_places(page: str) -> list[str]:
    """Return the addresses at which sites keep a feed that their pages do not name."""
    folder = page if page.endswith("/") else f"{page}/"
    root = urljoin(page, "/")
    return list(dict.fromkeys(urljoin(base, p) for base in (folder, root) for p in COMMON_PLACES))


def is_web(url: str) -> bool:
    """Tell whether an address is one of the web's."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_opml(data: bytes) -> bool:
    """Tell whether a document is a list of feeds."""
    return bool(re.search(rb"<opml[\s>]", data[:2000], re.IGNORECASE))


def read_opml(data: bytes, name: str) -> list[FeedLink]:
    """Return the feeds of an OPML document, each once.

    Raises: ContentError where it is none, or declares entities, which no list of feeds needs.
    """
    found: dict[str, FeedLink] = {}

    def start(tag: str, attrs: dict[str, str]) -> None:
        values = {key.lower(): value for key, value in attrs.items()}
        url = values.get("xmlurl", "").strip()
        if tag.lower() == "outline" and is_web(url) and len(found) < MAX_FEEDS:
            title = values.get("title") or values.get("text") or ""
            found.setdefault(url, FeedLink(url, " ".join(title.split())))

    def refuse(*_: object) -> None:
        raise ContentError(f"{name} declares a document type", hint="take the <!DOCTYPE …> out")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003  (expat takes no keywords)
    except expat.ExpatError as error:
        raise ContentError(f"{name} is no OPML: {error}", hint="export it anew") from error
    if not found:
        raise ContentError(f"{name} lists no feeds", hint="its outlines need an xmlUrl each")
    return list(found.values())
