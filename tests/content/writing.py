"""A publication of a few lines, written by a test and faulted line by line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import BriefingError, ErrorList

PUBLICATION = """\
name = "The Sample"
url = "https://sample.example"
sender = "The Sample <daily@sample.example>"
address = "1 Sample Street, Sampletown"
"""
TOPIC = """\
title = "Bees"

[[sources]]
name = "news"
kind = "feed"
url = "https://bees.example/feed"
"""


def write(root: Path, path: str, text: str) -> Path:
    """Write a file of the publication in `root`, and return its path."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def faults(load: Callable[[], object]) -> list[str]:
    """Return what loading raises, one message a fault, each with its place and hint."""
    with pytest.raises(BriefingError) as caught:
        load()
    error = caught.value
    return [str(each) for each in (error.errors if isinstance(error, ErrorList) else (error,))]
