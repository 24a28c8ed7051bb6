"""What all tests share."""

import time
from datetime import UTC, datetime, timedelta

import anyio.from_thread
import anyio.to_thread
import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether the code is right.
# The same examples each time; `pytest --hypothesis-profile=search` looks for others.
settings.register_profile("briefing", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("briefing")


def _load_whole_anyio() -> None:
    """Load what anyio would load bit by bit, in the threads of the servers under test.

    pytest rewrites the modules of packages that carry a plugin, anyio among them, as they are
    imported, and in Python 3.11 `ast.parse` fails where two threads parse at the same time
    (https://github.com/python/cpython/issues/106905).
    """
    for name in dir(anyio):
        getattr(anyio, name)
    anyio.run(anyio.sleep, 0)


_load_whole_anyio()


def pytest_runtest_setup() -> None:
    """Let no test begin on one day and end on the next: many ask more than once which day it is."""
    now = datetime.now(UTC)
    left = datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1) - now
    if left < timedelta(minutes=2):
        time.sleep(left.total_seconds())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`, which writes golden files anew instead of comparing."""
    parser.addoption("--update-golden", action="store_true", default=False)
