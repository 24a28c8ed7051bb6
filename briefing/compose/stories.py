"""Stories: entries of several feeds gathered into what they report, ranked."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from briefing.model.links import canonical_link
from briefing.model.observation import Entry, Story

SIMILAR = 0.55
"""The share of two titles' weight that they must have in common to be one story."""
NEAR = timedelta(days=3)
HALF_LIFE_H = 36.0
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*", re.UNICODE)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")
_PREFIX = re.compile(r"^(show|ask|tell|launch) hn:\s*", re.IGNORECASE)
_STOPWORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at by for from has have how in into is it its of on or that the this to "
        "was were what when which who why will with you your after before over under than",
    )
)


def stories(entries: Sequence[Entry], *, limit: int | None, as_of: datetime) -> tuple[Story, ...]:
    """Return the entries as stories, the first first, `limit` of them at most.

    Entries of one id, link or normalised title are one; so are entries of different feeds whose
    titles say nearly the same within three days. No entry is lost: each is the lead of a story or
    among those that tell it too, exact repeats within a feed excepted. The order of the entries
    makes no difference.
    """
    unique = _without_repeats(sorted(entries, key=_order))
    groups = _groups(unique)
    found = [_story(group, as_of) for group in groups]
    found.sort(key=lambda story: (-story.rank, _order(story.lead)))
    return tuple(found[:limit])


def normalised(title: str) -> str:
    """Return a title's words alone: case, punctuation, a site's name and "Show HN" left out."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    plain = _PREFIX.sub("", plain)
    bare = _SUFFIX.sub("", plain)
    words = _WORD.findall(bare if len(_WORD.findall(bare)) >= 3 else plain)
    return " ".join(words)


def _order(entry: Entry) -> tuple[datetime, str, str]:
    return (entry.published_at, entry.feed, entry.id)


def _without_repeats(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, those that one feed repeats (by id or link) left out."""
    kept: dict[Hashable, Entry] = {}
    links: set[tuple[str, str]] = set()
    for entry in entries:
        link = (entry.feed, canonical_link(entry.url))
        if (entry.feed, entry.id) in kept or (entry.url and link in links):
            continue
        kept[(entry.feed, entry.id)] = entry
        links.add(link)
    return list(kept.values())


def _groups(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the entries that tell of one event together."""
    joined = _Joined(len(entries))
    titles = [normalised(entry.title) for entry in entries]
    _join_equal(joined, [canonical_link(entry.url) for entry in entries])
    _join_equal(joined, titles)
    _join_similar(joined, entries, [_tokens(title) for title in titles])
    groups: dict[int, list[Entry]] = defaultdict(list)
    for number, entry in enumerate(entries):
        groups[joined.root(number)].append(entry)
    return list(groups.values())


def _join_equal(joined: _Joined, keys: Sequence[str]) -> None:
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        if key:
            joined.join(number, first.setdefault(key, number))


def _join_similar(
    joined: _Joined, entries: Sequence[Entry], tokens: Sequence[frozenset[str]]
) -> None:
    """Join entries of different feeds that share their rare words; common ones weigh little."""
    frequency = Counter(token for found in tokens for token in found)
    weights = {token: 1 / (1 + math.log(count)) for token, count in frequency.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(tokens):
        # The rarest words are enough to find the candidates, and keep this from being quadratic.
        rare = sorted(found, key=lambda token: (frequency[token], token))[:6]
        near = {other for token in rare for other in holders[token][-40:]}
        for other in sorted(near):
            apart = abs(entries[number].published_at - entries[other].published_at)
            different = entries[number].feed != entries[other].feed
            if different and apart <= NEAR and _alike(found, tokens[other], weights):
                joined.join(number, other)
        for token in rare:
            holders[token].append(number)


def _alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> bool:
    """Tell whether two titles say the same: shared weight, and no number of its own in each."""
    numbers = [{t for t in tokens if t[0].isdigit()} for tokens in (one, other)]
    if numbers[0] - numbers[1] and numbers[1] - numbers[0]:
        return False  # "3.5 released" is not "3.0 released"
    if len(one & other) < 2:
        return False
    shared, either = _weight(one & other, weights), _weight(one | other, weights)
    lesser = min(_weight(one, weights), _weight(other, weights))
    contained = len(one & other) >= 4 and shared >= 0.8 * lesser
    return shared >= SIMILAR * either or contained


def _weight(tokens: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return what words weigh together; exact, so that a set's order of the day does not count."""
    return math.fsum(weights[token] for token in tokens)


def _tokens(title: str) -> frozenset[str]:
    """Return what a title is recognised by: its words, or pairs of letters where none is apart."""
    found: set[str] = set()
    for word in title.split():
        if _WIDE.search(word):
            found.update(word[n : n + 2] for n in range(max(len(word) - 1, 1)))
        elif word not in _STOPWORDS:
            found.add(_stem(word))
    return frozenset(found)


def _stem(word: str) -> str:
    """Return a word without the ending that titles vary: "builds" and "build" are one."""
    if len(word) > 4 and word.isascii() and word.isalpha():
        for ending in ("ing", "ed", "es", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                return word[: -len(ending)]
    return word


def _story(group: Sequence[Entry], as_of: datetime) -> Story:
    lead = max(group, key=_lead_worth)
    also = tuple(sorted((e for e in group if e is not lead), key=_order))
    return Story(lead, also, _rank(group, as_of))


def _lead_worth(entry: Entry) -> tuple[bool, int, float, str, str]:
    """Return what makes an entry the one to show: a summary, then words, then being first."""
    said = min(len(entry.summary), 400) // 50
    return (bool(entry.summary), said, -entry.published_at.timestamp(), entry.feed, entry.id)


def _rank(group: Sequence[Entry], as_of: datetime) -> float:
    """Return how much a story matters now: who tells it, how it is received, how old it is."""
    feeds = len({entry.feed for entry in group})
    points = max((entry.score or 0 for entry in group), default=0)
    comments = max((entry.comments or 0 for entry in group), default=0)
    newest = max(entry.published_at for entry in group)
    hours = max((as_of - newest).total_seconds() / 3600, 0)
    worth = 1 + 1.5 * (feeds - 1) + math.log10(1 + points) + 0.5 * math.log10(1 + comments)
    return round(worth * math.pow(0.5, hours / HALF_LIFE_H), 9)


class _Joined:
    """Which numbers belong together (disjoint sets)."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low
