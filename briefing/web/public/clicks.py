"""Where counted links of emails lead: one more is counted, and the reader is sent on."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefing.delivery.clicks import Redirects
from briefing.ports.clicks import Clicks
from briefing.web.public.contract import Part
from briefing.web.public.frame import Frame


def clicks_part(clicks: Clicks, redirects: Redirects) -> Callable[[Frame], Part]:
    """Return what joins the counted links to the pages.

    They lead on whether or not links are counted now: mail is read years later. It reads no cookie
    and sets none.
    """

    async def follow(request: Request) -> Response:
        issue_id, number = request.path_params["issue"], request.path_params["number"]
        if not redirects.is_ours(issue_id, number, request.path_params["mac"]):
            raise HTTPException(404)
        counted = request.method == "GET"  # HEAD is a program's that looks at links
        url = await run_in_threadpool(clicks.open, issue_id, number, counted=counted)
        if url is None:
            raise HTTPException(404)
        return RedirectResponse(url, 302, {"cache-control": "no-store"})

    route = Route("/c/{issue:int}/{number:int}/{mac}", follow)
    return lambda _frame: Part([route])
