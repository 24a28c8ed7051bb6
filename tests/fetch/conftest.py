"""A fetcher and the server that it visits."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from briefing.fetch.client import HttpFetcher
from briefing.ports import Request, Response
from briefing.settings import Settings
from tests.fakes import MemoryStore
from tests.fetch.server import Server, serving

NOW = datetime(2026, 3, 1, 5, tzinfo=UTC)


@dataclass
class Visitor:
    """A client with a memory, a clock that stands still until told, and no patience to waste."""

    fetcher: HttpFetcher
    store: MemoryStore
    now: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def get(self, url: str, **options: Any) -> Response:
        return self.fetcher.fetch(Request(url, **{"allow_private": True, **options}))

    def state(self, url: str) -> Any:
        return self.store.load_fetch_state(url)

    def later(self, **ago: float) -> None:
        self.now += timedelta(**ago)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def make(server: Server) -> Iterator[Callable[..., Visitor]]:
    """Make a visitor; it leaves before the server does."""
    with ExitStack() as stack:

        def call(*, settings: Settings | None = None, **options: Any) -> Visitor:
            store = MemoryStore()
            options = {"host_interval_s": 0.0, "retry_wait_s": 0.0, **options}
            settings = settings or Settings(user_agent="briefing/test (+https://example.org)")
            slept: list[float] = []
            fetcher = HttpFetcher(
                settings, store, lambda: visitor.now, sleep=slept.append, **options
            )
            visitor = Visitor(stack.enter_context(fetcher), store, slept=slept)
            return visitor

        yield call


@pytest.fixture
def visitor(make: Callable[..., Visitor]) -> Visitor:
    return make()
