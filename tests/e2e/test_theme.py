"""One file changes how email, web page and diagrams look, in light and in dark."""

from pathlib import Path

import pytest

from briefing.cli import main
from briefing.content.making import make_publication

THEME = """
text_font = "'Courier New', monospace"
heading_font = "Impact, sans-serif"
width = 720
logo_url = "https://news.example/logo.png"
logo_alt = "The News"
series = ["#b00020", "#006064", "#4a148c", "#33691e"]
[light]
background = "#ffe8d6"
surface = "#fff8f0"
text = "#3d0c02"
muted = "#6b4423"
line = "#d4a373"
accent = "#a1001d"
on_accent = "#fff0f0"
warning = "#7a1f00"
[dark]
background = "#001219"
surface = "#012a36"
text = "#e0fbfc"
muted = "#94d2bd"
line = "#0a9396"
accent = "#ffb703"
on_accent = "#023047"
warning = "#ffd166"
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    make_publication(tmp_path / "site", "News")
    return tmp_path / "site"


def build(site: Path, theme: str, command: str = "build") -> int:
    (site / "content" / "theme.toml").write_text(theme, encoding="utf-8")
    out = ["--out", str(site / "out")] if command == "build" else []
    return main([command, "--replay", "--site", str(site), *out])


def test_everything_follows_the_theme(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site, THEME) == 0
    assert "theme-contrast" not in capsys.readouterr().out
    (folder,) = (site / "out" / "bike-counts").iterdir()
    email = (folder / "email.html").read_text(encoding="utf-8")
    web = (folder / "index.html").read_text(encoding="utf-8")
    charts = "".join(p.read_text(encoding="utf-8") for p in folder.glob("diagrams/*.svg"))
    colours = [line.split('"')[1] for line in THEME.split("\n") if '= "#' in line]
    for colour in colours:
        # What only marks sample data or draws lines stands in one of the two.
        assert colour in email.lower() or colour in web.lower(), colour
        assert colour in web.lower(), colour
    for shown in ("https://news.example/logo.png", "Impact", "Courier New"):
        assert shown in email
        assert shown in web
    assert "#b00020" in charts.lower()
    assert "#fff8f0" in charts.lower()
    assert "720px" in email
    assert "max-width: 54.0rem" in web
    for default in ("#f3f4f1", "#1d4ed8", "#171b22", "#8ab4ff"):
        assert default not in (email + web + charts).lower(), default


@pytest.mark.parametrize(
    ("scheme", "colour", "other"), [("light", "#6b4423", "#d9c7b8"), ("dark", "#94d2bd", "#1d4a48")]
)
def test_contrast_is_checked_in_both_schemes(
    site: Path, capsys: pytest.CaptureFixture[str], scheme: str, colour: str, other: str
) -> None:
    build(site, THEME.replace(colour, other), "check")
    said = capsys.readouterr().out
    assert f"{scheme}: muted ({other}) on surface" in said
    assert f"[{scheme}]" in said


def test_a_fault_in_the_theme_is_told_at_its_line(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(site, THEME.replace('"#3d0c02"', '"red"')) == 1
    assert "content/theme.toml:11: text cannot be 'red'" in capsys.readouterr().err
