"""An article's outline becomes a topic: its file, its template, its figures in a data file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from briefing.authoring.figures import Figures, Named, to_csv
from briefing.authoring.markdown import MarkdownWriter, fenced, raw
from briefing.authoring.mermaid import without_commands
from briefing.authoring.numbers import Numbers
from briefing.authoring.outline import Action, Call, Outline, Part
from briefing.authoring.topic_file import Head, SourceDraft, topic_file
from briefing.model.article import Diagram

DATA_FILE = "figures.csv"
ENTITY = "article"
FRESH_DAYS = 30
Draws = Callable[[str], str]
"""Tell why a Mermaid script cannot be drawn; an empty text where it can."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as files, by their paths in the publication, and what its maker has to know."""

    files: Mapping[str, str]
    figures: tuple[Named, ...] = ()
    remarks: tuple[str, ...] = ()


def topic_of(
    outline: Outline,
    head: Head,
    *,
    day: date,
    draws: Draws,
    known: Collection[str] = (),
) -> Topic:
    """Return the topic that says what the article says.

    `known` are the names that templates have already; no figure is called so.
    """
    writer = _Writer(head, draws, known)
    body = writer.body(outline)
    figures = tuple(writer.figures.found)
    sources = [_source()] if figures else []
    template = f"{_opening(head, day, figures)}{body}"
    files = {
        f"content/{head.name}/topic.toml": topic_file(head, sources, fresh_days=FRESH_DAYS),
        f"templates/topics/{head.name}.md.j2": template,
    }
    if figures:
        files[f"content/{head.name}/{DATA_FILE}"] = to_csv(figures, day)
    return Topic(files, figures, tuple(writer.remarks))


class _Writer:
    def __init__(self, head: Head, draws: Draws, known: Collection[str]) -> None:
        self.figures = Figures(set(known))
        self.markdown = MarkdownWriter(Numbers(head.lang), self.figures)
        self.draws = draws
        self.remarks: list[str] = []

    def body(self, outline: Outline) -> str:
        pieces = [f"# {self.markdown.line(outline.headline)}"]
        if outline.dek:
            pieces.append(self.markdown.words(outline.dek))
        for chapter in outline.chapters:
            if chapter.title:
                pieces.append(f"## {self.markdown.line(chapter.title)}")
            pieces.extend(self.part(part) for part in chapter.parts)
        for number, note in enumerate(outline.footnotes, 1):
            pieces.append(f"[^{number}]: {self.markdown.line(note)}")
        return "\n\n".join(piece for piece in pieces if piece.strip()) + "\n"

    def part(self, part: Part) -> str:
        match part:
            case Action(words, horizon):
                action = self.markdown.words(words)
                return f'{{% directive "{horizon}" %}}{action}{{% enddirective %}}'
            case Call():
                return self._call(part)
            case Diagram(_, script):
                return self._diagram(script)
            case _:
                return self.markdown.block(part)

    def _call(self, call: Call) -> str:
        label = " ".join(call.label.split()) or "Subscribe"
        words = [self.markdown.words(w) for w in (call.headline, *call.body)]
        led = f"{{# bind: the article's button led to {comment(call.url)} #}}\n" if call.url else ""
        inner = "\n\n".join(w for w in words if w)
        opening = f"{{% cta label={literal(label)}, url=subscribe_url %}}"
        return f"{led}{opening}\n{inner}\n{{% endcta %}}"

    def _diagram(self, script: str) -> str:
        kept, gone = without_commands(script)
        comments = []
        if gone:
            self.remarks.append(f"left out of a diagram, since a picture cannot do it: {gone[0]}")
            comments.append(f"{{# left out of this diagram: {comment('; '.join(gone))} #}}\n")
        if reason := self.draws(kept):
            self.remarks.append(f"a Mermaid diagram cannot be drawn and stands as text: {reason}")
            comments.append(
                f"{{# this diagram cannot be drawn: {comment(reason)}. Mend it, and write `mermaid`"
                " behind the fence instead of `text`. #}\n"
            )
            return "".join(comments) + fenced(raw(kept), "text")
        return "".join(comments) + self.markdown.script(kept)


def _source() -> SourceDraft:
    return SourceDraft(
        name="figures",
        kind="csv",
        options={
            "file": DATA_FILE,
            "measure": "figure",
            "entity": ENTITY,
            "time": "day",
            "value": "value",
            "unit": "unit",
        },
        comment="The article's numbers, a row each. Bind them to sources one by one: see the\n"
        "`bind:` remarks in the template, and delete a row when its figure is bound.",
    )


def _opening(head: Head, day: date, figures: Collection[Named]) -> str:
    lines = [
        "{#",
        f"  Made from an article on {day.isoformat()}: its words, its structure, its diagrams.",
        f"  Each number in them is a figure, whose value stands in content/{head.name}/{DATA_FILE}",
        "  until you bind it to a source: add the source to the topic file, then write below what",
        "  `briefing topics` lists, as in `series('hub.downloads', 'Qwen') | total('last month')`.",
        "  Sentences that assert something about the data belong into a claim:",
        "  {% claim downloads > rivals %}…{% else %}…{% endclaim %}",
        "#}",
    ]
    for one in figures:
        lines.append(f"{{# bind: {comment(one.says)} #}}")
        label = one.name.replace("_", " ").capitalize()
        value = f"series('{one.name}', '{ENTITY}') | latest"
        lines.append(f"{{% figure {one.name} {literal(label)} = {value} %}}")
    return "\n".join(lines) + "\n"


def comment(text: str) -> str:
    """Return text for a template's comment, which it cannot end."""
    return " ".join(text.replace("#}", "# }").replace("{#", "{ #").split())


def literal(text: str) -> str:
    """Return text as a string of Jinja's."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
