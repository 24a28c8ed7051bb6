"""Feeds in every format into items: RSS, Atom and RDF through feedparser, JSON Feed by our own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from briefing.errors import SourceError
from briefing.ports import Response
from briefing.sources.feed_process import ParserError, parse_feed
from briefing.sources.items import Item
from briefing.sources.text import SUMMARY_CHARS, TITLE_CHARS, from_html, from_text
from briefing.sources.times import parse_instant


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title, home page, language and items; `broken` says what was wrong with it."""

    title: str
    link: str
    lang: str
    items: tuple[Item, ...]
    broken: str = ""


def read_feed(response: Response, *, deadline_s: float) -> Feed:
    """Return the feed in an answer.

    A feed is judged by its items: one that is broken but has some is read.

    Raises: SourceError where there is no feed, or it takes longer than `deadline_s` to parse.
    """
    if is_json(response):
        return _read_json_feed(response.body)
    return _read_xml_feed(response, deadline_s)


def is_json(response: Response) -> bool:
    """Say whether an answer is JSON, by its content type or its first character."""
    start = response.body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return start == b"{" or (start != b"<" and "json" in response.headers.get("content-type", ""))


# --- RSS, Atom, RDF -------------------------------------------------------------------------------


def _read_xml_feed(response: Response, deadline_s: float) -> Feed:
    content_type = response.headers.get("content-type", "")
    try:
        parsed = parse_feed(response.body, content_type, deadline_s=deadline_s)
    except ParserError as error:
        raise SourceError(f"parsing the feed {error}") from error
    if "error" in parsed:
        raise SourceError(f"the feed cannot be parsed: {from_text(parsed['error'], 200)}")
    items = tuple(map(_xml_item, parsed["entries"]))
    broken = from_text(parsed["broken"], 200)
    if not items and (broken or not parsed["version"]):
        raise SourceError(
            f"the answer is not a feed{f': {broken}' if broken else ''}",
            hint="a page's own feed stands in its HTML as <link rel=alternate>",
        )
    return Feed(_text(parsed["title"], TITLE_CHARS), parsed["link"], parsed["lang"], items, broken)


def _xml_item(entry: Mapping[str, Any]) -> Item:
    return Item(
        id=entry["id"],
        link=entry["link"],
        title=_text(entry["title"], TITLE_CHARS),
        summary=_text(entry["summary"], SUMMARY_CHARS),
        published_at=_utc(entry["date"]),
        authors=tuple(from_html(name, TITLE_CHARS) for name in entry["authors"]),
        tags=tuple(from_html(tag, TITLE_CHARS) for tag in entry["tags"]),
        lang=entry["lang"],
        image=entry["image"],
    )


def _text(value: list[str], limit: int) -> str:
    if not value:
        return ""
    return (from_text if value[1] == "text" else from_html)(value[0], limit)


def _utc(parts: list[int]) -> datetime | None:
    """Return the date; feedparser gives years such as -1, and seconds such as 61."""
    if not parts:
        return None
    try:
        year, month, day, hour, minute, second = parts
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None


# --- JSON Feed 1.0 and 1.1 (jsonfeed.org) ---------------------------------------------------------


def _read_json_feed(body: bytes) -> Feed:
    try:
        document = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the answer is not JSON: {from_text(str(error), 100)}") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise SourceError("the answer is JSON but no JSON Feed: it has no list of 'items'")
    usable = [item for item in document["items"] if isinstance(item, dict)]
    return Feed(
        title=from_text(_string(document, "title"), TITLE_CHARS),
        link=_string(document, "home_page_url"),
        lang=_string(document, "language"),
        items=tuple(_json_item(item, document) for item in usable[:1000]),
        broken=_json_faults(document, len(document["items"]) - len(usable)),
    )


def _json_faults(document: Mapping[str, Any], unusable: int) -> str:
    if not _string(document, "version").startswith("https://jsonfeed.org/version/1"):
        return "it does not state its JSON Feed version"
    return f"{unusable} of its items are no objects" if unusable else ""


def _json_item(item: Mapping[str, Any], document: Mapping[str, Any]) -> Item:
    content = _string(item, "summary") or _string(item, "content_text")
    markup = _string(item, "content_html")
    tags = item.get("tags")
    return Item(
        id=_string(item, "id"),
        link=_string(item, "url") or _string(item, "external_url"),
        title=from_text(_string(item, "title"), TITLE_CHARS),
        summary=from_text(content, SUMMARY_CHARS) or from_html(markup, SUMMARY_CHARS),
        published_at=_json_date(item),
        authors=_json_authors(item) or _json_authors(document),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        lang=_string(item, "language"),
        image=_string(item, "image") or _string(item, "banner_image"),
    )


def _string(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)  # ids are numbers in many feeds
    return value if isinstance(value, str) else ""


def _json_date(item: Mapping[str, Any]) -> datetime | None:
    for key in ("date_published", "date_modified"):
        try:
            return parse_instant(_string(item, key))
        except ValueError:
            continue
    return None


def _json_authors(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names in `authors` (1.1) or `author` (1.0)."""
    many = values.get("authors")
    people = many if isinstance(many, list) and many else [values.get("author")]
    return tuple(_string(person, "name") for person in people if isinstance(person, dict))
