"""Add a topic to a publication: its files, its first day, and whether it builds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.authoring.article import form_of, read_article
from briefing.authoring.from_article import Topic as Draft
from briefing.authoring.from_article import topic_of
from briefing.authoring.outline import text_of
from briefing.authoring.reserved import RESERVED
from briefing.authoring.topic_file import Head
from briefing.content import load_topic
from briefing.content.making import write_new
from briefing.content.topic import NAME, topic_names
from briefing.errors import ContentError, DiagramError, Location
from briefing.flows.collect import CollectReport
from briefing.model.issue import Issue
from briefing.wiring import Site, utc_now

LARGEST_ARTICLE = 1_000_000
TITLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a new topic: its files, what was collected, the issue of its first day."""

    draft: Draft
    collected: CollectReport
    issue: Issue


def check_name(site: Site, name: str) -> None:
    """Raise ContentError where no topic of the publication can be called so, or one is."""
    if not NAME.fullmatch(name):
        hint = "use small letters, digits and hyphens, such as open-models"
        raise ContentError(f"a topic cannot be called {name!r}", hint=hint)
    if name in topic_names(site.root):
        hint = f"it is in content/{name}/topic.toml; choose another name"
        raise ContentError(f"there is a topic {name!r} already", hint=hint)


def from_article(
    site: Site, name: str, path: Path, *, title: str = "", lang: str = "en"
) -> tuple[Draft, Head]:
    """Return the topic that an article's file makes; nothing is written.

    Raises: ContentError where the file cannot be read, or holds no article.
    """
    check_name(site, name)
    text = _read(path)
    outline = read_article(text, form_of(text, path.suffix))
    day = utc_now().date()
    said = TITLE.sub(" ", title or name.replace("-", " ").capitalize())
    dek = " ".join(text_of(outline.dek).split())
    head = Head(name, said, day, dek if len(dek) <= 200 else "", lang)
    theme = site.publication.theme
    engine = site.engines().diagrams

    def draws(script: str) -> str:
        try:
            engine.render(script, theme)
        except DiagramError as error:
            return error.message
        return ""

    return topic_of(outline, head, day=day, draws=draws, known=RESERVED), head


def make(site: Site, name: str, draft: Draft) -> Made:
    """Write the topic's files, collect its first day, and build its first issue.

    Raises: BriefingError where something is there already, or what was written does not build.
    """
    write_new(site.root, {path: text.encode() for path, text in draft.files.items()})
    topic = load_topic(site.root, name)
    day = site.today(topic)
    collected = site.collect(topic, until=day, record=not site.replaying)
    return Made(draft, collected, site.build(topic, day))


def _read(path: Path) -> str:
    at = Location(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(f"the article cannot be read: {reason}", at=at) from error
    if len(data) > LARGEST_ARTICLE:
        hint = "take the article alone, without pictures"
        raise ContentError(f"the article has {len(data):,} bytes", hint=hint, at=at)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError("the article is not UTF-8", hint="save it as UTF-8", at=at) from error
    if not text.strip():
        raise ContentError("the article is empty", at=at)
    return text


def failures(report: CollectReport) -> Sequence[str]:
    """Return what went wrong with each source that yielded nothing."""
    return [f"{c.source}: {c.error}" for c in report.collections if c.error]
