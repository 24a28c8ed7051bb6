"""Where a mail server posts reports of failures and complaints, as they are, signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing.delivery.parsing import MAX_BYTES
from briefing.flows.bounces import Mailroom, Posted, take_posted
from briefing.web.public.contract import Part
from briefing.web.public.frame import Frame

PATH = "/api/bounces"
SIGNATURE = "x-briefing-signature"
WHY = {
    Posted.UNSIGNED: (401, "The report is not signed, or not just now, by one of the secrets."),
    Posted.REPLAYED: (409, "This signature has been used: sign each attempt anew."),
}


def bounces_part(room: Mailroom, keys: Sequence[bytes]) -> Callable[[Frame], Part]:
    """Return what joins the webhook to the pages; without a key there is none."""

    def part(frame: Frame) -> Part:
        async def take(request: Request) -> Response:
            posted = await run_in_threadpool(
                take_posted,
                await request.body(),
                request.headers.get(SIGNATURE, ""),
                room,
                keys,
                frame.public.clock(),
            )
            if posted in WHY:
                raise HTTPException(*WHY[posted])
            return Response(status_code=204)

        routes = [Route(PATH, take, methods=["POST"])] if keys else []
        return Part(routes, largest_posts={PATH: MAX_BYTES} if keys else {})

    return part
