"""The archive's routes: every sent issue, lists of them, search, feeds and the map of the site."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefing.model.delivery import IssueKind
from briefing.web.public.contract import NavLink, Part
from briefing.web.public.frame import Frame
from briefing.web.public.issues import Issues
from briefing.web.public.language import VARY
from briefing.web.public.page import Answer, Page, Shelf

Endpoint = Callable[[Request], Awaitable[Response]]


def archive_part(frame: Frame) -> Part:
    """Return the archive's pages; they come last, for a topic may have any name."""
    issues = Issues(frame)
    shelf = Shelf(lambda: frame.public.archive.version())

    def kept(make: Callable[..., Page | None]) -> Endpoint:
        async def answer(request: Request) -> Response:
            given = _given(request)
            key = (make.__name__, *given.values())
            return await shelf.answer(request, key, lambda: make(**given))

        return answer

    def spoken(make: Callable[..., Page | None]) -> Endpoint:
        """Return what is kept once in each language that is asked for."""

        async def answer(request: Request) -> Response:
            given, language = _given(request), frame.language(request.scope)
            key = (make.__name__, language.tag, *given.values())
            return await shelf.answer(request, key, lambda: make(language=language, **given))

        return answer

    def unkept(make: Callable[..., Page | None]) -> Endpoint:
        async def answer(request: Request) -> Response:
            page = await run_in_threadpool(lambda: make(**_given(request)))
            if page is None:
                raise HTTPException(404)
            return Answer(page).to(request)

        return answer

    async def search(request: Request) -> Response:
        words, topic = (request.query_params.get(name, "")[:200] for name in ("q", "topic"))
        language = frame.language(request.scope)
        html = await run_in_threadpool(issues.search, words, topic, language)
        headers = {"cache-control": "no-store", **VARY}
        return Response(html, headers=headers, media_type="text/html")

    return Part(
        routes=[
            Route("/", spoken(issues.home)),
            Route("/feed.xml", kept(issues.feed)),
            Route("/sitemap.xml", kept(issues.sitemap)),
            Route("/robots.txt", kept(issues.robots)),
            Route("/search/", search),
            Route("/{name}/feed.xml", kept(issues.feed)),
            Route("/{name}/before/{before}/", spoken(issues.topic)),
            *_issue_routes("/{topic}/weekly/{day}", IssueKind.WEEKLY, issues, kept, unkept),
            *_issue_routes("/{topic}/{day}", IssueKind.DAILY, issues, kept, unkept),
            Route("/{name}/", spoken(issues.topic)),
            *(
                Route(path, _led_to(frame, f"{path}/"))
                for path in ("/search", "/{topic}/weekly/{day}", "/{topic}/{day}", "/{topic}")
            ),
        ],
        links=[
            NavLink(lambda words: words.site.archive, "/"),
            NavLink(lambda words: words.site.search, "/search/"),
        ],
    )


def _issue_routes(
    path: str,
    kind: IssueKind,
    issues: Issues,
    kept: Callable[[Callable[..., Page | None]], Endpoint],
    unkept: Callable[[Callable[..., Page | None]], Endpoint],
) -> list[Route]:
    def issue(topic: str, day: date) -> Page | None:
        return issues.issue(topic, day, kind)

    def picture(topic: str, day: date, name: str) -> Page | None:
        return issues.picture(topic, day, kind, f"diagrams/{name}")

    def card(topic: str, day: date) -> Page | None:
        return issues.card(topic, day, kind)

    issue.__name__ = f"issue-{kind}"
    return [
        Route(f"{path}/", kept(issue)),
        Route(f"{path}/diagrams/{{name}}", unkept(picture)),
        Route(f"{path}/card.png", unkept(card)),
    ]


def _given(request: Request) -> dict[str, str | date]:
    """Return what a path names; one that names no day leads nowhere."""
    return {
        name: _day(said) if name in ("day", "before") else said
        for name, said in request.path_params.items()
    }


def _day(said: str) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise HTTPException(404) from None
    if day.isoformat() != said:
        raise HTTPException(404)
    return day


def _led_to(frame: Frame, path: str) -> Endpoint:
    """Return what leads to a path, its names filled in; it never leaves this site."""

    async def answer(request: Request) -> Response:
        return RedirectResponse(frame.link(path.format(**request.path_params)), 301)

    return answer
