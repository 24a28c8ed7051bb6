"""Hand messages to a server, and note in which order what became known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from briefing.delivery.outgoing import plain_copy
from briefing.model.handover import Outcome, Outgoing
from briefing.smtp import Server, SmtpTransport, Timeouts

QUICK = Timeouts(
    connect_s=20, greeting_s=20, command_s=20, data_s=20, block_s=20, dot_s=20, quit_s=20
)
"""Long enough never to matter: a test of time-outs shortens the one it is about."""


def outgoing(key: int, text: str = "", **changed) -> Outgoing:
    message = f"Subject: {key}\r\n\r\n{text or f'message {key}'}\r\n".encode()
    made = Outgoing(
        key, "bounces@example.org", f"reader{key}@example.org", lambda: plain_copy(message)
    )
    return replace(made, **changed)


def many(count: int) -> list[Outgoing]:
    return [outgoing(key) for key in range(count)]


@dataclass
class Record:
    """What a transport told: groups in doubt, and outcomes by key in their order."""

    groups: list[list[int]] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def in_doubt(self, messages: Sequence[Outgoing]) -> None:
        self.groups.append([message.key for message in messages])

    def outcome(self, message: Outgoing, outcome: Outcome) -> None:
        assert message.key not in self.outcomes, "one outcome each"
        assert any(message.key in group for group in self.groups), "in doubt first"
        self.outcomes[message.key] = outcome

    def kinds(self) -> list[str]:
        return [type(self.outcomes[key]).__name__ for key in sorted(self.outcomes)]


def hand_over(
    port: int, messages: Iterable[Outgoing], *, timeouts: Timeouts = QUICK, group=50, **changed
) -> Record:
    record = Record()
    server = Server("127.0.0.1", port, timeouts=timeouts, **changed)
    transport = SmtpTransport(server, group=group)
    try:
        transport.deliver(messages, on_in_doubt=record.in_doubt, on_outcome=record.outcome)
    finally:
        transport.close()
    return record
