"""Build one issue: load, compose, draw, render, check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from briefing.check.issue import check_issue
from briefing.compose.article import compose
from briefing.diagrams.naming import diagram_name
from briefing.errors import DataError
from briefing.flows.health import source_failures, source_findings
from briefing.flows.vocabulary import make_vocabulary
from briefing.model.article import Article
from briefing.model.issue import Drawing, DrawnDiagram, Issue, Proof
from briefing.model.observation import Note
from briefing.model.topic import Publication, Topic
from briefing.ports import DiagramEngine, MjmlEngine, Progress, Store
from briefing.render.issue import render_issue, render_proof


@dataclass(frozen=True, slots=True)
class Engines:
    """What draws and lays out, and where the editions' templates are looked for, in order."""

    diagrams: DiagramEngine
    mjml: MjmlEngine
    templates: Sequence[Path]


def build(
    topic: Topic,
    publication: Publication,
    day: date,
    *,
    store: Store,
    engines: Engines,
    note: Note | None,
    progress: Progress,
    sample: bool = False,
    frames: Collection[str] = (),
    proof: Callable[[Proof], None] | None = None,
) -> Issue:
    """Return the topic's issue of `day` out of what the store knew at that day's hour.

    `frames` are the languages in which readers want what stands around the article.
    `proof` is called as soon as there is something to look at, before the rest is made.
    Raises: BriefingError where the template, the data or a diagram does not allow it.
    """
    with progress.step(f"building {topic.name}", 4) as done:
        article = write(
            topic, publication, day, store=store, engines=engines, note=note, sample=sample
        )
        done("composed")
        proofed = None
        if proof:
            proofed = _proof(article, publication, engines)
            proof(proofed)
        drawn = draw(article, publication, engines.diagrams.render)
        done("drawn")
        issue = render_issue(
            article,
            drawn,
            publication,
            templates=engines.templates,
            mjml=engines.mjml,
            frames=frames,
            proof=proofed,
        )
        done("rendered")
        findings = (*article.findings, *check_issue(issue, topic, publication))
        done("checked")
    return issue.with_findings(findings)


def write(
    topic: Topic,
    publication: Publication,
    day: date,
    *,
    store: Store,
    engines: Engines,
    note: Note | None = None,
    sample: bool = False,
) -> Article:
    """Return the article of `day`, with what its sources' health gives reason to say.

    What a topic says is the publication's own: its template is looked for nowhere else.
    """
    as_of = issue_as_of(topic, day, store)
    collections = store.load_collections(topic.name, as_of=as_of)
    failures = source_failures(topic, collections)
    try:
        return compose(
            topic,
            publication,
            day=day,
            as_of=as_of,
            templates=[publication.root / "templates"],
            vocabulary=make_vocabulary(topic, store, day=day, as_of=as_of, failures=failures),
            note=note,
            findings=source_findings(topic, collections, as_of),
            sample=sample or any(c.sample for c in collections),
        )
    except DataError as error:
        # What is missing may be so because a source failed: that is what there is to mend then.
        more = [failure for failure in failures if failure not in error.hint]
        error.hint = "; besides, ".join([error.hint, *more] if error.hint else more)
        raise


def issue_as_of(topic: Topic, day: date, store: Store) -> datetime:
    """Return the instant that the issue of `day` is as of.

    It is the topic's hour, or the day's last collection where that came later: who collects at
    ten and builds at eleven wants to see what was collected.
    """
    end = topic.end_of(day)
    collected = store.load_collections(topic.name, as_of=end)
    return max([topic.as_of(day), *(c.at for c in collected if c.at < end)])


def _proof(article: Article, publication: Publication, engines: Engines) -> Proof:
    outlined = draw(article, publication, engines.diagrams.outline)
    return render_proof(
        article, outlined, publication, templates=engines.templates, mjml=engines.mjml
    )


def draw(
    article: Article, publication: Publication, pen: Callable[..., Drawing]
) -> tuple[DrawnDiagram, ...]:
    """Return every diagram of the article as the engine's `pen` draws it; names are unique."""
    drawn: list[DrawnDiagram] = []
    for diagram in article.diagrams:
        drawing = pen(diagram.script, publication.theme, at=diagram.at, lang=article.lang)
        alt = diagram.alt or drawing.alt
        full = replace(diagram, kind=drawing.kind, alt=alt)
        name = diagram_name(full, taken={d.name for d in drawn})
        drawn.append(DrawnDiagram(full, drawing, name))
    return tuple(drawn)
