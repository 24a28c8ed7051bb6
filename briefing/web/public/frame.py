"""The frame of every public page: templates, theme, links, and the pages of what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Literal
from urllib.parse import quote, urlsplit

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from briefing.web.public.assets import Asset, make_asset
from briefing.web.public.contract import NavLink, Public
from briefing.web.public.words import site_words

API = "/api/"
WHAT_NEXT: Mapping[int, tuple[str, str]] = {
    400: ("This request cannot be read", "Go back, and try once more."),
    403: ("This came from another site", "Open the page here, and send it again from there."),
    404: ("There is nothing here", "The address may be mistyped, or the page may have gone."),
    405: ("This cannot be done here", "Open the page in a browser, and use the form there."),
    408: ("This took too long to arrive", "Try again, perhaps on a better connection."),
    413: ("This is too much at once", "Send less."),
    415: ("This kind of content is not taken", "Use the form on the page."),
    429: ("Too many requests", "Wait a while, and try again."),
    500: ("Something went wrong on our side", "It has been noted. Try again in a while."),
    503: ("This takes too long just now", "Try again in a minute."),
}
"""What pages say of each status, and what to do about it."""


class Frame:
    """Makes pages. A `path` begins with a slash, and stands below the publication's address."""

    def __init__(self, public: Public) -> None:
        self.public = public
        self.publication = public.publication
        self.links: Sequence[NavLink] = ()
        self.base = urlsplit(self.publication.url).path.rstrip("/")
        self._templates = SandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in public.templates]),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.assets = {
            name: make_asset(name, media_type, self.text(f"web/{name}.j2"))
            for name, media_type in (
                ("site.css", "text/css; charset=utf-8"),
                ("dress.css", "text/css; charset=utf-8"),
                ("icon.svg", "image/svg+xml"),
            )
        }
        self._templates.globals.update(
            link=self.link,
            url=self.url,
            asset=lambda name: self.asset(name).name,
            publication=self.publication,
            theme=self.publication.theme,
        )

    def link(self, path: str) -> str:
        """Return what leads to a path from any of our pages."""
        return f"{self.base}{quote(path, safe='/?&=%#:@!$()*+,;-._~')}"

    def url(self, path: str) -> str:
        """Return the whole address of a path: for feeds, mails and canonical links."""
        return f"{self.publication.url}{quote(path, safe='/?&=%#:@!$()*+,;-._~')}"

    def asset(self, name: str) -> Asset:
        """Return a style sheet or icon by its plain name ("site.css")."""
        return self.assets[name]

    def text(self, template: str, **values: object) -> str:
        """Return a template with its values, nothing else: style sheets, robots.txt."""
        given = {"theme": self.publication.theme, "publication": self.publication, **values}
        return self._templates.get_template(template).render(given)

    def html(
        self,
        template: str,
        *,
        lang: str = "en",
        direction: Literal["ltr", "rtl"] = "ltr",
        path: str = "",
        values: Mapping[str, object],
    ) -> str:
        """Return a page. `path` is its canonical one, where it may be found by search engines."""
        frame = {
            "lang": lang,
            "direction": direction,
            "site": site_words(lang),
            "nav": self.links,
            "canonical": self.url(path) if path else "",
        }
        return self.text(template, **{**frame, **values})

    def page(
        self,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        lang: str = "en",
        direction: Literal["ltr", "rtl"] = "ltr",
        path: str = "",
        **values: object,
    ) -> Response:
        """Return a page as the answer to one person: no cache keeps it."""
        body = self.html(template, lang=lang, direction=direction, path=path, values=values)
        return HTMLResponse(body, status, {"cache-control": "no-store", **(headers or {})})

    def not_found(self) -> str:
        """Return the page that says that there is nothing here."""
        title, advice = WHAT_NEXT[404]
        return self.html("web/problem.html.j2", values={"title": title, "advice": advice})

    def refuse(self, scope: Scope, status: int) -> Response:
        """Return the answer that something went wrong."""
        return self._problem(scope, status, "", {})

    def failed(self, request: Request, error: Exception) -> Response:
        """Return the answer to an HTTPException; its `detail` is shown where it is our own."""
        assert isinstance(error, HTTPException)
        own = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        return self._problem(request.scope, error.status_code, own, error.headers or {})

    def _problem(
        self, scope: Scope, status: int, detail: str, headers: Mapping[str, str]
    ) -> Response:
        known = WHAT_NEXT.get(status, (HTTPStatus(status).phrase, "Go back, and try once more."))
        title, advice = known
        headers = {"cache-control": "no-store", **headers}
        if scope["path"].startswith(f"{self.base}{API}"):
            problem = {"title": title, "status": status, "detail": detail or advice}
            return JSONResponse(problem, status, headers, "application/problem+json")
        return self.page(
            "web/problem.html.j2",
            status=status,
            headers=headers,
            title=title,
            advice=detail or advice,
        )
