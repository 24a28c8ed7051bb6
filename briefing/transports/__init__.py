"""Transports that need no server: a mailbox folder, and a dry run."""

from briefing.transports.dry_run import DryRun
from briefing.transports.maildir import MaildirTransport

__all__ = ["DryRun", "MaildirTransport"]
