"""JSON Schemas of the files that editors write, so that their own programs complete and check them.

What the code knows of source kinds, colours and template tests comes from the code's own tables;
a test holds the keys of topics and publications against those that the reader takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, cast, get_args, get_origin

from briefing.content.settings import Option, options
from briefing.content.template_tests import ENTRY_KEYS, GIVEN_KEYS, OBSERVATION_KEYS, TEST_KEYS
from briefing.content.topic import NAME, WEEKDAYS
from briefing.model.template_test import EXPECTATIONS
from briefing.model.theme import Palette, Theme
from briefing.sources.options import OptionSpec
from briefing.sources.registry import KINDS

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
WORDS: Schema = {"type": "string", "minLength": 1}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}"}
TEXTS: Schema = {"type": "array", "items": WORDS, "minItems": 1}
TABLE: Schema = {"type": "object", "additionalProperties": WORDS, "minProperties": 1}

TOPIC: Mapping[str, tuple[Schema, str]] = {
    "title": (WORDS, "what readers see; needed"),
    "description": (TEXT, "one sentence on what it is about"),
    "template": (TEXT, "its file within templates/; topics/NAME.md.j2 where left out"),
    "byline": (TEXT, "who writes it"),
    "timezone": (WORDS, "where its day begins, such as Europe/Berlin; UTC where left out"),
    "hour": (
        {"type": "string", "pattern": r"^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"},
        "the local time at which the issue is as of, and leaves; 06:00",
    ),
    "started": (DAY, "the day of issue number 1"),
    "skip_weekdays": (
        {"type": "array", "items": {"enum": list(WEEKDAYS)}, "maxItems": 6},
        "weekdays without an issue",
    ),
    "skip_days": ({"type": "array", "items": DAY}, "days without an issue, such as holidays"),
    "lang": (
        {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
        "the language of its text, such as en, de or pt-BR",
    ),
    "direction": (
        {"enum": ["ltr", "rtl"]},
        "the way its script runs; as its language does where nothing is said",
    ),
    "freshness_days": ({"type": "integer", "minimum": 1}, "the age at which data count as stale"),
    "history_days": ({"type": "integer", "minimum": 1}, "how far back series reach"),
    "claim_margin": (
        {"type": "number", "minimum": 0, "maximum": 1},
        "claims that hold by less than this part are flagged",
    ),
    "sources": ({"type": "array"}, "what it draws from, a [[sources]] table each"),
}
"""The keys of a topic file, with the shape of each and what it means."""

_URL: Schema = {"type": "string", "pattern": '^https?://[^\\s/?#"<>]+(/[^\\s?#"<>]*)?$'}
PUBLICATION: Mapping[str, tuple[Schema, str]] = {
    "name": (WORDS, "the publication's name; needed"),
    "tagline": (TEXT, "what it is, in half a sentence"),
    "url": (_URL, "its public address; needed"),
    "sender": (WORDS, 'who mails come from, as "Name <name@example.org>"; needed'),
    "address": (WORDS, "the postal address that the law wants; needed"),
    "diagram_engine": ({"enum": ["embedded", "ink", "chromium"]}, "what draws diagrams"),
    "diagram_server": (TEXT, "a mermaid.ink server, or the path of a mermaid.min.js"),
    "mjml_engine": ({"enum": ["mjml", "mrml"]}, "what lays out mail"),
}
"""The keys of content/publication.toml."""

_COLOUR: Schema = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
_FONT: Schema = {"type": "string", "pattern": "^[A-Za-z0-9 ,'_-]+$"}
_THEME: Mapping[str, Schema] = {
    "series": {"type": "array", "items": _COLOUR, "minItems": 3},
    "width": {"type": "integer", "minimum": 320, "maximum": 900},
    "logo_url": {"anyOf": [_URL, {"const": ""}]},
    "logo_alt": TEXT,
}


def topic_schema() -> Schema:
    """Return the schema of content/<topic>/topic.toml."""
    properties = _described(TOPIC)
    properties["sources"]["items"] = _source()
    return _document("A topic of briefing", properties, ["title"])


def publication_schema() -> Schema:
    """Return the schema of content/publication.toml."""
    needed = ["name", "url", "sender", "address"]
    return _document("A publication of briefing", _described(PUBLICATION), needed)


def theme_schema() -> Schema:
    """Return the schema of content/theme.toml."""
    palette = _table({field.name: _COLOUR for field in fields(Palette)})
    keys = [field.name for field in fields(Theme)]
    known = {key: _THEME.get(key, palette if key in ("light", "dark") else _FONT) for key in keys}
    return _document("The theme of a publication of briefing", known, [])


def tests_schema() -> Schema:
    """Return the schema of content/<topic>/tests/*.yaml."""
    amounts = {"anyOf": [{"type": "number"}, {"type": "array", "items": {"type": "number"}}]}
    special: Mapping[str, Schema] = {
        "per": {"enum": ["instant", "day", "month"]},
        "of": {"type": "object", "additionalProperties": amounts},
        "total_of": {"type": "object", "additionalProperties": amounts},
        "from": DAY,
        "to": DAY,
        "score": {"type": "integer"},
        "comments": {"type": "integer"},
    }
    scalar: Schema = {"type": ["string", "number"]}

    def listed(keys: Mapping[str, str], required: Sequence[str]) -> Schema:
        shapes = {key: {**special.get(key, scalar), "description": keys[key]} for key in keys}
        one = _table(shapes, required)
        return {"type": "array", "items": {"anyOf": [one, {"type": "array", "items": one}]}}

    given = {
        "observations": listed(OBSERVATION_KEYS, ["measure", "unit"]),
        "entries": listed(ENTRY_KEYS, ["feed", "title"]),
        "failed": {"type": "object", "additionalProperties": scalar},
        "note": TEXT,
        "sample": {"type": "boolean"},
    }
    shapes: Mapping[str, Schema] = {
        "text": scalar,
        "texts": {"anyOf": [scalar, {"type": "array", "items": scalar}]},
        "answers": {"type": "object", "additionalProperties": {"type": "boolean"}},
        "names": {"type": "object", "additionalProperties": scalar},
    }
    expect = {
        key: {**shapes[shape], "description": said} for key, (shape, said) in EXPECTATIONS.items()
    }
    properties = {
        "test": scalar,
        "day": DAY,
        "given": _table({key: given[key] for key in GIVEN_KEYS}),
        "expect": {**_table(expect), "minProperties": 1},
    }
    test = _table({key: properties[key] for key in TEST_KEYS}, ["test", "day", "expect"])
    return {"$schema": DRAFT, "title": "Template tests of briefing", "type": "array", "items": test}


def settings_schema() -> Schema:
    """Return the schema of briefing.toml: all but the secrets, which may not stand there."""
    properties: dict[str, Schema] = {}
    for one in options():
        if one.about.secret:
            continue
        group = properties
        if one.group:
            table = properties.setdefault(one.group, _table({}))
            group = table["properties"]
        group[one.key] = _setting(one)
    return _document("The settings of a machine that runs briefing", properties, [])


def _setting(one: Option) -> Schema:
    limits = {"minimum": one.about.least, "maximum": one.about.most}
    known = {key: limit for key, limit in limits.items() if limit is not None}
    return {**_typed(one.kind), **known, "description": one.about.text}


def _typed(kind: Any) -> Schema:
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _typed(get_args(kind)[0])}
    if is_dataclass(kind):
        parts = list(options(cast("type[Any]", kind)))
        needed = [one.key for one in parts if one.default is MISSING]
        return _table({one.key: _setting(one) for one in parts}, needed)
    names = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return {"type": names[kind]}


def _described(keys: Mapping[str, tuple[Schema, str]]) -> dict[str, Schema]:
    return {key: {**shape, "description": said} for key, (shape, said) in keys.items()}


def _document(title: str, properties: Mapping[str, Schema], required: Sequence[str]) -> Schema:
    return {"$schema": DRAFT, "title": title, **_table(properties, required)}


def _table(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    needed = {"required": list(required)} if required else {}
    return {
        "type": "object", "properties": dict(properties), "additionalProperties": False, **needed
    }  # fmt: skip


def _source() -> Schema:
    """Return the schema of a source: its kind decides which options there are."""
    return {
        "type": "object",
        "required": ["name", "kind"],
        "properties": {"kind": {"enum": list(KINDS)}},
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": _kind(name, kind.OPTIONS),
            }
            for name, kind in KINDS.items()
        ],
    }


def _kind(name: str, specs: Sequence[OptionSpec]) -> Schema:
    common: dict[str, Schema] = {
        "name": {"type": "string", "pattern": f"^{NAME.pattern}$"},
        "kind": {"const": name},
        "allow_private": {"type": "boolean"},
    }
    either = [
        {"required": [spec.name]} for spec in specs if spec.required and spec.instead
    ]  # fmt: skip
    schema = _table(
        {**common, **{spec.name: _option(spec) for spec in specs}},
        [spec.name for spec in specs if spec.required and not spec.instead],
    )
    return {**schema, **({"oneOf": either} if either else {})}


def _option(spec: OptionSpec) -> Schema:
    shapes: Mapping[str, Schema] = {
        "text": WORDS,
        "whole number": {"type": "integer"},
        "number": {"type": "number"},
        "true or false": {"type": "boolean"},
        "list of text": TEXTS,
        "table of text": TABLE,
        "list or table of text": {"anyOf": [TEXTS, TABLE]},
    }
    shape = dict(shapes[spec.type])
    if spec.choices:
        choices = {"enum": list(spec.choices)}
        shape = {**shape, "items": choices} if spec.type == "list of text" else choices
    limits = {"minimum": spec.minimum, "maximum": spec.maximum}
    shape.update({key: limit for key, limit in limits.items() if limit is not None})
    return {**shape, "description": spec.help}


def _text(schema: Callable[[], Schema]) -> Callable[[], str]:
    return lambda: json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


SCHEMAS: Mapping[str, Callable[[], str]] = {
    "schema/topic.json": _text(topic_schema),
    "schema/publication.json": _text(publication_schema),
    "schema/theme.json": _text(theme_schema),
    "schema/tests.json": _text(tests_schema),
    "schema/settings.json": _text(settings_schema),
}
"""Each schema's file, within a publication or under docs/, with what writes it."""
FOLDERS = ("", "docs/")
"""Where a publication keeps them; this repository among its docs."""
