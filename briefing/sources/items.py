"""Items of feeds in any format, made into clean, deduplicated entries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from briefing.model.links import canonical_link, untracked
from briefing.model.observation import Entry
from briefing.sources.links import web_link
from briefing.sources.text import NAME_CHARS, SUMMARY_CHARS, TITLE_CHARS, from_text, title_key
from briefing.sources.times import believable

_ID_CHARS = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One item as its feed states it: texts are plain already, links may still be relative."""

    id: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    published_at: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    image: str = ""
    score: int | None = None
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """What all entries of one feed share. `base` is what relative links are relative to."""

    feed: str
    title: str
    base: str
    lang: str = ""
    sample: bool = False


def to_entries(
    items: Iterable[Item], channel: Channel, *, now: datetime, limit: int
) -> tuple[Entry, ...]:
    """Return the `limit` newest of the items as entries, each once; ties stay in feed order.

    Two items are one entry when they share their id, else their canonical link, else their
    title but for case, spacing and punctuation; the first of them stays. An item that says
    nothing (no title, link or summary) is no entry.
    """
    entries = list(_unique(_entry(item, channel, now) for item in items if _says_something(item)))
    entries.sort(key=lambda entry: entry.published_at, reverse=True)
    return tuple(entries[:limit])


def _says_something(item: Item) -> bool:
    return bool(item.title or item.link or item.summary)


def _entry(item: Item, channel: Channel, now: datetime) -> Entry:
    url = untracked(web_link(item.link, channel.base)) if item.link else ""
    return Entry(
        feed=channel.feed,
        id=_identity(item, url),
        url=url,
        title=item.title or from_text(item.summary, 80) or url,
        published_at=believable(item.published_at, now),
        learned_at=now,
        summary=from_text(item.summary, SUMMARY_CHARS),
        authors=_names(item.authors),
        tags=_names(item.tags),
        lang=from_text(item.lang or channel.lang, 35),
        image=web_link(item.image, channel.base) if item.image else "",
        score=item.score,
        comments=item.comments,
        feed_title=from_text(channel.title, TITLE_CHARS),
        sample=channel.sample,
    )


def _identity(item: Item, url: str) -> str:
    """Return the feed's own id, else the canonical link, else a hash of title and date."""
    stated = from_text(item.id, _ID_CHARS + 1)
    if stated and len(stated) <= _ID_CHARS:
        return stated
    if stated:
        return _hash(item.id)
    return canonical_link(url) if url else _hash(f"{item.title}\n{item.published_at}")


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _names(names: Iterable[str]) -> tuple[str, ...]:
    clean = (from_text(name, NAME_CHARS) for name in names)
    return tuple(dict.fromkeys(name for name in clean if name))[:20]


def _unique(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        keys = {("id", entry.id)}
        if entry.url:
            keys.add(("link", canonical_link(entry.url)))
        if title := title_key(entry.title):
            keys.add(("title", title))
        if seen.isdisjoint(keys):
            yield entry
        seen |= keys
