"""What calls take: figures, entries and stories, in titles, data and words."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.model.article import Citation, Link, Paragraph, Stories, Text, plain
from briefing.model.observation import Story
from tests.compose.writing import entry, write


@pytest.mark.parametrize("title", ["quantity(5)", "quantity(5) ~ ''", "cite(e) ~ quantity(5)"])
def test_a_figure_in_a_diagram_s_title_is_listed_as_printed(tmp_path: Path, title: str) -> None:
    article = write(tmp_path, f"{{{{ pie({title}, {{'A': 1}}) }}}}", e=entry("News"))
    assert [d.title for d in article.diagrams] == ["5 downloads"]
    assert [f.text for f in article.figures] == ["5 downloads"]


def test_a_diagram_s_data_may_hold_figures_and_entries_at_any_depth(tmp_path: Path) -> None:
    body = "{{ timeline('When', [('2025', e), ['2026', quantity(3)], ('2027', 4)]) }}"
    article = write(tmp_path, body, e=replace(entry("News: *today*"), sample=True))
    (diagram,) = article.diagrams
    assert diagram.script == "timeline When\n2025 : News: *today*\n2026 : 3\n2027 : 4"
    assert [f.text for f in article.figures] == ["3 downloads"]
    assert article.sample


def test_a_figure_that_is_missing_passes_through_its_tag(tmp_path: Path) -> None:
    body = "{% figure stars = gone %}{% if stars is missing %}Unknown.{% endif %}"
    article = write(tmp_path, body)
    assert article.sections[0].blocks == (Paragraph((Text("Unknown."),)),)
    assert article.figures == ()


def test_a_story_is_cited_and_linked_to_by_its_lead(tmp_path: Path) -> None:
    story = Story(entry("One"), (entry("Uno", "https://b.example/2"),))
    article = write(tmp_path, "A{{ cite(s) }} {{ link(s) }} {{ link(s, 'so') }}", s=story)
    (paragraph,) = article.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    links = [c for c in paragraph.children if isinstance(c, Link)]
    assert paragraph.children[:2] == (Text("A"), Citation(1))
    assert [(one.url, plain(one.children)) for one in links] == [
        ("https://news.example/1", "One"),
        ("https://news.example/1", "so"),
    ]
    assert [source.url for source in article.sources] == ["https://news.example/1"]


def test_a_story_without_an_address_is_listed_and_not_cited(tmp_path: Path) -> None:
    told = entry("Told on paper", "")
    article = write(tmp_path, "{{ story_list([told, linked]) }}", told=told, linked=entry("One"))
    (stories,) = article.sections[0].blocks
    assert isinstance(stories, Stories)
    assert [story.lead.title for story in stories.items] == ["Told on paper", "One"]
    assert [source.title for source in article.sources] == ["One"]


def test_an_entry_without_an_address_is_linked_to_by_its_title_alone(tmp_path: Path) -> None:
    article = write(tmp_path, "{{ link(told) }}", told=entry("Told *on* paper", ""))
    assert article.sections[0].blocks == (Paragraph((Text("Told *on* paper"),)),)
