"""Lint a publication's folder: settings, topics, templates and notes; and mend what can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

from briefing.content.notes import parse_note
from briefing.content.publication import load_publication
from briefing.content.table import shown_path
from briefing.content.template_tests import load_template_tests
from briefing.content.topic import load_topic, salvage_topic, topic_names
from briefing.engines.mermaid.drawer import make_drawer
from briefing.errors import BriefingError, ErrorList, Location
from briefing.flows.lint import FileFaults, NoteFile, lint_topic
from briefing.lint.fault import Fault, Mend, mended
from briefing.model.finding import Finding, Severity
from briefing.model.observation import Note
from briefing.model.topic import Publication, Topic
from briefing.schema import FOLDERS, SCHEMAS
from briefing.sources.registry import build_source

_ROUNDS = 10
"""One mend may show another: a figure that only a removed figure used."""
TOPICS_RULES = frozenset({"unknown-series", "unknown-source", "allow"})
"""What these report depends on the topic's file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What lint found in a publication, and how many mends it made."""

    findings: tuple[Finding, ...]
    mends: int = 0
    fixable: int = 0


def lint(root: Path, names: Sequence[str], *, today: date, fix: bool = False) -> Report:
    """Lint the topics named, or all; with `fix`, mend the files where it is mechanical.

    Raises: ContentError for a topic that does not exist.
    """
    made = 0
    for _ in range(_ROUNDS if fix else 0):
        count = sum(_mend(root, each) for each in _files(root, names, today))
        made += count
        if not count:
            break
    faults = [fault for each in _files(root, names, today) for fault in each.faults]
    unique = dict.fromkeys(fault.finding for fault in faults)
    fixable = len({fault for fault in faults if fault.mend})
    return Report(tuple(unique), made, fixable)


def _files(root: Path, names: Sequence[str], today: date) -> Iterator[FileFaults]:
    publication, faults = _publication(root)
    yield faults
    yield from _schemas(root)
    drawer = make_drawer()
    for name in names or topic_names(root):
        path = f"content/{name}/topic.toml"
        try:
            topic, faulty = load_topic(root, name), False
            yield FileFaults(path, tuple(_source_faults(topic, path)))
            yield FileFaults(path, tuple(_test_faults(root, topic)))
        except BriefingError as error:
            if name not in topic_names(root):
                raise
            topic, faulty = salvage_topic(root, name), True
            yield FileFaults(path, told(error, "topic", path))
        notes = list(_notes(root, topic))
        yield from (each for each in notes if isinstance(each, FileFaults))
        for found in lint_topic(
            topic,
            publication,
            day=today,
            templates=[root / "templates"],
            notes=[each for each in notes if isinstance(each, NoteFile)],
            parse_diagram=lambda script, at: drawer.parse(script, at),
        ):
            yield _certain(found) if faulty else found


def _certain(file: FileFaults) -> FileFaults:
    """Return the faults that a topic's file has no part in, for that file has faults itself."""
    faults = (fault for fault in file.faults if fault.finding.rule not in TOPICS_RULES)
    return FileFaults(file.path, tuple(faults))


def _publication(root: Path) -> tuple[Publication, FileFaults]:
    path = "content/publication.toml"
    try:
        return load_publication(root), FileFaults(path, ())
    except BriefingError as error:
        known = Publication("", root, "https://localhost", "", "")
        return known, FileFaults(path, told(error, "publication", path))


def _schemas(root: Path) -> Iterator[FileFaults]:
    """Yield the schemas in the publication that say other than this engine reads."""
    for folder, (name, write) in product(FOLDERS, SCHEMAS.items()):
        path = root / folder / name
        if path.is_file() and (text := path.read_text("utf-8", "replace")) != (wanted := write()):
            message = "this schema is of another version of briefing"
            hint = "`briefing lint --fix` writes it anew, so that your editor completes what holds"
            at = Location(f"{folder}{name}")
            finding = Finding("schema", Severity.WARNING, message, hint, at)
            yield FileFaults(at.path, (Fault(finding, Mend(0, len(text), wanted)),))


def _source_faults(topic: Topic, path: str) -> Iterator[Fault]:
    for config in topic.sources:
        try:
            build_source(config, topic)
        except BriefingError as error:
            yield from told(error, "topic", path)


def _test_faults(root: Path, topic: Topic) -> Iterator[Fault]:
    try:
        load_template_tests(root, topic)
    except BriefingError as error:
        yield from told(error, "test", f"content/{topic.name}/tests")


def _notes(root: Path, topic: Topic) -> Iterator[NoteFile | FileFaults]:
    folder = topic.path / "notes"
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        path = shown_path(file, root)
        try:
            day = date.fromisoformat(file.stem) if file.suffix == ".md" else None
        except ValueError:
            day = None
        if day is None:
            hint = "name a note after its day, such as 2026-03-01.md; this one is never read"
            message = f"{file.name!r} is no day's note"
            finding = Finding("note", Severity.WARNING, message, hint, Location(path))
            yield FileFaults(path, (Fault(finding),))
            continue
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except (UnicodeDecodeError, OSError):
            finding = Finding(
                "note", Severity.ERROR, "this note is not UTF-8", "save it as UTF-8", Location(path)
            )
            yield FileFaults(path, (Fault(finding),))
            continue
        yield NoteFile(path, text, _reader(text, day, path))


def _reader(text: str, day: date, path: str) -> Callable[[], Note]:
    return lambda: parse_note(text, day=day, path=path)


def told(error: BriefingError, rule: str, path: str) -> tuple[Fault, ...]:
    """Return an error, or each of a list, as faults; one without a place is its file's."""
    errors: Iterable[BriefingError] = error.errors if isinstance(error, ErrorList) else [error]
    return tuple(
        Fault(Finding(rule, Severity.ERROR, one.message, one.hint, one.at or Location(path)))
        for one in errors
    )


def _mend(root: Path, file: FileFaults) -> int:
    """Make a file's mends; return how many. Misspellings go first: what they hide is not unused."""
    wanted = [f for f in file.faults if f.mend]
    spelling = [f for f in wanted if f.finding.severity == Severity.ERROR]
    mends = [f.mend for f in spelling or wanted if f.mend]
    if not mends:
        return 0
    path = _real(root, file.path)
    if path is None:
        return 0
    before = path.read_bytes()
    bom = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    text = before.removeprefix(bom).decode("utf-8")
    path.write_bytes(bom + mended(text, mends).encode("utf-8"))
    return len(set(mends))


def _real(root: Path, shown: str) -> Path | None:
    """Return the publication's own file behind a path; what the package carries is not mended."""
    path = root / shown
    return path if path.is_file() else None
