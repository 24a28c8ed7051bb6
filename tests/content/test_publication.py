"""The publication's settings and theme: defaults, everything said, and each mistake at its line."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from briefing.content import load_publication
from briefing.content.publication import load_theme
from briefing.model.theme import Palette, Theme
from tests.content.writing import PUBLICATION, faults, write

ROOT = Path(__file__).parents[2]


def publication(root: Path, text: str = PUBLICATION, theme: str | None = None) -> None:
    write(root, "content/publication.toml", text)
    if theme is not None:
        write(root, "content/theme.toml", theme)


def test_a_publication_of_four_lines_has_defaults(tmp_path: Path) -> None:
    publication(tmp_path)
    found = load_publication(tmp_path)
    assert (found.name, found.root, found.url) == ("The Sample", tmp_path, "https://sample.example")
    assert found.sender == "The Sample <daily@sample.example>"
    assert (found.theme, found.tagline) == (Theme(), "")
    assert (found.diagram_engine, found.diagram_server, found.mjml_engine) == (
        "embedded",
        "",
        "mjml",
    )


def test_everything_that_a_publication_can_say(tmp_path: Path) -> None:
    more = """
tagline = "figures, traced"
diagram_engine = "ink"
diagram_server = "https://ink.example:8443/mermaid"
mjml_engine = "mrml"
"""
    publication(tmp_path, PUBLICATION + more)
    found = load_publication(tmp_path)
    assert (found.tagline, found.mjml_engine) == ("figures, traced", "mrml")
    assert (found.diagram_engine, found.diagram_server) == (
        "ink",
        "https://ink.example:8443/mermaid",
    )


def test_the_address_may_have_lines_and_the_url_a_slash(tmp_path: Path) -> None:
    text = PUBLICATION.replace("1 Sample Street, ", "1 Sample Street\\n")
    publication(tmp_path, text.replace('.example"\nsender', '.example/"\nsender'))
    found = load_publication(tmp_path)
    assert found.address == "1 Sample Street\nSampletown"
    assert found.url == "https://sample.example"


def test_a_browser_may_take_its_script_from_a_file(tmp_path: Path) -> None:
    publication(
        tmp_path, PUBLICATION + 'diagram_engine = "chromium"\ndiagram_server = "mermaid.min.js"\n'
    )
    assert load_publication(tmp_path).diagram_server == "mermaid.min.js"


# Which key's line is replaced by what, and what is said of it.
WRONG = [
    ("name", 'name = ""', "name is empty", ""),
    ("name", "name = 3", "name must be text, not 3", ""),
    ("name", 'name = "a\\nb"', "name must be one line", "headers"),
    ("name", 'neam = "x"\nname = "y"', "no key 'neam' here", "did you mean 'name'?"),
    ("url", 'url = "briefing.example"', "url cannot be 'briefing.example'", "https://"),
    ("url", 'url = "javascript:alert(1)"', "url cannot be 'javascript:alert(1)'", "https://"),
    ("url", 'url = "https://a.example/?x=1"', "url cannot be 'https://a.example/?x=1'", ""),
    ("sender", 'sender = "daily"', "sender cannot be 'daily'", '"Name <name@example.org>"'),
    ("sender", 'sender = "a@b"', "sender cannot be 'a@b'", ""),
    ("sender", 'sender = "A <a@b.example>, B <b@b.example>"', "sender cannot be 'A <a@b", ""),
    ("sender", 'sender = "A <a@b.example>\\nBcc: x@y.example"', "sender must be one line", ""),
    ("address", 'address = "  "', "address is empty", ""),
]


@pytest.mark.parametrize(("key", "line", "message", "hint"), WRONG)
def test_a_wrong_line_is_told(tmp_path: Path, key: str, line: str, message: str, hint: str) -> None:
    lines = PUBLICATION.splitlines()
    number = next(n for n, text in enumerate(lines, 1) if text.startswith(f"{key} "))
    lines[number - 1] = line
    publication(tmp_path, "\n".join(lines))
    told = faults(lambda: load_publication(tmp_path))
    assert told[0].startswith(f"content/publication.toml:{number}: {message}")
    assert hint in told[0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("diagram_engine = 'embeded'", "diagram_engine cannot be 'embeded'\n  hint: did you mean"),
        ("mjml_engine = 'x'", "mjml_engine cannot be 'x'\n  hint: it is one of mjml, mrml"),
        ("mjml_engine = 1", "mjml_engine must be text, not 1"),
        ("tagline = []", "tagline must be text, not []"),
        (
            "diagram_server = 'ink.example'\ndiagram_engine = 'ink'",
            "diagram_server cannot be 'ink.example'",
        ),
    ],
)
def test_a_wrong_choice_is_told(tmp_path: Path, line: str, message: str) -> None:
    publication(tmp_path, PUBLICATION + line)
    (told,) = faults(lambda: load_publication(tmp_path))
    assert told.startswith(f"content/publication.toml:5: {message}")


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    publication(tmp_path, "")
    told = faults(lambda: load_publication(tmp_path))
    assert [message.splitlines()[0] for message in told] == [
        f"content/publication.toml:1: {key} is missing"
        for key in ("name", "url", "sender", "address")
    ]


def test_faults_of_settings_and_theme_are_told_together(tmp_path: Path) -> None:
    publication(tmp_path, PUBLICATION + "x = 1\n", theme="width = 5\ny = 1\n")
    told = faults(lambda: load_publication(tmp_path))
    assert [message.split(": ")[0] for message in told] == [
        "content/publication.toml:5",
        "content/theme.toml:1",
        "content/theme.toml:2",
    ]


def test_no_settings_at_all(tmp_path: Path) -> None:
    (told,) = faults(lambda: load_publication(tmp_path))
    assert told.startswith("content/publication.toml: this file cannot be read: ")


def test_settings_that_are_not_utf_8(tmp_path: Path) -> None:
    write(tmp_path, "content/publication.toml", "").write_bytes(b'name = "Caf\xe9"\n')
    (told,) = faults(lambda: load_publication(tmp_path))
    assert told == "content/publication.toml: this file is not UTF-8\n  hint: save it as UTF-8"


def test_settings_saved_with_a_byte_order_mark(tmp_path: Path) -> None:
    publication(tmp_path, "\ufeff" + PUBLICATION)
    assert load_publication(tmp_path).name == "The Sample"


THEME = """\
width = 640
text_font = "Palatino, serif"
series = ["#112233", "#445566", "#AABBCC"]
logo_url = "https://sample.example/logo.png"
logo_alt = "The Sample"

[light]
text = "#101010"

[dark]
text = "#F0F0F0"
"""


def test_a_theme_changes_what_it_names(tmp_path: Path) -> None:
    publication(tmp_path, theme=THEME)
    theme = load_publication(tmp_path).theme
    assert (theme.width, theme.text_font) == (640, "Palatino, serif")
    assert theme.series == ("#112233", "#445566", "#aabbcc")
    assert (theme.light.text, theme.dark.text) == ("#101010", "#f0f0f0")
    assert (theme.light.accent, theme.mono_font) == (Theme().light.accent, Theme().mono_font)
    assert (theme.logo_url, theme.logo_alt) == ("https://sample.example/logo.png", "The Sample")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[light]\ntext = 'black'",
            ":2: text cannot be 'black'\n  hint: write a colour as #rrggbb",
        ),
        ("[dark]\n\nline = '#fff'", ":3: line cannot be '#fff'"),
        ("[dark]\ntext = '#123456;x'", ":2: text cannot be '#123456;x'"),
        ("[dark]\ntext = 1", ":2: text must be text, not 1"),
        ("[dark]\ntxt = '#123456'", ":2: no key 'txt' here\n  hint: did you mean 'text'?"),
        ("[drak]\ntext = '#123456'", ":1: no key 'drak' here\n  hint: did you mean 'dark'?"),
        ("light = 'white'", ":1: light must be a table\n  hint: write [light] above its keys"),
        ("\nseries = ['#123456']", ":2: series must be a list of three colours or more"),
        ("series = 'red'", ":1: series must be a list"),
        ("series = ['#123456', '#654321', 'red']", ":1: series cannot hold 'red'"),
        ("width = 2000", ":1: width cannot be 2000: it is between 320 and 900"),
        ("width = '600'", ":1: width must be a whole number, not '600'"),
        ("text_font = 'x;} body{'", ":1: text_font cannot be 'x;} body{'\n  hint: write font"),
        ("logo_url = 'logo.png'", ":1: logo_url cannot be 'logo.png'"),
    ],
)
def test_a_wrong_theme_is_told(tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, "content/theme.toml", text)
    (message,) = faults(lambda: load_theme(tmp_path))
    assert message.startswith(f"content/theme.toml{told}")


def test_our_own_publication_is_in_order() -> None:
    ours = load_publication(ROOT)
    assert ours.url.startswith("https://")
    assert ours.url.endswith(".example")
    text = (ROOT / "content" / "theme.toml").read_text(encoding="utf-8")
    names = {field.name for field in fields(Palette)}
    for scheme in ("light", "dark"):
        assert set(tomllib.loads(text)[scheme]) == names, "editors see every colour there is"
