"""What is examined, and what an examination comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from typing import TypeAlias

from dns.resolver import Resolver

from briefing.model.finding import Finding, Severity
from briefing.model.topic import Publication
from briefing.settings import Settings


@dataclass(frozen=True, slots=True)
class Patient:
    """A publication on its machine.

    `addresses` are the public ones from which its mail leaves, where they are known;
    `time_server` is asked for the time (SNTP), by host and port.
    """

    root: Path
    publication: Publication
    settings: Settings
    database_url: str
    resolver: Resolver
    now: datetime
    addresses: tuple[str, ...] = ()
    time_server: tuple[str, int] = ("pool.ntp.org", 123)

    @property
    def sender_domain(self) -> str:
        """The domain of the sender's address."""
        return parseaddr(self.publication.sender)[1].rpartition("@")[2].lower()

    @property
    def sends(self) -> bool:
        """Whether mail leaves this machine at all."""
        return self.settings.mail.transport == "smtp"

    def grave(self, name: str, message: str, hint: str) -> Finding:
        """Return a finding that keeps mail from arriving: an error where mail is sent at all."""
        return (error if self.sends else notice)(name, message, hint)

    def unknown(self, name: str, message: str, hint: str) -> Finding:
        """Return a finding that something could not be looked at: nobody knows if mail arrives."""
        return (error if self.sends else warning)(name, message, hint)


@dataclass(frozen=True, slots=True)
class Examination:
    """What was looked at, what was seen, and what is amiss, if anything."""

    name: str
    said: str
    findings: tuple[Finding, ...] = ()


Examiner: TypeAlias = Callable[[Patient], Examination]


def error(name: str, message: str, hint: str) -> Finding:
    """Return a finding that keeps mail from arriving, or the service from running."""
    return Finding(f"doctor-{name}", Severity.ERROR, message, hint, place=name)


def warning(name: str, message: str, hint: str) -> Finding:
    """Return a finding that will do harm some day."""
    return Finding(f"doctor-{name}", Severity.WARNING, message, hint, place=name)


def notice(name: str, message: str, hint: str = "") -> Finding:
    """Return a finding that an operator should know of."""
    return Finding(f"doctor-{name}", Severity.NOTICE, message, hint, place=name)
