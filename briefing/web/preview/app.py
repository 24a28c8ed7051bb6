"""The preview's ASGI application: its routes, and what each answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from briefing.errors import BriefingError
from briefing.model.issue import Issue
from briefing.web.preview.builds import Build, Builds
from briefing.web.preview.contract import Key, Preview, Sight, TopicDays
from briefing.web.preview.difference import figure_changes, text_changes
from briefing.web.preview.editions import FILES, frame_html, parse_look, picture
from briefing.web.preview.events import event_stream
from briefing.web.preview.excerpt import Shelf, excerpt
from briefing.web.preview.guard import Guard
from briefing.web.preview.mime import describe, part_of
from briefing.web.preview.present import figure_record

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
FOREVER = {"cache-control": "private, max-age=31536000, immutable"}


def make_app(preview: Preview) -> Starlette:
    """Return the application; it watches for changes while it runs.

    A server that is to end calls its `state.end` first, or it would wait for the pages' streams.
    """
    pages = Pages(preview, Builds(preview))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        working = [asyncio.create_task(work) for work in (pages.follow(), pages.warm())]
        try:
            yield
        finally:
            for task in working:
                task.cancel()
            await pages.builds.close()

    issue = "/issues/{topic}/{day}"
    frame = "/frame/{topic}/{day}/{scheme}/{pictures}"
    app = Starlette(
        lifespan=lifespan,
        middleware=[Middleware(Guard)],
        exception_handlers={BriefingError: _failed},
        routes=[
            Route("/", pages.home),
            Mount("/static", StaticFiles(directory=HERE / "static"), name="static"),
            Route("/topics", pages.topics),
            Route("/source", pages.source),
            Route("/events/{topic}/{day}", pages.events),
            Route(f"{frame}/diagrams/{{name}}", pages.diagram),
            Route(f"{frame}/{{file}}", pages.frame),
            Route(f"{issue}/figures/{{name}}", pages.figure),
            Route(f"{issue}/changes", pages.changes),
            Route(f"{issue}/message", pages.message),
            Route(f"{issue}/message/{{number:int}}", pages.part),
            Route(f"{issue}/send", pages.send, methods=["POST"]),
            Route(f"{issue}/painted", pages.painted, methods=["POST"]),
            Route(f"{issue}/{{file}}", pages.file),
        ],
    )
    app.state.end = pages.builds.end
    return app


def _failed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, BriefingError)
    return JSONResponse({"message": error.message, "hint": error.hint}, 422)


class Pages:
    """What each address answers."""

    def __init__(self, preview: Preview, builds: Builds) -> None:
        self.preview, self.builds = preview, builds
        self.shelf = Shelf(preview.root, preview.carried)
        loader = PackageLoader("briefing.web.preview", "templates")
        self._listed: Sequence[TopicDays] = ()
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)

    async def follow(self) -> None:
        """Build anew what changes, for as long as the application runs."""
        async with asyncio.TaskGroup() as taking:
            async for paths in self.preview.changes():
                taking.create_task(self._take(paths))

    async def _take(self, paths: Collection[Path]) -> None:
        """Build what files have changed, and tell of topics that came or went."""
        try:
            await self.builds.changed(paths)
            topics = await run_in_threadpool(self.preview.topics)
        except Exception:
            log.exception("what was saved could not be taken in")  # the next save may well be
            return
        if topics != self._listed:
            self._listed = topics
            self.builds.tell_listed()

    async def warm(self) -> None:
        """Build what is most likely asked for first, while the browser is still starting."""
        if self.preview.warm:
            topics = await run_in_threadpool(self.preview.topics)
            first = [topic for topic in topics if topic.name == self.preview.first]
            for topic in (first or topics)[:1]:
                await self.builds.get((topic.name, topic.days[-1]))

    async def home(self, _request: Request) -> Response:
        """Return the page itself."""
        template = self._templates.get_template("preview.html.j2")
        sends = self.preview.send_test is not None
        return HTMLResponse(template.render(publication=self.preview.publication, sends=sends))

    async def topics(self, _request: Request) -> Response:
        """Return every topic with the days of its issues."""
        topics = await run_in_threadpool(self.preview.topics)
        records = [{**asdict(t), "days": [day.isoformat() for day in t.days]} for t in topics]
        return JSONResponse(records)

    async def source(self, request: Request) -> Response:
        """Return the lines around a place in one of the editor's files."""
        line = request.query_params.get("line", "")
        number = int(line) if line.isdecimal() else None
        return JSONResponse(excerpt(self.shelf, request.query_params.get("file", ""), number))

    async def events(self, request: Request) -> Response:
        """Return the stream of an issue's builds."""
        return event_stream(self.builds, _key(request), self.shelf)

    async def frame(self, request: Request) -> Response:
        """Return an edition as the frame shows it."""
        edition = FILES.get(request.path_params["file"])
        look = parse_look(request.path_params["scheme"], request.path_params["pictures"])
        if edition is None or look is None:
            raise HTTPException(404)
        issue = await self._sight(request)
        html = frame_html(issue, edition, look.scheme, self.preview.fill)
        return HTMLResponse(html, headers={"content-security-policy": look.policy})

    async def diagram(self, request: Request) -> Response:
        """Return one picture of an issue; its address holds a mark of its content."""
        issue, name = await self._sight(request), request.path_params["name"]
        look = parse_look(request.path_params["scheme"], request.path_params["pictures"])
        shown = picture(issue, name, look.scheme) if look else None
        if shown is None or look is None:
            raise HTTPException(404)
        # Kept by the browser only where it is what was asked for: files may have changed since.
        kept = FOREVER if request.url.query == shown.mark else {"cache-control": "no-store"}
        headers = {"content-security-policy": look.policy, **kept}
        return Response(shown.content, media_type=shown.type, headers=headers)

    async def figure(self, request: Request) -> Response:
        """Return one figure with all of its observations."""
        record = figure_record(await self._issue(request), request.path_params["name"])
        if record is None:
            raise HTTPException(404)
        return JSONResponse(record)

    async def changes(self, request: Request) -> Response:
        """Return what changed since the issue before this one."""
        key = _key(request)
        now = await self._issue(request)
        earlier = await run_in_threadpool(self._day_before, key)
        build = await self.builds.get((key[0], earlier)) if earlier else Build()
        compared = await run_in_threadpool(
            lambda: (text_changes(build.issue, now), figure_changes(build.issue, now))
        )
        return JSONResponse(
            {
                "since": earlier.isoformat() if earlier else None,
                "error": str(build.error) if build.error else "",
                "text": [asdict(change) for change in compared[0]],
                "figures": [asdict(change) for change in compared[1]],
            }
        )

    async def message(self, request: Request) -> Response:
        """Return the message taken apart."""
        return JSONResponse(describe((await self._issue(request)).message))

    async def part(self, request: Request) -> Response:
        """Return the content of one part of the message; HTML is shown as text."""
        part = part_of((await self._issue(request)).message, request.path_params["number"])
        if part is None:
            raise HTTPException(404)
        kind = part.type if part.type.startswith("image/") else "text/plain; charset=utf-8"
        return Response(part.content, media_type=kind)

    async def file(self, request: Request) -> Response:
        """Return an edition as it is: to read, or (the message) to open in a mail program."""
        issue, name = await self._issue(request), request.path_params["file"]
        if name == "message.eml":
            saved = f'attachment; filename="{issue.article.topic}-{issue.article.date}.eml"'
            headers = {"content-disposition": saved}
            return Response(issue.message, media_type="message/rfc822", headers=headers)
        texts = {"email.html": issue.email_html, "email.txt": issue.email_text}
        if name not in texts:
            raise HTTPException(404)
        return PlainTextResponse(texts[name])

    async def painted(self, request: Request) -> Response:
        """Go on with the build whose proof is on screen."""
        self.builds.painted(_key(request))
        return Response(status_code=204)

    async def send(self, request: Request) -> Response:
        """Send the issue as it is now to one address."""
        address = await _address(request)
        if self.preview.send_test is None or not address:
            raise HTTPException(400)
        build = await self.builds.get(_key(request))
        if build.error or build.issue is None:
            raise BriefingError("mend the errors first: there is no issue of the present files")
        said = await run_in_threadpool(self.preview.send_test, address, build.issue)
        return JSONResponse({"message": said})

    def _day_before(self, key: Key) -> date | None:
        days = next((t.days for t in self.preview.topics() if t.name == key[0]), ())
        return max((day for day in days if day < key[1]), default=None)

    async def _sight(self, request: Request) -> Sight:
        """Return what there is to look at, built first where there is nothing yet."""
        return self.builds.sight(_key(request)) or await self._issue(request)

    async def _issue(self, request: Request) -> Issue:
        """Return the last good issue, built first where there is none yet."""
        key = _key(request)
        known = self.builds.last(key)
        build = known if known and known.issue else await self.builds.get(key)
        if build.issue is None:
            raise build.error or HTTPException(404)
        return build.issue


async def _address(request: Request) -> str:
    try:
        order = await request.json()
    except ValueError:
        return ""
    address = order.get("address") if isinstance(order, dict) else None
    return address.strip() if isinstance(address, str) else ""


def _key(request: Request) -> Key:
    try:
        return request.path_params["topic"], date.fromisoformat(request.path_params["day"])
    except ValueError:
        raise HTTPException(404) from None
