"""Compose: one topic's template, with what it can draw from, becomes an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Template, TemplateNotFound

from briefing.compose.calls import diagram_call, entry_calls
from briefing.compose.draft import CallDraft, DiagramDraft, DirectiveDraft, Draft
from briefing.compose.environment import TopicEnvironment
from briefing.compose.markdown import Reader
from briefing.compose.numbering import number_diagrams
from briefing.compose.place_errors import placed
from briefing.compose.tags import TAGS
from briefing.errors import Location, TemplateError, did_you_mean
from briefing.model.article import (
    Article,
    Block,
    CallToAction,
    Diagram,
    Directive,
    Directives,
    Heading,
    Inline,
    LineBreak,
    Paragraph,
    Reference,
    Section,
    Stories,
    plain,
)
from briefing.model.figure import Figure
from briefing.model.finding import Finding, Severity
from briefing.model.observation import Note
from briefing.model.topic import Publication, Topic

Placed = list[tuple[Block, Location]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a template can say: names, filters and diagram calls, by the word for each."""

    names: Mapping[str, object]
    filters: Mapping[str, Callable[..., object]]
    diagrams: Mapping[str, Callable[..., str]]
    format_figure: Callable[[Figure], str]


@dataclass(frozen=True, slots=True)
class Parts:
    """An article's content, taken apart at its headings."""

    title: tuple[Inline, ...]
    title_at: Location
    dek: tuple[Inline, ...]
    dek_at: Location
    sections: tuple[Section, ...]
    extra: tuple[Finding, ...] = ()


def compose(
    topic: Topic,
    publication: Publication,
    *,
    day: date,
    as_of: datetime,
    templates: Sequence[Path],
    vocabulary: Vocabulary,
    note: Note | None = None,
    findings: Sequence[Finding] = (),
    sample: bool = False,
) -> Article:
    """Return the article that the topic's template makes for `day`.

    `templates` are the folders searched for templates, in order. `note` holds the editor's own
    words for the day. `sample` marks the issue as made from sample data in any case.
    Raises: TemplateError, DataError or ContentError, each at the line that caused it.
    """
    draft = Draft(vocabulary.format_figure)
    environment = make_environment(topic, publication, day, draft, templates, vocabulary)
    with placed(environment):
        rendered, exported = _render(environment, topic)
    reader = Reader(draft, lambda number, at: _place(draft, number, at))
    parts = _parts(reader.read(rendered), topic)
    if note:
        with placed(environment):
            parts = _apply_note(parts, note, environment, exported, reader)
    return Article(
        topic=topic.name,
        topic_title=topic.title,
        publication=publication.name,
        date=day,
        number=topic.number_of(day),
        as_of=as_of,
        title=parts.title,
        title_at=parts.title_at,
        dek=parts.dek,
        dek_at=parts.dek_at,
        byline=topic.byline,
        lang=topic.lang,
        direction=topic.direction,
        sections=number_diagrams(parts.sections),
        footnotes=tuple(reader.footnotes),
        figures=draft.evidence(),
        claims=tuple(draft.claims),
        sources=_references(draft),
        findings=(*findings, *draft.findings, *parts.extra),
        sample=sample or draft.sample,
    )


def make_environment(
    topic: Topic,
    publication: Publication,
    day: date,
    draft: Draft,
    templates: Sequence[Path],
    vocabulary: Vocabulary,
) -> TopicEnvironment:
    """Return the environment in which the topic's templates and notes are rendered."""
    environment = TopicEnvironment(
        draft,
        [str(folder) for folder in templates],
        names={
            **vocabulary.names,
            "topic": topic,
            "publication": publication,
            "date": day,
            "number": topic.number_of(day),
            "subscribe_url": f"{publication.url}/subscribe?topic={topic.name}",
        },
        filters=vocabulary.filters,
        extensions=TAGS,
    )
    for name, build in vocabulary.diagrams.items():
        environment.globals[name] = diagram_call(environment, name, build)
    environment.globals.update(entry_calls(environment))
    return environment


def _render(environment: TopicEnvironment, topic: Topic) -> tuple[str, dict[str, object]]:
    template = _template(environment, topic)
    context = template.new_context()
    rendered = "".join(template.root_render_func(context))
    return rendered, {name: context.vars[name] for name in context.exported_vars}


def _template(environment: TopicEnvironment, topic: Topic) -> Template:
    try:
        return environment.get_template(topic.template)
    except TemplateNotFound as error:
        known = environment.list_templates(filter_func=lambda name: name.endswith(".j2"))
        near = did_you_mean(topic.template, known, likeness=0.85)
        lead = f"{near} Otherwise " if near else ""
        todo = f"put it back, or name another in content/{topic.name}/topic.toml (`template`)"
        raise TemplateError(
            f"there is no such file, but it is the template of the topic {topic.name!r}",
            hint=lead + todo,
            at=Location(environment.path_of(topic.template)),
        ) from error


# --- blocks -------------------------------------------------------------------------------------


def _place(draft: Draft, number: int, at: Location) -> Sequence[Block]:
    block = draft.blocks[number]
    inner = Reader(draft, lambda n, where: _place(draft, n, where), at)
    match block:
        case DiagramDraft(script, title, caption, alt):
            words = _together(inner.read_inline(caption))
            return [Diagram("", script, title, words, alt=alt, at=at)]
        case DirectiveDraft(action, rationale, due, horizon):
            said = [_together(inner.read_inline(text)) for text in (action, rationale)]
            return [Directives((Directive(said[0], due, horizon, said[1], at),))]
        case CallDraft(markdown, label, url):
            paragraphs = inner.read_inline(markdown)
            headline = paragraphs[0] if paragraphs else ()
            return [CallToAction(headline, _together(paragraphs[1:]), label, url, at)]
        case _:
            return [Stories(block.items, block.numbered, block.summaries, at)]


def _together(paragraphs: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return paragraphs as one, a line each."""
    lines = [(LineBreak(), *paragraph) for paragraph in paragraphs]
    return tuple(inline for line in lines for inline in line)[1:]


def _parts(blocks: Placed, topic: Topic) -> Parts:
    start = Location(f"templates/{topic.template}", 1)
    titles = [(b, at) for b, at in blocks if isinstance(b, Heading) and b.level == 1]
    if not titles or blocks[0][0] is not titles[0][0]:
        raise TemplateError(
            "the template does not begin with a headline",
            hint="begin with `# Headline`, then a paragraph that is the dek",
            at=blocks[0][1] if blocks else start,
        )
    if len(titles) > 1:
        raise TemplateError(
            "an issue has one headline, and this is a second",
            hint="use `##` for sections",
            at=titles[1][1],
        )
    title, title_at = titles[0]
    body = blocks[1:]
    dek: tuple[Inline, ...] = ()
    dek_at = title_at
    if body and isinstance(body[0][0], Paragraph):
        (dek, dek_at), body = (body[0][0].children, body[0][1]), body[1:]
    sections = [(b, at) for b, at in body if isinstance(b, Heading) and b.level == 2]
    untitled = tuple(_untitled(at) for heading, at in sections if not heading.children)
    return Parts(title.children, title_at, dek, dek_at, _sections(body), untitled)


def _untitled(at: Location) -> Finding:
    return Finding(
        "heading-empty",
        Severity.WARNING,
        "the heading of a section is empty, and left out",
        hint="give it words, or remove it",
        at=at,
    )


def _sections(blocks: Placed) -> tuple[Section, ...]:
    sections: list[Section] = []
    title: tuple[Inline, ...] = ()
    at: Location | None = None
    run: list[Block] = []
    seen: dict[str, int] = {}

    def close() -> None:
        if run or title:
            sections.append(Section(_section_id(title, seen), title, _merge(run), at))

    for block, where in blocks:
        if isinstance(block, Heading) and block.level == 2:
            close()
            title, at, run = block.children, where, []
        else:
            run.append(block)
            at = at or where
    close()
    return tuple(sections)


def _section_id(title: tuple[Inline, ...], seen: dict[str, int]) -> str:
    slug = re.sub(r"[^\w]+", "-", plain(title).lower()).strip("-") or "lead"
    seen[slug] = seen.get(slug, 0) + 1
    return slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"


def _merge(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Join directives that stand together into one block."""
    merged: list[Block] = []
    for together, group in groupby(blocks, key=lambda b: isinstance(b, Directives)):
        run = list(group)
        if together:
            items = tuple(d for b in run if isinstance(b, Directives) for d in b.items)
            merged.append(Directives(items))
        else:
            merged.extend(run)
    return tuple(merged)


def _references(draft: Draft) -> tuple[Reference, ...]:
    """Return what is cited, in order of citation, then where the figures come from."""
    cited = {reference.url for reference in draft.references}
    data: dict[str, Reference] = {}
    for figure in draft.figures.values():
        for o in figure.observations:
            if o.url and o.url not in cited and o.url not in data:
                data[o.url] = Reference(o.entity, o.url, urlsplit(o.url).hostname or "")
    return (*draft.references, *data.values())


# --- notes --------------------------------------------------------------------------------------


def _apply_note(
    parts: Parts,
    note: Note,
    environment: TopicEnvironment,
    exported: Mapping[str, object],
    reader: Reader,
) -> Parts:
    def read(text: str, line: int) -> Placed:
        name = f"{note.path}#{line}"
        environment.paths[name] = note.path
        template = environment.template_class.from_code(
            environment,
            environment.compile("\n" * (line - 1) + text, name, note.path),
            environment.make_globals(dict(exported)),
        )
        return reader.read("".join(template.root_render_func(template.new_context())))

    if note.headline:
        at = Location(note.path, note.headline_line)
        title = _one_line(read(note.headline, note.headline_line), at)
        parts = replace(parts, title=title, title_at=at)
    if note.dek:
        at = Location(note.path, note.dek_line)
        parts = replace(parts, dek=_one_line(read(note.dek, note.dek_line), at), dek_at=at)
    sections = list(parts.sections)
    extra = list(parts.extra)
    for heading, text, line in note.sections:
        blocks = _merge([block for block, _ in read(text, line + 1)])
        at = Location(note.path, line)
        place = next((n for n, s in enumerate(sections) if _matches(s, heading)), None)
        if place is None:
            extra.append(_new_section(heading, at))
            slug = re.sub(r"[^\w]+", "-", heading.lower()).strip("-")
            added = reader.read_inline(heading)[0]
            sections.append(Section(slug, added, blocks, at))
        else:
            sections[place] = replace(sections[place], blocks=blocks, at=at)
    if note.body.strip():
        lead = _merge([block for block, _ in read(note.body, 1)])
        sections = _with_lead(sections, lead, Location(note.path, 1))
    return replace(parts, sections=tuple(sections), extra=tuple(extra))


def _one_line(blocks: Placed, at: Location) -> tuple[Inline, ...]:
    if len(blocks) != 1 or not isinstance(blocks[0][0], Paragraph):
        raise TemplateError("headline and dek are one line of text each", at=at)
    return blocks[0][0].children


def _with_lead(sections: list[Section], lead: tuple[Block, ...], at: Location) -> list[Section]:
    if sections and not sections[0].title:
        first = replace(sections[0], blocks=(*lead, *sections[0].blocks))
        return [first, *sections[1:]]
    return [Section("lead", (), lead, at), *sections]


def _matches(section: Section, heading: str) -> bool:
    return plain(section.title).strip().casefold() == heading.strip().casefold()


def _new_section(heading: str, at: Location) -> Finding:
    return Finding(
        "note-section",
        Severity.NOTICE,
        f"the template has no section {heading!r}; the note's is added at the end",
        hint="to replace a section, repeat its heading exactly",
        at=at,
    )
