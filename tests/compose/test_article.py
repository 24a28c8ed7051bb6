"""A topic's template becomes an article."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import indent

import pytest

from briefing.compose.article import make_environment
from briefing.compose.draft import Draft
from briefing.compose.place_errors import placed
from briefing.errors import BriefingError, DataError, Location, TemplateError
from briefing.model.article import (
    CallToAction,
    Citation,
    CodeBlock,
    Directives,
    Emphasis,
    FigureRef,
    FootnoteRef,
    InlineImage,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Stories,
    Table,
    Text,
    plain,
)
from briefing.model.observation import Note, Observation, Story
from tests.compose.writing import (
    DAY,
    NOW,
    PUBLICATION,
    TOPIC,
    compose_anew,
    entry,
    quantity,
    vocabulary,
    write,
)


def test_headline_dek_and_sections(tmp_path: Path) -> None:
    article = write(tmp_path, "Lead.\n\n## One\n\nFirst.\n\n## One\n\nSecond.\n")
    assert (plain(article.title), plain(article.dek)) == ("Headline", "The dek.")
    assert [s.id for s in article.sections] == ["lead", "one", "one-2"]
    assert article.sections[2].blocks == (Paragraph((Text("Second."),)),)
    assert article.sections[1].at == Location("templates/topic.md.j2", 7)
    assert article.number == 60


BLOCKS = {
    "> said": Quote((Paragraph((Text("said"),)),)),
    "---": Rule(),
    "```py\nx = 1\n```": CodeBlock("x = 1\n", "py"),
    "a *b* ~~c~~": Paragraph(
        (Text("a "), Emphasis("em", (Text("b"),)), Text(" "), Emphasis("del", (Text("c"),)))
    ),
    "a  \nb": Paragraph((Text("a"), LineBreak(), Text("b"))),
    "<b>x</b>": Paragraph((Text("<b>x</b>"),)),
    "![alt](https://e.example/i.png)": Paragraph((InlineImage("https://e.example/i.png", "alt"),)),
    "[a](https://e.example 'T')": Paragraph((Link("https://e.example", (Text("a"),), "T"),)),
}


@pytest.mark.parametrize("markdown", BLOCKS)
def test_markdown_blocks(tmp_path: Path, markdown: str) -> None:
    assert write(tmp_path, markdown).sections[0].blocks == (BLOCKS[markdown],)


def test_tasks_numbered_lists_and_tables(tmp_path: Path) -> None:
    article = write(
        tmp_path, "- [x] done\n- [ ] open\n- plain\n\n3. three\n\n|a|b|\n|-|-:|\n|c|d|\n"
    )
    tasks, numbered, table = article.sections[0].blocks
    assert isinstance(tasks, ListBlock)
    assert [item.checked for item in tasks.items] == [True, False, None]
    assert tasks.items[0].blocks == (Paragraph((Text("done"),)),)
    assert isinstance(numbered, ListBlock)
    assert (numbered.ordered, numbered.start) == (True, 3)
    assert table == Table(
        ((Text("a"),), (Text("b"),)), (((Text("c"),), (Text("d"),)),), ("", "right")
    )


def test_footnotes(tmp_path: Path) -> None:
    article = write(tmp_path, "Said[^a].\n\n[^a]: by *whom*\n")
    assert article.sections[0].blocks == (Paragraph((Text("Said"), FootnoteRef(1), Text("."))),)
    assert plain(article.footnotes[0]) == "by whom"


def test_what_stands_in_a_footnote_stays_apart(tmp_path: Path) -> None:
    article = write(tmp_path, "Said[^a].\n\n[^a]: by\n    *whom*\n\n    - One\n    - Two\n")
    (note,) = article.footnotes
    assert [LineBreak(), Text("One"), LineBreak(), Text("Two")] == list(note[-4:])
    assert plain(note[:-4]) == "by whom"


def test_a_printed_figure_is_listed_once_under_its_name(tmp_path: Path) -> None:
    article = write(
        tmp_path,
        '{% figure qwen "Qwen\'s downloads" = quantity(5) %}\n{{ qwen }}, {{ qwen | short }}.',
    )
    paragraph = article.sections[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children[:3] == (
        FigureRef("qwen", "5 downloads"),
        Text(", "),
        FigureRef("qwen", "1.0"),
    )
    assert [(f.id, f.label, f.text) for f in article.figures] == [
        ("qwen", "Qwen's downloads", "5 downloads")
    ]


def test_a_figure_that_is_only_computed_with_is_listed_behind_what_was_made_of_it(
    tmp_path: Path,
) -> None:
    article = write(
        tmp_path,
        "{% figure one = quantity(5) %}{% figure two = one * 2 %}{% figure sum = two + one %}"
        "{% figure other = quantity(9) %}\n{{ sum }}{% if false %}{{ other }}{% endif %}",
    )
    assert [(f.id, f.text) for f in article.figures] == [
        ("sum", "15 downloads"),
        ("two", "10 downloads"),
        ("one", "5 downloads"),
    ]


def test_where_figures_come_from_is_listed_once_behind_what_is_cited(tmp_path: Path) -> None:
    urls = ("https://data.example/a", "https://news.example/1", "", "https://data.example/a")
    observations = tuple(
        Observation("m", f"e{n}", Decimal(1), "downloads", NOW, NOW, "s", url)
        for n, url in enumerate(urls)
    )
    total = replace(quantity(4), observations=observations)
    article = write(tmp_path, "{{ total }}{{ cite(e) }}", total=total, e=entry("News"))
    assert [(s.title, s.url, s.publisher) for s in article.sources] == [
        ("News", "https://news.example/1", "The News"),
        ("e0", "https://data.example/a", "data.example"),
    ]


def test_figures_without_a_name_get_one(tmp_path: Path) -> None:
    article = write(tmp_path, "{{ quantity(5) }} {{ quantity(6) }} {{ quantity(5) }}")
    assert [f.id for f in article.figures] == ["figure-1", "figure-2"]


def test_a_figure_stays_traced_through_joining(tmp_path: Path) -> None:
    article = write(tmp_path, "{{ 'a' ~ quantity(5) ~ '*' }} {{ [quantity(6), 'x'] | join(', ') }}")
    assert len(article.figures) == 2
    paragraph = article.sections[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.children) == "a5 downloads* 6 downloads, x"


def test_diagram_calls_and_fences(tmp_path: Path) -> None:
    article = write(
        tmp_path,
        '{{ pie("Share", {"A": quantity(3) | short, "B": 1}, caption="of *all*") }}\n'
        "\n```mermaid\nflowchart LR\n  A --> B[{{ quantity(7) }}]\n```\n",
    )
    first, second = article.diagrams
    assert (first.id, first.title, first.script) == (
        "diagram-1",
        "Share",
        'pie title Share\n"A" : 1.0\n"B" : 1',
    )
    assert plain(first.caption) == "of *all*"
    assert first.at == Location("templates/topic.md.j2", 5)
    assert second.script == "flowchart LR\n  A --> B[7 downloads]\n"
    assert second.at == Location("templates/topic.md.j2", 8)
    assert {f.text for f in article.figures} == {"1.0", "7 downloads"}


def test_diagrams_are_numbered_in_reading_order_however_deep(tmp_path: Path) -> None:
    fence = '```mermaid {{title="{0}"}}\npie\n"A": 1\n```\n'
    deep = indent(fence.format("in a list"), "  ")
    body = (
        f"{indent(fence.format('quoted'), '> ')}\n"
        f"{fence.format('alone')}\n"
        f"- One:\n\n{deep}\n"
        f"  - Two:\n\n{indent(deep.replace('in a list', 'in its list'), '  ')}\n"
        '> {{ pie("called, quoted", {"A": 1}, caption="c") }}\n\n'
        "## More\n\n"
        f"{indent(fence.format('quoted twice'), '> > ')}\n"
        '{{ pie("called", {"A": 1}, caption="c") }}\n'
    )
    told = ["quoted", "alone", "in a list", "in its list", "called, quoted", "quoted twice"]
    assert [(diagram.id, diagram.title) for diagram in write(tmp_path, body).diagrams] == [
        (f"diagram-{n}", title) for n, title in enumerate([*told, "called"], 1)
    ]


def test_directives_stand_together_with_dates(tmp_path: Path) -> None:
    article = write(
        tmp_path,
        '## Do\n\n{% directive "30 days" %}Audit *now*.{% because %}Costs.{% enddirective %}\n\n'
        '{% directive "6 months" %}Compare.{% enddirective %}\n',
    )
    (block,) = article.sections[0].blocks
    assert isinstance(block, Directives)
    assert [(plain(d.action), d.due, plain(d.rationale)) for d in block.items] == [
        ("Audit now.", date(2026, 3, 31), "Costs."),
        ("Compare.", date(2026, 9, 1), ""),
    ]
    assert article.directives == block.items


def test_call_to_action(tmp_path: Path) -> None:
    article = write(
        tmp_path, '{% cta label="Join", url=subscribe_url %}\nStay\n\nEvery day.\n{% endcta %}'
    )
    assert article.sections[0].blocks == (
        CallToAction(
            (Text("Stay"),),
            (Text("Every day."),),
            "Join",
            "https://daily.example/subscribe?topic=models",
        ),
    )


def test_paragraphs_within_a_tag_keep_apart(tmp_path: Path) -> None:
    article = write(
        tmp_path,
        '{% cta label="Join", url=subscribe_url %}\nStay\n\nEvery day.\n\nFree.\n{% endcta %}\n\n'
        '{% directive "30 days" %}One.\n\nTwo.{% enddirective %}',
    )
    call, directives = article.sections[0].blocks
    assert isinstance(call, CallToAction)
    assert call.body == (Text("Every day."), LineBreak(), Text("Free."))
    assert isinstance(directives, Directives)
    assert directives.items[0].action == (Text("One."), LineBreak(), Text("Two."))


def test_citations_are_numbered_by_address(tmp_path: Path) -> None:
    article = write(
        tmp_path,
        'A{{ cite(e) }} B{{ cite("Title", "https://b.example") }} C{{ cite(e) }} {{ link(e) }}',
        e=entry("News *today*"),
    )
    paragraph = article.sections[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [c for c in paragraph.children if isinstance(c, Citation)] == [
        Citation(1),
        Citation(2),
        Citation(1),
    ]
    assert paragraph.children[-1] == Link("https://news.example/1", (Text("News *today*"),))
    assert [s.title for s in article.sources] == ["News *today*", "Title"]


def test_story_lists(tmp_path: Path) -> None:
    story = Story(entry("One"), (entry("Uno", "https://b.example/2"),))
    article = write(tmp_path, "{{ story_list(found, numbered=false) }}", found=[story])
    assert article.sections[0].blocks == (Stories((story,), numbered=False),)
    assert [s.url for s in article.sources] == ["https://news.example/1"]


# --- notes --------------------------------------------------------------------------------------


def test_a_note_overrides_headline_dek_and_sections(tmp_path: Path) -> None:
    note = Note(
        DAY,
        "content/models/notes/2026-03-01.md",
        headline="Ours: {{ n }}",
        dek="New *dek*.",
        body="From the editor.\n",
        sections=(("one", "Mine.\n", 7), ("More", "Added.\n", 11)),
    )
    article = write(
        tmp_path, "{% figure n = quantity(5) %}\nLead.\n\n## One\n\nTheirs {{ n }}.\n", note
    )
    assert plain(article.title) == "Ours: 5 downloads"
    assert plain(article.dek) == "New dek."
    assert [plain(s.title) for s in article.sections] == ["", "One", "More"]
    assert article.sections[1].blocks == (Paragraph((Text("Mine."),)),)
    assert article.sections[0].blocks[0] == Paragraph((Text("From the editor."),))
    assert [(f.rule, f.at) for f in article.findings] == [("note-section", Location(note.path, 11))]


def test_a_note_stands_before_an_article_that_begins_with_a_section(tmp_path: Path) -> None:
    note = Note(DAY, "content/models/notes/n.md", body="From the editor.\n")
    article = write(tmp_path, "## One\n\nx", note)
    assert [(s.id, plain(s.title)) for s in article.sections] == [("lead", ""), ("one", "One")]
    assert article.sections[0].blocks == (Paragraph((Text("From the editor."),)),)


def test_a_mistake_in_a_note_is_reported_in_the_note(tmp_path: Path) -> None:
    note = Note(DAY, "content/models/notes/n.md", sections=(("One", "x\n\n{{ nope }}\n", 9),))
    with pytest.raises(TemplateError, match="no name 'nope'") as caught:
        write(tmp_path, "## One\n\nx", note)
    assert caught.value.at == Location("content/models/notes/n.md", 12)


# --- mistakes -----------------------------------------------------------------------------------

MISTAKES = {
    "x\n{{ quantty(5) }}": (6, "no name 'quantty'", "did you mean 'quantity'"),
    "{{ 5 | shrt }}": (5, "no filter named 'shrt'", "did you mean 'short'"),
    "{% clam 1 %}": (5, "unknown tag 'clam'", "did you mean 'claim'"),
    "{% claim 1 %}": (5, "unexpected end of template", "closed"),
    "\n\n{{ gone }}": (7, "missing data of hub.stars[Qwen] on 2026-03-01", "is missing"),
    "{% claim gone > 5 %}x{% endclaim %}": (5, "missing data of hub.stars[Qwen]", "is missing"),
    "{{ quantity(1) + quantity(2, 'percent') }}": (5, "in downloads and quantity(2)", "ratio"),
    '{% directive "soon" %}x{% enddirective %}': (5, "'soon' is no horizon", "30 days"),
    '{% cta label="x" %}y{% endcta %}': (5, "a label and a url", "subscribe_url"),
    "{{ [1, 2] }}": (5, "a list of 2 cannot be printed", "loop"),
    "{% include 'topc.md.j2' %}": (5, "no template 'topc.md.j2'", "did you mean 'topic.md.j2'"),
    "x\n\n# Second": (7, "one headline", "##"),
    "{{ ''.__class__ }}": (5, "unsafe", "read values"),
    "{{ gone.resn }}": (5, "missing data has no 'resn'", "did you mean 'reason'"),
    "{{ [1, 2][3] }}": (5, "element 3 was asked for, of a list of 2", "length > 3"),
    "{{ [1][1] }}": (5, "of a list of one element", "ask first"),
    "{{ {'Qwen': 1}.Qwn }}": (5, "no 'Qwn' among the keys", "did you mean 'Qwen'"),
    "{{ {}.a }}": (5, "no 'a' among the keys", "it is empty"),
    "{{ date.zzz }}": (5, "a date has no 'zzz'", "it has ctime, day"),
    "{% directive %}x{% enddirective %}": (5, "unexpected", '{% directive "30 days" %}'),
    "{% cta 'Subscribe' %}x{% endcta %}": (5, "expected token 'name'", "{% cta label="),
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}": (5, "recursion", "without an end"),
    "{{ 1 + 'a' }}": (5, "cannot be computed", "kinds"),
    "{% figure x = [1] %}": (5, "'x' is not a figure", "set"),
    "{{ cite('x', 'ftp://y') }}": (5, "no web address", "cite"),
    "{{ pie('x', {'a': 1}, nope=3) }}": (5, "pie() was called", "reference"),
    "{{ 1 / 0 }}": (5, "division by zero", "ask first"),
    "{{ range(10 ** 9) }}": (5, "Range too big", ""),
    "{{ 'a' * 10 ** 15 }}": (5, "more memory than there is", ""),
    "{{ [] | first }}": (5, "no first item", "ask first"),
    "{{ none.x }}": (5, "nothing (none) has no 'x'", "before the full stop"),
    "{{ [1] | sum(attribute='x') }}": (5, "a number has no 'x'", "before the full stop"),
    "{% endif %}": (5, "unknown tag 'endif'", "nothing is open here"),
    "{% block a %}{% endblock %}{% block a %}{% endblock %}": (5, "defined twice", "another name"),
    "x\n{# open": (6, "missing end of comment", "closed"),
    "{% continue %}": (5, "`continue` stands outside a loop", "between `for`"),
    "{% for a in [1] %}\n{% claim a %}{% break %}{% endclaim %}{% endfor %}": (
        6,
        "`break` stands outside a loop",
        "into no claim",
    ),
    "{{ quantity }}": (5, "a call cannot be printed", "brackets"),
    "{{ topic }}": (5, "the topic cannot be printed", "`.byline`"),
    "{{ quantity(2) > quantity(1) }}": (5, "a comparison cannot be printed", "claim A > B"),
    "{{ namespace() }}": (5, "Namespace cannot be printed", "something else"),
    "{{ quantity() }}": (5, "quantity() missing 1", "it is written `quantity(number, unit='down"),
    "{{ 5 | short(1) }}": (5, "takes 1 positional", "`| short()`"),
    "{{ 5 | round(1, 2, 3) }}": (5, "round() takes", "`| round(precision=0, method='common')`"),
    "{{ {'a': 1} | dictsort(x=1) }}": (5, "dictsort() got", "it is written `| dictsort("),
    "{{ cite() }}": (5, "computed: cite() missing", "it is written `cite(source, url='', "),
    "{{ {}() }}": (5, "not callable", "kinds"),
    "{{ date + 1 }}": (5, "+: a date and a number", "kinds"),
    "{{ 1e400 }}": (5, "'inf' is not defined", ""),
    "{{ link('x') }}": (5, "link() takes entries and stories, not 'x'", "`entries()`"),
    "{{ link(quantity(5)) }}": (5, "link() takes entries and stories, not a figure", "`entries()`"),
    "{{ link(gone) }}": (5, "missing data of hub.stars[Qwen]", "is missing"),
    "{{ story_list(5) }}": (5, "story_list() takes entries and stories, not 5", "`stories()`"),
    "{{ link(nope) }}": (5, "no name 'nope'", "set with"),
    "{{ 'up to %s' | format(quantity(5)) }}": (5, "nobody could trace it", "join it on"),
    "{{ 'up to %s' % quantity(5) }}": (5, "nobody could trace it", "join it on"),
    "{{ 'up to {}'.format(quantity(5)) }}": (5, "nobody could trace it", "join it on"),
    "{{ 'up to N' | replace('N', quantity(5)) }}": (5, "nobody could trace it", "join it on"),
    "{{ quantity(5) | upper }}": (5, "nobody could trace it", "join it on"),
    "{{ quantity(5) | string }}": (5, "nobody could trace it", "join it on"),
    "{% cta label=quantity(5), url='https://a.co' %}x{% endcta %}": (5, "nobody could", "join it"),
    "{{ 'up to %s' | format(gone) }}": (5, "missing data of hub.stars[Qwen]", "is missing"),
    "{{ pie('x', {'a': gone}) }}": (5, "missing data of hub.stars[Qwen]", "is missing"),
    "{% claim gone %}x{% endclaim %}": (5, "missing data of hub.stars[Qwen]", "is missing"),
    "{% claim true and gone %}x{% endclaim %}": (5, "missing data of hub.stars", "is missing"),
    "x\n\U000f0041": (6, "private-use characters", "copied icon font"),
    '{% directive "30 days" %}\n- x\n{% enddirective %}': (6, "only paragraphs", "out of this tag"),
    "## {{ pie('x', {'a': 1}) | trim }}": (5, "inside a heading or a table", "of its own"),
    "x[^a]\n\n[^a]: y\n    - [^b]: z": (8, "a footnote stands within another", "begin the line"),
    "x[^a]\n\n[^a]: - [^b]: z": (7, "a footnote stands within another", "begin the line"),
}


@pytest.mark.parametrize("body", MISTAKES)
def test_mistakes_say_where_and_what_to_do(tmp_path: Path, body: str) -> None:
    line, message, hint = MISTAKES[body]
    with pytest.raises(BriefingError) as caught:
        write(tmp_path, body)
    assert caught.value.at == Location("templates/topic.md.j2", line)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("there", "hint"), [("topics.md.j2", "did you mean 'topics.md.j2'? Otherwise"), ("a", "put it")]
)
def test_a_topic_s_template_that_is_not_there(tmp_path: Path, there: str, hint: str) -> None:
    write(tmp_path, "x")
    (tmp_path / "topic.md.j2").rename(tmp_path / there)
    with pytest.raises(TemplateError, match="the template of the topic 'models'") as caught:
        compose_anew(tmp_path)
    assert caught.value.at == Location("templates/topic.md.j2")
    assert caught.value.hint.startswith(hint)
    assert "content/models/topic.toml" in caught.value.hint


@pytest.mark.parametrize(
    "body",
    [
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{% for a in [1] %}" * 30 + "x" + "{% endfor %}" * 30,
    ],
)
def test_tags_nested_too_deeply_are_told(tmp_path: Path, body: str) -> None:
    with pytest.raises(TemplateError, match="nested too deeply") as caught:
        write(tmp_path, body)
    assert caught.value.at == Location("templates/topic.md.j2")


def test_a_loop_may_be_left_and_a_story_printed_by_its_title(tmp_path: Path) -> None:
    loop = "{% for a in [1, 2] %}{% if a > 1 %}{% break %}{% endif %}{{ a }}{% endfor %}"
    article = write(tmp_path, loop + " {{ story }}", story=Story(entry("Told *here*")))
    assert article.sections[0].blocks == (Paragraph((Text("1 Told *here*"),)),)


def test_a_template_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.j2").write_bytes(b"caf\xe9")
    with pytest.raises(TemplateError, match="not UTF-8") as caught:
        write(tmp_path, "{% include 'm.j2' %}")
    assert caught.value.at == Location("templates/m.j2")


def test_a_mistake_in_a_macro_is_reported_there(tmp_path: Path) -> None:
    (tmp_path / "m.j2").write_text("{% macro f() %}\n\n{{ nope }}{% endmacro %}", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        write(tmp_path, "{% from 'm.j2' import f %}{{ f() }}")
    assert caught.value.at == Location("templates/m.j2", 3)


def test_a_template_must_begin_with_a_headline(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="does not begin with a headline"):
        write(tmp_path, "Text first.\n\n# Late", bare=True)


def test_a_mistake_that_no_template_made_stays_what_it_is(tmp_path: Path) -> None:
    environment = make_environment(TOPIC, PUBLICATION, DAY, draft(), [tmp_path], vocabulary())
    with pytest.raises(ValueError, match="ours"), placed(environment):
        raise ValueError("ours")


def test_a_template_that_is_in_no_file_is_told_by_its_line(tmp_path: Path) -> None:
    environment = make_environment(TOPIC, PUBLICATION, DAY, draft(), [tmp_path], vocabulary())
    with pytest.raises(TemplateError) as caught, placed(environment):
        environment.from_string("\n{% clam 1 %}")
    assert caught.value.at == Location("<template>", 2)


def draft() -> Draft:
    return Draft(lambda figure: f"{figure.value}")


def test_missing_data_can_be_handled(tmp_path: Path) -> None:
    article = write(tmp_path, "{% if gone is missing %}Unknown: {{ gone.reason }}.{% endif %}")
    assert article.sections[0].blocks == (Paragraph((Text("Unknown: no row."),)),)


def test_a_link_that_mail_cannot_follow_is_text_and_a_finding(tmp_path: Path) -> None:
    article = write(tmp_path, "\n[a](javascript:alert(1)) [b](page.html)")
    assert article.sections[0].blocks == (Paragraph((Text("a b"),)),)
    assert [(f.rule, f.at and f.at.line) for f in article.findings] == [("link-scheme", 6)] * 2


def test_missing_figures_stop_arithmetic(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no row"):
        write(tmp_path, "{{ gone + quantity(1) }}")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert plain(write(tmp_path, "\ufeff# One\n\nTwo.\n", bare=True).title) == "One"


def test_a_fence_says_what_is_to_be_seen(tmp_path: Path) -> None:
    opening = "```mermaid {caption='Up to *{{ quantity(3) }}*' alt=\"A {{ date }} line\" title='T'}"
    (diagram,) = write(tmp_path, f"{opening}\nflowchart LR\n  a --> b\n```\n").diagrams
    assert plain(diagram.caption) == "Up to 3 downloads"
    assert isinstance(diagram.caption[1], Emphasis)
    assert (diagram.title, diagram.alt) == ("T", "A 2026-03-01 line")
    assert diagram.script == "flowchart LR\n  a --> b\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("{captoin='x'}", "no 'captoin' behind `mermaid`"),
        ("caption", "'caption' behind `mermaid` cannot be read"),
        ("{caption=x}", "'caption=x' behind `mermaid` cannot be read"),
    ],
)
def test_words_behind_a_fence_that_cannot_be_read(tmp_path: Path, words: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        write(tmp_path, f"```mermaid {words}\nflowchart LR\n```\n")
    assert caught.value.message == message
    assert caught.value.at == Location("templates/topic.md.j2", 5)


@pytest.mark.parametrize("body", ["{% figure total = quantitty %}", "{% figure total = gon.x %}"])
def test_a_figure_of_an_unknown_name_is_told_by_that_name(tmp_path: Path, body: str) -> None:
    with pytest.raises(TemplateError, match=r"no name '(quantitty|gon)'") as caught:
        write(tmp_path, body)
    assert "did you mean" in caught.value.hint
