"""Sample answers of sources, in their own wire formats, for a first day without a network."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

HEADLINES = (
    "The first story of a sample",
    "A second one, told by way of example",
    "What a third story looks like",
    "And a fourth, to make a list",
)


def sample_answer(url: str, at: datetime) -> tuple[Mapping[str, str], bytes]:
    """Return the headers and the body that the source at `url` might have answered at `at`.

    Counts grow from day to day, so that a change can be computed; none is anybody's real number.
    """
    parts = urlsplit(url)
    seed = zlib.crc32(f"{parts.netloc}{parts.path}{parts.query}".encode())
    days = at.toordinal() % 1000
    if parts.path.endswith("/api/models"):
        author = parse_qs(parts.query).get("author", ["author"])[0]
        return _json([_model(author, n, seed, days) for n in range(3)])
    if "/repos/" in parts.path and parts.path.endswith("/releases"):
        return _json([_release(parts.path.split("/")[-3:-1], at)])
    if "/repos/" in parts.path:
        counts = {"stargazers_count": 9, "forks_count": 2, "open_issues_count": 1}
        return _json({key: seed % 5000 + weight * days for key, weight in counts.items()})
    return {"content-type": "application/rss+xml"}, _feed(parts.netloc, at).encode()


def _json(value: object) -> tuple[Mapping[str, str], bytes]:
    return {"content-type": "application/json"}, json.dumps(value).encode()


def _model(author: str, number: int, seed: int, days: int) -> dict[str, object]:
    base = seed % 90_000 + 10_000
    return {
        "id": f"{author}/sample-{number + 1}",
        "createdAt": "2025-01-01T00:00:00.000Z",
        "downloads": base * 30 // (number + 1),
        "downloadsAllTime": base * 400 + base * days // (number + 1),
        "likes": base // 50 + days,
    }


def _release(names: list[str], at: datetime) -> dict[str, object]:
    return {
        "tag_name": "v0.0-sample",
        "name": f"{names[-1]} sample release",
        "html_url": f"https://github.com/{'/'.join(names)}/releases/tag/v0.0-sample",
        "body": "A sample, not a release.",
        "draft": False,
        "published_at": f"{at - timedelta(hours=5):%Y-%m-%dT%H:%M:%SZ}",
        "assets": [{"download_count": 1200}],
    }


def _feed(host: str, at: datetime) -> str:
    items = "".join(
        f"<item><title>{escape(f'{title} ({host})')}</title>"
        f"<link>https://{escape(host)}/sample/{n}</link><guid>https://{escape(host)}/sample/{n}</guid>"
        f"<pubDate>{at - timedelta(hours=3 + 7 * n):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        "<description>A sample entry: collect the topic to have real ones.</description></item>"
        for n, title in enumerate(HEADLINES, 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(host)} (sample)</title><link>https://{escape(host)}/</link>"
        f"<description>Sample data</description>{items}</channel></rss>"
    )
