"""The engine installed apart from any publication: what the wheel carries is enough to begin."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as its wheel unpacks; built without isolation, hence without a network."""
    made = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(made / "site-packages")
    return made / "site-packages"


def run(installed: Path, folder: Path, *arguments: str) -> str:
    """Run the command of the unpacked wheel in `folder`."""
    env = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "briefing", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_publication_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import briefing; print(briefing.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(installed))
    assert "briefing build --replay" in run(installed, tmp_path, "init", "my-news")
    site = tmp_path / "my-news"
    # An overridden part of the email, beside those that the package carries.
    (site / "templates" / "email").mkdir()
    (site / "templates" / "email" / "evidence.mjml.j2").write_text(
        '<mj-section css-class="surface"><mj-column><mj-text css-class="ink">Ask us how we know.'
        "</mj-text></mj-column></mj-section>",
        encoding="utf-8",
    )
    assert "checked: " in run(installed, site, "build", "--replay")
    (email,) = site.glob("out/bike-counts/*/email.html")
    text = email.read_text(encoding="utf-8")
    assert "Ask us how we know." in text
    assert "unsubscribe_url" in text


def test_no_template_is_left_out_of_the_wheel(installed: Path) -> None:
    for part in ("email", "web"):
        folder = ROOT / "templates" / part
        for path in (found for found in folder.rglob("*") if found.is_file()):
            copy = installed / "briefing" / "templates" / part / path.relative_to(folder)
            assert copy.read_bytes() == path.read_bytes()
    assert not (installed / "briefing" / "templates" / "topics").exists()
