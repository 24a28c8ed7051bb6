"""What an editor is told who mistypes: the line, what is wrong in their words, and a way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.model.finding import Severity
from briefing.model.observation import Note
from tests.compose.writing import entry, write


def told(folder: Path, body: str, **names: object) -> str:
    with pytest.raises(BriefingError) as caught:
        write(folder, body, **names)
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "said", "hint"),
    [
        ("{{ quantity(1).valu }}", "a figure has no 'valu'", "did you mean 'value'?"),
        ("{{ quantity(1).zzz }}", "a figure has no 'zzz'", "it has "),
        ("{{ story.titel }}", "an entry has no 'titel'", "did you mean 'title'?"),
        ("{{ topic.nme }}", "a topic has no 'nme'", "did you mean 'name'?"),
        ("{{ pie('x', {'a': 1}, showdata=true) }}", "no argument 'showdata'", "'show_data'"),
        ("{{ pie('x', {'a': 1}, zzz=1) }}", "no argument 'zzz'", "it takes title, data"),
        ("{{ pie('x') }}", "pie() missing 1 required", "write pie(title, data, show_data)"),
        ("{{ 1 / 0 }}", "cannot be computed: division by zero", ""),
        ("{{ quantity(1).__class__ }}", "'__class__'", ""),
    ],
)
def test_a_slip_in_an_expression(tmp_path: Path, body: str, said: str, hint: str) -> None:
    message = told(tmp_path, f"words\n\n{body}", story=entry("T"))
    assert message.split(":")[1] == "7"
    assert said in message
    assert hint in message
    assert "briefing." not in message, "no class of ours is an editor's business"


def test_a_note_whose_heading_is_nearly_a_sections_is_a_warning(tmp_path: Path) -> None:
    body = "lead\n\n## Popularity that feeds itself\n\nwords"
    for heading, severity in (
        ("Popularity that feds itself", Severity.WARNING),
        ("New", Severity.NOTICE),
    ):
        note = Note(date(2026, 3, 1), "content/x.md", sections=((heading, "anew", 2),))
        (finding,) = [f for f in write(tmp_path, body, note).findings if f.rule == "note-section"]
        assert finding.severity is severity
        assert ("did you mean" in finding.hint) is (severity is Severity.WARNING)
