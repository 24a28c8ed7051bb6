"""A postponed package is loaded by whoever first uses it, and by nobody who only imports it."""

import sys
from pathlib import Path

import pytest

from briefing.later import postponed

SOURCE = "from postponable.part import VALUE\nloaded = True\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "postponable").mkdir()
    (tmp_path / "postponable" / "__init__.py").write_text(SOURCE)
    (tmp_path / "postponable" / "part.py").write_text("VALUE = 7\n")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("postponable", "postponable.part"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return "postponable"


def test_a_package_is_loaded_when_it_is_used(package: str) -> None:
    with postponed(package, Response=object):
        import postponable
        from postponable import Response
    assert Response is object
    assert package not in sys.modules
    assert postponable.loaded
    assert "postponable.part" in sys.modules


def test_whoever_imports_it_later_gets_the_package_itself(package: str) -> None:
    with postponed(package):
        import postponable as stand_in
    import postponable as real

    assert real is not stand_in
    assert stand_in.VALUE == real.VALUE


def test_within_the_block_it_can_be_used_too(package: str) -> None:
    with postponed(package):
        import postponable
        from postponable.part import VALUE

        assert postponable.loaded
    assert VALUE == 7
    assert sys.modules[package].loaded


def test_what_is_missing_is_missing() -> None:
    with postponed("no_such_package_as_this"), pytest.raises(ImportError):
        import no_such_package_as_this  # noqa: F401


def test_what_is_loaded_stays(package: str) -> None:
    import postponable as before

    with postponed(package):
        import postponable
    assert postponable is before


def test_what_it_lacks_is_lacking(package: str) -> None:
    with postponed(package):
        import postponable
    with pytest.raises(AttributeError):
        _ = postponable.no_such_name
