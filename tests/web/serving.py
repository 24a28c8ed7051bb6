"""The public application with fakes behind it, asked as a browser asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from briefing.ports.archive import Archive
from briefing.settings import WebSettings
from briefing.web.public import Frame, Part, Public, make_app
from tests.render.articles import PUBLICATION

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class NoArchive:
    """An archive that holds nothing at all, for pages that do not ask it."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the archive was asked: {name}")


def make_public(**changes: Any) -> Public:
    archive: Archive = NoArchive()  # type: ignore[assignment]
    public = Public(
        publication=PUBLICATION,
        archive=archive,
        topics=list,
        clock=lambda: NOW,
        templates=[ROOT / "templates"],
        settings=WebSettings(host="0.0.0.0"),
    )
    return replace(public, **changes)


def client_of(public: Public, **options: Any) -> TestClient:
    """Return a browser at the publication's address."""
    return TestClient(make_app(public), base_url=public.publication.url, **options)


def part_of(*routes: Route, open_to_posts: Sequence[str] = ()) -> Callable[[Frame], Part]:
    return lambda _frame: Part(routes, open_to_posts=open_to_posts)


async def echo(request: Request) -> Response:
    """Answer with what was posted."""
    body = await request.body()
    return PlainTextResponse(f"{len(body)} from {request.client}")
