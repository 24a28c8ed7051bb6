"""Everything that a template or a note has written knows its line."""

from pathlib import Path

import pytest

from briefing.errors import Location, TemplateError
from briefing.model.article import Heading, InlineImage, Link, Paragraph, walk
from briefing.model.observation import Note
from tests.compose.writing import DAY, entry, write

TEMPLATE = "templates/topic.md.j2"
NOTE = "content/models/notes/n.md"


def test_blocks_and_links_know_their_lines(tmp_path: Path) -> None:
    article = write(
        tmp_path,
        "One [a](https://a.co)\ntwo\\\nthree ![b](https://b.co/b.png)\n\n"
        "### Four\n\n- x\n- five\n  [c](https://c.co)\n",
    )
    known = {type(b): b.at for b in walk(article) if isinstance(b, Heading | Paragraph)}
    assert known == {Heading: Location(TEMPLATE, 9), Paragraph: Location(TEMPLATE, 12)}
    inlines = [c for b in walk(article) if isinstance(b, Paragraph) for c in b.children]
    lines = [c.at.line for c in inlines if isinstance(c, Link | InlineImage) and c.at]
    assert lines == [5, 7, 13]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("x\n{% if true %}\n\ny\n[z](q)\n{% endif %}", 9),
        ("x\n\n{{ pie('x', {'a': 1}, caption=link(odd)) }}", 7),
        ("x\n\n```mermaid {caption='[z](q)'}\npie\n```", 7),
        ('{% directive "30 days" %}\na\n[z](q)\n{% enddirective %}', 7),
    ],
)
def test_a_link_that_mail_cannot_follow_is_told_at_its_own_line(
    tmp_path: Path, body: str, line: int
) -> None:
    (finding,) = write(tmp_path, body, odd=entry("Odd", "q")).findings
    assert (finding.rule, finding.at) == ("link-scheme", Location(TEMPLATE, line))


def test_headline_and_dek_know_their_lines_in_template_and_note(tmp_path: Path) -> None:
    article = write(tmp_path, "x")
    assert (article.title_at, article.dek_at) == (Location(TEMPLATE, 1), Location(TEMPLATE, 3))
    note = Note(DAY, NOTE, "Ours", "Dek.", headline_line=2, dek_line=3)
    noted = write(tmp_path, "x", note)
    assert (noted.title_at, noted.dek_at) == (Location(NOTE, 2), Location(NOTE, 3))


def test_a_headline_alone_is_where_the_dek_is_missed(tmp_path: Path) -> None:
    assert write(tmp_path, "# Alone\n", bare=True).dek_at == Location(TEMPLATE, 1)


@pytest.mark.parametrize("dek", ["- a list", "a\n\nb", "{% if false %}x{% endif %}"])
def test_a_dek_of_more_than_a_line_is_told_at_its_line(tmp_path: Path, dek: str) -> None:
    with pytest.raises(TemplateError, match="one line") as caught:
        write(tmp_path, "x", Note(DAY, NOTE, dek=dek, dek_line=3))
    assert caught.value.at == Location(NOTE, 3)


def test_a_section_s_heading_without_words_is_found(tmp_path: Path) -> None:
    article = write(tmp_path, "##\n\nx\n\n## Two\n\ny\n", Note(DAY, NOTE, sections=()))
    (finding,) = article.findings
    assert (finding.rule, finding.at) == ("heading-empty", Location(TEMPLATE, 5))
