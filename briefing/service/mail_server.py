"""The mail server that the settings name."""

from __future__ import annotations

from pathlib import Path

from briefing.settings import MailSettings
from briefing.smtp import Security, Server, Timeouts


def mail_server(
    mail: MailSettings,
    root: Path,
    *,
    local_name: str = "localhost",
    timeouts: Timeouts | None = None,
) -> Server:
    """Return the mail server of a publication's settings; its files are found from `root`."""
    return Server(
        host=mail.smtp_host,
        port=mail.smtp_port,
        security=Security(mail.smtp_security),
        user=mail.smtp_user,
        password=mail.smtp_password,
        local_name=local_name,
        ca_file=str(root / mail.smtp_ca_file) if mail.smtp_ca_file else "",
        timeouts=timeouts or Timeouts(),
    )
