"""Templates are seen anew whenever what their name stands for changes."""

import os
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateNotFound

from briefing.render.template_loader import TemplateLoader


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("own", "package"):
        (tmp_path / name).mkdir()
    (tmp_path / "package" / "a.j2").write_text("package")
    return tmp_path / "own", tmp_path / "package"


@pytest.fixture
def environment(folders: tuple[Path, Path]) -> Environment:
    return Environment(loader=TemplateLoader(folders), autoescape=True)


def said(environment: Environment) -> str:
    return environment.get_template("a.j2").render()


def test_an_override_that_comes_and_goes(
    folders: tuple[Path, Path], environment: Environment
) -> None:
    assert said(environment) == "package"
    (folders[0] / "a.j2").write_text("own")
    assert said(environment) == "own"
    (folders[0] / "a.j2").unlink()
    assert said(environment) == "package"


def test_a_file_that_is_saved_again(folders: tuple[Path, Path], environment: Environment) -> None:
    assert said(environment) == "package"
    path = folders[1] / "a.j2"
    path.write_text("saved")
    os.utime(path, ns=(1, 1))  # whatever its time says, if it is another one
    assert said(environment) == "saved"


def test_an_unchanged_template_is_compiled_once(environment: Environment) -> None:
    assert environment.get_template("a.j2") is environment.get_template("a.j2")


def test_a_template_that_is_gone(folders: tuple[Path, Path], environment: Environment) -> None:
    assert said(environment) == "package"
    (folders[1] / "a.j2").unlink()
    with pytest.raises(TemplateNotFound):
        said(environment)
