"""Write a topic file, with a comment at whatever an editor may want to change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from briefing.model.topic import Option

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
INLINE = 88


@dataclass(frozen=True, slots=True)
class Head:
    """What a topic file says first."""

    name: str
    title: str
    started: date
    description: str = ""
    lang: str = "en"
    timezone: str = "UTC"
    schema: str = ""
    """Where the schema lies, as seen from the topic file; for editors' own programs."""


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """One source to be: its table in the topic file, under a comment."""

    name: str
    kind: str
    options: Mapping[str, Option] = field(default_factory=dict)
    comment: str = ""
    allow_private: bool = False


def topic_file(head: Head, sources: Sequence[SourceDraft], *, fresh_days: int = 2) -> str:
    """Return the text of a topic file."""
    lines = [f"#:schema {head.schema}"] if head.schema else []
    lines += [
        "# Where this topic's facts come from, and when its issue is made. `briefing check` says",
        "# what is wrong here, and where; docs/sources.md lists the kinds of sources.",
        "",
        f"title = {toml(head.title)}",
        f"description = {toml(head.description)}",
        '# byline = "By the news desk"',
        f"lang = {toml(head.lang)}                   # the language that numbers are written in",
        f"timezone = {toml(head.timezone)}",
        'hour = "06:00"                # the issue is as of this hour, and leaves then',
        '# skip_weekdays = ["saturday", "sunday"]',
        f"started = {head.started.isoformat()}          # the day of issue number 1",
        f"freshness_days = {fresh_days:<12} # older data is reported as stale",
        "claim_margin = 0.02           # claims that hold by less than 2 % are flagged",
    ]
    for source in sources:
        lines += ["", *_source(source)]
    if not sources:
        lines += ["", "# No sources yet. Each is a table like this one:", "#"]
        lines += ["# [[sources]]", '# name = "news"', '# kind = "feed"']
        lines += ['# url = "https://example.org/feed.xml"']
    return "\n".join(lines) + "\n"


def _source(source: SourceDraft) -> list[str]:
    lines = [f"# {line}" for line in source.comment.split("\n") if line]
    lines += ["[[sources]]", f"name = {toml(source.name)}", f"kind = {toml(source.kind)}"]
    if source.allow_private:
        lines.append("allow_private = true    # its address lies on a private network")
    return [*lines, *(f"{_key(key)} = {toml(value)}" for key, value in source.options.items())]


def _key(key: str) -> str:
    return key if BARE_KEY.fullmatch(key) else toml(key)


def toml(value: Option) -> str:
    """Return a value as TOML writes it.

    >>> toml(["a", 1, True])
    '["a", 1, true]'
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return '"' + "".join(_character(c) for c in value) + '"'
        case list():
            inline = f"[{', '.join(toml(item) for item in value)}]"
            if len(inline) <= INLINE:
                return inline
            return "[\n" + "".join(f"  {toml(item)},\n" for item in value) + "]"
        case dict():
            return "{ " + ", ".join(f"{_key(k)} = {toml(v)}" for k, v in value.items()) + " }"
        case _:
            return str(value)


def _character(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    code = ord(character)
    return f"\\u{code:04X}" if code < 32 or code == 127 else character
