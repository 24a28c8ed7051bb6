"""Rows of any table into observations: one rule for CSV and JSON."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any, get_args

from briefing.errors import Location, SourceError
from briefing.model.finding import Finding
from briefing.model.observation import Observation
from briefing.model.placeholder import inert_url
from briefing.ports import Collected, Response
from briefing.sources.base import ConfiguredSource
from briefing.sources.numbers import exact
from briefing.sources.options import OptionSpec, file_name, web_address
from briefing.sources.text import NAME_CHARS, from_text
from briefing.sources.times import Per, parse_period

_MAX_FINDINGS = 20

Getter = Callable[[Any], object]
"""Take one value out of a row; None where the row has none."""


def _mark(value: str) -> str:
    return "" if len(value) == 1 else f"must be one character, not {value!r}"


LOCATION_OPTIONS = (
    OptionSpec(
        "file", "text", "the file's name in the topic's folder",
        required=True, instead="url", check=file_name,
    ),
    OptionSpec(
        "url", "text", "the file's address", "", required=True, instead="file", check=web_address
    ),
)  # fmt: skip
ROW_OPTIONS = (
    OptionSpec("unit", "text", 'what is counted, as a plural noun ("downloads")', required=True),
    OptionSpec(
        "per", "text", "what one value covers: an instant (a level), or a whole day or month",
        "instant", choices=get_args(Per),
    ),
    OptionSpec(
        "thousands", "text", "the separator of thousands in numbers, if they have one", "",
        check=_mark,
    ),
    OptionSpec("decimal", "text", "the decimal mark in numbers", ".", check=_mark),
    OptionSpec("link", "text", "the page to show readers as the origin", "", check=web_address),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TableSource(ConfiguredSource):
    """What the `csv` and `json` kinds share: where the table is and how its values are written."""

    file: str | None
    url: str
    measure: str
    entity: str
    time: str
    value: str
    unit: str
    per: Per
    thousands: str
    decimal: str
    link: str

    @property
    def address(self) -> str:
        """What to fetch; the fetcher finds `file:` inside the topic's folder."""
        return f"file:{self.file}" if self.file else self.url

    @property
    def place(self) -> str:
        """Where rows stand: the file beside the topic's own, or the address."""
        return str(PurePosixPath(self.at.path).with_name(self.file)) if self.file else self.url

    def is_taken_from_row(self, what: str, columns: Collection[str]) -> bool:
        """Say whether an option that may be literal names a column instead, or means to.

        A name that the value's own column bears is literal: 5 in a column `downloads` is in the
        unit "downloads". An entity that nearly names a column is a slip of the pen, not an entity.
        """
        name = getattr(self, what)
        if name == self.value:
            return False
        near = what == "entity" and get_close_matches(name, columns, n=1, cutoff=0.85)
        return name in columns or bool(near)


@dataclass(frozen=True, slots=True)
class Row:
    """One row or item of a table, and where it stands; `fault` says why it cannot be read."""

    content: Any
    at: Location
    label: str = ""
    fault: str = ""


def observe(
    source: TableSource,
    rows: Iterable[Row],
    getters: Mapping[str, Getter],
    response: Response,
    now: datetime,
) -> Collected:
    """Return an observation for each good row, and a finding for each bad one.

    `getters` holds one for each of measure, entity, time, value, unit.

    Raises: SourceError where no row is good, or no number could be read for certain.
    """
    if source.thousands == source.decimal:
        raise source.error(
            f"its thousands and its decimals are both marked by {source.decimal!r}",
            hint="set `decimal` to the other mark, most likely ','",
        )
    good: dict[tuple[str, str, datetime], Observation] = {}
    findings: list[Finding] = []
    for row in rows:
        try:
            observation = _observation(source, row, getters, response, now)
            key = (observation.measure, observation.entity, observation.observed_at)
            if good.setdefault(key, observation).value != observation.value:
                raise ValueError(f"there is another value for {key[1]} at {key[2]:%Y-%m-%d %H:%M}")
        except ValueError as error:
            where = f"{row.label}: " if row.label else ""
            hint = "the row is skipped"
            findings.append(source.warning("bad-row", f"{where}{error}", hint=hint, at=row.at))
    if not good:
        why = f"; the first: {findings[0].message}" if findings else ""
        raise SourceError(
            f"source {source.name!r}: {source.address} has no usable row{why}",
            at=findings[0].at if findings else source.at,
        )
    return Collected(tuple(good.values()), findings=_capped(source, findings))


def _observation(
    source: TableSource,
    row: Row,
    getters: Mapping[str, Getter],
    response: Response,
    now: datetime,
) -> Observation:
    if row.fault:
        raise ValueError(row.fault)
    observed_at, days = parse_period(_words(row, getters, "time"), source.per)
    return Observation(
        measure=_words(row, getters, "measure"),
        entity=_words(row, getters, "entity"),
        value=_number(source, row, getters),
        unit=_words(row, getters, "unit"),
        observed_at=observed_at,
        learned_at=now,
        source=source.name,
        url=source.link or ("" if source.file else inert_url(response.url)),
        days=days,
        sample=response.recorded,
    )


def _words(row: Row, getters: Mapping[str, Getter], what: str) -> str:
    value = getters[what](row.content)
    if isinstance(value, str | int) and not isinstance(value, bool):
        text = from_text(str(value), NAME_CHARS)
        if "\ufffd" in text:
            raise ValueError(f"its {what} is in another encoding: {value!r:.60}")
        if text:
            return text
    raise ValueError(f"its {what} {'is missing' if not value else f'cannot be {value!r:.60}'}")


def _number(source: TableSource, row: Row, getters: Mapping[str, Getter]) -> Decimal:
    value = getters["value"](row.content)
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ValueError("its value is missing")
    return exact(value, thousands=source.thousands, decimal=source.decimal)


def _capped(source: TableSource, findings: list[Finding]) -> tuple[Finding, ...]:
    more = len(findings) - _MAX_FINDINGS
    if more <= 0:
        return tuple(findings)
    rest = source.warning("bad-row", f"{more} further rows of {source.address} are skipped too")
    return (*findings[:_MAX_FINDINGS], rest)
