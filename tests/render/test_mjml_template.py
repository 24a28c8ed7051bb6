"""Email templates: structure is printed, content goes into slots, errors are at the file's line."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import BriefingError, ErrorList, Location, RenderError
from briefing.model.theme import Theme
from briefing.render.mjml_template import render_mjml
from briefing.render.slots import Html, Slots, Style

OPEN = "<mjml><mj-body><mj-section><mj-column>\n"
CLOSE = "\n</mj-column></mj-section></mj-body></mjml>"


def render(folder: Path, body: str, **values: object) -> str:
    """Render a template and fill its slots, as if an engine had changed nothing."""
    (folder / "issue.mjml.j2").write_text(OPEN + body + CLOSE, encoding="utf-8")
    source, slots = render_mjml("issue.mjml.j2", [folder], values)
    return slots.fill(source)


def failing(folder: Path, body: str, **values: object) -> str:
    with pytest.raises(BriefingError) as caught:
        render(folder, body, **values)
    return str(caught.value)


def test_content_is_hidden_from_the_engine(tmp_path: Path) -> None:
    (tmp_path / "issue.mjml.j2").write_text(
        OPEN + '<mj-button href="{{ url }}">{{ words }}</mj-button>' + CLOSE
    )
    hostile = '"><mj-text>&amp;</mj-text><mj-include path="/etc/passwd" />'
    values = {"url": f"https://x.example/{hostile}", "words": hostile}
    source, slots = render_mjml("issue.mjml.j2", [tmp_path], values)
    assert "passwd" not in source
    filled = slots.fill(source)
    assert "&#34;&gt;&lt;mj-text&gt;&amp;amp;" in filled
    assert "<mj-include" not in filled


def test_structure_is_printed_as_it_is(tmp_path: Path) -> None:
    body = '<mj-text color="{{ colour }}" css-class="{{ kind | structure }}">{{ n }}</mj-text>'
    html = render(tmp_path, body, colour=Style("#fff"), kind="lead", n=3)
    assert '<mj-text color="#fff" css-class="lead">3</mj-text>' in html


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Html("<b>x</b>"), "<b>x</b>"),
        ("<b>", "&lt;b&gt;"),
        (None, ""),
        (1.5, "1.5"),
        (True, "True"),
    ],
)
def test_what_an_expression_prints(tmp_path: Path, value: object, shown: str) -> None:
    assert f"<mj-text>{shown}</mj-text>" in render(tmp_path, "<mj-text>{{ x }}</mj-text>", x=value)


def test_markup_is_printed_as_it_is(tmp_path: Path) -> None:
    body = "{% macro m() %}<b>{{ x }}</b>{% endmacro %}<mj-text>{{ m() }}</mj-text>"
    assert "<b>&lt;i&gt;</b>" in render(tmp_path, body, x="<i>")


def test_includes_are_relative_to_their_file_and_keep_their_lines(tmp_path: Path) -> None:
    (tmp_path / "parts" / "deep").mkdir(parents=True)
    (tmp_path / "parts" / "one.mjml.j2").write_text(
        '\n<mj-include path="./deep/two.mjml.j2" />', encoding="utf-8"
    )
    (tmp_path / "parts" / "deep" / "two.mjml.j2").write_text("\n\n<mj-txt>x</mj-txt>")
    said = failing(tmp_path, '<mj-include path="./parts/one.mjml.j2"></mj-include>')
    assert said.startswith("templates/parts/deep/two.mjml.j2:3: no MJML tag <mj-txt>")


@pytest.mark.parametrize("path", ["../secret.j2", "/etc/passwd", "./../../etc/passwd", "none.j2"])
def test_includes_stay_in_the_templates_folder(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.j2").write_text("<mj-text>s3cret</mj-text>")
    said = failing(folder, f'<mj-include path="{path}" />')
    assert "s3cret" not in said
    assert "no template" in said
    assert "templates/ folder" in said


def test_an_include_whose_path_is_computed_is_no_include(tmp_path: Path) -> None:
    said = failing(tmp_path, '<mj-include path="{{ x }}" />', x="parts.j2")
    assert "no MJML tag <mj-include>" in said


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("\n<mj-text>{{ headlin }}</mj-text>", 3, "'headlin' is undefined"),
        ("\n\n{% if %}", 4, "expected an expression"),
        ("{% for x in y %}", None, "unexpected end of template"),
        ("\n<mj-text>{{ ''.__class__.__mro__ }}</mj-text>", 3, "unsafe"),
        ("\n<mj-text>{{ 1 + x }}</mj-text>", 3, "this cannot be computed: unsupported operand"),
        ("\n<mj-text>{{ x | nofilter }}</mj-text>", 3, "no filter named 'nofilter'"),
        ("\n{% if x %}\n<mj-text color=#fff>{{ x }}</mj-text>\n{% endif %}", 4, "not well-formed"),
    ],
)
def test_errors_are_at_the_files_line(
    tmp_path: Path, body: str, line: int | None, said: str
) -> None:
    error = failing(tmp_path, body, x="x", y=[])
    assert said in error
    assert error.startswith(f"templates/issue.mjml.j2:{line or ''}")


@pytest.mark.parametrize("fault", ["{{ headlin }}", "{{ 1 + x }}", '<mj-include path="none" />'])
def test_an_error_in_a_part_is_at_the_part_s_line(tmp_path: Path, fault: str) -> None:
    (tmp_path / "parts").mkdir()
    part = f"\n\n<mj-text>{fault}</mj-text>"
    (tmp_path / "parts" / "one.mjml.j2").write_text(part, encoding="utf-8")
    error = failing(tmp_path, '\n<mj-include path="./parts/one.mjml.j2" />', x="x")
    assert error.startswith("templates/parts/one.mjml.j2:3: ")


@pytest.mark.parametrize("text", ["", " \n{# nothing #}\n"])
def test_an_empty_template_is_told_as_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "issue.mjml.j2").write_text(text)
    with pytest.raises(RenderError, match="this template is empty") as caught:
        render_mjml("issue.mjml.j2", [tmp_path], {})
    assert caught.value.at == Location("templates/issue.mjml.j2")
    assert "delete the file" in caught.value.hint


def test_a_part_that_is_not_there_is_told_without_python_s_names(tmp_path: Path) -> None:
    error = failing(tmp_path, "<mj-text>{{ x.txt_font }}</mj-text>", x=Theme())
    assert ": theme has no 'txt_font'" in error


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"no template 'issue\.mjml\.j2'\n"):
        render_mjml("issue.mjml.j2", [tmp_path], {})


def test_a_fault_in_an_included_file_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "issue.mjml.j2").write_text(OPEN + '<mj-include path="./foot.mjml.j2" />' + CLOSE)
    (tmp_path / "foot.mjml.j2").write_text("<mj-text>\n\n{{ nope }}</mj-text>")
    with pytest.raises(RenderError, match="'nope' is undefined") as caught:
        render_mjml("issue.mjml.j2", [tmp_path], {})
    assert caught.value.at == Location("templates/foot.mjml.j2", 3)


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "issue.mjml.j2").write_bytes(b"<mjml>caf\xe9</mjml>")
    with pytest.raises(RenderError, match="not UTF-8") as caught:
        render_mjml("issue.mjml.j2", [tmp_path], {})
    assert caught.value.at == Location("templates/issue.mjml.j2")


def test_every_fault_of_the_layout_is_told(tmp_path: Path) -> None:
    (tmp_path / "issue.mjml.j2").write_text(OPEN + "<mj-txt />\n<mj-buton />" + CLOSE)
    with pytest.raises(ErrorList) as caught:
        render_mjml("issue.mjml.j2", [tmp_path], {})
    assert len(caught.value.errors) == 2


def test_lost_content_is_noticed() -> None:
    slots = Slots()
    kept, _lost = slots.put("kept"), slots.put("<lost>")
    with pytest.raises(RenderError, match=r"lost 1 pieces of content, .*&lt;lost&gt;"):
        slots.fill(f"<p>{kept}</p>")


def test_content_that_looks_like_a_slot_is_left_alone() -> None:
    slots = Slots()
    first = slots.put("slot00001tols")
    slots.put("second")
    assert slots.fill(f"{first} slot00001tols") == "slot00001tols second"


def test_a_token_that_was_never_given_out_is_left_alone() -> None:
    assert Slots().fill("slot00007tols") == "slot00007tols"
