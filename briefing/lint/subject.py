"""What rules look at: a template, the words that it may say, and what is known of its topic."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from inspect import Signature

from briefing.errors import Location
from briefing.lint.template import Template
from briefing.sources.offers import Offers

FIGURE = "{% figure %}"
"""Stands among `Words.fields` for every name that this tag sets."""


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of templates: everything that Jinja, the engine and the topic define.

    `calls` and `forms` hold the signatures of functions and filters whose arguments can be
    checked; `fields` the attributes of names whose attributes are known.
    """

    names: Collection[str]
    filters: Collection[str]
    tests: Collection[str]
    calls: Mapping[str, Signature] = field(default_factory=dict)
    forms: Mapping[str, Signature] = field(default_factory=dict)
    diagrams: Collection[str] = ()
    fields: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the topic without its data."""

    sources: Collection[str]
    offers: Offers
    day: date
    templates: Collection[str]
    parse_diagram: Callable[[str, Location], object]
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Subject:
    """One template or note.

    `inherited` are the names set by what includes it or comes before it; `used_elsewhere` those
    that other files of the topic use.
    """

    template: Template
    words: Words
    facts: Facts
    kind: str = "template"
    """template (a whole issue), part (included), or note"""
    inherited: frozenset[str] = frozenset()
    used_elsewhere: frozenset[str] = frozenset()
