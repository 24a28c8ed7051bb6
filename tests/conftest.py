"""What all tests share."""

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether the code is right.
# The same examples each time; `pytest --hypothesis-profile=search` looks for others.
settings.register_profile("briefing", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("briefing")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`, which writes golden files anew instead of comparing."""
    parser.addoption("--update-golden", action="store_true", default=False)
