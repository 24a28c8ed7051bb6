"""What a check reports."""

from dataclasses import dataclass
from enum import StrEnum

from briefing.errors import Location


class Severity(StrEnum):
    """How much a finding matters; errors stop a send, warnings ask an editor to look."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: which rule, how bad, what, where, and what to do.

    `rule` is a kebab-case name ("image-alt"); `at` a place in a file where there is one;
    `place` a place in the issue otherwise ("email.html", "section Outlook", "source hub").
    """

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    at: Location | None = None
    place: str = ""

    def __str__(self) -> str:
        where = str(self.at) if self.at else self.place
        prefix = f"{where}: " if where else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{prefix}{self.severity}: {self.message} [{self.rule}]{hint}"

    def record(self) -> dict[str, object]:
        """Return the finding for programs."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "file": self.at.path if self.at else None,
            "line": self.at.line if self.at else None,
            "place": self.place,
        }
