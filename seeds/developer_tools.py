"""Feeds and APIs about developer tools as they might have answered in a week of February 2026.

Every site, project announcement and paper here is invented; the repositories and packages exist,
their counts are made up.
"""

import json
import random
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit

# Hours before the last collection (1 March 2026, 05:00 UTC), what happened, in a sentence, and
# under which title each feed tells it: tw (RSS), cn (Atom), dl (JSON Feed), rw (RSS), hn (points).
EVENTS = [
    (9, "build-cache", "A shared build cache that checks hashes on both ends cut the median build of twelve monorepos from nine minutes to two.", {
        "tw": "Remote build cache with end-to-end hashes cuts monorepo builds to two minutes",
        "dl": "Remote build cache with end-to-end hashes cuts builds in monorepos to two minutes",
        "hn": ("A remote build cache with end-to-end hashes", 412, 138)}),
    (14, "wheel-variants", "Installers can now choose among builds of one package by the processor that they find, without new file names.", {
        "tw": "Wheel variants reach the first package installers",
        "cn": "Wheel variants reach first package installers",
        "hn": ("Wheel variants reach the first installers", 287, 96)}),
    (20, "linker", "The incremental linker keeps its tables on disk and patches only the functions that changed.", {
        "cn": "An incremental linker that patches only changed functions",
        "hn": ("Show HN: An incremental linker that patches only changed functions", 351, 74)}),
    (26, "tz-bug", "Clocks that jump at midnight broke cron-like schedulers in three time zones; the fix is to compare local dates.", {
        "dl": "Three schedulers skip a night: clocks that jump at midnight",
        "tw": "Clocks that jump at midnight make three schedulers skip a night"}),
    (31, "sqlite-wal", "A field report of four years of SQLite in write-ahead mode behind a service with 40,000 users.", {
        "dl": "Four years of SQLite behind one service: a field report",
        "hn": ("Four years of SQLite behind one service", 529, 211)}),
    (36, "type-checker", "The new checker answers edits within 20 milliseconds on a million lines by keeping its graph in memory.", {
        "cn": "A type checker that answers within 20 milliseconds on a million lines",
        "tw": "Type checker answers edits within 20 ms on a million lines"}),
    (41, "signed-commits", "A forge will refuse unsigned commits on protected branches from April on, and offers keyless signing.", {
        "tw": "Forge to refuse unsigned commits on protected branches from April",
        "rw": "From April, forge will refuse unsigned commits on protected branches",
        "hn": ("Forge will refuse unsigned commits on protected branches", 244, 187)}),
    (52, "flaky", "A plug-in runs each new test two hundred times overnight and keeps the flaky ones out of the main branch.", {
        "dl": "Keeping flaky tests out by running new ones two hundred times",
        "hn": ("Run new tests two hundred times before merging", 133, 58)}),
    (60, "wasm-debug", "Debuggers can now step through WebAssembly in the source language, inlined frames included.", {
        "cn": "Stepping through WebAssembly in the language it was written in"}),
    (70, "dependency-cooldown", "Waiting seven days before taking a new release would have avoided eight of ten recent supply-chain attacks.", {
        "tw": "A week's wait for new releases would have stopped eight of ten supply-chain attacks",
        "rw": "Waiting a week for new releases would have stopped eight of ten supply-chain attacks",
        "hn": ("Dependency cooldowns would have stopped 8 of 10 attacks", 618, 240)}),
    (83, "terminal-graphics", "Four terminals agreed on one protocol for inline images and on how to ask for it.", {
        "dl": "Four terminals agree on one protocol for inline images"}),
    (97, "lockfile", "A proposed standard lock file records hashes for every platform and no addresses.", {
        "cn": "A lock file standard without addresses", "hn": ("A lock file without addresses", 177, 63)}),
    (118, "profiler", "The sampling profiler reads stacks from outside the process and costs two per cent.", {
        "cn": "Profiling from outside the process at two per cent",
        "dl": "Profiling from outside the process costs two per cent"}),
    (140, "editor-protocol", "The editors' protocol gains a message for refactorings that need a question answered first.", {
        "tw": "Editor protocol learns to ask a question before it refactors"}),
]
PAPERS = [
    (34, "2602.99001", "When Do Developers Trust a Generated Patch? A Study of 1,204 Reviews", "Reviewers accept generated patches faster, and revert them more often within a month.", "R. Sample"),
    (58, "2602.99002", "Flaky Tests Are Not Random: Order, Time and Memory in 90 Projects", "Most flaky failures repeat under one of three conditions that can be set on purpose.", "A. Example"),
    (106, "2602.99003", "Incremental Parsing with Bounded Rework", "A parser that reparses no more than the edited function, with a proof of the bound.", "K. Muster"),
]
STARS = {
    "astral-sh/uv": (82_140, 96, 2_610, 2_180), "astral-sh/ruff": (47_310, 31, 1_790, 1_940),
    "pytest-dev/pytest": (13_820, 7, 3_060, 940), "python/mypy": (20_470, 9, 3_170, 2_890),
    "pallets/jinja": (11_640, 3, 1_700, 92),
}
# Downloads from the package index on an ordinary weekday, and their growth a week.
INSTALLS = {"uv": (4_310_000, 0.021), "pytest": (11_460_000, 0.004)}
WEEKDAYS = (1.00, 1.05, 1.06, 1.04, 0.96, 0.58, 0.55)
LAST = datetime(2026, 3, 1, 5, tzinfo=UTC)
SITES = {"tw": "https://toolchain.example", "cn": "https://compilernotes.example",
         "dl": "https://deploylog.example", "rw": "https://releasewatch.example"}


class DeveloperTools:
    """Answers for the topic's sources."""

    def answer(self, url: str, at: datetime) -> tuple[int, dict, bytes]:
        host = urlsplit(url).hostname or ""
        known = {
            "toolchain.example": lambda: self.rss("tw", "Toolchain Weekly", at),
            "compilernotes.example": lambda: self.atom(at),
            "deploylog.example": lambda: self.json_feed(at),
            "releasewatch.example": lambda: self.failing(at),
            "hn.algolia.com": lambda: self.hacker_news(at),
            "export.arxiv.org": lambda: self.arxiv(at),
            "api.github.com": lambda: self.github(url, at),
            "pypistats.org": lambda: self.installs(url, at),
        }
        return known[host]()

    def told(self, feed: str, at: datetime):
        """Yield the events that a feed has told by then: (instant, key, summary, title)."""
        for hours, key, summary, titles in EVENTS:
            # Each feed is a little later or earlier than the others.
            when = LAST - timedelta(hours=hours) + timedelta(minutes=17 * len(feed + key) % 90)
            if feed in titles and when <= at:
                yield when, key, summary, titles[feed]

    def failing(self, at: datetime):
        if at >= LAST:
            return 503, {"content-type": "text/plain", "retry-after": "3600"}, b"down for maintenance\n"
        return self.rss("rw", "Release Watch", at)

    def rss(self, feed: str, title: str, at: datetime):
        site = SITES[feed]
        items = "".join(
            f"<item><title>{escape(name)}</title><link>{site}/{key}?utm_source=rss&amp;utm_medium=feed</link>"
            f"<guid isPermaLink=\"false\">{feed}-{key}</guid><pubDate>{format_datetime(when)}</pubDate>"
            f"<description><![CDATA[<p>{escape(summary)}</p>]]></description></item>\n"
            for when, key, summary, name in self.told(feed, at)
        )
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
            f"<title>{title}</title><link>{site}/</link><description>{title}</description>"
            f"<language>en</language>\n{items}</channel></rss>\n"
        )
        return 200, {"content-type": "application/rss+xml; charset=utf-8", "etag": f'"{feed}-{at:%d}"'}, body.encode()

    def atom(self, at: datetime):
        site = SITES["cn"]
        entries = "".join(
            f"<entry><id>tag:compilernotes.example,2026:{key}</id><title>{escape(name)}</title>"
            f'<link rel="alternate" href="{site}/{key}"/><updated>{when:%Y-%m-%dT%H:%M:%SZ}</updated>'
            f"<published>{when:%Y-%m-%dT%H:%M:%SZ}</published><author><name>Compiler Notes</name></author>"
            f"<summary>{escape(summary)}</summary></entry>\n"
            for when, key, summary, name in self.told("cn", at)
        )
        body = (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
            f'<title>Compiler Notes</title><id>{site}/</id><link href="{site}/"/>'
            f"<updated>{at:%Y-%m-%dT%H:%M:%SZ}</updated>\n{entries}</feed>\n"
        )
        return 200, {"content-type": "application/atom+xml; charset=utf-8"}, body.encode()

    def json_feed(self, at: datetime):
        site = SITES["dl"]
        items = [
            {"id": key, "url": f"{site}/{key}", "title": name, "content_text": summary,
             "date_published": when.astimezone(timezone(timedelta(hours=1))).isoformat()}
            for when, key, summary, name in self.told("dl", at)
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Deploy Log",
                "home_page_url": f"{site}/", "language": "en", "items": items}
        return 200, {"content-type": "application/feed+json"}, json.dumps(feed, indent=1).encode()

    def hacker_news(self, at: datetime):
        hits = []
        for number, (when, key, _summary, (title, points, comments)) in enumerate(self.told("hn", at)):
            site = next((SITES[f] for f in ("dl", "cn", "tw") if f in self.titles(key)), SITES["tw"])
            age = min((at - when) / timedelta(hours=24), 1)
            hits.append({
                "objectID": str(99_000_000 + number + 100 * len(key)), "title": title, "url": f"{site}/{key}",
                "author": "sample", "points": max(int(points * age), 41), "num_comments": int(comments * age),
                "created_at": f"{when:%Y-%m-%dT%H:%M:%SZ}", "created_at_i": int(when.timestamp()),
                "_tags": ["story", "author_sample"],
            })
        answer = {"hits": hits, "nbHits": len(hits), "page": 0, "nbPages": 1, "hitsPerPage": 50, "query": ""}
        return 200, {"content-type": "application/json"}, json.dumps(answer, indent=1).encode()

    def titles(self, key: str):
        return next(titles for _, name, _, titles in EVENTS if name == key)

    def arxiv(self, at: datetime):
        entries = "".join(
            f"<entry><id>http://arxiv.org/abs/{number}v1</id><title>{escape(title)}</title>"
            f"<updated>{when:%Y-%m-%dT%H:%M:%SZ}</updated><published>{when:%Y-%m-%dT%H:%M:%SZ}</published>"
            f'<link href="https://arxiv.org/abs/{number}v1" rel="alternate" type="text/html"/>'
            f'<summary>{escape(summary)}</summary><category term="cs.SE" scheme="http://arxiv.org/schemas/atom"/>'
            f"<author><name>{author}</name></author></entry>\n"
            for hours, number, title, summary, author in PAPERS
            if (when := LAST - timedelta(hours=hours)) <= at
        )
        body = (
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom">'
            "<id>https://arxiv.org/api/sample</id><title>arXiv Query: search_query=cat:cs.SE</title>"
            f"<updated>{at:%Y-%m-%dT00:00:00Z}</updated>\n{entries}</feed>\n"
        )
        return 200, {"content-type": "application/atom+xml; charset=UTF-8"}, body.encode()

    def github(self, url: str, at: datetime):
        name = urlsplit(url).path.removeprefix("/repos/")
        stars, daily, forks, issues = STARS[name]
        before = (LAST.date() - at.date()).days
        count = stars - daily * before - (before * before) % 5
        body = {"id": 1, "full_name": name, "html_url": f"https://github.com/{name}",
                "stargazers_count": count, "watchers_count": count, "forks_count": forks - before,
                "open_issues_count": issues + before, "archived": False, "disabled": False}
        return 200, {"content-type": "application/json; charset=utf-8", "etag": f'W/"{count}"'}, json.dumps(body).encode()

    def installs(self, url: str, at: datetime):
        name = urlsplit(url).path.split("/")[3]
        usual, growth = INSTALLS[name]
        days = [at.date() - timedelta(days=n) for n in range(21, 0, -1)]
        data = [
            {"category": "without_mirrors", "date": f"{day:%Y-%m-%d}", "downloads": self.fetched(name, day, usual, growth)}
            for day in days
        ]
        answer = {"data": data, "package": name, "type": "overall_downloads"}
        return 200, {"content-type": "application/json"}, json.dumps(answer).encode()

    def fetched(self, name: str, day: date, usual: int, growth: float) -> int:
        weeks = (day - LAST.date()).days / 7
        chance = random.Random(f"{name} {day}").uniform(0.985, 1.015)
        return int(usual * WEEKDAYS[day.weekday()] * (1 + growth) ** weeks * chance)
