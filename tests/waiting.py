"""Wait until something holds, with patience: a busy machine takes its time."""

import time
from collections.abc import Callable

PATIENCE_S = 120


def until(
    held: Callable[[], object], told: Callable[[], str] = lambda: "it did not come to pass"
) -> None:
    """Wait until it holds; fail with what is told where it does not."""
    deadline = time.monotonic() + PATIENCE_S
    while not held():
        assert time.monotonic() < deadline, told()
        time.sleep(0.05)
