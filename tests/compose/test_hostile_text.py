"""Text from outside stays text, whatever a template does with it."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model.article import Code, CodeBlock, Diagram, Link, Paragraph, Text, plain
from briefing.model.placeholder import inert, inert_url
from tests.compose.writing import entry, write

HOSTILE = (
    "**bold** _em_ `code`",
    "# heading",
    "1. list",
    "- [ ] task",
    "[x](javascript:alert(1))",
    "![x](https://e.example/x.png)",
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp; &#42;",
    "{{ 7 * 7 }} {% raw %} {# c #}",
    "a | b",
    "```mermaid\npie\n```",
    "\\*escaped\\*",
    "line\n\n## New section",
    "    indented",
    "---\n===",
    "[^1]: note",
    "https://auto.example",
    '"] --> Z[injected',
    "%%unsubscribe_url%%",
    "\U0010f000\U0010f021\U0010f010\U0010f001",
    "\u202eevil",
)
SAFE = st.text(min_size=1, max_size=60) | st.sampled_from(HOSTILE)
USES = (
    "x {{ t }} x",
    "x {{ 'a' ~ t ~ 'b' }} x",
    "x {{ wrap(t) }} x",
    "x {{ wrap(t) ~ t }} x",
    "x {{ (wrap('y') + t) }} x",
    "x {{ [t, wrap(t)] | join('*') }} x",
    "x {{ '%s' | format(t) }} x",
    "x {% set s %}%s{% endset %}{{ s | format(t) }} x",
    "x {{ t | upper | lower | trim }} x",
    "x {{ t[:9] | replace('a', '*') }} x",
    "x {{ wrap('a') | replace('a', t) }} x",
    "x {% filter indent %}{{ t }}{% endfilter %} x",
    "x {% set s %}{{ t }}{% endset %}{{ s }} x",
    "x {% call box() %}{{ t }}{% endcall %} x",
    "x {{ entry }} {{ entry.title }} x",
)
MACROS = "{% macro wrap(v) %}{{ v }}{% endmacro %}{% macro box() %}{{ caller() }}{% endmacro %}"


@settings(max_examples=120, deadline=None)
@given(text=SAFE, use=st.sampled_from(USES))
def test_no_use_of_a_text_makes_it_live(text: str, use: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        article = write(Path(folder), MACROS + use, t=text, entry=entry(text))
    (section,) = article.sections
    (block,) = section.blocks
    assert isinstance(block, Paragraph)
    assert all(isinstance(child, Text) for child in block.children)
    assert plain(block.children).startswith("x ")
    assert not article.figures
    assert not article.claims


@pytest.mark.parametrize("text", HOSTILE[:-2])
def test_text_is_printed_as_it_is(tmp_path: Path, text: str) -> None:
    article = write(tmp_path, "x {{ t }} x", t=text)
    (block,) = article.sections[0].blocks
    assert isinstance(block, Paragraph)
    said = plain(block.children).replace("\u2060", "")
    assert said.split() == ["x", *text.split(), "x"]


@pytest.mark.parametrize(
    "use",
    [
        "{{ t }}",
        "{{ entry }}",
        "{{ link(entry) }}",
        "{{ t[:9] ~ t[9:] }}",
        "{{ ('%' ~ t[1:]) | replace('x', '') }}",
        "{{ ['%%unsub', 'scribe_url%%'] | join }}",
        "`{{ t }}`",
        "{{ story_list([entry]) }}",
        "said{{ cite(entry) }}",
        '```mermaid\nflowchart LR\n  A["{{ t }}"]\n```',
        "{{ pie(t, {t: 1}, caption=t) }}",
        "{% set s %}{{ t }}{% endset %}{{ s | lower }}",
    ],
)
def test_no_text_from_outside_is_filled_in_for_a_subscriber(tmp_path: Path, use: str) -> None:
    told = inert("%%unsubscribe_url%%"), inert_url("https://evil.example/?u=%%unsubscribe_url%%")
    article = write(tmp_path, use, t="%%unsubscribe_url%%", entry=entry(*told))
    assert "%%unsubscribe_url%%" not in repr((article.sections, article.sources)).replace(
        "#37;", "%"
    )


def test_an_editor_may_place_what_is_filled_in(tmp_path: Path) -> None:
    (block,) = write(tmp_path, "[Leave](%%unsubscribe_url%%)").sections[0].blocks
    assert block == Paragraph((Link("%%unsubscribe_url%%", (Text("Leave"),)),))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "use",
    [
        "## {{ t }}\n\nx",
        "- {{ t }}",
        "> {{ t }}",
        "|a|\n|-|\n|{{ t }}|",
        "**{{ t }}**",
        "{{ link(e) }}",
    ],
)
def test_text_cannot_leave_its_block(tmp_path: Path, text: str, use: str) -> None:
    article = write(tmp_path, f"Lead.\n\n{use}\n\nEnd.", t=text, e=entry(text))
    blocks = [b for s in article.sections for b in s.blocks]
    assert blocks[0] == Paragraph((Text("Lead."),))
    assert blocks[-1] == Paragraph((Text("End."),))
    assert len(blocks) == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_code_and_mermaid(tmp_path: Path, text: str) -> None:
    article = write(
        tmp_path,
        '`{{ t }}`\n\n```text\n{{ t }}\n```\n\n```mermaid\nflowchart LR\n  A["{{ t }}"]\n```\n',
        t=text,
    )
    line, code, diagram = article.sections[0].blocks
    assert isinstance(line, Paragraph)
    assert isinstance(line.children[0], Code)
    assert isinstance(code, CodeBlock)
    assert isinstance(diagram, Diagram)
    label = diagram.script.split('A["')[1].removesuffix('"]\n')
    assert not set(label) & set('"[]<>`*|(){}\n')
