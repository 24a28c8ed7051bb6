"""Compose a template given as text, with a small vocabulary."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from briefing.compose.article import Vocabulary, compose
from briefing.model.article import Article
from briefing.model.figure import Figure, Missing
from briefing.model.observation import Entry, Note
from briefing.model.topic import Publication, Topic

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
DAY = date(2026, 3, 1)
TOPIC = Topic("models", "Open Models", "", Path("models"), "topic.md.j2", ())
PUBLICATION = Publication("Daily", Path(), "https://daily.example", "a@daily.example", "1 Road")


def quantity(number: int, unit: str = "downloads") -> Figure:
    return Figure(Decimal(number), unit, NOW, f"quantity({number})")


def entry(title: str, url: str = "https://news.example/1", feed: str = "news") -> Entry:
    return Entry(feed, url, url, title, NOW, NOW, feed_title="The News")


def pie(title: str, data: dict[str, Decimal], *, show_data: bool = False) -> str:
    """Script a pie."""
    slices = "\n".join(f'"{label}" : {value}' for label, value in data.items())
    return f"pie{' showData' if show_data else ''} title {title}\n{slices}"


def timeline(title: str, events: list[list[object]]) -> str:
    """Script a timeline."""
    return "\n".join([f"timeline {title}", *(f"{when} : {what}" for when, what in events)])


def short(figure: Figure) -> Figure:
    """Print a figure shortly."""
    return replace(figure, text="1.0")


def vocabulary(**names: object) -> Vocabulary:
    known = {"quantity": quantity, "gone": Missing("no row", "hub.stars", "Qwen", DAY)}
    return Vocabulary(
        {**known, **names},
        {"short": short},
        {"pie": pie, "timeline": timeline},
        lambda f: f"{f.value:,f} {f.unit}",
    )


def write(
    folder: Path, body: str, note: Note | None = None, *, bare: bool = False, **names: object
) -> Article:
    """Compose `body` under a headline and a dek (lines 1 to 4), so that it begins on line 5."""
    head = "" if bare else "# Headline\n\nThe dek.\n\n"
    (folder / "topic.md.j2").write_text(head + body, encoding="utf-8")
    return compose_anew(folder, note, **names)


def compose_anew(folder: Path, note: Note | None = None, **names: object) -> Article:
    """Compose what stands in the folder."""
    return compose(
        TOPIC,
        PUBLICATION,
        day=DAY,
        as_of=NOW,
        templates=[folder],
        vocabulary=vocabulary(**names),
        note=note,
    )
