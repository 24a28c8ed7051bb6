"""What is read in an article, in each form that one can come in."""

from datetime import date

import pytest

from briefing.authoring.article import Form, form_of, read_article
from briefing.authoring.outline import Action, Call, Outline, text_of
from briefing.errors import ContentError
from briefing.model.article import Diagram, ListBlock, Paragraph, Table
from tests.authoring.composing import DAY


def html(body: str) -> Outline:
    return read_article(f"<h1>Rides double</h1><p>Bees ride.</p>{body}", "html", DAY)


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
    outline = read_article(text, "markdown", DAY)
    assert (text_of(outline.headline), text_of(outline.dek)) == ("Rides double", "Bees ride.")


def test_a_headline_in_the_text_stands_above_the_dek_of_the_front_matter() -> None:
    outline = read_article(
        "---\ndek: Bees ride.\n---\n# Rides double\n\nThe rest.\n", "markdown", DAY
    )
    assert (text_of(outline.headline), text_of(outline.dek)) == ("Rides double", "Bees ride.")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    outline = read_article("---\n\n# Rides double\n\nBees ride.\n", "markdown", DAY)
    assert text_of(outline.headline) == "Rides double"


def test_a_long_first_paragraph_gives_its_first_sentence_as_headline() -> None:
    more = "Nobody had counted them before. " * 12
    outline = read_article(f"Bees ride twice as often. {more}\n\nThe rest.", "markdown", DAY)
    assert text_of(outline.headline) == "Bees ride twice as often"


def test_a_long_first_sentence_gives_its_first_words_as_headline() -> None:
    outline = read_article(f"{'bees ride and ' * 40}rest\n\nThe rest.", "markdown", DAY)
    headline = text_of(outline.headline)
    assert headline.startswith("bees ride and")
    assert headline.endswith(" …")
    assert len(headline) < 90


@pytest.mark.parametrize("text", ["", " \n\n", "```\ncode\n```\n"])
def test_what_holds_no_headline_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_article(text, "markdown", DAY)
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


def test_only_the_end_of_a_chapter_that_ends_with_an_invitation_is_one() -> None:
    outline = html("<h2>Why</h2><p>Nobody knows.</p><p>Join us. It is free.</p>")
    assert [text_of(chapter.title) for chapter in outline.chapters] == ["Why"]
    words, call = outline.parts
    assert isinstance(words, Paragraph)
    assert isinstance(call, Call)
    assert text_of(call.headline).strip() == "Join us."


TO_DO = "Do one thing. By March, sign."


@pytest.mark.parametrize(
    "page",
    [
        '<meta property="article:published_time" content="2024-05-02T08:00:00+02:00">',
        "<meta content='2024-05-02' name='date'>",
        '<meta name=author content=x><meta itemprop="datePublished" content="2024-05-02">',
        '<script type="application/ld+json">{"datePublished": "2024-05-02T08:00Z"}</script>',
        '<p><time datetime="2024-05-02">May 2nd</time></p>',
    ],
)
def test_a_page_s_deadlines_are_seen_from_the_day_it_bears(page: str) -> None:
    text = f"<html><head>{page}</head><body><h1>A</h1><p>B.</p><h2>Actions</h2><p>{TO_DO}</p>"
    assert horizons(read_article(text, "html", DAY)) == ["2025-03-31"]


@pytest.mark.parametrize(
    ("front", "due"),
    [
        ("date: 2024-05-02", date(2025, 3, 31)),
        ("title: A\nPublished: '2024-02-02 08:00'", date(2024, 3, 31)),
        ("date: 2024-02-31", date(2026, 3, 31)),
        ("modified: 2024-02-02", date(2026, 3, 31)),
    ],
)
def test_front_matter_bears_the_day(front: str, due: date) -> None:
    text = f"---\n{front}\n---\n# A\n\nB.\n\n## Actions\n\n{TO_DO}\n"
    assert horizons(read_article(text, "markdown", DAY)) == [due.isoformat()]


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_text_that_bears_no_day_is_seen_from_today(form: Form) -> None:
    text = {
        "html": f"<h1>A</h1><p>B.</p><h2>Actions</h2><p>{TO_DO}</p>",
        "markdown": f"# A\n\ndate: 2024-05-02\n\n## Actions\n\n{TO_DO}",
    }[form]
    assert horizons(read_article(text, form, DAY)) == ["2026-03-31"]


def horizons(outline: Outline) -> list[str]:
    return [part.horizon for part in outline.parts if isinstance(part, Action)]
