"""The editor's notes: what a day's file says, and how its mistakes are told."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.content import load_notes
from briefing.content.notes import parse_note
from briefing.errors import BriefingError
from briefing.model.observation import Note
from tests.compose.writing import write as compose
from tests.content.writing import faults, write

DAY = date(2026, 2, 20)
PATH = "content/bees/notes/2026-02-20.md"
WHOLE = """\
---
headline: "Bees: a count"
dek: One hive more
---
Before the first heading.

## First

Words of *one* section.

### A smaller heading stays inside

## Second ##
More words.
"""


def note(text: str) -> Note:
    return parse_note(text, day=DAY, path=PATH)


def test_a_day_without_a_note_has_none(tmp_path: Path) -> None:
    write(tmp_path, PATH, WHOLE)
    assert load_notes(tmp_path, "bees", date(2026, 2, 21)) is None


def test_everything_that_a_note_can_say(tmp_path: Path) -> None:
    write(tmp_path, PATH, WHOLE)
    found = load_notes(tmp_path, "bees", DAY)
    assert found is not None
    assert (found.day, found.path) == (DAY, PATH)
    assert (found.headline, found.dek) == ("Bees: a count", "One hive more")
    assert found.body.strip() == "Before the first heading."
    assert [heading for heading, _, _ in found.sections] == ["First", "Second"]
    assert (found.headline_line, found.dek_line) == (2, 3)


def test_every_line_keeps_its_number() -> None:
    lines = WHOLE.split("\n")
    found = note(WHOLE)
    assert found.body.split("\n")[4] == lines[4]
    for heading, markdown, line in found.sections:
        words = markdown.split("\n")
        assert lines[line - 1].startswith(f"## {heading}")
        assert lines[line : line + len(words)] == words


@pytest.mark.parametrize("wrong", ["Before the first heading.", "More words."])
def test_a_mistake_is_told_at_its_line(tmp_path: Path, wrong: str) -> None:
    text = WHOLE.replace(wrong, "{{ nope }}")
    line = text.split("\n").index("{{ nope }}") + 1
    (told,) = faults(lambda: compose(tmp_path, "## First\nx\n\n## Second\ny\n", note(text)))
    assert told.startswith(f"{PATH}:{line}: no name 'nope'")


@pytest.mark.parametrize(
    ("text", "headline", "dek", "body"),
    [
        ("Only words.\n", "", "", "Only words."),
        ("---\n---\nWords.", "", "", "Words."),
        ("---\nheadline: Bees\n...\n", "Bees", "", ""),
        ("---\r\nheadline: Bees\r\n---\r\nWords.\r\n", "Bees", "", "Words."),
        ("---\nheadline: 2026\ndek: yes\n---\n", "2026", "yes", ""),
        ("---\nheadline: 2026-99-99\ndek:\n---\n", "2026-99-99", "", ""),
        ("---\nheadline: >\n  Two lines\n  are one\n---\n", "Two lines are one", "", ""),
        ("\n---\nA rule, not front matter.\n", "", "", "---\nA rule, not front matter."),
        ("# A headline's place is above\n", "", "", "# A headline's place is above"),
        ("", "", "", ""),
    ],
)
def test_forms_of_notes(text: str, headline: str, dek: str, body: str) -> None:
    found = note(text)
    assert (found.headline, found.dek, found.body.strip()) == (headline, dek, body)


def test_a_file_that_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    write(tmp_path, PATH, "\ufeff" + WHOLE)
    found = load_notes(tmp_path, "bees", DAY)
    assert found is not None
    assert found.headline == "Bees: a count"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("```", "```"), ("~~~", "~~~"), ("````md", "````"), ("```\n~~~", "```"), ("```", "`````")],
)
def test_a_heading_inside_code_is_code(opening: str, closing: str) -> None:
    found = note(f"## One\n{opening}\n## not a heading\n{closing}\n## Two\n")
    assert [heading for heading, _, _ in found.sections] == ["One", "Two"]


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("headlin: x", ":2: no key 'headlin' in a note\n  hint: did you mean 'headline'?"),
        ("headline: x\nhead: y", ":3: no key 'head' in a note"),
        ("headline: x\nauthor: y", ":3: no key 'author' in a note\n  hint: there are headline"),
        ("dek: x\nheadline: [a, b]", ":3: headline must be text\n  hint: put it in quotes"),
        ("headline: Bees: a count", ":2: the front matter is not YAML: mapping values are not"),
        ("dek: 'x\n", ":3: the front matter is not YAML: found unexpected end of stream"),
        ("just words", ":1: the front matter holds no keys\n  hint: write it as `headline: …`"),
    ],
)
def test_wrong_front_matter_is_told_at_its_line(front: str, told: str) -> None:
    (message,) = faults(lambda: note(f"---\n{front}\n---\nWords.\n"))
    assert message.startswith(PATH + told)


def test_all_faults_of_a_note_are_told_at_once() -> None:
    told = faults(lambda: note("---\nhedline: x\ndeck: y\n---\n"))
    assert [message.splitlines()[0] for message in told] == [
        f"{PATH}:2: no key 'hedline' in a note",
        f"{PATH}:3: no key 'deck' in a note",
    ]


def test_front_matter_without_an_end() -> None:
    (told,) = faults(lambda: note("---\nheadline: x\n\nWords.\n"))
    assert told == f"{PATH}:1: the front matter has no end\n  hint: close it with a line of ---"


def test_a_note_that_is_not_utf_8(tmp_path: Path) -> None:
    write(tmp_path, PATH, "").write_bytes("Grüße".encode("latin-1"))
    (told,) = faults(lambda: load_notes(tmp_path, "bees", DAY))
    assert told == f"{PATH}: this note is not UTF-8\n  hint: save it as UTF-8"


def test_a_note_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    (told,) = faults(lambda: load_notes(tmp_path, "bees", DAY))
    assert told.startswith(f"{PATH}: this note cannot be read: ")


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["## a", "```", "~~~~", "dek: x", "- y", "", "z"])))
def test_no_line_is_lost_or_moved(lines: list[str]) -> None:
    found = note("\n".join(lines))
    kept: dict[int, str] = {}
    for first, words in ((1, found.body), *((line, f"## a\n{t}") for _, t, line in found.sections)):
        kept.update(enumerate(words.split("\n"), first))
    assert {n: line for n, line in kept.items() if line} == {
        n: line for n, line in enumerate(lines, 1) if line
    }


@settings(deadline=None, max_examples=100)
@given(st.text() | st.text().map("---\n{}\n---\n".format))
def test_no_text_of_a_note_is_a_crash(text: str) -> None:
    with suppress(BriefingError):
        note(text)
