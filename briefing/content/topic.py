"""Topics: a folder each under content/, with a topic.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from briefing.content.table import Table, raise_all, read_table
from briefing.errors import BriefingError, ContentError, Location, did_you_mean
from briefing.model.topic import Option, SourceConfig, Topic

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def topic_names(root: Path) -> list[str]:
    """Return the names of the topics that the publication has, sorted."""
    return sorted(path.parent.name for path in (root / "content").glob("*/topic.toml"))


def load_topics(root: Path) -> Sequence[Topic]:
    """Return every topic.

    Raises: ContentError, or an ErrorList of the faults of all of them.
    """
    topics: list[Topic] = []
    errors: list[BriefingError] = []
    for name in topic_names(root):
        try:
            topics.append(load_topic(root, name))
        except BriefingError as error:
            errors.append(error)
    raise_all(errors)
    if not topics:
        raise ContentError(
            "this publication has no topics",
            hint="make a folder with a topic.toml under content/",
            at=Location("content"),
        )
    return topics


def load_topic(root: Path, name: str) -> Topic:
    """Return the topic `name`.

    Raises: ContentError, or an ErrorList of them, each at its line.
    """
    known = topic_names(root)
    if name not in known:
        raise ContentError(
            f"no topic {name!r}",
            hint=did_you_mean(name, known) or f"the topics are {', '.join(known) or 'none yet'}",
        )
    table = read_table(root / "content" / name / "topic.toml", root)
    if not NAME.fullmatch(name):
        hint = "use small letters, digits and hyphens"
        table.fault(f"a topic's folder cannot be called {name!r}", hint=hint)
    topic = _read(table, root, name)
    table.refuse_rest()
    table.raise_faults()
    return topic


def salvage_topic(root: Path, name: str) -> Topic:
    """Return what can be read of a topic whose file has faults, so that the rest is looked at."""
    try:
        table = read_table(root / "content" / name / "topic.toml", root)
    except BriefingError:
        return Topic(name, name, "", root / "content" / name, f"topics/{name}.md.j2", ())
    topic = _read(table, root, name)
    return replace(topic, sources=tuple(s for s in topic.sources if s.name and s.kind))


def _read(table: Table, root: Path, name: str) -> Topic:
    default = Topic(name, "", "", Path(), "", ())
    lang = table.parse("lang", "en", _lang, "write a language tag such as en, de or pt-BR")
    return Topic(
        name=name,
        title=table.need("title"),
        description=table.take("description", str, ""),
        path=root / "content" / name,
        template=_template(table, name),
        sources=_sources(table),
        byline=table.take("byline", str, ""),
        timezone=table.parse("timezone", "UTC", _zone, "name it as Europe/Berlin, or UTC"),
        hour=_time(table, default.hour),
        started=_started(table, default.started),
        skip_weekdays=_weekdays(table),
        skip_days=_days(table),
        lang=lang,
        direction=cast(
            'Literal["ltr", "rtl"]',
            table.choice("direction", ["ltr", "rtl"], _direction_of(lang)),
        ),
        freshness_days=_at_least(table, "freshness_days", 1, default.freshness_days),
        history_days=_at_least(table, "history_days", 1, default.history_days),
        claim_margin=_margin(table, default.claim_margin),
    )


def _template(table: Table, name: str) -> str:
    template = table.take("template", str, f"topics/{name}.md.j2")
    if template.startswith("/") or ".." in template.split("/"):
        hint = "name a file within templates/, such as topics/mine.md.j2"
        table.fault(f"template cannot be {template!r}", key="template", hint=hint)
    return template


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(text) from error
    return text


def _time(table: Table, default: time) -> time:
    value = table.values.get("hour")
    if isinstance(value, time):
        table.taken.add("hour")
        return value
    return table.parse("hour", default, _hour, 'write the hour as "06:00"')


def _hour(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  (a time of day, of no zone)


def _lang(text: str) -> str:
    if not _LANG.fullmatch(text):
        raise ValueError(text)
    return text


def _direction_of(lang: str) -> str:
    """Return the way in which a language is written; left to right where nobody knows."""
    try:
        order = Locale.parse(lang, sep="-").character_order
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"


def _started(table: Table, default: date) -> date:
    table.taken.add("started")
    value = table.values.get("started", default)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return table.parse("started", default, date.fromisoformat, "write the day as 2026-01-01")


def _weekdays(table: Table) -> frozenset[int]:
    table.taken.add("skip_weekdays")
    names = table.values.get("skip_weekdays", [])
    if not isinstance(names, list):
        hint = 'write a list, such as ["saturday", "sunday"]'
        table.fault(f"skip_weekdays cannot be {names!r}", key="skip_weekdays", hint=hint)
        return frozenset()
    days: set[int] = set()
    for name in names:
        day = str(name).lower()
        if day in WEEKDAYS:
            days.add(WEEKDAYS.index(day))
        else:
            hint = did_you_mean(day, WEEKDAYS) or f"the days are {', '.join(WEEKDAYS)}"
            table.fault(f"no weekday {name!r}", key="skip_weekdays", hint=hint)
    if len(days) == len(WEEKDAYS):
        table.fault("skip_weekdays leaves no day for an issue", key="skip_weekdays")
    return frozenset(days)


def _days(table: Table) -> frozenset[date]:
    table.taken.add("skip_days")
    given = table.values.get("skip_days", [])
    try:
        if not isinstance(given, list):
            raise ValueError(given)
        return frozenset(_day(each) for each in given)
    except ValueError:
        hint = "write a list of days, such as [2026-12-25, 2027-01-01]"
        table.fault(f"skip_days cannot be {given!r}", key="skip_days", hint=hint)
        return frozenset()


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return date.fromisoformat(str(value))


def _at_least(table: Table, key: str, least: int, default: int) -> int:
    value = table.take(key, int, default)
    if value < least:
        table.fault(f"{key} cannot be {value}: it is {least} or more", key=key)
    return value


def _margin(table: Table, default: float) -> float:
    value = table.take("claim_margin", float, default)
    if not 0 <= value <= 1:
        hint = "0.02 flags claims that hold by less than two per cent"
        table.fault(
            f"claim_margin cannot be {value}: it is between 0 and 1", key="claim_margin", hint=hint
        )
    return value


def _sources(table: Table) -> tuple[SourceConfig, ...]:
    configs: list[SourceConfig] = []
    for source in table.subs("sources"):
        name, kind = source.need("name"), source.need("kind")
        private = source.take("allow_private", bool, default=False)
        if name and name in {config.name for config in configs}:
            source.fault(f"two sources are called {name!r}", key="name", hint="rename one")
        if name and not NAME.fullmatch(name):
            hint = "use small letters, digits and hyphens"
            source.fault(f"a source cannot be called {name!r}", key="name", hint=hint)
        configs.append(SourceConfig(name, kind, _options(source), source.at(), private))
    return tuple(configs)


def _options(source: Table) -> Mapping[str, Option]:
    return {key: _plain(value) for key, value in source.values.items() if key not in source.taken}


def _plain(value: Any) -> Option:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return cast("Option", value)
