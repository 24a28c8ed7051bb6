"""The archive for machines: Atom (RFC 4287), and the map of the site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from briefing.model.archive import ArchivedHead
from briefing.render.places import issue_path
from briefing.web.public.frame import Frame
from briefing.web.public.page import Page

ATOM, XML = "http://www.w3.org/2005/Atom", "http://www.w3.org/XML/1998/namespace"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ET.register_namespace("", ATOM)


def atom(frame: Frame, heads: Sequence[ArchivedHead], *, path: str, title: str, lang: str) -> Page:
    """Return the feed of the issues; `path` is that of the page which lists them."""
    publication = frame.publication
    feed = ET.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": lang})
    _add(feed, "id", frame.url(path))
    _add(feed, "title", title)
    if publication.tagline:
        _add(feed, "subtitle", publication.tagline)
    newest = max((_sent(head) for head in heads), default=datetime(1970, 1, 1, tzinfo=UTC))
    _add(feed, "updated", _instant(newest))
    _link(feed, "self", frame.url(f"{path}feed.xml"), "application/atom+xml")
    _link(feed, "alternate", frame.url(path), "text/html")
    _add(_add(feed, "author"), "name", publication.name)
    _add(feed, "generator", "briefing")
    for head in heads:
        _entry(feed, frame, head)
    return Page(_document(feed), "application/atom+xml; charset=utf-8")


def _entry(feed: ET.Element, frame: Frame, head: ArchivedHead) -> None:
    entry = _add(feed, "entry")
    entry.set(f"{{{XML}}}lang", head.lang)
    url = frame.url(issue_path(head.topic, head.day, head.kind))
    _add(entry, "id", url)
    _add(entry, "title", head.title)
    _add(entry, "published", _instant(_sent(head)))
    _add(entry, "updated", _instant(_sent(head)))
    _link(entry, "alternate", url, "text/html")
    _add(entry, "category").attrib.update(term=head.topic, label=legible(head.topic_title))
    _add(entry, "summary", head.dek or head.title)


def sitemap(frame: Frame, topics: Sequence[str], heads: Sequence[ArchivedHead]) -> Page:
    """Return the map of the site: every page that a search engine may show."""
    urls = ET.Element("urlset", {"xmlns": SITEMAP})
    newest = max((_sent(head) for head in heads), default=None)
    for path in ("/", *(f"/{topic}/" for topic in topics)):
        _place(urls, frame.url(path), newest)
    for head in heads:
        _place(urls, frame.url(issue_path(head.topic, head.day, head.kind)), _sent(head))
    return Page(_document(urls), "application/xml")


def _place(urls: ET.Element, address: str, changed_at: datetime | None) -> None:
    place = ET.SubElement(urls, "url")
    ET.SubElement(place, "loc").text = address
    if changed_at:
        ET.SubElement(place, "lastmod").text = _instant(changed_at)


def legible(words: str) -> str:
    """Return text without the characters that XML 1.0 has no place for (section 2.2)."""
    return "".join(
        c if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n" else "\ufffd" for c in words
    )


def _add(parent: ET.Element, name: str, words: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = None if words is None else legible(words)
    return child


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    _add(parent, "link").attrib.update(rel=rel, type=media_type, href=href)


def _sent(head: ArchivedHead) -> datetime:
    return head.sent_at or head.built_at


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _document(root: ET.Element) -> bytes:
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return head + ET.tostring(root, encoding="unicode").encode()
