"""What the public pages are made of, and how a part of them joins in.

To add pages, write a function from the `Frame` to a `Part`, and hand it to `Public.parts`:

    def greeting(frame: Frame) -> Part:
        async def hello(request: Request) -> Response:
            return frame.page(request, "web/hello.html.j2", name="you")

        return Part(
            routes=[Route("/hello/", hello)],
            links=[NavLink(lambda words: "Hello", "/hello/")],
        )

The template extends `web/base.html.j2` and fills its blocks `title` and `content`; what links to a
page of ours says `{{ link("/hello/") }}`. Styles stand in `web/site.css.j2`: the policy of content
allows no style or script within a page. A form posts to its own site alone; the path of one that
other sites may post to stands in `Part.open_to_posts`. Whatever goes wrong is raised as
Starlette's `HTTPException`, which becomes a page, or a problem (RFC 9457) below `/api/`.
Work that waits for the database belongs into `run_in_threadpool`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from briefing.model.archive import CardText
from briefing.model.theme import Theme
from briefing.model.topic import Publication, Topic
from briefing.ports import Clock
from briefing.ports.archive import Archive
from briefing.render.languages import Language
from briefing.settings import WebSettings

if TYPE_CHECKING:
    from briefing.web.public.frame import Frame


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link at the head of every page; the `prominent` one looks like a button.

    `label` is what it says in the page's language.
    """

    label: Callable[[Language], str]
    path: str
    prominent: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that belong together, under paths within the publication's address.

    `open_to_posts` are the beginnings of paths to which other sites, and mail programs, may post
    (RFC 8058); whatever answers there must not trust a cookie. `largest_posts` are paths that take
    more than the settings' `max_request_bytes`, each with its bytes.
    """

    routes: Sequence[BaseRoute]
    links: Sequence[NavLink] = ()
    open_to_posts: Collection[str] = ()
    largest_posts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Public:
    """Everything that the public pages need of the world.

    `topics` returns those that can be subscribed to, `templates` are the folders searched for
    `web/…`, in order. `draw_card` makes the picture (PNG, 1200 by 630) that stands for an issue
    where its link is shared, out of its words and its first diagram (SVG). `parts` are asked in
    their order: the archive's comes last.
    """

    publication: Publication
    archive: Archive
    topics: Callable[[], Sequence[Topic]]
    clock: Clock
    templates: Sequence[Path]
    settings: WebSettings = field(default_factory=WebSettings)
    draw_card: Callable[[CardText, Theme, bytes | None], bytes] | None = None
    parts: Sequence[Callable[[Frame], Part]] = ()
