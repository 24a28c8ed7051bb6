"""The command: arguments, exit codes, and messages for whoever mistypes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from briefing import __version__
from briefing.cli import main

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def draft(site: Path, tmp_path: Path) -> Path:
    """A publication of one's own to break, its sample already collected."""
    for name in ("content", "templates", "seeds"):
        shutil.copytree(site / name, tmp_path / "site" / name)
    return tmp_path / "site"


def build(site: Path, *more: str) -> int:
    arguments = ["build", "open-models", "--replay", "--site", str(site)]
    return main([*arguments, "--out", str(site / "out"), *more])


def template(site: Path) -> Path:
    return site / "templates" / "topics" / "open-models.md.j2"


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout == f"briefing {__version__}\n"
    assert "build" in run("--help").stdout


def test_wrong_usage_exits_2(run: Run) -> None:
    assert run("biuld").returncode == 2
    result = run("build", "--date", "yesterday")
    assert (result.returncode, "write YYYY-MM-DD" in result.stderr) == (2, True)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_without_history_or_future_is_wrong_usage(run: Run, day: str) -> None:
    result = run("build", "--date", day)
    assert (result.returncode, "outside the years 1900 to 2199" in result.stderr) == (2, True)


def test_standard_output_may_be_closed(site: Path) -> None:
    command = f'"{sys.executable}" -m briefing topics --site "{site}" >&-'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_unknown_topic(run: Run, site: Path) -> None:
    result = run("build", "open-model", "--replay", "--site", site)
    assert result.returncode == 1
    assert "did you mean 'open-models'?" in result.stderr
    assert "Traceback" not in result.stderr


def test_no_publication_here(run: Run, tmp_path: Path) -> None:
    result = run("build", "--site", tmp_path)
    assert (result.returncode, "no publication here" in result.stderr) == (1, True)


def test_a_broken_template_exits_1_at_its_line(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = template(draft)
    lines = path.read_text(encoding="utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("## "))
    lines[line - 1] += " {{ leadr }}"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert build(draft) == 1
    error = capsys.readouterr().err
    assert f"templates/topics/open-models.md.j2:{line}: no name 'leadr'" in error
    assert "did you mean 'leader'?" in error


def test_a_deleted_template_is_not_replaced_by_the_repository_s(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template(draft).unlink()
    assert build(draft) == 1
    error = capsys.readouterr().err
    assert "templates/topics/open-models.md.j2: there is no such file" in error
    assert "hint: put it back, or name another in content/open-models/topic.toml" in error
    assert main(["lint", "open-models", "--site", str(draft)]) == 3
    assert "there is no templates/topics/open-models.md.j2" in capsys.readouterr().out


def test_templates_of_the_package_need_not_stand_in_a_publication(draft: Path) -> None:
    shutil.rmtree(draft / "templates" / "email")
    shutil.rmtree(draft / "templates" / "web")
    assert build(draft) == 0


def test_a_broken_diagram_exits_1_at_its_line(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = template(draft)
    text = path.read_text(encoding="utf-8") + "\n```mermaid\nflowchart LR\n  A --> --> B\n```\n"
    path.write_text(text, encoding="utf-8")
    line = text.count("\n") - 1
    assert build(draft) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"templates/topics/open-models.md.j2:{line}"), error


def test_what_cannot_be_written_exits_1(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (draft / "out").write_text("in the way")
    assert build(draft) == 1
    said = capsys.readouterr().err
    assert "cannot be written: Not a directory" in said
    assert "--out DIR" in said


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_has_seen_enough_is_no_error(draft: Path, unbuffered: str) -> None:
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "briefing", "build", "open-models", "--replay", "--json"]
    ran = subprocess.run(
        [*command, "--site", draft],
        stdout=written,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    os.close(written)
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_a_failed_check_exits_3(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = template(draft)
    text = path.read_text(encoding="utf-8") + "\n[elsewhere](ftp://files.example/x)\n"
    path.write_text(text, encoding="utf-8")
    assert build(draft) == 3
    assert "link-scheme" in capsys.readouterr().out
    assert (draft / "out" / "open-models" / "2026-03-01" / "email.html").exists()


def test_the_json_report(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(draft, "--json", "--date", "2026-02-20") == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["topic"], report["date"], report["sample"]) == (
        "open-models",
        "2026-02-20",
        True,
    )
    assert Path(report["folder"]).is_dir()


def test_topics_lists_series(site: Path, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "open-models", "--replay", "--site", str(site)]) == 0
    said = capsys.readouterr().out
    assert "source hub (huggingface)" in said
    assert "series 'hub.downloads'" in said
    assert "Qwen" in said


def test_check_writes_nothing(site: Path, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(site.iterdir())
    assert main(["check", "open-models", "--replay", "--site", str(site)]) == 0
    assert "checked:" in capsys.readouterr().out
    assert sorted(site.iterdir()) == before


def test_building_without_data_says_what_to_do(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = f"sqlite:///{tmp_path}/empty.db"
    assert main(["build", "open-models", "--site", str(site), "--db", database]) == 1
    assert "briefing collect" in capsys.readouterr().err


def test_the_package_s_templates_are_listed_and_copied(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "mine"
    assert main(["init", str(site)]) == 0
    capsys.readouterr()
    assert main(["templates", "copy", "email/footer.mjml.j2", "--site", str(site)]) == 0
    assert "in place of the package's" in capsys.readouterr().out
    assert main(["templates", "list", "--site", str(site)]) == 0
    told = capsys.readouterr().out
    assert [line.split()[0] for line in told.splitlines() if "(your own" in line] == [
        "email/footer.mjml.j2"
    ]
    again = run("templates", "--site", site, "copy", "email/footer.mjml.j2")
    assert (again.returncode, "this is there already" in again.stderr) == (1, True)


def test_who_reads_no_further_ends_a_command_quietly(site: Path) -> None:
    script = f"{sys.executable} -m briefing topics open-models --site {site} | true"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
