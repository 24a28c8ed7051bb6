"""The same as an API: one table of operations, from which routes and description are made."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from briefing.flows.subscribing import (
    Answer,
    confirm,
    erase,
    export_data,
    open_preferences,
    request_subscription,
    save_preferences,
    unsubscribe,
)
from briefing.model.subscriber import SubscriptionState
from briefing.ports.subscribers import Subscribed
from briefing.render.languages import LANGUAGES, language_of
from briefing.web.public.client import network_of
from briefing.web.public.subscribing.fields import (
    LEAVE,
    SIGN_UP,
    TOKEN,
    WANTED,
    Field,
    body_schema,
    checked_signup,
    faults,
    hour_of,
)
from briefing.web.public.subscribing.room import Desk, nonce, where, zones

TEXT: Mapping[str, Any] = {"type": "string"}
PREFERENCES_SHAPE: Mapping[str, Any] = {
    "address": TEXT,
    "lang": TEXT,
    "timezone": TEXT,
    "hour": TEXT,
    "text_only": {"type": "boolean"},
    "topics": {"type": "object", "additionalProperties": {"enum": ["daily", "weekly"]}},
}
TOPICS_SHAPE: Mapping[str, Any] = {
    "topics": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"name": TEXT, "title": TEXT, "description": TEXT, "lang": TEXT},
            "required": ["name", "title", "description", "lang"],
        },
    },
    "consent": {
        "type": "object",
        "description": "for each language the text to show, and its version to send along",
        "additionalProperties": {
            "type": "object",
            "properties": {"version": TEXT, "text": TEXT},
            "required": ["version", "text"],
        },
    },
}
STATUS_SHAPE: Mapping[str, Any] = {"status": TEXT}
CONFIRMED_SHAPE: Mapping[str, Any] = {"status": TEXT, "preferences": TEXT}
EXPORT_SHAPE: Mapping[str, Any] = {
    "exported_at": TEXT,
    "subscriber": {"type": "object"},
    "subscriptions": {"type": "array", "items": {"type": "object"}},
    "consent": {"type": "array", "items": {"type": "object"}},
    "consent_texts": {"type": "object"},
    "suppression": {"type": ["object", "null"]},
    "reports": {"type": "array", "items": {"type": "object"}},
    "deliveries": {"type": "array", "items": {"type": "object"}},
}

Body = Mapping[str, Any]
Handler = Callable[["Api", Request, Body], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the API does. `answers` are the statuses besides that of success."""

    method: str
    path: str
    name: str
    about: str
    handler: Handler
    fields: Mapping[str, Field] = field(default_factory=dict)
    success: int = 200
    shape: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)


class Api:
    """Answers requests for the API."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def describe(self, _request: Request, _body: Body) -> Response:
        """Return the description."""
        return JSONResponse(openapi(self.desk), headers={"cache-control": "public, max-age=300"})

    async def topics(self, _request: Request, _body: Body) -> Response:
        """Return what can be subscribed to, and the words to agree to."""
        topics = [
            {"name": t.name, "title": t.title, "description": t.description, "lang": t.lang}
            for t in self.desk.topics()
        ]
        texts = {tag: self.desk.consent(language) for tag, language in LANGUAGES.items()}
        consent = {tag: {"version": t.version, "text": t.text} for tag, t in texts.items()}
        return _answer({"topics": topics, "consent": consent})

    async def subscribe(self, request: Request, body: Body) -> Response:
        """Take a sign-up."""
        signup, wrong = await run_in_threadpool(
            checked_signup, body, self.desk, form="api", network=network_of(request)
        )
        if signup is None:
            return _refusal(wrong)
        answer = await run_in_threadpool(
            request_subscription,
            self.desk.people,
            signup,
            self.desk.room.settings,
            nonce=nonce(),
        )
        if answer == Answer.TOO_MANY:
            return _problem(429, "too many requests from this network", {"retry-after": "3600"})
        return _answer({"status": "confirmation mailed"}, 202)

    async def confirm(self, request: Request, body: Body) -> Response:
        """Confirm what a mail's link asks for."""
        answer, known = await run_in_threadpool(
            confirm,
            self.desk.people,
            body["token"],
            self.desk.room.secrets,
            now=self.desk.now(),
            where=where(request, "api"),
        )
        if known is None:
            return _problem(410 if answer == Answer.EXPIRED else 404, f"the token is {answer}")
        token = self.desk.preferences_path(known[0]).rpartition("/")[2]
        return _answer({"status": "confirmed", "preferences": token})

    async def leave(self, request: Request, body: Body) -> Response:
        """End a subscription."""
        leaving = await run_in_threadpool(
            unsubscribe,
            self.desk.people,
            body["token"],
            self.desk.room.secrets,
            now=self.desk.now(),
            where=where(request, "api"),
            everything=bool(body.get("all")),
        )
        return _answer({"status": "unsubscribed"}) if leaving else _unknown()

    async def preferences(self, request: Request, _body: Body) -> Response:
        """Return a subscriber's preferences."""
        known = await self._known(request)
        return _answer(_preferences(known)) if known else _unknown()

    async def prefer(self, request: Request, body: Body) -> Response:
        """Save a subscriber's preferences."""
        known = await self._known(request)
        if known is None:
            return _unknown()
        names = {topic.name for topic in self.desk.topics()}
        have = _preferences(known)["topics"]
        if not set(body["topics"]) <= names | set(have):
            return _refusal({"topics": "unknown_choice"})
        subscriber = known[0]
        timezone = body.get("timezone", subscriber.timezone)
        if timezone not in zones() and timezone != subscriber.timezone:
            return _refusal({"timezone": "unknown_choice"})
        wanted = replace(
            subscriber,
            lang=body.get("lang", subscriber.lang),
            timezone=timezone,
            hour=hour_of(body["hour"]) if "hour" in body else subscriber.hour,
            text_only=body.get("text_only", subscriber.text_only),
        )
        await run_in_threadpool(
            save_preferences,
            self.desk.people,
            known,
            wanted,
            body["topics"],
            now=self.desk.now(),
            text_version=self.desk.consent(language_of(subscriber.lang)).version,
            where=where(request, "api"),
        )
        saved = await self._known(request)
        return _answer(_preferences(saved)) if saved else _unknown()

    async def export(self, request: Request, _body: Body) -> Response:
        """Return all that is kept about a subscriber."""
        known = await self._known(request)
        if known is None:
            return _unknown()
        people, now = self.desk.people, self.desk.now()
        return _answer(await run_in_threadpool(export_data, people, known, now=now))

    async def erase(self, request: Request, _body: Body) -> Response:
        """Forget a subscriber."""
        known = await self._known(request)
        if known is None:
            return _unknown()
        people, now = self.desk.people, self.desk.now()
        await run_in_threadpool(erase, people, known, now=now, where=where(request, "api"))
        return _answer({"status": "erased"})

    async def _known(self, request: Request) -> Subscribed | None:
        token = request.path_params["token"]
        secrets = self.desk.room.secrets
        return await run_in_threadpool(open_preferences, self.desk.people, token, secrets)


UNKNOWN_TOKEN = {404: "the token was not made here, or its subscriber is gone"}
UNFIT = {422: "a field is missing, or holds what it cannot"}
OPERATIONS: Sequence[Operation] = (
    Operation(
        "GET",
        "/api/openapi.json",
        "describe",
        "This description.",
        Api.describe,
        shape={"openapi": TEXT},
    ),
    Operation(
        "GET",
        "/api/topics",
        "topics",
        "What can be subscribed to, and the words that a person agrees to.",
        Api.topics,
        shape=TOPICS_SHAPE,
    ),
    Operation(
        "POST",
        "/api/subscriptions",
        "subscribe",
        "Ask for topics. A mail asks the address to confirm; the answer is the same for all.",
        Api.subscribe,
        SIGN_UP,
        success=202,
        shape=STATUS_SHAPE,
        answers={**UNFIT, 429: "too many requests from this network"},
    ),
    Operation(
        "POST",
        "/api/confirmations",
        "confirm",
        "Confirm, with the token of the mail's link. Once confirmed, it stays so.",
        Api.confirm,
        TOKEN,
        shape=CONFIRMED_SHAPE,
        answers={**UNKNOWN_TOKEN, **UNFIT, 410: "the token is too old"},
    ),
    Operation(
        "POST",
        "/api/unsubscriptions",
        "unsubscribe",
        "Leave a topic, or all, with the token of the unsubscribe link.",
        Api.leave,
        LEAVE,
        shape=STATUS_SHAPE,
        answers={**UNKNOWN_TOKEN, **UNFIT},
    ),
    Operation(
        "GET",
        "/api/preferences/{token}",
        "preferences",
        "What a subscriber gets, and how.",
        Api.preferences,
        shape=PREFERENCES_SHAPE,
        answers=UNKNOWN_TOKEN,
    ),
    Operation(
        "PUT",
        "/api/preferences/{token}",
        "prefer",
        "Change it. Topics are replaced; other fields stay as they are where none is given.",
        Api.prefer,
        WANTED,
        shape=PREFERENCES_SHAPE,
        answers={**UNKNOWN_TOKEN, **UNFIT},
    ),
    Operation(
        "DELETE",
        "/api/preferences/{token}",
        "erase",
        "Erase the subscriber. Hashes that keep lists from bringing them back remain.",
        Api.erase,
        shape=STATUS_SHAPE,
        answers=UNKNOWN_TOKEN,
    ),
    Operation(
        "GET",
        "/api/preferences/{token}/export",
        "export",
        "All that is kept about the subscriber.",
        Api.export,
        shape=EXPORT_SHAPE,
        answers=UNKNOWN_TOKEN,
    ),
)


def api_routes(desk: Desk) -> Sequence[Route]:
    """Return the API's routes, one for each path: what it does not do is refused (405)."""
    api = Api(desk)
    paths = dict.fromkeys(operation.path for operation in OPERATIONS)
    return [
        Route(
            path,
            _endpoint(api, {o.method: o for o in OPERATIONS if o.path == path}),
            methods=[o.method for o in OPERATIONS if o.path == path],
        )
        for path in paths
    ]


def _endpoint(
    api: Api, by_method: Mapping[str, Operation]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        operation = by_method["GET" if request.method == "HEAD" else request.method]
        body: Body = {}
        if operation.fields:
            if request.headers.get("content-type", "").partition(";")[0] != "application/json":
                return _problem(415, "send application/json")
            try:
                body = json.loads(await request.body())
            except (ValueError, RecursionError):
                return _problem(400, "the body is no JSON")
            if wrong := faults(body, operation.fields, api.desk):
                return _refusal(wrong)
        return await operation.handler(api, request, body)

    return answer


def openapi(desk: Desk) -> dict[str, Any]:
    """Return the API's description (OpenAPI 3.1)."""
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation, desk)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{desk.frame.publication.name}: subscribing",
            "version": "1",
            "description": (
                "Nothing here tells whether an address is known. Errors are problems (RFC 9457); "
                "browsers on other sites are refused."
            ),
        },
        "servers": [{"url": desk.frame.publication.url}],
        "paths": paths,
        "components": {"schemas": {"Problem": PROBLEM}},
    }


PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "fields": {"type": "object", "additionalProperties": TEXT},
    },
    "required": ["title", "status"],
}


def _described(operation: Operation, desk: Desk) -> dict[str, Any]:
    shape = {
        "type": "object",
        "properties": operation.shape,
        "required": list(operation.shape),
    }
    answers: dict[str, Any] = {
        str(operation.success): {
            "description": "done",
            "content": {"application/json": {"schema": shape}},
        }
    }
    refusals = dict(operation.answers)
    if operation.fields:
        refusals |= {400: "the body is no JSON", 413: "too much", 415: "the body is not JSON"}
    for status, said in sorted(refusals.items()):
        problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
        content = {"application/problem+json": problem}
        answers[str(status)] = {"description": said, "content": content}
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.about,
        "responses": answers,
    }
    if "{token}" in operation.path:
        token = {"type": "string", "minLength": 1, "maxLength": 512, "pattern": "^[A-Za-z0-9_-]+$"}
        parameter = {"name": "token", "in": "path", "required": True, "schema": token}
        described["parameters"] = [parameter]
    if operation.fields:
        schema = body_schema(operation.fields, desk)
        content = {"application/json": {"schema": schema}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _preferences(known: Subscribed) -> dict[str, Any]:
    subscriber, subscriptions = known
    confirmed = [o for o in subscriptions if o.state == SubscriptionState.CONFIRMED]
    return {
        "address": subscriber.address,
        "lang": subscriber.lang,
        "timezone": subscriber.timezone,
        "hour": f"{subscriber.hour:%H:%M}" if subscriber.hour else "",
        "text_only": subscriber.text_only,
        "topics": {one.topic: one.frequency for one in confirmed},
    }


def _answer(said: Mapping[str, Any], status: int = 200) -> Response:
    return JSONResponse(dict(said), status, {"cache-control": "no-store"})


def _unknown() -> Response:
    return _problem(404, UNKNOWN_TOKEN[404])


def _refusal(wrong: Mapping[str, str]) -> Response:
    words = LANGUAGES["en"].pages
    fields = {name: str(getattr(words, said)) for name, said in wrong.items()}
    return _problem(422, UNFIT[422], fields=fields)


def _problem(
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
) -> Response:
    said: dict[str, Any] = {"title": detail, "status": status, "detail": detail}
    if fields:
        said["fields"] = dict(fields)
    return JSONResponse(
        said,
        status,
        {"cache-control": "no-store", **(headers or {})},
        "application/problem+json",
    )
