"""The archive's pages as values: what each shows, made from sent issues alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from markupsafe import escape

from briefing.model.archive import ArchivedFile, ArchivedHead, ArchivedPage, CardText, Fragment
from briefing.model.delivery import IssueKind
from briefing.model.placeholder import POSTAL_ADDRESS, PREFERENCES_URL, UNSUBSCRIBE_URL
from briefing.ports.archive import Archive
from briefing.render.dates import long_date
from briefing.render.languages import Language, counted
from briefing.render.places import issue_path
from briefing.web.hosts import host_name
from briefing.web.public.feeds import atom, sitemap
from briefing.web.public.frame import Frame
from briefing.web.public.language import VARY
from briefing.web.public.page import Page, forever
from briefing.web.public.policy import PICTURE_POLICY, policy_of

LATEST, A_PAGE, IN_FEEDS, IN_SITEMAP = 3, 30, 50, 49_000
CARD = "card.png"
_MASTHEAD = re.compile(r'<header class="masthead"[^>]*>')
_BODY = re.compile(r"<body\b[^>]*>")
_NUMBER = re.compile(r"diagrams/(\d+)-.*(?<!-narrow)\.svg")


@dataclass(frozen=True, slots=True)
class Shown:
    """An issue as a list shows it."""

    head: ArchivedHead
    path: str
    date: str
    excerpt: tuple[Fragment, ...] = ()


def shown(head: ArchivedHead, lang: str, excerpt: tuple[Fragment, ...] = ()) -> Shown:
    """Return what a list in a language shows of an issue."""
    return Shown(
        head,
        issue_path(head.topic, head.day, head.kind),
        long_date(head.day, lang),
        excerpt,
    )


@dataclass(frozen=True, slots=True)
class Near:
    """The issues before and after one."""

    previous: Shown | None
    following: Shown | None


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic as a page shows it."""

    name: str
    title: str
    description: str
    lang: str
    direction: Literal["ltr", "rtl"]
    shown: Sequence[Shown] = ()
    issues: int = 0


class Issues:
    """Makes the archive's pages, or those of one topic; None is what has not been sent."""

    def __init__(self, frame: Frame, *, only: str | None = None) -> None:
        self.frame, self.only = frame, only
        self.archive: Archive = frame.public.archive

    # --- lists ----------------------------------------------------------------------------------

    def home(self, language: Language) -> Page:
        """Return the index of all topics."""
        topics = self.topics(language.tag, latest=LATEST)
        return self._page("web/home.html.j2", language, path="/", topics=topics)

    def topics(self, lang: str, *, latest: int = 0) -> list[TopicView]:
        """Return the topics that there are, and those that there once were; days in a language."""
        tallies = {tally.topic: tally for tally in self.archive.load_tallies()}
        views = []
        for topic in self.frame.public.topics():
            tally = tallies.pop(topic.name, None)
            views.append(
                TopicView(
                    topic.name,
                    topic.title,
                    topic.description,
                    topic.lang,
                    topic.direction,
                    self._latest(topic.name, latest, lang),
                    tally.issues if tally else 0,
                )
            )
        gone = [
            TopicView(
                name,
                tally.latest.topic_title,
                "",
                tally.latest.lang,
                tally.latest.direction,
                self._latest(name, latest, lang),
                tally.issues,
            )
            for name, tally in tallies.items()
        ]
        return [view for view in views + gone if self.only in (None, view.name)]

    def _latest(self, topic: str, limit: int, lang: str) -> list[Shown]:
        return [shown(head, lang) for head in self.archive.load_heads(topic, limit=limit)]

    def topic(self, name: str, language: Language, before: date | None = None) -> Page | None:
        """Return the index of a topic, or of its issues before a day."""
        view = self._topic(name)
        if view is None:
            return None
        page, next_before = self._heads(name, before)
        if before and not page:
            return None
        lang = language.tag
        since = language.site.before.format(day=long_date(before, lang)) if before else ""
        return self._page(
            "web/topic.html.j2",
            language,
            path=f"/{name}/before/{before.isoformat()}/" if before else f"/{name}/",
            heading=f"{view.title}: {since}" if before else view.title,
            topic=replace(view, shown=[shown(head, lang) for head in page]),
            before=since,
            older=f"/{name}/before/{next_before.isoformat()}/" if next_before else "",
        )

    def older(self, name: str, before: date | None) -> date | None:
        """Return the day before which the next page of a topic's index lists issues."""
        return self._heads(name, before)[1]

    def _topic(self, name: str) -> TopicView | None:
        return next((view for view in self.topics("en") if view.name == name), None)

    def _heads(self, name: str, before: date | None) -> tuple[Sequence[ArchivedHead], date | None]:
        """Return a page's issues, no day of which goes on upon the next, and where that begins."""
        heads = self.archive.load_heads(name, before=before, limit=A_PAGE + 1)
        if len(heads) <= A_PAGE:
            return heads, None
        whole = [head for head in heads if head.day != heads[-1].day]
        return whole, whole[-1].day

    def search(self, words: str, topic: str, language: Language) -> str:
        """Return the page of what was found."""
        found = self.archive.find(words, topic=topic or None) if words.strip() else []
        site, lang = language.site, language.tag
        values = {
            "words": words,
            "topic": topic,
            "topics": self.topics(lang),
            "shown": [shown(one.head, lang, one.excerpt) for one in found],
            "said": counted(site.found, len(found), lang) if found else site.found_none,
        }
        return self.frame.html(
            "web/search.html.j2", lang=lang, direction=language.direction, values=values
        )

    # --- for machines ---------------------------------------------------------------------------

    def feed(self, name: str | None = None) -> Page | None:
        """Return the feed of a topic, or of all."""
        publication = self.frame.publication
        if name is None:
            heads = self.archive.load_heads(self.only, limit=IN_FEEDS)
            return atom(
                self.frame,
                heads,
                path="/",
                title=publication.name,
                lang=self.frame.home_language().tag,
            )
        view = self._topic(name)
        if view is None:
            return None
        heads = self.archive.load_heads(name, limit=IN_FEEDS)
        title = f"{view.title} · {publication.name}"
        return atom(self.frame, heads, path=f"/{name}/", title=title, lang=view.lang)

    def sitemap(self) -> Page:
        """Return the map of the site."""
        names = [view.name for view in self.topics("en")]
        return sitemap(self.frame, names, self.archive.load_heads(self.only, limit=IN_SITEMAP))

    def robots(self) -> Page:
        """Return what search engines leave alone."""
        return Page(self.frame.text("web/robots.txt.j2").encode(), "text/plain; charset=utf-8")

    # --- one issue ------------------------------------------------------------------------------

    def issue(self, topic: str, day: date, kind: IssueKind) -> Page | None:
        """Return a sent issue's page as it was built, in the site's frame."""
        page = self.archive.load_page(topic, day, kind)
        if page is None:
            return None
        html = self._dressed(page)
        return Page(html.encode(), policy=policy_of(html))

    def _dressed(self, page: ArchivedPage) -> str:
        head = page.head
        around = self.archive.load_neighbours(head)
        near = Near(
            shown(around.previous, head.lang) if around.previous else None,
            shown(around.following, head.lang) if around.following else None,
        )
        parts = [
            self.frame.html(
                f"web/{name}.html.j2",
                lang=head.lang,
                direction=head.direction,
                values={"head": head, "near": near, "within_masthead": True},
            )
            for name in ("issue_head", "masthead", "issue_foot")
        ]
        return dress(self._filled(page.web_html), *parts)

    def _filled(self, html: str) -> str:
        """Return the page with what everybody may see in place of a subscriber's own."""
        for placeholder, said in (
            (UNSUBSCRIBE_URL, self.frame.url("/subscribe")),
            (PREFERENCES_URL, self.frame.url("/subscribe")),
            (POSTAL_ADDRESS, self.frame.publication.address),
        ):
            html = html.replace(placeholder, str(escape(said)))
        return html

    def picture(self, topic: str, day: date, kind: IssueKind, name: str) -> Page | None:
        """Return a picture of a sent issue."""
        file = self.archive.load_file(topic, day, name, kind)
        if file is None:
            return None
        return forever(file.content, file.media_type, PICTURE_POLICY)

    def card(self, topic: str, day: date, kind: IssueKind) -> Page | None:
        """Return the picture that stands for a sent issue, drawn when it is first asked for."""
        known = self.archive.load_file(topic, day, CARD, kind)
        if known:
            return forever(known.content, known.media_type)
        page = self.archive.load_page(topic, day, kind)
        if page is None or self.frame.public.draw_card is None:
            return None
        head = page.head
        first = first_diagram(self.archive.load_files(head.issue_id))
        publication = self.frame.publication
        footing = f"{long_date(head.day, head.lang)} · {host_name(publication.url)}"
        words = CardText(head.title, head.topic_title, footing, publication.name, head.direction)
        png = self.frame.public.draw_card(words, publication.theme, first)
        self.archive.save_file(head.issue_id, ArchivedFile(CARD, "image/png", png))
        return forever(png, "image/png")

    # --- inside ---------------------------------------------------------------------------------

    def _page(self, template: str, language: Language, *, path: str, **values: object) -> Page:
        html = self.frame.html(
            template, path=path, lang=language.tag, direction=language.direction, values=values
        )
        return Page(html.encode(), headers=VARY)


def dress(page: str, head: str, top: str, foot: str) -> str:
    """Return an issue's page with the site's links, head and foot put in."""
    page = page.replace("</head>", f"{head}</head>", 1)
    place = _MASTHEAD.search(page) or _BODY.search(page)
    start = place.end() if place else 0
    page = f"{page[:start]}\n{top}{page[start:]}"
    end = page.rfind("\n<footer")
    end = end if end >= 0 else page.rfind("</body>")
    return f"{page[:end]}\n{foot}{page[end:]}" if end >= 0 else page + foot


def first_diagram(files: Sequence[ArchivedFile]) -> bytes | None:
    """Return the first diagram's drawing, or None where an issue has none."""
    numbered = [
        (int(found[1]), file.content) for file in files if (found := _NUMBER.fullmatch(file.name))
    ]
    return min(numbered, default=(0, None))[1]
