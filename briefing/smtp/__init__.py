"""Mail servers: a client that keeps its connection, pipelines, and knows what is in doubt."""

from briefing.smtp.server import Security, Server, Timeouts
from briefing.smtp.transport import SmtpTransport

__all__ = ["Security", "Server", "SmtpTransport", "Timeouts"]
