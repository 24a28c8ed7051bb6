"""Builds told to the page as they happen, by server-sent events."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing

from starlette.responses import StreamingResponse

from briefing.web.preview.builds import Builds, Listed, News
from briefing.web.preview.contract import Key
from briefing.web.preview.excerpt import Shelf
from briefing.web.preview.present import article_record, build_record


def event_stream(builds: Builds, key: Key, shelf: Shelf) -> StreamingResponse:
    """Return a stream of an issue's builds that ends when the page goes away."""
    return StreamingResponse(_events(builds, key, shelf), media_type="text/event-stream")


async def _events(builds: Builds, key: Key, shelf: Shelf) -> AsyncIterator[str]:
    yield "retry: 500\n\n"  # a browser waits three seconds otherwise; a restart is faster
    # Closed here and at once: who no longer looks must not have issues built for them.
    async with aclosing(builds.watch(key)) as seen:
        async for news in seen:
            yield event(news, shelf)


def event(news: News, shelf: Shelf) -> str:
    """Return one event.

    `busy` as a build begins, `proof`, and `built` with what came of it; `topics` when their list
    has changed.
    """
    if isinstance(news, Listed):
        return "event: topics\ndata:\n\n"
    if news.proof:
        return f"event: proof\ndata: {json.dumps(article_record(news.proof.article))}\n\n"
    if news.busy:
        return f"event: busy\ndata: {news.version}\n\n"
    return f"event: built\ndata: {json.dumps(build_record(news, shelf), ensure_ascii=False)}\n\n"
