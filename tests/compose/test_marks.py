"""What templates do to text may cut its marks or mix it; what is left reads as it should."""

from pathlib import Path

import pytest

from briefing.model.article import (
    Code,
    Emphasis,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Text,
    plain,
)
from tests.compose.writing import entry, write


def paragraph(tmp_path: Path, body: str) -> Paragraph:
    (block,) = write(tmp_path, body, e=entry("News")).sections[0].blocks
    assert isinstance(block, Paragraph)
    return block


def test_nothing_prints_nothing(tmp_path: Path) -> None:
    assert paragraph(tmp_path, "a{{ none }}b").children == (Text("ab"),)


def test_a_mark_that_is_cut_leaves_nothing(tmp_path: Path) -> None:
    cut = paragraph(tmp_path, "{{ (quantity(5) ~ '')[:1] }}*whole*")
    assert cut.children == (Emphasis("em", (Text("whole"),)),)


def test_a_link_that_is_taken_apart_is_its_words(tmp_path: Path) -> None:
    assert (
        plain(paragraph(tmp_path, "{{ link(e) | replace('](', '] (') }}").children) == "[News] ()"
    )


def test_a_citation_in_code_is_left_out(tmp_path: Path) -> None:
    said = paragraph(tmp_path, "`a{{ cite(e) }}b {{ quantity(5) }}`")
    assert said.children == (Code("ab 5 downloads"),)


@pytest.mark.parametrize(
    "said",
    [
        "{{ 'a & x' | replace('x', word[-3:]) }}",
        "{{ none ~ ('a & x' | replace('x', word[-3:])) }}",
        "{{ word[:0] + ('a & x' | replace('x', word[-3:])) }}",
    ],
)
def test_text_that_was_mixed_with_markdown_is_text_and_no_html(tmp_path: Path, said: str) -> None:
    mixed = paragraph(tmp_path, "{% set word %}*b*{% endset %}" + said)
    assert mixed.children == (Text("a & *b*"),)


def test_markdown_that_is_added_to_markdown_stays_so(tmp_path: Path) -> None:
    added = paragraph(tmp_path, "{% set word %}*b*{% endset %}{{ word + ' ' + (word | upper) }}")
    emphasised = [plain(part.children) for part in added.children if isinstance(part, Emphasis)]
    assert emphasised == ["b", "B"]


def test_a_list_s_item_may_hold_nothing_or_no_paragraph(tmp_path: Path) -> None:
    (block,) = write(tmp_path, "- \n- ### Three\n- [x] done\n").sections[0].blocks
    assert isinstance(block, ListBlock)
    empty, heading, task = block.items
    assert empty == ListItem(())
    assert heading == ListItem((Heading(3, (Text("Three"),)),))
    assert task == ListItem((Paragraph((Text("done"),)),), checked=True)
