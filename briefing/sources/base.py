"""What every kind of source shares: its name, its place in the topic file, how it reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.errors import Location, SourceError
from briefing.model.finding import Finding, Severity
from briefing.ports import Request


@dataclass(frozen=True, kw_only=True)
class ConfiguredSource:
    """A source as its topic file sets it up.

    `name` is unique in the topic, `at` the place of its table in the topic file, and
    `allow_private` permits requests to loopback and private networks.
    """

    name: str
    at: Location = field(repr=False)
    allow_private: bool = False

    def request(
        self, url: str, *, headers: Mapping[str, str] | None = None, conditional: bool = True
    ) -> Request:
        """Return the request for `url`; unconditional where every answer is needed whole."""
        return Request(url, headers or {}, self.allow_private, conditional)

    def error(self, message: str, *, hint: str = "") -> SourceError:
        """Return the error to raise where the source yields nothing."""
        return SourceError(f"source {self.name!r}: {message}", hint=hint, at=self.at)

    def warning(
        self, rule: str, message: str, *, hint: str = "", at: Location | None = None
    ) -> Finding:
        """Return a finding that an editor should look at."""
        return Finding(rule, Severity.WARNING, message, hint, at, place=f"source {self.name}")

    def notice(self, rule: str, message: str, *, hint: str = "") -> Finding:
        """Return a finding that is good to know."""
        return Finding(rule, Severity.NOTICE, message, hint, place=f"source {self.name}")
