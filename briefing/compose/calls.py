"""What templates call to place diagrams, stories and citations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from inspect import Parameter, signature
from typing import Any

from markupsafe import Markup

from briefing.compose.draft import DiagramDraft, Draft, StoriesDraft
from briefing.compose.environment import TopicEnvironment
from briefing.compose.shield import Found, Mark, split_marks, unshield
from briefing.errors import DataError
from briefing.model.article import Reference
from briefing.model.figure import Figure, Missing
from briefing.model.observation import Entry, Story
from briefing.model.placeholder import inert
from briefing.model.spoken import spoken as shown

Script = Callable[..., str]


def diagram_call(environment: TopicEnvironment, name: str, build: Script) -> Callable[..., Markup]:
    """Return the template function that places the diagram which `build` scripts.

    It takes what `build` takes, figures among it, and `caption` and `alt` besides.
    """

    def call(
        title: object = "", *args: object, caption: object = "", alt: str = "", **options: object
    ) -> Markup:
        draft = environment.draft
        words = str(spoken(draft, title))
        values = [plain_value(draft, value) for value in args]
        named = {key: plain_value(draft, value) for key, value in options.items()}
        try:
            script = build(words, *values, **named)
        except TypeError as error:
            raise DataError(
                f"{name}() was called with arguments that it does not take: {error}",
                hint=f"it is written `{name}({_takes(build)})`; see the reference of diagram calls",
            ) from error
        block = DiagramDraft(script, words, str(environment.trust(caption)), inert(alt))
        return environment.trust_text(draft.place(block))

    call.__doc__ = build.__doc__
    call.__name__ = name
    return call


def _takes(build: Script) -> str:
    parameters = signature(build).parameters.values()
    return ", ".join(str(p.replace(annotation=Parameter.empty)) for p in parameters)


def spoken(draft: Draft, text: object) -> str:
    """Return the plain words of a value: marks of figures become their text."""
    if isinstance(text, Figure):
        draft.keep_figure(text, printed := text.text or draft.format_figure(text))
        return printed
    words = []
    for part in split_marks(str(text)):
        if isinstance(part, str):
            words.append(unshield(part))
        elif part.mark is Mark.FIGURE:
            words.append(draft.printed[part.number].text)
    said = inert("".join(words))
    return said.strip() if isinstance(text, Markup) else said


def plain_value(draft: Draft, value: object) -> Any:
    """Return a diagram's data as plain values; the figures in it are listed as printed.

    A figure formatted as a plain number ("153.6", in millions) is drawn as that number.
    """
    match value:
        case Missing():
            raise value.error()
        case Figure():
            text = value.text or draft.format_figure(value)
            draft.keep_figure(value, text)
            return _number(value)
        case Entry():
            draft.use_entry(value)
            return value.title
        case str():
            return spoken(draft, value)
        case Mapping():
            return {
                plain_value(draft, key): plain_value(draft, item) for key, item in value.items()
            }
        case list() | tuple():
            return [plain_value(draft, item) for item in value]
        case _:
            return value


def _number(figure: Figure) -> Decimal:
    try:
        return Decimal(figure.text)
    except ArithmeticError:
        return figure.value


def entry_calls(environment: TopicEnvironment) -> dict[str, Callable[..., object]]:
    """Return `cite`, `link` and `story_list`."""
    draft = environment.draft

    def cite(source: Entry | Story | str, url: str = "", publisher: str = "") -> Markup:
        """Cite an entry, or a title with its address; prints its number among the sources."""
        return environment.trust_text(draft.cite(_reference(source, url, publisher)))

    def link(entry: Entry | Story, text: object = "") -> Markup:
        """Link to an entry by its title, or by `text`."""
        lead = _lead(entry, "link")
        draft.use_entry(lead)
        words = environment.trust(text or lead.title)
        return environment.trust_text(f"[{words}]({draft.url(lead.url)})" if lead.url else words)

    def story_list(
        items: Iterable[Story | Entry], *, numbered: bool = True, summaries: bool = True
    ) -> Markup:
        """Place a ranked list of stories."""
        given = items if isinstance(items, list | tuple) else [items]
        stories = tuple(i if isinstance(i, Story) else Story(_lead(i, "story_list")) for i in given)
        for story in stories:
            for entry in story.entries:
                draft.use_entry(entry)
            if story.lead.url:
                draft.cite(_reference(story.lead, "", ""))
        block = StoriesDraft(stories, numbered=numbered, summaries=summaries)
        return environment.trust_text(draft.place(block))

    return {"cite": cite, "link": link, "story_list": story_list}


def _lead(told: object, call: str) -> Entry:
    """Return an entry, or a story's first; raise DataError for anything else."""
    if isinstance(told, Story):
        return told.lead
    if isinstance(told, Entry):
        return told
    if not isinstance(told, Figure):
        str(told)  # an unknown name says so itself
    raise DataError(
        f"{call}() takes entries and stories, not {shown(told)}",
        hint="`entries()` and `stories()` give lists of them",
    )


def _reference(source: Entry | Story | str, url: str, publisher: str) -> Reference:
    if isinstance(source, Story):
        source = source.lead
    if isinstance(source, Entry):
        return Reference(
            source.title, source.url, source.feed_title or source.feed, source.published_at
        )
    if not url.startswith(("https://", "http://")):
        raise DataError(
            f"the source {source!r} has no web address",
            hint='write `{{ cite("Title", "https://…") }}`',
        )
    return Reference(_words(source), url, publisher)


def _words(text: str) -> str:
    parts = (unshield(p) for p in split_marks(text) if not isinstance(p, Found))
    return " ".join("".join(parts).split())
