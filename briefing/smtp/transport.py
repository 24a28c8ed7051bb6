"""`ports.Transport` over SMTP: one connection at a time, kept, renewed, and never trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from time import monotonic

from briefing.delivery.outgoing import GROUP
from briefing.model.handover import Outcome, Outgoing
from briefing.smtp.exchange import Exchange
from briefing.smtp.opening import Extensions, open_wire
from briefing.smtp.server import Server
from briefing.smtp.wire import Dropped, Wire

IDLE_S = 20.0
"""After this long without a word the server is asked whether it is still there."""


class SmtpTransport:
    """Hands messages to one server; use one for each thread."""

    def __init__(self, server: Server, *, group: int = GROUP, idle_s: float = IDLE_S) -> None:
        self._server = server
        self._group = group
        self._idle_s = idle_s
        self._wire: Wire | None = None
        self._offered = Extensions()
        self._left = 0

    def deliver(
        self,
        messages: Iterable[Outgoing],
        *,
        on_in_doubt: Callable[[Sequence[Outgoing]], None],
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        """Hand over the messages, over as many connections as it takes.

        Raises: DeliveryError where the server cannot be reached, or does not take us; then no
            message is taken that has not had its outcome.
        """
        rest = iter(messages)
        while True:
            wire = self._connected()
            group = list(islice(rest, min(self._group, self._left)))
            if not group:
                return
            try:
                on_in_doubt(group)
                exchange = Exchange(wire, self._offered, self._server.timeouts, on_outcome)
                exchange.run(group)
            except BaseException:
                self._drop()
                raise
            self._left -= len(group)
            if not exchange.usable:
                self._drop()

    def close(self) -> None:
        """Say goodbye."""
        if self._wire:
            try:
                self._wire.send([b"QUIT\r\n"], self._server.timeouts.quit_s)
                self._wire.reply(self._server.timeouts.quit_s)
            except Dropped:
                pass  # it is gone already
        self._drop()

    def _connected(self) -> Wire:
        if self._wire and (self._left <= 0 or not self._alive(self._wire)):
            self.close()
        if self._wire is None:
            self._wire, self._offered = open_wire(self._server)
            self._left = max(self._server.max_messages, 1)
        return self._wire

    def _alive(self, wire: Wire) -> bool:
        if monotonic() - wire.used_at < self._idle_s:
            return True
        try:
            wire.send([b"RSET\r\n"], self._server.timeouts.command_s)
            return wire.reply(self._server.timeouts.command_s).code // 100 == 2
        except Dropped:
            return False

    def _drop(self) -> None:
        if self._wire:
            self._wire.close()
            self._wire = None
