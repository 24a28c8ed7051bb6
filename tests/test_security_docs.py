"""docs/security.md names tests; each of them exists."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text("utf-8"))


def test_each_line_of_the_security_page_is_held_by_tests_that_exist() -> None:
    assert len(NAMED) > 20
    for path, name in sorted(set(NAMED)):
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        names = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        assert name in names, f"{path}::{name}"
