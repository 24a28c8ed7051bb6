"""Figures and the places of findings can be found in the copy of an edition that is shown."""

from dataclasses import replace

from briefing.model.article import Emphasis, FigureRef, Link, Paragraph, Quote, Section, Text
from briefing.web.preview.marks import figure_runs, mark_figures, mark_lines
from tests.preview.sample import article
from tests.render.articles import ARTICLE

MARK = '<span data-figure="leader" role="button" tabindex="0">153.6M</span>'


def with_blocks(*children: object) -> object:
    block = Paragraph(tuple(children))  # type: ignore[arg-type]
    return replace(ARTICLE, title=(), dek=(), sections=(Section("a", (), (block,)),), footnotes=())


def test_a_figure_in_running_text_is_marked() -> None:
    html = "<p>Downloads reached 153.6M<sup>1</sup></p>"
    one = with_blocks(Text("Downloads reached "), FigureRef("leader", "153.6M"))
    assert mark_figures(html, one) == f"<p>Downloads reached {MARK}<sup>1</sup></p>"


def test_the_same_text_that_is_no_figure_is_not() -> None:
    html = "<p>It was 153.6M once</p><p>now 153.6M</p>"
    one = with_blocks(Text("now "), FigureRef("leader", "153.6M"))
    assert mark_figures(html, one) == f"<p>It was 153.6M once</p><p>now {MARK}</p>"


def test_of_two_equal_texts_in_a_run_the_figure_is_the_right_one() -> None:
    html = "<p>7 of 7</p>"
    one = with_blocks(Text("7 of "), FigureRef("n", "7"))
    assert mark_figures(html, one).startswith("<p>7 of <span")


def test_a_long_run_is_found_inside_a_longer_text() -> None:
    html = "<p>Note: the downloads of last month reached 153.6M, we hear</p>"
    one = with_blocks(Text("the downloads of last month reached "), FigureRef("leader", "153.6M"))
    assert mark_figures(html, one) == (
        f"<p>Note: the downloads of last month reached {MARK}, we hear</p>"
    )


def test_white_space_that_the_layout_changed_does_not_matter() -> None:
    html = "<p>Downloads\n  reached 153.6M</p>"
    one = with_blocks(Text("Downloads reached "), FigureRef("leader", "153.6M"))
    assert MARK in mark_figures(html, one)


def test_styles_scripts_titles_and_comments_are_left_alone() -> None:
    html = "<title>153.6M</title><style>153.6M</style><!-- 153.6M --><a title='153.6M'>x</a>"
    one = with_blocks(FigureRef("leader", "153.6M"))
    assert mark_figures(html, one) == html


def test_text_is_escaped_once() -> None:
    html = "<p>a &lt;b&gt; &amp; 153.6M</p>"
    one = with_blocks(Text("a <b> & "), FigureRef("leader", "153.6M"))
    assert mark_figures(html, one) == f"<p>a &lt;b&gt; &amp; {MARK}</p>"


def test_an_article_without_figures_is_left_as_it_is() -> None:
    assert mark_figures("<p>1</p>", with_blocks(Text("1"))) == "<p>1</p>"


def test_figures_are_found_wherever_an_article_prints_them() -> None:
    ref = FigureRef("leader", "153.6M")
    nested = Quote((Paragraph((Emphasis("em", (Link("#x", (ref,)),)),)),))
    one = replace(ARTICLE, sections=(Section("a", (), (nested,)),))
    assert figure_runs(one) == [(ref,)]
    # The paragraph's own, and the table's cell.
    assert len(figure_runs(article())) == 2


def test_the_first_tag_of_a_line_is_marked() -> None:
    html = "<div>\n  text <p class='a'>b</p><p>\n</div>"
    assert mark_lines(html, {2: "0 3"}) == (
        "<div>\n  text <p data-finding=\"0 3\" class='a'>b</p><p>\n</div>"
    )


def test_lines_without_a_tag_and_lines_that_are_not_there_are_passed_over() -> None:
    assert mark_lines("<p>\nwords", {2: "0", 9: "1", 0: "2"}) == "<p>\nwords"
