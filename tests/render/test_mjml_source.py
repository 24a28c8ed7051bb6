"""MJML is checked before an engine sees it: each fault is told, at its line, with what to do."""

from __future__ import annotations

import pytest

from briefing.errors import ErrorList, Location
from briefing.render.mjml_source import check_mjml


def faults(source: str, *, places: bool = True) -> list[str]:
    lines = source.count("\n") + 1
    known = [Location("templates/email/x.mjml.j2", n) for n in range(1, lines + 1)]
    try:
        check_mjml(source, known if places else [])
    except ErrorList as error:
        return [str(one) for one in error.errors]
    return []


def email(body: str, head: str = "") -> str:
    return f"<mjml>\n<mj-head>\n{head}\n</mj-head>\n<mj-body>\n{body}\n</mj-body>\n</mjml>"


def column(content: str) -> str:
    return email(f"<mj-section><mj-column>\n{content}\n</mj-column></mj-section>")


@pytest.mark.parametrize(
    "source",
    [
        column("<mj-text>words<br>and <img src='x'> <b>more</b>&nbsp;&copy;&mdash;</mj-text>"),
        column("<mj-table><tr><td>one</td></tr></mj-table>"),
        column("<mj-raw><p>raw</p></mj-raw><mj-divider /><mj-spacer />"),
        email("", "<mj-attributes><mj-all color='red' /><mj-class name='x' /></mj-attributes>"),
        email("<mj-hero background-color='#fff'><mj-text>x</mj-text></mj-hero>"),
        column("<mj-social><mj-social-element name='x'>X</mj-social-element></mj-social>"),
    ],
)
def test_what_is_sound_passes(source: str) -> None:
    assert faults(source) == []


PLACE = "templates/email/x.mjml.j2"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("<mj-txt>x</mj-txt>", 7, "no MJML tag <mj-txt>\n  hint: did you mean 'mj-text'?"),
        ("<mj-wildebeest />", 7, "no MJML tag <mj-wildebeest>\n  hint: use mjml, mj-head"),
        ("<mj-include path='/etc/passwd' />", 7, "no MJML tag <mj-include>"),
        ("<mj-text colour='red'>x</mj-text>", 7, "'colour'\n  hint: did you mean 'color'?"),
        ("<mj-text zzz='red'>x</mj-text>", 7, "no attribute 'zzz'\n  hint: it takes align"),
        ("<mj-text>unclosed", 8, "this is not well-formed: mismatched tag"),
        ("<mj-text color=red>x</mj-text>", 7, "this is not well-formed"),
        ("<mj-text>fish & chips</mj-text>", 7, "write & as &amp;"),
        ("<mj-text>&bogus;</mj-text>", 7, "this is not well-formed: undefined entity"),
        ("words", 7, "text stands directly in <mj-column>: 'words'\n  hint: put it in <mj-text>"),
        ("<p>x</p>", 7, "<p> cannot stand in <mj-column>\n  hint: put HTML in mj-text"),
        ("<mj-section />", 7, "<mj-section> cannot stand in <mj-column>"),
        ("<mj-image><b>x</b></mj-image>", 7, "<b> cannot stand in <mj-image>"),
        (
            "<mj-button font-family='Lato, serif'>x</mj-button>",
            7,
            "the font 'Lato' would be fetched",
        ),
        ("<mj-text font-family='Open Sans'>x</mj-text>", 7, "'Open Sans'"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(content: str, line: int, said: str) -> None:
    (fault,) = faults(column(content))
    assert fault.startswith(f"{PLACE}:{line}: ")
    assert said in fault


@pytest.mark.parametrize("font", ["Roboto", "Open Sans", "Lato", "Ubuntu", "Droid Sans"])
def test_fonts_that_crash_the_engine_are_refused(font: str) -> None:
    assert any(
        font in fault for fault in faults(column(f"<mj-text font-family='{font}'>x</mj-text>"))
    )


def test_a_hero_without_background_is_refused() -> None:
    (fault,) = faults(email("<mj-hero><mj-text>x</mj-text></mj-hero>"))
    assert "<mj-hero> has no background" in fault


def test_the_outermost_tag_is_mjml() -> None:
    (fault,) = faults("<mj-body></mj-body>")
    assert "the email begins with <mj-body>" in fault


def test_a_bomb_of_depth_is_refused() -> None:
    assert any(
        "40 deep" in f
        for f in faults(column("<mj-text>" + "<b>" * 50 + "</b>" * 50 + "</mj-text>"))
    )


def test_every_fault_is_told_at_once() -> None:
    content = "<mj-txt />\n<mj-text colour='x'>y</mj-text>\nwords"
    found = faults(column(content))
    assert [fault.split(":")[1] for fault in found] == ["7", "8", "9"]


def test_entities_of_the_documents_own_are_not_expanded() -> None:
    """A billion laughs: a second DOCTYPE is not well-formed where ours stands already."""
    laughs = '<!DOCTYPE mjml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><mjml>&b;</mjml>'
    assert any("not well-formed" in fault for fault in faults(laughs))


def test_without_places_faults_are_told_without() -> None:
    (fault,) = faults(column("<mj-txt />"), places=False)
    assert fault.startswith("no MJML tag")
