"""A small publication in a folder, whose topics' numbers stand in a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from briefing.service.workshop import Workshop
from briefing.wiring import open_site, utc_now

PUBLICATION = """name = "The Daily Figure"
url = "https://briefing.example"
sender = "The Daily Figure <daily@briefing.example>"
address = "1 Sample Street, 10115 Berlin"
"""
TOPIC = """title = "{title}"
started = {started}

[[sources]]
name = "counts"
kind = "csv"
file = "counts.csv"
time = "day"
value = "value"
measure = "visits"
entity = "site"
unit = "visits"
per = "day"
"""
RECORDING = b"""GET https://briefing.example/counts
HTTP/1.1 200 OK
content-type: text/plain
content-length: 2

ok
"""
TEMPLATE = """{{% set visits = series('visits') %}}
{{% figure total "Visits" = visits | total('7 days') %}}
# {headline}

The dek says why it matters.

There were {{{{ total | full }}}} of them.
"""


def today() -> date:
    """Return the day on which a test runs; no test runs over midnight (tests/conftest.py)."""
    return utc_now().date()


def make_publication(root: Path, *names: str, started: date | None = None) -> Path:
    """Write a publication with a topic of each name, begun three days ago where nothing is said."""
    started = started or today() - timedelta(days=3)
    for name in names:
        folder = root / "content" / name
        folder.mkdir(parents=True)
        (folder / "topic.toml").write_text(
            TOPIC.format(title=name.title(), started=started), encoding="utf-8"
        )
        save_counts(root, name, 100)
        save_template(root, name, "A headline")
    (root / "content" / "publication.toml").write_text(PUBLICATION, encoding="utf-8")
    return root


def save_counts(root: Path, topic: str, value: int, day: date | None = None) -> Path:
    """Save the data file: so many visits on each of the fourteen days before."""
    day = day or today()
    days = [day - timedelta(days=n) for n in range(14, 0, -1)]
    path = root / "content" / topic / "counts.csv"
    path.write_text("day,value\n" + "".join(f"{day},{value}\n" for day in days), encoding="utf-8")
    return path


def save_template(root: Path, topic: str, headline: str) -> Path:
    """Save the topic's template under a headline."""
    path = root / "templates" / "topics" / f"{topic}.md.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEMPLATE.format(headline=headline), encoding="utf-8")
    return path


def save_recording(root: Path, topic: str, at: datetime) -> Path:
    """Save sample data that was recorded at an instant."""
    path = root / "seeds" / topic / f"{at:%Y-%m-%dT%H%MZ}.http"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(RECORDING)
    return path


@contextmanager
def opened(root: Path, *, replaying: bool = False) -> Iterator[Workshop]:
    """Open the publication as the preview does, and close what is open at the end."""
    site = open_site(root, database="sqlite://" if replaying else None, replaying=replaying)
    shop = Workshop(site)
    try:
        yield shop
    finally:
        shop.close()
        site.close()
