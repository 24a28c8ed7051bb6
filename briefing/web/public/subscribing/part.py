"""The part of the public pages that is about subscribing, whole."""

from __future__ import annotations

from collections.abc import Callable

from briefing.render.languages import LANGUAGES
from briefing.web.public.contract import NavLink, Part
from briefing.web.public.frame import Frame
from briefing.web.public.subscribing.api import api_routes
from briefing.web.public.subscribing.pages import page_routes
from briefing.web.public.subscribing.room import Desk, Room


def subscribing_part(room: Room) -> Callable[[Frame], Part]:
    """Return what joins the pages about subscribing to the others."""

    def part(frame: Frame) -> Part:
        desk = Desk(room, frame)
        texts = [desk.consent(language) for language in LANGUAGES.values()]
        room.people.save_texts(texts, desk.now())
        return Part(
            routes=[*page_routes(desk), *api_routes(desk)],
            links=[NavLink(lambda words: words.pages.subscribe, "/subscribe", prominent=True)],
            # Neither trusts a cookie: the one asks by mail, the other is its own proof.
            open_to_posts=["/subscribe/embed", "/unsubscribe/"],
        )

    return part
