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

from briefing.render.languages import LANGUAGES, Language, Problem, language_of
from briefing.web.public.assets import Asset, make_asset
from briefing.web.public.contract import NavLink, Public
from briefing.web.public.language import VARY, asked_language, home_language

API = "/api/"


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
            "language": language_of(lang),
            "site": language_of(lang).site,
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

    def not_found(self, language: Language) -> str:
        """Return the page that says that there is nothing here."""
        said = language.site.problems[404]
        return self.html(
            "web/problem.html.j2",
            lang=language.tag,
            direction=language.direction,
            values={"title": said.title, "advice": said.advice},
        )

    def language(self, scope: Scope) -> Language:
        """Return the language that a page is asked for in; the topics' where nothing is asked."""
        return asked_language(scope, self.home_language())

    def home_language(self) -> Language:
        """Return the language of pages that nobody asked for in another."""
        return home_language(self.public.topics())

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
        # Programs are answered in English, as the description of the API is.
        to_program = scope["path"].startswith(f"{self.base}{API}")
        language = LANGUAGES["en"] if to_program else self.language(scope)
        problems = language.site.problems
        said = problems.get(status) or Problem(HTTPStatus(status).phrase, problems[400].advice)
        headers = {"cache-control": "no-store", **VARY, **headers}
        if to_program:
            problem = {"title": said.title, "status": status, "detail": detail or said.advice}
            return JSONResponse(problem, status, headers, "application/problem+json")
        return self.page(
            "web/problem.html.j2",
            status=status,
            headers=headers,
            lang=language.tag,
            direction=language.direction,
            title=said.title,
            advice=detail or said.advice,
        )
