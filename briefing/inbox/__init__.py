"""Where bounces and complaints arrive: an IMAP mailbox, a Maildir, or a pipe."""

from briefing.inbox.imap import ImapInbox
from briefing.inbox.local import read_maildir, read_pipe

__all__ = ["ImapInbox", "read_maildir", "read_pipe"]
