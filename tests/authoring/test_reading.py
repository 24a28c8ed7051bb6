"""What is read in an article, in each form that one can come in."""

import pytest

from briefing.authoring.article import form_of, read_article
from briefing.authoring.outline import Outline, text_of
from briefing.errors import ContentError
from briefing.model.article import Diagram, ListBlock, Table


def html(body: str) -> Outline:
    return read_article(f"<h1>Rides double</h1><p>Bees ride.</p>{body}", "html")


@pytest.mark.parametrize(
    ("text", "suffix", "form"),
    [
        ("# Rides", ".HTM", "html"),
        ("<p>Rides</p>", ".md", "markdown"),
        ("  <!DOCTYPE html><p>Rides</p>", "", "html"),
        ("Rides\n\n## Why\n", ".txt", "markdown"),
        ("See [it](https://example.org/).", "", "markdown"),
        ("Rides double\n\nBees ride.", "", "text"),
    ],
)
def test_the_form_is_known_by_the_suffix_or_by_what_is_written(
    text: str, suffix: str, form: str
) -> None:
    assert form_of(text, suffix) == form


def test_front_matter_gives_headline_and_dek() -> None:
    text = '---\ntitle: "Rides double"\nsummary: Bees ride.\n---\nThe rest.\n'
    outline = read_article(text, "markdown")
    assert (text_of(outline.headline), text_of(outline.dek)) == ("Rides double", "Bees ride.")


def test_a_headline_in_the_text_stands_above_the_dek_of_the_front_matter() -> None:
    outline = read_article("---\ndek: Bees ride.\n---\n# Rides double\n\nThe rest.\n", "markdown")
    assert (text_of(outline.headline), text_of(outline.dek)) == ("Rides double", "Bees ride.")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    outline = read_article("---\n\n# Rides double\n\nBees ride.\n", "markdown")
    assert text_of(outline.headline) == "Rides double"


def test_a_long_first_paragraph_gives_its_first_sentence_as_headline() -> None:
    more = "Nobody had counted them before. " * 12
    outline = read_article(f"Bees ride twice as often. {more}\n\nThe rest.", "markdown")
    assert text_of(outline.headline) == "Bees ride twice as often"


def test_a_long_first_sentence_gives_its_first_words_as_headline() -> None:
    outline = read_article(f"{'bees ride and ' * 40}rest\n\nThe rest.", "markdown")
    headline = text_of(outline.headline)
    assert headline.startswith("bees ride and")
    assert headline.endswith(" …")
    assert len(headline) < 90


@pytest.mark.parametrize("text", ["", " \n\n", "```\ncode\n```\n"])
def test_what_holds_no_headline_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_article(text, "markdown")
    assert caught.value.hint


def test_tables_of_html_get_cells_where_rows_are_short() -> None:
    page = html("<table><tr><th>city<th>rides</tr><tr><td>Berlin</tr><tr></tr></table>")
    (table,) = (part for part in page.parts if isinstance(part, Table))
    assert [len(row) for row in (table.head, *table.rows)] == [2, 2]


def test_lists_of_html_leave_out_points_that_say_nothing() -> None:
    (points,) = (
        part
        for part in html("<ul><li>a</li><li></li><li> </li></ul><ol><li></ol>").parts
        if isinstance(part, ListBlock)
    )
    assert len(points.items) == 1


def test_mermaid_in_html_is_a_diagram_as_it_was_written() -> None:
    page = html('<pre class="mermaid">flowchart LR<br>  a --> b<script>x</script></pre>')
    (diagram,) = (part for part in page.parts if isinstance(part, Diagram))
    assert diagram.script == "flowchart LR\n  a --> b"
