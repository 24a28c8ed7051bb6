"""The engine refuses what it must, says where, keeps what it drew, and is the same everywhere."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.engines.mermaid import make_engine
from briefing.engines.mermaid.cache import DrawingCache
from briefing.engines.mermaid.fonts import FILES, measures_of
from briefing.engines.mermaid.fonts.measuring import measured
from briefing.errors import ContentError, DiagramError, Location
from briefing.model.theme import LIGHT, Theme
from briefing.ports import DiagramEngine
from tests.engines.scripts import SCRIPTS

THEME = Theme()
AT = Location("templates/topics/x.md.j2", 40)
PIE = 'pie\n "a" : 1\n "b" : 2'


@pytest.mark.parametrize(
    ("script", "line", "says"),
    [
        ("flowchart LR\n A --> --> B", 41, "unexpected edge operator"),
        ('pie\n "a" : -1', 41, "invalid value: -1"),
        ("xyz", 40, "no Mermaid diagram"),
        ("", 40, "no Mermaid diagram"),
        ("flowchart LR\n a --> b\n click a href 'javascript:x'", 42, "cannot be clicked"),
        ('flowchart LR\n a --> b; click a "https://example.org"', 41, "cannot be clicked"),
        ("sequenceDiagram\n link A: B @ https://example.org\n A->>B: hi", 41, "be clicked"),
        ('classDiagram\n class A\n link A "https://example.org"', 42, "cannot be clicked"),
        ("%%{init: {'theme': 'dark'}}%%\n" + PIE, 40, "does not configure itself"),
        (PIE + "\n%% " + "x" * 50_000, 40, "the diagram's script has 50,0"),
    ],
)
def test_a_faulty_script_is_refused_at_its_line(
    engine: DiagramEngine, script: str, line: int, says: str
) -> None:
    with pytest.raises(DiagramError) as refused:
        engine.render(script, THEME, at=AT)
    assert says in refused.value.message
    assert refused.value.hint
    assert refused.value.at is not None
    assert (refused.value.at.path, refused.value.at.line) == (AT.path, line)


@pytest.mark.parametrize(
    "script",
    [
        "mindmap\n Root\n  click here\n  link up",
        "journey\n title Day\n section A\n  link accounts: 3: Me",
        'flowchart LR\n a["click me"] --> b["init: {}"]',
    ],
)
def test_words_that_only_look_like_commands_are_drawn(engine: DiagramEngine, script: str) -> None:
    assert engine.render(script, THEME).png


@pytest.mark.parametrize(
    "label", ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "#60;script#62;x"]
)
def test_markup_in_a_plain_fence_stays_harmless(engine: DiagramEngine, label: str) -> None:
    svg = engine.render(f'flowchart LR\n a["{label} seen"] --> b', THEME).svg
    assert "<script" not in svg
    assert "<img" not in svg
    assert "onerror=" not in svg.replace("&lt;img src=x onerror=", "")
    assert "seen" in svg


def test_drawings_that_nothing_used_for_long_are_deleted(cache_dir: Path) -> None:
    engine = make_engine("embedded", server="", cache_dir=cache_dir)
    for script in (PIE, PIE.replace("1", "3")):
        engine.render(script, THEME)
    (interrupted := next(cache_dir.glob("??")) / "half.new").write_text("{")
    now = datetime.now(UTC)
    files = sorted(cache_dir.glob("??/*"))
    for path in files:
        os.utime(path, times=(0, (now - timedelta(days=100)).timestamp()))
    engine.render(PIE, THEME)  # used again, if only looked up
    cache = DrawingCache(cache_dir)
    assert cache.forget(now - timedelta(days=101)) == 0
    assert cache.forget(now - timedelta(days=99)) == 2
    assert not interrupted.exists()
    assert len(list(cache_dir.glob("??/*"))) == 1


def test_a_script_is_drawn_once(cache_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_engine("embedded", server="", cache_dir=cache_dir).render(PIE, THEME)
    again = make_engine("embedded", server="", cache_dir=cache_dir)
    monkeypatch.setattr(again, "_lay", lambda *_: pytest.fail("drawn again"))
    assert again.render(PIE, THEME) == first
    assert again.outline(PIE, THEME) == first


def test_an_outline_is_the_drawing_without_its_png(
    cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = SCRIPTS["xychart"][0]
    plain = make_engine("embedded", server="", cache_dir=cache_dir / "one").render(script, THEME)
    assert plain.narrow
    engine = make_engine("embedded", server="", cache_dir=cache_dir / "two")
    outline = engine.outline(script, THEME)
    narrow = replace(plain.narrow, png=b"")
    assert outline == replace(plain, png=b"", narrow=narrow)
    monkeypatch.setattr(engine, "_lay", lambda *_: pytest.fail("laid out again"))
    assert engine.render(script, THEME) == plain


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"svg": "<svg"}', b"\xff\xfe"])
def test_what_cannot_be_read_back_is_drawn_again(cache_dir: Path, content: bytes) -> None:
    engine = make_engine("embedded", server="", cache_dir=cache_dir)
    first = engine.render(PIE, THEME)
    (kept,) = (path for path in cache_dir.rglob("*") if path.is_file())
    kept.write_bytes(content)
    assert engine.render(PIE, THEME) == first
    assert kept.read_bytes() != content


def test_another_theme_is_another_picture(cache_dir: Path) -> None:
    engine = make_engine("embedded", server="", cache_dir=cache_dir)
    dim = Theme(light=replace(LIGHT, surface="#fffbe6"))
    assert engine.render(PIE, THEME).png != engine.render(PIE, dim).png


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    engine = make_engine("embedded", server="", cache_dir=tmp_path / "file" / "cache")
    assert engine.render(PIE, THEME).png


@pytest.mark.parametrize("seed", ["0", "1"])
def test_bytes_are_the_same_in_every_process(
    engine: DiagramEngine, tmp_path: Path, seed: str
) -> None:
    script = SCRIPTS["flowchart"][0]
    program = (
        "import sys, hashlib, pathlib; from briefing.engines.mermaid import make_engine;"
        "from briefing.model.theme import Theme;"
        "d = make_engine('embedded', server='', cache_dir=pathlib.Path(sys.argv[1]))"
        ".render(sys.argv[2], Theme());"
        "print(hashlib.sha256(d.svg.encode() + d.png).hexdigest(), end='')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), script],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONHASHSEED": seed},
    )
    here = engine.render(script, THEME)
    assert ran.stdout == hashlib.sha256(here.svg.encode() + here.png).hexdigest()


def test_the_package_is_quick_to_import() -> None:
    program = (
        "import sys; import briefing.engines.mermaid;"
        "assert not {'merman', 'resvg', 'fontTools', 'mermaid', 'requests'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_server_must_be_named() -> None:
    with pytest.raises(ContentError, match="needs its server"):
        make_engine("ink", server="", cache_dir=Path())


def test_chromium_needs_mermaids_script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    with pytest.raises(ContentError, match="needs Mermaid's own script"):
        make_engine("chromium", server=str(tmp_path / "none.js"), cache_dir=tmp_path)


def test_chromium_must_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(ContentError, match="finds no Chromium"):
        make_engine("chromium", server="mermaid.min.js", cache_dir=Path())


@pytest.mark.parametrize("font", FILES)
def test_the_fonts_widths_are_those_of_the_fonts(font: str) -> None:
    kept = Path(font).parent / measures_of(font)
    assert kept.read_text() == measured(Path(font))


def test_a_diagram_that_would_take_too_long_is_refused_at_its_line(engine: DiagramEngine) -> None:
    script = "flowchart LR\n" + "\n".join(f"  a --> n{n}[Some words {n}]" for n in range(300))
    with pytest.raises(DiagramError, match="too large to be laid out") as caught:
        engine.render(script, THEME, at=Location("t.md.j2", 8))
    assert caught.value.at == Location("t.md.j2", 8)
    assert "draw less" in caught.value.hint


def test_a_misspelt_kind_is_told(engine: DiagramEngine) -> None:
    with pytest.raises(DiagramError, match="does not parse") as caught:
        engine.render("flwchart TD\n  A --> B", THEME)
    assert caught.value.hint == "did you mean 'flowchart'?"
