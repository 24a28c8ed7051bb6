"""Pages that everybody gets alike: kept until the archive changes, and asked for by ETag."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.web.public.assets import FOREVER

CHECKED = "public, no-cache"
"""Caches may keep it, and ask each time whether it is still so."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page or file of the archive. `policy` is its own policy of content, where it needs one.

    `headers` are what it says of itself besides.
    """

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    policy: str = ""
    cache: str = CHECKED
    headers: Mapping[str, str] = field(default_factory=dict)


def forever(body: bytes, media_type: str, policy: str = "") -> Page:
    """Return a page that never changes, such as a picture of a sent issue."""
    return Page(body, media_type, policy, FOREVER)


class Answer:
    """A page's responses: the whole, and that it has not changed (RFC 9110, section 13.1.2)."""

    def __init__(self, page: Page) -> None:
        self.etag = f'"{hashlib.sha256(page.body).hexdigest()[:24]}"'
        headers = {"etag": self.etag, "cache-control": page.cache, **page.headers}
        if page.policy:
            headers["content-security-policy"] = page.policy
        self.whole = Response(page.body, headers=headers, media_type=page.media_type)
        self.unchanged = Response(status_code=304, headers=headers)

    def to(self, request: Request) -> Response:
        """Return what the request is to be answered with."""
        known = request.headers.get("if-none-match")
        return self.unchanged if known and _names(known, self.etag) else self.whole


def _names(known: str, etag: str) -> bool:
    return known.strip() == "*" or any(
        one.strip().removeprefix("W/") == etag for one in known.split(",")
    )


class Shelf:
    """Keeps answers until the archive changes; looks whether it has once in `fresh_s` at most.

    So an issue shows that long after it was sent, whichever process sent it.
    """

    def __init__(
        self,
        version: Callable[[], str],
        *,
        fresh_s: float = 1.0,
        most: int = 256,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._version, self._fresh_s, self._most, self._now = version, fresh_s, most, now
        self._held, self._checked_at = "", float("-inf")
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    async def answer(
        self, request: Request, key: Hashable, make: Callable[[], Page | None]
    ) -> Response:
        """Return the answer kept under `key`, made where there is none; 404 where none can be."""
        if self._now() - self._checked_at > self._fresh_s:
            await self._look()
        answer = self._answers.get(key)
        if answer is None:
            held = self._held
            page = await run_in_threadpool(make)
            if page is None:
                raise HTTPException(404)
            answer = Answer(page)
            # Made of an archive that has changed meanwhile, it must not be kept.
            if held == self._held:
                self._keep(key, answer)
        return answer.to(request)

    async def _look(self) -> None:
        self._checked_at = self._now()
        version = await run_in_threadpool(self._version)
        if version != self._held:
            self._answers.clear()
            self._held = version

    def _keep(self, key: Hashable, answer: Answer) -> None:
        self._answers[key] = answer
        if len(self._answers) > self._most:
            self._answers.popitem(last=False)
