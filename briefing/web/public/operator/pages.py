"""The operator's pages: login, overview, one issue, and the few things that can be decided."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefing.flows.login import LASTS, Count, TooManyGuesses, hash_token, log_in, who
from briefing.model.bounce import BounceKind
from briefing.model.click import LinkCount
from briefing.model.delivery import IssueRecord, IssueState
from briefing.ports import Store
from briefing.ports.operating import Account, Accounts, Audience
from briefing.ports.outbox import IssueQueue, Outbox
from briefing.web.hosts import LOOPBACK, host_name
from briefing.web.public.client import network_of
from briefing.web.public.contract import Part
from briefing.web.public.frame import Frame
from briefing.web.public.operator.chart import (
    days_of,
    growth_plot,
    said_of,
    standing_plot,
)

HOME = "/operator/"
GROWTH_DAYS = 90
DECISIONS: Mapping[str, tuple[IssueState, frozenset[IssueState]]] = {
    "approve": (IssueState.BUILT, frozenset({IssueState.HELD})),
    "hold": (IssueState.HELD, frozenset({IssueState.BUILT})),
    "cancel": (
        IssueState.CANCELLED,
        frozenset({IssueState.DUE, IssueState.BUILT, IssueState.HELD, IssueState.SENDING}),
    ),
}
"""What an operator may decide: what an issue becomes, and from which states."""


@dataclass(frozen=True, slots=True)
class OperatorRoom:
    """What the operator's pages need of the world.

    `count` counts guesses, in the database. `links` returns how often an issue's links were opened,
    where that is counted; `came_back` how many of its messages did.
    """

    accounts: Accounts
    audience: Audience
    count: Count
    queue: IssueQueue
    outbox: Outbox
    store: Store
    links: Callable[[int], Sequence[LinkCount]] = lambda _issue: ()
    came_back: Callable[[int], Mapping[BounceKind, int]] = lambda _issue: {}
    new_token: Callable[[], str] = lambda: secrets.token_urlsafe(32)


def operator_part(room: OperatorRoom) -> Callable[[Frame], Part]:
    """Return what joins the operator's pages to the others; no public page links to them."""

    def part(frame: Frame) -> Part:
        desk = Desk(room, frame)
        return Part(
            routes=[
                Route("/operator/login", desk.login, methods=["GET", "POST"]),
                Route("/operator/logout", desk.logout, methods=["POST"]),
                Route(HOME, desk.inside(desk.overview)),
                Route("/operator/issues/{number:int}", desk.inside(desk.issue)),
                Route(
                    "/operator/issues/{number:int}/{decision}",
                    desk.inside(desk.decide),
                    methods=["POST"],
                ),
                Route(
                    "/operator/topics/{topic}/{decision}", desk.inside(desk.pause), methods=["POST"]
                ),
            ]
        )

    return part


@dataclass(frozen=True, slots=True)
class Inside:
    """Who asks, and the secret of their forms."""

    account: Account
    form: str


class Desk:
    """What each of the operator's addresses answers."""

    def __init__(self, room: OperatorRoom, frame: Frame) -> None:
        self.room, self.frame = room, frame

    # --- coming and going -----------------------------------------------------------------------

    async def login(self, request: Request) -> Response:
        """Ask for a name and a password, and let in who knows them."""
        if request.method != "POST":
            return self._login_page()
        form = await request.form()
        token = self.room.new_token()
        try:
            right = await run_in_threadpool(
                log_in,
                self.room.accounts,
                self.room.count,
                name=_field(form, "name"),
                password=_field(form, "password"),
                network=network_of(request),
                token=token,
                now=self.frame.public.clock(),
            )
        except TooManyGuesses:
            raise HTTPException(429, headers={"retry-after": "900"}) from None
        if not right:
            return self._login_page("This name and password do not belong together.", 403)
        answer = RedirectResponse(self.frame.link(HOME), 303)
        secure = self._secure(request)
        answer.set_cookie(
            _cookie(secure=secure),
            token,
            max_age=int(LASTS.total_seconds()),
            path="/",
            secure=secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    async def logout(self, request: Request) -> Response:
        """End the login."""
        secure = self._secure(request)
        token = request.cookies.get(_cookie(secure=secure), "")
        await run_in_threadpool(self.room.accounts.remove_login, hash_token(token))
        answer = RedirectResponse(self.frame.link("/operator/login"), 303)
        answer.delete_cookie(_cookie(secure=secure), path="/", secure=secure, httponly=True)
        return answer

    def inside(
        self, endpoint: Callable[[Request, Inside], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return an endpoint that only those who are logged in reach, with forms of their own."""

        async def guarded(request: Request) -> Response:
            token = request.cookies.get(_cookie(secure=self._secure(request)), "")
            now = self.frame.public.clock()
            account = await run_in_threadpool(who, self.room.accounts, token, now)
            if account is None:
                return RedirectResponse(self.frame.link("/operator/login"), 303)
            secret = hash_token(f"form:{token}")
            if request.method == "POST":
                given = _field(await request.form(), "form")
                if not hmac.compare_digest(given.encode(), secret.encode()):
                    raise HTTPException(403)
            return await endpoint(request, Inside(account, secret))

        return guarded

    def _login_page(self, error: str = "", status: int = 200) -> Response:
        return self.frame.page("web/operator/login.html.j2", status=status, error=error)

    def _secure(self, request: Request) -> bool:
        """Return whether cookies travel by TLS alone: everywhere but on this very machine."""
        here = host_name(f"//{request.headers.get('host', '')}") in LOOPBACK
        return self.frame.publication.url.startswith("https:") and not here

    # --- looking --------------------------------------------------------------------------------

    async def overview(self, _request: Request, inside: Inside) -> Response:
        """Show everything at a glance."""
        values = await run_in_threadpool(self._overview)
        return self.frame.page("web/operator/overview.html.j2", inside=inside, **values)

    def _overview(self) -> dict[str, Any]:
        room, now = self.room, self.frame.public.clock()
        first = now.date() - timedelta(days=GROWTH_DAYS - 1)
        days = days_of(room.audience.load_growth(first), first, now.date())
        topics = self.frame.public.topics()
        audiences = {audience.topic: audience for audience in room.audience.load_audiences()}
        return {
            "subscribers": room.audience.count_subscribers(),
            "growth": growth_plot(days),
            "standing": standing_plot(days, sum(one.confirmed for one in audiences.values())),
            "said": said_of(days),
            "topics": [(topic, audiences.get(topic.name)) for topic in topics],
            "paused": room.queue.load_paused(),
            "issues": [self._issue_view(record) for record in room.queue.load_all(limit=30)],
            "sources": [
                (topic, room.store.load_collections(topic.name, as_of=now)) for topic in topics
            ],
            "now": now,
        }

    def _issue_view(self, record: IssueRecord) -> dict[str, Any]:
        counts = self.room.outbox.standing(record.id).counts
        return {
            "record": record,
            "counts": {str(state): many for state, many in counts.items() if many},
            "decisions": decisions(record),
        }

    async def issue(self, request: Request, inside: Inside) -> Response:
        """Show one issue: its state, its deliveries, and what checks found."""
        number = request.path_params["number"]
        values = await run_in_threadpool(self._issue, number)
        return self.frame.page("web/operator/issue.html.j2", inside=inside, **values)

    def _issue(self, number: int) -> dict[str, Any]:
        record = self.room.queue.load_by_id(number)
        if record is None:
            raise HTTPException(404)
        kept = self.frame.public.archive.load_issue_by_id(number)
        return {
            "issue": self._issue_view(record),
            "standing": self.room.outbox.standing(number),
            "links": self.room.links(number),
            "came_back": {str(kind): n for kind, n in self.room.came_back(number).items()},
            "head": kept.head if kept else None,
            "findings": kept.manifest.get("findings", []) if kept else [],
        }

    # --- deciding -------------------------------------------------------------------------------

    async def decide(self, request: Request, inside: Inside) -> Response:
        """Approve, hold or cancel an issue."""
        number, decision = request.path_params["number"], request.path_params["decision"]
        if decision not in DECISIONS:
            raise HTTPException(404)
        to, only_from = DECISIONS[decision]
        done = await run_in_threadpool(
            self.room.queue.change,
            number,
            self.frame.public.clock(),
            to=to,
            only_from=only_from,
            note=f"{decision} by {inside.account.name}",
        )
        if not done:
            raise HTTPException(409, "The issue has gone on meanwhile: look at it again.")
        return RedirectResponse(self.frame.link(f"/operator/issues/{number}"), 303)

    async def pause(self, request: Request, _inside: Inside) -> Response:
        """Pause or resume a topic."""
        topic, decision = request.path_params["topic"], request.path_params["decision"]
        known = [one.name for one in await run_in_threadpool(self.frame.public.topics)]
        if topic not in known or decision not in ("pause", "resume"):
            raise HTTPException(404)
        if decision == "pause":
            await run_in_threadpool(self.room.queue.pause, topic, self.frame.public.clock())
        else:
            await run_in_threadpool(self.room.queue.resume, topic)
        return RedirectResponse(self.frame.link(HOME), 303)


def decisions(record: IssueRecord) -> Sequence[str]:
    """Return what can be decided of an issue in its state."""
    return [name for name, (_, only_from) in DECISIONS.items() if record.state in only_from]


def _cookie(*, secure: bool) -> str:
    return "__Host-operator" if secure else "operator"


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
