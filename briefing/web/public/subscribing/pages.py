"""The pages about subscribing: looking changes nothing, and every form works without a script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from briefing.flows.subscribing import (
    EMBEDDED,
    Answer,
    Leaving,
    confirm,
    erase,
    export_data,
    leave_everything,
    look_at_confirmation,
    look_at_unsubscribing,
    open_preferences,
    request_subscription,
    save_preferences,
    unsubscribe,
)
from briefing.model.subscriber import Subscriber, SubscriptionState
from briefing.ports.subscribers import Subscribed
from briefing.render.languages import LANGUAGES, Language, language_of
from briefing.render.places import issue_path
from briefing.subscribers.addresses import shown_address
from briefing.web.public.client import network_of
from briefing.web.public.subscribing.fields import checked_signup, form_body, hour_of, is_hour
from briefing.web.public.subscribing.room import (
    HOURS,
    Desk,
    nonce,
    where,
    zones,
    zones_by_region,
)

TRAP = "website"
"""A field that people do not see: whoever fills it in is a program."""
ONE_CLICK = "one-click"


def page_routes(desk: Desk) -> Sequence[Route]:
    """Return the pages' routes."""
    pages = Pages(desk)
    return [
        Route("/subscribe", pages.subscribe, methods=["GET", "POST"]),
        Route("/subscribe/sent", pages.sent),
        Route("/subscribe/embed", pages.embedded, methods=["POST"]),
        Route("/embed", pages.embed),
        Route("/confirm/{token}", pages.confirm, methods=["GET", "POST"]),
        Route("/welcome/{token}", pages.welcome),
        Route("/preferences/{token}", pages.preferences, methods=["GET", "POST"]),
        Route("/preferences/{token}/export", pages.export, methods=["POST"]),
        Route("/preferences/{token}/leave", pages.leave, methods=["POST"]),
        Route("/preferences/{token}/erase", pages.erase, methods=["GET", "POST"]),
        Route("/unsubscribe/{token}", pages.unsubscribe, methods=["GET", "POST"]),
    ]


class Pages:
    """Answers requests for the pages."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.frame = desk.frame

    # --- subscribing ----------------------------------------------------------------------------

    async def subscribe(self, request: Request) -> Response:
        """Show the form; take it."""
        if request.method == "POST":
            return await self._take(request, "page")
        language = self.frame.language(request.scope)
        chosen = [
            topic.name
            for topic in self.desk.topics()
            if topic.name in request.query_params.getlist("topic") or len(self.desk.topics()) == 1
        ]
        zone = self.desk.topics()[0].timezone if self.desk.topics() else "UTC"
        body = {"topics": chosen, "frequency": "daily", "lang": language.tag, "timezone": zone}
        return self._form(language, body, {})

    async def embedded(self, request: Request) -> Response:
        """Take a form that stands on another site."""
        return await self._take(request, EMBEDDED)

    async def _take(self, request: Request, form: str) -> Response:
        sent = await request.form()
        body = form_body(sent)
        language = language_of(body["lang"] or self.frame.language(request.scope).tag)
        if form == EMBEDDED:
            body = _with_defaults(body, language)
        done = RedirectResponse(self.frame.link(f"/subscribe/sent?lang={language.tag}"), 303)
        if sent.get(TRAP):
            return done
        network = network_of(request)
        signup, wrong = await run_in_threadpool(
            checked_signup, body, self.desk, form=form, network=network
        )
        if signup is None:
            return self._form(language, body, wrong, status=422)
        answer = await run_in_threadpool(
            request_subscription,
            self.desk.people,
            signup,
            self.desk.room.settings,
            nonce=nonce(),
        )
        if answer == Answer.TOO_MANY:
            wrong = {"": "too_many"}
            headers = {"retry-after": "3600"}
            return self._form(language, body, wrong, status=429, headers=headers)
        return done

    def _form(
        self,
        language: Language,
        body: Mapping[str, Any],
        wrong: Mapping[str, str],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        words = language.pages
        return self._page(
            "subscribe",
            language,
            status=status,
            headers={"vary": "accept-language", **(headers or {})},
            path="/subscribe" if status == 200 else "",
            body=body,
            wrong={name: getattr(words, said) for name, said in wrong.items()},
            topics=self.desk.topics(),
            consent=self.desk.consent(language),
            trap=TRAP,
            **_offers(),
        )

    async def sent(self, request: Request) -> Response:
        """Tell where to look now; the same for everyone."""
        return self._page(
            "sent", self.frame.language(request.scope), local=self.desk.room.local_mail
        )

    async def embed(self, request: Request) -> Response:
        """Show the form that other sites may carry, as text to be copied."""
        language = self.frame.language(request.scope)
        snippet = self.frame.text(
            "web/subscribing/snippet.html.j2",
            words=language.pages,
            lang=language.tag,
            direction=language.direction,
            topics=self.desk.topics(),
            consent=self.desk.consent(language),
            trap=TRAP,
            action=self.frame.url("/subscribe/embed"),
        )
        return self._page("embed", language, snippet=snippet)

    # --- confirming -----------------------------------------------------------------------------

    async def confirm(self, request: Request) -> Response:
        """Show what a link would confirm; confirm it when asked to."""
        token, now = request.path_params["token"], self.desk.now()
        people, secrets = self.desk.people, self.desk.room.secrets
        if request.method != "POST":
            pending = await run_in_threadpool(look_at_confirmation, people, token, secrets, now=now)
            if pending.answer != Answer.DONE or pending.signup is None:
                return self._told(request, pending.answer)
            signup = pending.signup
            language = language_of(signup.lang)
            lines = [self._line(language, name, signup.frequency) for name in signup.topics]
            address = shown_address(signup.address)
            return self._page("confirm", language, address=address, lines=lines)
        answer, known = await run_in_threadpool(
            confirm, people, token, secrets, now=now, where=where(request, "page")
        )
        if known is None:
            return self._told(request, answer)
        page = self.desk.preferences_path(known[0], "welcome")
        again = "?again=1" if answer == Answer.USED else ""
        return RedirectResponse(self.frame.link(f"{page}{again}"), 303)

    async def welcome(self, request: Request) -> Response:
        """Tell a subscriber what they get."""
        known = await self._known(request)
        if known is None:
            return self._told(request, Answer.INVALID)
        subscriber, subscriptions = known
        language = language_of(subscriber.lang)
        theirs = [one for one in subscriptions if one.state == SubscriptionState.CONFIRMED]
        names = [one.topic for one in theirs]
        latest = await run_in_threadpool(self._latest, names)
        return self._page(
            "welcome",
            language,
            again="again" in request.query_params,
            lines=[self._line(language, one.topic, one.frequency) for one in theirs],
            latest=latest,
            preferences=self.desk.preferences_path(subscriber),
        )

    def _latest(self, topics: Sequence[str]) -> str:
        archive = self.frame.public.archive
        heads = [head for name in topics for head in archive.load_heads(name, limit=1)]
        newest = max(heads, key=lambda head: head.as_of, default=None)
        return issue_path(newest.topic, newest.day, newest.kind) if newest else ""

    # --- preferences ----------------------------------------------------------------------------

    async def preferences(self, request: Request) -> Response:
        """Show a subscriber's preferences; save them."""
        known = await self._known(request)
        if known is None:
            return self._told(request, Answer.INVALID)
        if request.method != "POST":
            return self._preferences(request, known, {})
        form = await request.form()
        given = {name: str(form.get(name) or "") for name in ("hour", "timezone", "lang")}
        names = {topic.name for topic in self.desk.topics()}
        chosen = {n: str(form.get(f"topic-{n}") or "") for n in sorted(names)}
        # A topic that is no longer offered is kept as it is: nobody can choose about it here.
        kept = {
            one.topic: one.frequency
            for one in known[1]
            if one.topic not in names and one.state == SubscriptionState.CONFIRMED
        }
        wrong = wrong_preferences(given)
        if wrong:
            return self._preferences(request, known, wrong, status=422)
        wanted = replace(
            known[0],
            hour=hour_of(given["hour"]),
            timezone=given["timezone"],
            lang=given["lang"],
            text_only=bool(form.get("text_only")),
        )
        await run_in_threadpool(
            save_preferences,
            self.desk.people,
            known,
            wanted,
            {**kept, **{n: f for n, f in chosen.items() if f in ("daily", "weekly")}},
            now=self.desk.now(),
            text_version=self.desk.consent(language_of(known[0].lang)).version,
            where=where(request, "page"),
        )
        path = self.desk.preferences_path(wanted)
        return RedirectResponse(self.frame.link(f"{path}?saved=1"), 303)

    def _preferences(
        self, request: Request, known: Subscribed, wrong: Mapping[str, str], status: int = 200
    ) -> Response:
        subscriber, subscriptions = known
        language = language_of(subscriber.lang)
        rhythm = {
            one.topic: one.frequency
            for one in subscriptions
            if one.state == SubscriptionState.CONFIRMED
        }
        body: dict[str, Any] = {
            "hour": f"{subscriber.hour:%H:%M}" if subscriber.hour else "",
            "timezone": subscriber.timezone,
            "lang": subscriber.lang,
            "text_only": subscriber.text_only,
        }
        return self._page(
            "preferences",
            language,
            status=status,
            address=shown_address(subscriber.address),
            body=body,
            rhythm=rhythm,
            wrong={name: getattr(language.pages, said) for name, said in wrong.items()},
            saved="saved" in request.query_params,
            topics=self.desk.topics(),
            consent=self.desk.consent(language),
            here=self.desk.preferences_path(subscriber),
            **_offers(body["hour"], body["timezone"]),
        )

    async def export(self, request: Request) -> Response:
        """Hand over all that is kept about somebody."""
        known = await self._known(request)
        if known is None:
            return self._told(request, Answer.INVALID)
        data = await run_in_threadpool(export_data, self.desk.people, known, now=self.desk.now())
        return Response(
            json.dumps(data, ensure_ascii=False, indent=2) + "\n",
            media_type="application/json",
            headers={
                "content-disposition": 'attachment; filename="my-data.json"',
                "cache-control": "no-store",
            },
        )

    async def leave(self, request: Request) -> Response:
        """End everything, from the preferences."""
        known = await self._known(request)
        if known is None:
            return self._told(request, Answer.INVALID)
        await run_in_threadpool(
            leave_everything,
            self.desk.people,
            known,
            now=self.desk.now(),
            where=where(request, "page"),
        )
        return self._left(known[0], "")

    async def erase(self, request: Request) -> Response:
        """Show what erasing means; erase."""
        known = await self._known(request)
        if known is None:
            return self._told(request, Answer.INVALID)
        language = language_of(known[0].lang)
        if request.method != "POST":
            here = self.desk.preferences_path(known[0])
            return self._page("erase", language, here=here, address=shown_address(known[0].address))
        await run_in_threadpool(
            erase,
            self.desk.people,
            known,
            now=self.desk.now(),
            where=where(request, "page"),
        )
        words = language.pages
        return self._page("told", language, title=words.erased, lead=words.erased_lead, again="")

    # --- leaving --------------------------------------------------------------------------------

    async def unsubscribe(self, request: Request) -> Response:
        """Show what a link ends; end it when asked to, by a person or by a mail program.

        A mail program's request (RFC 8058) gets a plain answer: no page, no cookie, no redirect.
        """
        token = request.path_params["token"]
        people, secrets = self.desk.people, self.desk.room.secrets
        if request.method != "POST":
            looked = await run_in_threadpool(look_at_unsubscribing, people, token, secrets)
            if looked is None:
                return self._told(request, Answer.INVALID)
            if looked.ended:
                return self._left(looked.subscriber, looked.topic)
            return self._leaving(looked)
        form = await _form_or_none(request)
        one_click = str(form.get("List-Unsubscribe") or "").lower() == ONE_CLICK
        leaving = await run_in_threadpool(
            unsubscribe,
            people,
            token,
            secrets,
            now=self.desk.now(),
            where=where(request, ONE_CLICK if one_click else "page"),
            everything=form.get("leave") == "all",
        )
        if one_click:
            said = "unsubscribed\n" if leaving else "this link does not work\n"
            headers = {"cache-control": "no-store"}
            return PlainTextResponse(said, 200 if leaving else 404, headers)
        if leaving is None:
            return self._told(request, Answer.INVALID)
        return self._left(leaving.subscriber, "" if form.get("leave") == "all" else leaving.topic)

    def _leaving(self, leaving: Leaving) -> Response:
        words = language_of(leaving.subscriber.lang).pages
        several = sum(o.state != SubscriptionState.UNSUBSCRIBED for o in leaving.subscriptions) > 1
        name = self.desk.title(leaving.topic) if leaving.topic else self.frame.publication.name
        return self._page(
            "unsubscribe",
            language_of(leaving.subscriber.lang),
            title=words.unsubscribe.format(topic=name),
            address=shown_address(leaving.subscriber.address),
            several=several and bool(leaving.topic),
            preferences=self.desk.preferences_path(leaving.subscriber),
        )

    def _left(self, subscriber: Subscriber, topic: str) -> Response:
        language = language_of(subscriber.lang)
        words = language.pages
        title = words.left.format(topic=self.desk.title(topic)) if topic else words.left_all
        return self._page(
            "left",
            language,
            title=title,
            preferences=self.desk.preferences_path(subscriber),
        )

    # --- within ---------------------------------------------------------------------------------

    async def _known(self, request: Request) -> Subscribed | None:
        token = request.path_params["token"]
        return await run_in_threadpool(
            open_preferences, self.desk.people, token, self.desk.room.secrets
        )

    def _line(self, language: Language, topic: str, frequency: str) -> tuple[str, str]:
        words = language.pages
        return self.desk.title(topic), words.weekly if frequency == "weekly" else words.daily

    def _told(self, request: Request, answer: Answer) -> Response:
        language = self.frame.language(request.scope)
        words = language.pages
        title, lead, status = {
            Answer.EXPIRED: (words.expired, words.expired_lead, 410),
            Answer.USED: (words.already, words.already_lead, 200),
        }.get(answer, (words.invalid, words.invalid_lead, 404))
        return self._page(
            "told", language, status=status, title=title, lead=lead, again="/subscribe"
        )

    def _page(self, name: str, language: Language, *, status: int = 200, **values: Any) -> Response:
        return self.frame.page(
            f"web/subscribing/{name}.html.j2",
            status=status,
            lang=language.tag,
            direction=language.direction,
            words=language.pages,
            **values,
        )


async def _form_or_none(request: Request) -> FormData:
    """Return the form that was sent, an empty one where it is none: the link alone is the proof."""
    try:
        return await request.form()
    except HTTPException as error:
        if error.status_code != 400:
            raise
        return FormData()


def wrong_preferences(given: Mapping[str, str]) -> dict[str, str]:
    """Return which preferences cannot be: by field, the name of the words that say it."""
    known = {"hour": is_hour, "timezone": zones().__contains__, "lang": LANGUAGES.__contains__}
    return {n: "unknown_choice" for n, fits in known.items() if n in given and not fits(given[n])}


def _with_defaults(body: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Return the body of a short form, with what it does not ask for."""
    defaults = {"frequency": "daily", "timezone": "UTC", "lang": language.tag}
    return {**body, **{name: body[name] or said for name, said in defaults.items()}}


def _offers(hour: str = "", zone: str = "") -> dict[str, Any]:
    """Return what the choices offer, and what somebody chose elsewhere besides."""
    hours = HOURS if not hour or hour in HOURS else tuple(sorted({*HOURS, hour}))
    regions = zones_by_region()
    if zone and zone not in zones():
        regions = {**regions, "": [*regions.get("", []), (zone, zone)]}
    return {"hours": hours, "zones": regions, "languages": list(LANGUAGES.values())}
