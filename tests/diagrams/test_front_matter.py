"""The YAML before a script is found, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given

from briefing.diagrams.front_matter import configured, split, title_in
from briefing.diagrams.words import respelled, yaml
from tests.diagrams.drawing import labels, squeezed


@pytest.mark.parametrize(
    ("script", "title"),
    [
        ("---\ntitle: One\n---\npie", "One"),
        ('---\ntitle: "Say \\"no\\""\nconfig:\n  x: 1\n---\npie', 'Say "no"'),
        ("---\ntitle: 2026\n---\npie", "2026"),
        ("---\n---\npie", ""),
        ("---\ntitle:\n---\npie", ""),
        ("---\n- a\n---\npie", ""),
        ("---\ntitle: [\n---\npie", ""),
        ("pie\n---\ntitle: No\n---\n", ""),
        ("pie", ""),
    ],
)
def test_a_title_is_read(script: str, title: str) -> None:
    assert title_in(script) == title


def test_a_directive_goes_below() -> None:
    assert configured("---\ntitle: x\n---\npie", "%%{}%%") == "---\ntitle: x\n---\n%%{}%%\npie"
    assert configured("pie", "%%{}%%") == "%%{}%%\npie"


@given(labels)
def test_any_title_is_read_back(text: str) -> None:
    script = f"---\ntitle: {yaml(text)}\n---\npie\n"
    assert squeezed(title_in(script)) == squeezed(respelled(text))
    assert split(script)[1] == "pie\n"
