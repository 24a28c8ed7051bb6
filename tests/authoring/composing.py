"""Make a topic of an article, and compose its issue as a build does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from briefing.authoring.article import Form, read_article
from briefing.authoring.from_article import Topic as Draft
from briefing.authoring.from_article import topic_of
from briefing.authoring.outline import Inlines, Outline, text_of
from briefing.authoring.reserved import RESERVED
from briefing.authoring.topic_file import Head
from briefing.content import load_topic
from briefing.engines.mjml import make_mjml_engine
from briefing.fetch import LocalFiles
from briefing.flows.build import Engines, write
from briefing.flows.collect import collect
from briefing.model.article import Article
from briefing.model.topic import Publication
from briefing.sources.registry import build_source
from tests.fakes import SILENT, FakeFetcher, MemoryStore

DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 5, tzinfo=UTC)
HEAD = Head("mine", "Mine", DAY)


def draft_of(text: str, form: Form = "text") -> tuple[Outline, Draft]:
    outline = read_article(text, form, DAY)
    return outline, topic_of(outline, HEAD, day=DAY, draws=lambda script: "", known=RESERVED)


def compose_draft(draft: Draft, root: Path) -> Article:
    """Write a draft's files, collect its data file, and compose the issue of its first day."""
    for name, content in draft.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    topic = load_topic(root, "mine")
    store = MemoryStore()
    files = LocalFiles(root / "content" / "mine", FakeFetcher())
    sources = [build_source(config, topic) for config in topic.sources]
    report = collect(topic, sources, files, store, NOW, SILENT)
    assert not [c for c in report.collections if c.error or c.findings], report
    publication = Publication("Daily", root, "https://daily.example", "a@daily.example", "1 Road")
    engines = Engines(_NoDiagrams(), make_mjml_engine("mjml"), (root / "templates",))
    return write(topic, publication, DAY, store=store, engines=engines)


class _NoDiagrams:
    def render(self, *_: object, **__: object) -> object:  # type: ignore[misc]
        raise AssertionError("composing draws nothing")


def flat(children: Inlines) -> str:
    """Return inline content as words, white space collapsed."""
    return " ".join(text_of(children).split())
