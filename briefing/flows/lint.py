"""Lint a topic: its template, what that includes, and the notes, without building anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from inspect import Parameter, Signature, signature
from pathlib import Path

from jinja2 import TemplateNotFound, nodes
from jinja2.runtime import LoopContext

from briefing.compose.article import make_environment
from briefing.compose.draft import Draft
from briefing.compose.environment import TopicEnvironment
from briefing.compose.place_errors import placed
from briefing.errors import BriefingError, Location, did_you_mean
from briefing.flows.vocabulary import make_vocabulary
from briefing.lint.calls import including, written
from briefing.lint.fault import Fault, Mend, mended
from briefing.lint.rules import look_over
from briefing.lint.scopes import find_names
from briefing.lint.spelling import nearly
from briefing.lint.subject import FIGURE, Facts, Subject, Words
from briefing.lint.template import Template
from briefing.model.figure import Figure, Missing
from briefing.model.finding import Finding, Severity
from briefing.model.observation import Entry, Note, Observation
from briefing.model.topic import Publication, Topic
from briefing.sources.offers import offers

_UNKNOWN_TAG = re.compile(r"unknown tag '(\w+)'")
_NO_CONDITION = re.compile(r"\{%[-+]?\s*claim\s*[-+]?%\}")
_JINJA_TAGS = [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "set",
    "endset",
    "macro",
    "endmacro",
    "call",
    "endcall",
    "filter",
    "endfilter",
    "block",
    "endblock",
    "include",
    "import",
    "from",
    "extends",
    "with",
    "endwith",
    "do",
    "break",
    "continue",
    "raw",
    "endraw",
    "because",
]
_RETRIES = 20


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note as it lies in its folder: path as shown, its text, and what reads it."""

    path: str
    text: str
    read: Callable[[], Note]


@dataclass(frozen=True, slots=True)
class FileFaults:
    """The faults of one file, by the path that editors know."""

    path: str
    faults: tuple[Fault, ...]


def lint_topic(
    topic: Topic,
    publication: Publication,
    *,
    day: date,
    templates: Sequence[Path],
    notes: Sequence[NoteFile],
    parse_diagram: Callable[[str, Location], object],
) -> list[FileFaults]:
    """Return what is wrong with a topic's template, its parts and its notes.

    `templates` are the folders searched; `parse_diagram` raises DiagramError at its line.
    """
    desk = _Desk(topic, publication, day, templates, parse_diagram)
    return desk.look(notes)


class Nothing:
    """A store that holds nothing: names can be looked up, data cannot."""

    def load_measures(self, topic: str, *, as_of: datetime) -> Mapping[str, Sequence[str]]:
        """Return no measures."""
        return {}

    def load_observations(
        self,
        topic: str,
        measure: str,
        *,
        as_of: datetime,
        entities: Sequence[str] | None = None,
        since: date | None = None,
    ) -> Sequence[Observation]:
        """Return no observations."""
        return ()

    def load_entries(
        self, topic: str, *, as_of: datetime, since: datetime | None = None
    ) -> Sequence[Entry]:
        """Return no entries."""
        return ()


class _Desk:
    """Everything that the files of one topic have in common."""

    def __init__(
        self,
        topic: Topic,
        publication: Publication,
        day: date,
        templates: Sequence[Path],
        parse_diagram: Callable[[str, Location], object],
    ) -> None:
        self.topic = topic
        vocabulary = make_vocabulary(topic, Nothing(), day=day, as_of=topic.as_of(day))
        self.environment = make_environment(
            topic, publication, day, Draft(lambda _figure: ""), templates, vocabulary
        )
        self.words = words_of(self.environment, vocabulary.filters, vocabulary.diagrams)
        self.facts = Facts(
            sources=[source.name for source in topic.sources],
            offers=offers(topic.sources),
            day=day,
            templates=[n for n in self.environment.list_templates() if n.endswith(".j2")],
            parse_diagram=parse_diagram,
            lang=topic.lang,
        )

    def look(self, notes: Sequence[NoteFile]) -> list[FileFaults]:
        parsed: dict[str, Template] = {}
        faults: dict[str, list[Fault]] = {}
        main = self._load(self.topic.template, parsed, faults)
        if main is None:
            return self._gathered(faults)
        jotted = {note.path: self._parse(note.text, note.path, note.path) for note in notes}
        parts = {name: part for name, part in parsed.items() if part is not main}
        others = [*parts.values(), *(n for n, _ in jotted.values() if n)]
        used = frozenset().union(*(find_names(other.tree, ()).used for other in others))
        shared = frozenset(_stored(main))
        self._over(Subject(main, self.words, self.facts, used_elsewhere=used), faults)
        for part in parts.values():
            self._over(Subject(part, self.words, self.facts, "part", shared), faults)
        exported = frozenset(find_names(main.tree, self.words.names).exported)
        for note in notes:
            template, syntax = jotted[note.path]
            found = faults.setdefault(note.path, [*syntax])
            found.extend(_note_faults(note, main))
            if template:
                self._over(Subject(template, self.words, self.facts, "note", exported), faults)
        return self._gathered(faults)

    def _over(self, subject: Subject, faults: dict[str, list[Fault]]) -> None:
        known = faults.setdefault(subject.template.path, [])
        found = look_over(subject)
        # Where the text had to be mended to be read at all, offsets are not the file's own.
        known.extend(replace(fault, mend=None) for fault in found) if known else known.extend(found)

    def _gathered(self, faults: Mapping[str, Sequence[Fault]]) -> list[FileFaults]:
        return [
            FileFaults(path, tuple(dict.fromkeys(found))) for path, found in faults.items()
        ]  # fmt: skip

    def _load(
        self, name: str, parsed: dict[str, Template], faults: dict[str, list[Fault]]
    ) -> Template | None:
        """Load a template and all that it includes; return it unless it cannot be read."""
        path = self.environment.path_of(name)
        try:
            assert self.environment.loader
            text, _, _ = self.environment.loader.get_source(self.environment, name)
        except TemplateNotFound:
            near = did_you_mean(name, self.facts.templates, likeness=0.85)
            hint = near or "put it back, or name another here (`template`)"
            at = Location(f"content/{self.topic.name}/topic.toml")
            missing = _error("unknown-template", f"there is no {path}", hint, at)
            faults[path] = [Fault(missing)]
            return None
        except UnicodeDecodeError:
            problem = _error("syntax", "this file is not UTF-8", "save it as UTF-8", Location(path))
            faults[path] = [Fault(problem)]
            return None
        template, found = self._parse(text, path, name)
        faults[path] = found
        if template is None:
            return None
        parsed[name] = template
        for included in _included(template.tree):
            if included in self.facts.templates and included not in parsed:
                self._load(included, parsed, faults)
        return template

    def _parse(self, text: str, path: str, name: str) -> tuple[Template | None, list[Fault]]:
        """Parse, going on past tags whose spelling can be guessed."""
        found: list[Fault] = []
        text = text.removeprefix("\ufeff")
        self.environment.paths[name] = path
        for _ in range(_RETRIES):
            try:
                with placed(self.environment):
                    made = Template(text, path=path, name=name, environment=self.environment)
                return made, found
            except BriefingError as error:
                fault = self._syntax(error, text)
                found.append(fault if not found else replace(fault, mend=None))
                if not fault.mend:
                    return None, found
                text = mended(text.replace("\r\n", "\n"), [fault.mend])
        return None, found

    def _syntax(self, error: BriefingError, text: str) -> Fault:
        lines = text.replace("\r\n", "\n").split("\n")
        number = error.at.line if error.at and error.at.line else 1
        line = lines[min(number, len(lines)) - 1]
        start = sum(len(each) + 1 for each in lines[: number - 1])
        message, hint, mend, column = error.message, error.hint, None, None
        unknown = _UNKNOWN_TAG.search(error.message)
        if unknown and (found := re.search(rf"\{{%[-+]?\s*({unknown[1]})\b", line)):
            column = found.start(1) + 1
            tags = self._tags()
            hint = did_you_mean(unknown[1], tags) or f"the tags are {', '.join(sorted(tags))}"
            message = f"no tag {unknown[1]!r}{_wanted(error.message)}"
            if right := nearly(unknown[1], tags):
                mend = Mend(start + found.start(1), start + found.end(1), right)
        elif found := _NO_CONDITION.search(line):
            column, message = found.start() + 1, "this claim has no condition"
            hint = "say what makes it true, such as `{% claim lead > 2 %}`"
        elif len(found_tags := list(re.finditer(r"\{[{%]", line))) == 1:
            column = found_tags[0].start() + 1
        at = error.at or Location("<template>")
        place = Location(at.path, at.line, column)
        return Fault(_error("syntax", message, hint, place), mend)

    def _tags(self) -> list[str]:
        ours = [t for e in self.environment.extensions.values() for t in e.tags]
        ends = [f"end{tag}" for tag in ("figure", "claim", "directive", "cta") if tag != "figure"]
        return [*_JINJA_TAGS, *ours, *ends]


def _wanted(message: str) -> str:
    found = re.search(r"looking for the following tags: (.*?)\.", message)
    return f", where {found[1]} would fit" if found else ""


def _error(rule: str, message: str, hint: str, at: Location) -> Finding:
    return Finding(rule, Severity.ERROR, message, hint, at)


def words_of(
    environment: TopicEnvironment,
    filters: Mapping[str, Callable[..., object]],
    diagrams: Mapping[str, Callable[..., str]],
) -> Words:
    """Return the vocabulary of an environment, with the signatures that can be checked."""
    calls = {
        name: _signature(value)
        for name, value in environment.globals.items()
        if callable(value) and name not in ("range", "namespace", "topic", "publication")
    }
    drawn = {name: _diagram_signature(build) for name, build in diagrams.items()}
    return Words(
        names=frozenset(environment.globals),
        filters=frozenset(environment.filters),
        tests=frozenset(environment.tests),
        calls={**calls, **drawn},
        forms={name: _signature(call) for name, call in filters.items()},
        diagrams=frozenset(diagrams),
        fields={
            **{n: _fields(environment.globals[n]) for n in ("topic", "publication", "date")},
            "loop": _fields(LoopContext),
            FIGURE: _fields(Figure) | _fields(Missing),
        },
    )


def _fields(value: object) -> frozenset[str]:
    return frozenset(name for name in dir(value) if not name.startswith("_"))


def _signature(call: Callable[..., object]) -> Signature:
    return signature(call)


def _diagram_signature(build: Callable[..., str]) -> Signature:
    known = [p for p in signature(build).parameters.values() if p.kind != Parameter.KEYWORD_ONLY]
    named = [p for p in signature(build).parameters.values() if p.kind == Parameter.KEYWORD_ONLY]
    more = [Parameter(n, Parameter.KEYWORD_ONLY, default="") for n in ("caption", "alt")]
    return Signature([*known, *named, *more])


def _included(tree: nodes.Template) -> Iterable[str]:
    for node in including(tree):
        yield from (name for name, _ in written(node.template))


def _stored(template: Template) -> set[str]:
    return {n.name for n in template.tree.find_all(nodes.Name) if n.ctx != "load"}


# --- notes --------------------------------------------------------------------------------------


def _note_faults(note: NoteFile, main: Template) -> list[Fault]:
    try:
        read = note.read()
    except BriefingError as error:
        errors = getattr(error, "errors", None) or [error]
        return [
            Fault(_error("note", one.message, one.hint, one.at or Location(note.path)))
            for one in errors
        ]
    headings = re.findall(r"(?m)^##[ \t]+(.*?)[ \t]*#*[ \t]*$", main.text)
    if any("{" in heading for heading in headings):
        return []  # a heading that data make may be any
    found = []
    for title, _, line in read.sections:
        if title.strip().casefold() not in {h.strip().casefold() for h in headings}:
            hint = did_you_mean(title, headings) or "it is added at the end of the issue"
            message = f"the template has no section {title!r} for this one to replace"
            at = Location(note.path, line, 1)
            found.append(Fault(Finding("note-section", Severity.WARNING, message, hint, at)))
    return found
