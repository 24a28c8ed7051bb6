"""One test mail over the publication's own mail server, or into its mailbox folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from email.utils import parseaddr

from briefing.delivery.outgoing import plain_copy
from briefing.errors import DeliveryError
from briefing.model.handover import Accepted, Lost, Outcome, Outgoing
from briefing.model.issue import Issue
from briefing.ports import Transport
from briefing.service.mail_server import mail_server
from briefing.smtp import SmtpTransport, Timeouts
from briefing.web.preview.mailbox import mail_into, test_message
from briefing.wiring import Site

PATIENCE = Timeouts(connect_s=15, greeting_s=15, command_s=30, data_s=30, block_s=30, dot_s=60)
"""An editor waits for the answer; a second copy of a test mail harms nobody."""


def mail_sender(site: Site, fill: Mapping[str, str]) -> Callable[[str, Issue], str]:
    """Return the `send_test` that the settings ask for: a server, or the local mailbox folder."""
    mail = site.settings.mail
    if mail.transport != "smtp":
        return mail_into(site.root / mail.maildir, fill)
    sender = parseaddr(site.publication.sender)[1]
    where = f"{mail.smtp_host}:{mail.smtp_port}"
    server = mail_server(mail, site.root, timeouts=PATIENCE)
    return send_over(lambda: SmtpTransport(server), sender, where, fill)


def send_over(
    connect: Callable[[], Transport], sender: str, where: str, fill: Mapping[str, str]
) -> Callable[[str, Issue], str]:
    """Return a `send_test` that hands one message over and tells what the server answered."""

    def send(address: str, issue: Issue) -> str:
        copy = plain_copy(test_message(issue, address, fill).as_bytes())
        outcomes: list[Outcome] = []
        transport = connect()
        try:
            transport.deliver(
                [Outgoing(0, sender, address, lambda: copy)],
                on_in_doubt=_no_doubt,
                on_outcome=lambda _message, outcome: outcomes.append(outcome),
            )
        finally:
            transport.close()
        return told(outcomes[0], where)

    return send


def told(outcome: Outcome, where: str) -> str:
    """Return what came of it.

    Raises: DeliveryError where the server did not take the message.
    """
    match outcome:
        case Accepted(reply):
            return f"{where} took it: {reply}"
        case Lost(_, why):
            raise DeliveryError(f"the connection to {where} ended first: {why}")
        case _:
            raise DeliveryError(
                f"{where} did not take it: {outcome.reply}",
                hint="it is the server's own answer; its address book and limits say why",
            )


def _no_doubt(_messages: Sequence[Outgoing]) -> None:
    """A test mail is on no record."""
