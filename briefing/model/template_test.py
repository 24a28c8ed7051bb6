"""Template tests: given these data on that day, the issue says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.errors import Location
from briefing.model.observation import Entry, Note, Observation


@dataclass(frozen=True, slots=True)
class Given:
    """What is known when the issue is built. `failed` names sources and why each failed.

    With `sample`, the topic's recorded sample up to the day comes first.
    """

    observations: tuple[Observation, ...] = ()
    entries: tuple[Entry, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)
    note: Note | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must be so: `kind` says which sort ("claims"), `about` of what ("lead > 2").

    `value` is a text, or true or false.
    """

    kind: str
    value: str | bool
    at: Location
    about: str = ""


@dataclass(frozen=True, slots=True)
class TemplateTest:
    """One test of a topic's template. `name` is unique in its file."""

    topic: str
    name: str
    day: date
    given: Given
    expectations: tuple[Expectation, ...]
    at: Location


EXPECTATIONS: Mapping[str, tuple[str, str]] = {
    "headline": ("text", "the headline, word for word"),
    "dek": ("text", "the dek, word for word"),
    "says": ("texts", "words that stand in the issue's text"),
    "does_not_say": ("texts", "words that do not"),
    "claims": ("answers", "conditions, each with true (it holds) or false (it does not)"),
    "sections": ("texts", "headings of sections that are there"),
    "no_sections": ("texts", "headings of sections that are not"),
    "figures": ("names", "names of figures, each with how it is printed"),
    "no_figures": ("texts", "names of figures that are not printed"),
    "diagrams": ("texts", "kinds of diagrams that are there, such as pie"),
    "findings": ("texts", "rules of findings that the build reports"),
    "no_findings": ("texts", "rules of findings that it does not"),
    "error": ("text", "words of the error that stops the build"),
    "golden": ("texts", "editions that must equal their golden copy: email.txt, issue.json …"),
}
"""What a test can expect: the shape of its value, and what it means.

A text, or texts (one or a list); answers are true or false by condition, names texts by name.
"""
