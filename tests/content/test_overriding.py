"""The package's own templates, and those that a publication has in their place."""

from pathlib import Path

import pytest

from briefing.content.carried import carried_templates
from briefing.content.overriding import TEMPLATES, copy_carried, list_carried, owning_up
from briefing.errors import BriefingError, ContentError, ErrorList, Location, RenderError

NAME = "email/footer.mjml.j2"


def test_every_template_of_the_package_is_told() -> None:
    folder = carried_templates()
    found = [p for part in ("email", "web") for p in (folder / part).rglob("*") if p.is_file()]
    assert set(TEMPLATES) == {path.relative_to(folder).as_posix() for path in found}


@pytest.mark.parametrize("name", [NAME, f"templates/{NAME}"])
def test_a_copy_overrides_the_package_s(tmp_path: Path, name: str) -> None:
    assert not any(one.overridden for one in list_carried(tmp_path))
    path = copy_carried(tmp_path, name)
    assert path.read_bytes() == (carried_templates() / NAME).read_bytes()
    assert [one.name for one in list_carried(tmp_path) if one.overridden] == [NAME]


def test_what_an_editor_has_changed_is_left_alone(tmp_path: Path) -> None:
    copy_carried(tmp_path, NAME).write_text("mine")
    with pytest.raises(ContentError, match="this is there already"):
        copy_carried(tmp_path, NAME)
    assert (tmp_path / "templates" / NAME).read_text() == "mine"


@pytest.mark.parametrize("name", ["email/foot.mjml.j2", "../secret", "topics/open-models.md.j2"])
def test_nothing_else_is_copied(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match="carries no template"):
        copy_carried(tmp_path, name)
    assert not list(tmp_path.iterdir())


def test_the_package_s_own_folder_needs_no_copy() -> None:
    with pytest.raises(ContentError, match="package's own in this publication"):
        copy_carried(carried_templates().parent, NAME)


def error(name: str, hint: str = "") -> BriefingError:
    return RenderError("wrong", hint=hint, at=Location(f"templates/{name}", 3))


def test_an_error_in_the_package_s_template_says_whose_it_is(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as raised, owning_up(tmp_path):
        raise error(NAME, "close it")
    assert raised.value.hint.startswith("close it; this template is the package's; `briefing temp")
    with pytest.raises(ErrorList) as several, owning_up(tmp_path):
        raise ErrorList([error(NAME), error("topics/mine.md.j2", "as it was")])
    assert str(several.value).count("briefing templates copy email/footer.mjml.j2") == 1
    assert "hint: as it was" in str(several.value)


def test_an_error_in_an_editor_s_own_does_not(tmp_path: Path) -> None:
    copy_carried(tmp_path, NAME)
    with pytest.raises(RenderError) as raised, owning_up(tmp_path):
        raise error(NAME)
    assert raised.value.hint == ""
    with pytest.raises(BriefingError) as nowhere, owning_up(tmp_path):
        raise BriefingError("nowhere")
    assert nowhere.value.hint == ""
