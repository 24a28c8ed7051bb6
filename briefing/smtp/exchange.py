"""Messages over one connection: each envelope rides behind the final dot of the message before.

    we send                              the server answers
    MAIL RCPT DATA (1)                   250 250 354
    content (1)                          —
    dot, MAIL RCPT DATA (2)              250 for (1), 250 250 354 for (2)
    content (2) …

While the server reads a content, the next message is spliced and signed. Only between a final dot
and its reply is a message in doubt; whatever ends the connection at any other moment, the server
does not have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.delivery.headers import check_address
from briefing.delivery.outgoing import write
from briefing.errors import AddressError
from briefing.model.handover import (
    Accepted,
    Copy,
    Deferred,
    Lost,
    Outcome,
    Outgoing,
    Refused,
    Reply,
)
from briefing.smtp.opening import Extensions
from briefing.smtp.server import Timeouts
from briefing.smtp.wire import Dropped, Wire

_DOT = b".\r\n"
_LINE_BEGINS_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)
CLOSING = 421


@dataclass(frozen=True, slots=True)
class Ready:
    """A message whose copy is written and whose envelope the server can take."""

    message: Outgoing
    copy: Copy
    commands: tuple[bytes, bytes, bytes]


class Exchange:
    """Hands one group of messages over; afterwards `usable` says whether more may follow."""

    def __init__(
        self,
        wire: Wire,
        offered: Extensions,
        timeouts: Timeouts,
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        self.usable = True
        self._wire = wire
        self._offered = offered
        self._timeouts = timeouts
        self._on_outcome = on_outcome
        self._resets = 0
        self._unsettled: list[Outgoing] = []
        self._in_doubt: Outgoing | None = None
        self._reset = False

    def run(self, group: Sequence[Outgoing]) -> None:
        """Give each message its outcome; a dropped connection is one, too."""
        self._unsettled = list(group)
        try:
            self._run(self._written(group))
            self._clear()
        except Dropped as error:
            self.usable = False
            for message in tuple(self._unsettled):
                self._settle(message, Lost(message is self._in_doubt, str(error)))

    def _run(self, waiting: Iterator[Ready]) -> None:
        current = next(waiting, None)
        begun = False
        while current:
            if self._open(current, begun=begun):
                current, begun = self._hand_over(current, waiting)
            else:
                current, begun = next(waiting, None), False

    def _open(self, ready: Ready, *, begun: bool) -> bool:
        """Say who writes to whom; return whether the server now waits for the content."""
        if self._offered.pipelining:
            if not begun:
                self._send(*self._envelope(ready))
            replies = self._pipelined_replies()
        else:
            replies = self._replies_in_turn(ready)
        refusal = next((r for r in replies[:-1] if r.code // 100 != 2), None)
        if refusal is None and replies[-1].code == 354:
            return True
        if replies[-1].code == 354:
            # RFC 2920, 3.1: a server may want content for no recipients; a dot alone ends that.
            self._send(_DOT)
            self._reply(self._timeouts.dot_s)
        self._reset = True
        self._settle(ready.message, _refused(refusal or replies[-1]))
        self._stop_if_closing(*replies)
        return False

    def _hand_over(self, ready: Ready, waiting: Iterator[Ready]) -> tuple[Ready | None, bool]:
        """Send a content and its dot; return what comes next, and whether its envelope is sent."""
        self._send_content(ready)
        following = next(waiting, None)
        begun = following is not None and self._offered.pipelining
        behind = self._envelope(following) if following and begun else ()
        self._in_doubt = ready.message
        self._send(_DOT, *behind)
        reply = self._reply(self._timeouts.dot_s)
        if reply.code // 100 == 3:
            raise Dropped(f"the server answers a content with {reply}")
        self._in_doubt = None
        accepted = reply.code // 100 == 2
        self._settle(ready.message, Accepted(reply) if accepted else _refused(reply))
        self._stop_if_closing(reply)
        return following, begun

    def _send_content(self, ready: Ready) -> None:
        pieces = ready.copy.pieces
        if ready.copy.dotted:
            pieces = (_LINE_BEGINS_WITH_DOT.sub(b"..", bytes(ready.copy)),)
        try:
            self._wire.send(pieces, self._timeouts.block_s)
        except Dropped:
            # A server that closes in mid-content may have said why.
            reply = self._reply(self._timeouts.quit_s)
            if reply.code // 100 in (4, 5):
                self._settle(ready.message, _refused(reply))
            raise

    def _envelope(self, ready: Ready) -> tuple[bytes, ...]:
        reset, self._reset = self._reset, False
        self._resets = int(reset)
        return (b"RSET\r\n", *ready.commands) if reset else ready.commands

    def _pipelined_replies(self) -> list[Reply]:
        if self._resets:
            self._resets = 0
            self._cleared(self._reply(self._timeouts.command_s))
        times = self._timeouts
        replies = []
        for timeout_s in (times.command_s, times.command_s, times.data_s):
            replies.append(self._reply(timeout_s))
            if replies[-1].code == CLOSING:
                break
        return replies if len(replies) == 3 else [*replies, replies[-1]]

    def _replies_in_turn(self, ready: Ready) -> list[Reply]:
        self._clear()
        replies: list[Reply] = []
        for command, wanted in zip(ready.commands, (2, 2, 3), strict=True):
            self._send(command)
            replies.append(self._reply(self._timeouts.command_s))
            if replies[-1].code // 100 != wanted:
                return [*replies, replies[-1]]
        return replies

    def _clear(self) -> None:
        """After a refusal, make the server forget the envelope."""
        if self._reset:
            self._reset = False
            self._send(b"RSET\r\n")
            self._cleared(self._reply(self._timeouts.command_s))

    def _cleared(self, reply: Reply) -> None:
        if reply.code // 100 != 2:
            raise Dropped(f"the server refuses RSET ({reply})")

    def _stop_if_closing(self, *replies: Reply) -> None:
        for reply in replies:
            if reply.code == CLOSING:
                raise Dropped(f"the server closes the connection ({reply})")

    def _written(self, group: Sequence[Outgoing]) -> Iterator[Ready]:
        """Yield the messages that can leave, each written when it is asked for."""
        for message in group:
            copy = write(message)
            refusal = copy if isinstance(copy, Refused) else None
            if isinstance(copy, Copy):
                made = make_commands(message, copy, self._offered)
                if isinstance(made, Refused):
                    refusal = made
                else:
                    yield Ready(message, copy, made)
            if refusal:
                self._settle(message, refusal)

    def _settle(self, message: Outgoing, outcome: Outcome) -> None:
        self._unsettled.remove(message)
        self._on_outcome(message, outcome)

    def _send(self, *pieces: bytes) -> None:
        self._wire.send([b"".join(pieces)], self._timeouts.block_s)

    def _reply(self, timeout_s: float) -> Reply:
        return self._wire.reply(timeout_s)


def make_commands(
    message: Outgoing, copy: Copy, offered: Extensions
) -> tuple[bytes, bytes, bytes] | Refused:
    """Return MAIL, RCPT and DATA for a message, or why the server cannot have it."""
    try:
        sender = check_address(message.sender) if message.sender else ""
    except AddressError as error:
        return Refused(Reply(553, "5.1.7", f"not sent: {error.message}"))
    try:
        recipient = check_address(message.recipient)
    except AddressError as error:
        return Refused(Reply(553, "5.1.3", f"not sent: {error.message}"))
    international = not (sender + recipient).isascii()
    if international and not offered.smtputf8:
        return Refused(Reply(553, "5.6.7", "not sent: the server does not offer SMTPUTF8"))
    if not copy.ascii and not offered.eight_bit:
        return Refused(Reply(554, "5.6.3", "not sent: the server does not offer 8BITMIME"))
    if offered.size and copy.size > offered.size:
        why = f"not sent: {copy.size} bytes, and the server takes {offered.size}"
        return Refused(Reply(552, "5.3.4", why))
    parameters = b""
    if offered.sizes:
        parameters += b" SIZE=%d" % copy.size
    if not copy.ascii:
        parameters += b" BODY=8BITMIME"
    if international:
        parameters += b" SMTPUTF8"
    return (
        b"MAIL FROM:<%s>%s\r\n" % (sender.encode(), parameters),
        b"RCPT TO:<%s>\r\n" % recipient.encode(),
        b"DATA\r\n",
    )


def _refused(reply: Reply) -> Deferred | Refused:
    """Return what a reply other than the wanted one means: for good if 5yz, else for now."""
    return Refused(reply) if reply.code // 100 == 5 else Deferred(reply)
