"""Approval out of the mail that tells editors of a held issue: a signed link, no login.

The link is bound to the editor's address, the issue and the build that was held. Opening it
changes nothing, for mail scanners do; the button on its page approves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing.model.archive import ArchivedIssue
from briefing.model.delivery import IssueRecord, IssueState
from briefing.ports.outbox import IssueQueue
from briefing.subscribers.tokens import Purpose, Token, read_token
from briefing.web.public.contract import Part
from briefing.web.public.frame import Frame


def build_of(record: IssueRecord) -> str:
    """Return what tells one build of an issue from another."""
    return record.content_hash[:16]


@dataclass(frozen=True, slots=True)
class ApprovalRoom:
    """What approving needs of the world."""

    queue: IssueQueue
    secrets: Sequence[bytes]
    editors: Sequence[str]


def approval_part(room: ApprovalRoom) -> Callable[[Frame], Part]:
    """Return what joins the page to the others."""

    def part(frame: Frame) -> Part:
        desk = Approving(room, frame)
        path = "/approve/{token}"
        return Part(
            routes=[
                Route(path, desk.look),
                Route(path, desk.approve, methods=["POST"]),
            ]
        )

    return part


class Approving:
    """What the link of a held issue leads to."""

    def __init__(self, room: ApprovalRoom, frame: Frame) -> None:
        self.room, self.frame = room, frame

    async def look(self, request: Request) -> Response:
        """Show what would leave; change nothing."""
        record, kept = await run_in_threadpool(self._held, request)
        return self._page(record, kept)

    async def approve(self, request: Request) -> Response:
        """Let the issue leave."""
        record, kept = await run_in_threadpool(self._held, request)
        now = self.frame.public.clock()
        done = await run_in_threadpool(
            self.room.queue.change,
            record.id,
            now,
            to=IssueState.BUILT,
            only_from=frozenset({IssueState.HELD}),
            note="approved by mail",
        )
        if not done:
            raise HTTPException(409, "The issue has gone on meanwhile.")
        return self._page(record, kept, approved=True)

    def _page(
        self, record: IssueRecord, kept: ArchivedIssue, *, approved: bool = False
    ) -> Response:
        return self.frame.page(
            "web/operator/approve.html.j2",
            record=record,
            head=kept.head,
            findings=kept.manifest.get("findings", []),
            text=kept.email_text,
            approved=approved,
            waiting=record.state == IssueState.HELD and not approved,
        )

    def _held(self, request: Request) -> tuple[IssueRecord, ArchivedIssue]:
        """Return the issue that a link is about.

        Raises: HTTPException 404 for a link that is none of ours, 410 for one that is too old or
        about another build.
        """
        token = read_token(request.path_params["token"], Purpose.APPROVE, self.room.secrets)
        if token is None or not self._of_an_editor(token):
            raise HTTPException(404)
        record = self.room.queue.load_by_id(token.id)
        kept = self.frame.public.archive.load_issue_by_id(token.id)
        gone = token.expired(self.frame.public.clock()) or record is None or kept is None
        if gone or not record or not kept or build_of(record) != token.topic:
            raise HTTPException(410)
        return record, kept

    def _of_an_editor(self, token: Token) -> bool:
        """Tell whether the link was sent to somebody who is still an editor."""
        return any(token.belongs_to(editor) for editor in self.room.editors)
