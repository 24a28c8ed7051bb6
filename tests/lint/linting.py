"""Lint a template given as text, for a topic of three sources."""

from datetime import date
from functools import partial
from pathlib import Path

from briefing.content.notes import parse_note
from briefing.engines.mermaid.drawer import make_drawer
from briefing.errors import Location
from briefing.flows.lint import FileFaults, NoteFile, lint_topic
from briefing.lint.fault import Fault, mended
from briefing.model.finding import Finding
from briefing.model.topic import Publication, SourceConfig, Topic

HEAD = "# Headline\n\nThe dek.\n\n"
"""Lines 1 to 4, so that what is looked at begins on line 5."""
HUB = SourceConfig("hub", "huggingface", {"organisations": ["Qwen", "google"]}, Location("t"))
NEWS = SourceConfig("news", "feed", {"url": "https://news.example"}, Location("t"))
TOPIC = Topic("models", "Models", "", Path("models"), "topic.md.j2", (HUB, NEWS))
PUBLICATION = Publication("Daily", Path(), "https://daily.example", "a@daily.example", "1 Road")
DAY = date(2026, 3, 1)
NOTE = "content/models/notes/2026-03-01.md"


def lint(
    folder: Path, body: str, *, topic: Topic = TOPIC, bare: bool = False, **others: str
) -> list[FileFaults]:
    """Lint `body` under a headline; `others` are further templates, or notes where they say so."""
    notes = []
    (folder / "topic.md.j2").write_bytes(("" if bare else HEAD).encode() + body.encode())
    for name, text in others.items():
        if name == "note":
            read = partial(parse_note, text, day=DAY, path=NOTE)
            notes.append(NoteFile(NOTE, text, read))
        else:
            (folder / f"{name}.md.j2").write_text(text, encoding="utf-8")
    return lint_topic(
        topic,
        PUBLICATION,
        day=DAY,
        templates=[folder],
        notes=notes,
        parse_diagram=make_drawer().parse,
    )


def faults(folder: Path, body: str, **more: str) -> list[Fault]:
    """Return all faults."""
    return [fault for each in lint(folder, body, **more) for fault in each.faults]  # type: ignore[arg-type]


def findings(folder: Path, body: str, **more: str) -> list[Finding]:
    """Return all findings."""
    return [fault.finding for fault in faults(folder, body, **more)]


def told(folder: Path, body: str, **more: str) -> list[tuple[str, int | None, int | None]]:
    """Return (rule, line, column) of each finding."""
    return [
        (f.rule, f.at.line if f.at else None, f.at.column if f.at else None)
        for f in findings(folder, body, **more)
    ]


def fixed(folder: Path, body: str) -> str:
    """Return the body after one round of mends."""
    mends = [fault.mend for fault in faults(folder, body) if fault.mend]
    return mended(HEAD + body, mends).removeprefix(HEAD)
