"""The `csv` kind: observations out of a CSV file or address."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from briefing.errors import Location, did_you_mean
from briefing.ports import Collected, Fetcher, History
from briefing.sources.options import OptionSpec
from briefing.sources.table import (
    LOCATION_OPTIONS,
    ROW_OPTIONS,
    Getter,
    Row,
    TableSource,
    observe,
)

_MAX_LINES = 50


def _encoding(value: str) -> str:
    try:
        "x".encode(value).decode(value, "replace")
    except (LookupError, ValueError):
        return f"must be a text encoding such as 'utf-8' or 'latin-1', not {value!r}"
    return ""


def _delimiter(value: str) -> str:
    good = len(value) == 1 and value not in '"\r\n'
    return "" if good else f"must be one character, not {value!r}"


@dataclass(frozen=True, kw_only=True)
class CsvSource(TableSource):
    """Observations out of the rows of a CSV file, whose first line names the columns.

    `measure`, `entity` and `unit` name a column where the file has one of that name, and are
    taken literally otherwise. A row that cannot be read is reported by its line and skipped.
    """

    OPTIONS: ClassVar[tuple[OptionSpec, ...]] = (
        *LOCATION_OPTIONS,
        OptionSpec("measure", "text", "the measure: a column, or its name", required=True),
        OptionSpec("entity", "text", "what is measured: a column, or its name", required=True),
        OptionSpec("time", "text", "the column of dates or times (ISO 8601)", required=True),
        OptionSpec("value", "text", "the column of values", required=True),
        *ROW_OPTIONS,
        OptionSpec("delimiter", "text", "what stands between cells", ",", check=_delimiter),
        OptionSpec("encoding", "text", "the file's encoding", "utf-8", check=_encoding),
    )

    delimiter: str
    encoding: str

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        """Return the file's observations; nothing where it has not changed.

        Raises: SourceError where it cannot be fetched, lacks a column, or has no good row.
        """
        response = fetcher.fetch(self.request(self.address))
        if response.status == 304:
            return Collected()
        text = response.body.decode(self.encoding, "replace").removeprefix("\ufeff")
        rows = read_rows(text, self.delimiter, path=self.place)
        header = next(rows, None)
        if header is None or header.fault:
            raise self.error(f"{self.address} has no first line that names its columns")
        columns = [cell.strip() for cell in header.content]
        getters = {what: self._getter(what, columns) for what in ("time", "value")}
        getters |= {what: self._named(what, columns) for what in ("measure", "entity", "unit")}
        return observe(self, rows, getters, response, now)

    def _getter(self, what: str, columns: Sequence[str]) -> Getter:
        name = getattr(self, what)
        if columns.count(name) == 1:
            index = columns.index(name)
            return lambda cells: cells[index]
        times = "no column" if name not in columns else "several columns"
        hint = did_you_mean(name, columns) or f"its columns are {', '.join(columns)[:200]}"
        raise self.error(f"{self.address} has {times} {name!r}", hint=hint)

    def _named(self, what: str, columns: Sequence[str]) -> Getter:
        name = getattr(self, what)
        if self.is_taken_from_row(what, columns):
            return self._getter(what, columns)
        return lambda cells: name


def read_rows(text: str, delimiter: str, *, path: str) -> Iterator[Row]:
    """Yield the header and every further row of a CSV text, with the line it begins on.

    A row that does not fit the header is yielded with its fault. A stray quote would have the
    `csv` module swallow all that follows, so a row goes on to further lines only where that
    makes it fit.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    width = 0
    number = 0
    while number < len(lines):
        start, taken = number, 1
        cells = _cells(lines[start : start + 1], delimiter)
        if cells == [] or (cells is not None and not any(cells) and len(cells) <= 1):
            number += 1
            continue
        if cells is None or (width and len(cells) != width):
            cells, taken = _longer(lines, start, delimiter, width=width) or (cells, 1)
        number += taken
        at = Location(path, start + 1)
        fits = cells is not None and width in (0, len(cells))
        yield Row(cells or [], at, fault="" if fits else _fault(cells, width))
        width = width or len(cells or [])


def _fault(cells: list[str] | None, width: int) -> str:
    if cells is None:
        return "a quote in it is not closed, or a cell is too long"
    return f"it has {len(cells)} cells where the first line has {width}"


def _cells(lines: Sequence[str], delimiter: str) -> list[str] | None:
    """Return the cells of one record written on these lines; None where it is malformed."""
    try:
        records = list(
            csv.reader([f"{line}\n" for line in lines], delimiter=delimiter, strict=True)
        )
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None


def _longer(
    lines: Sequence[str], start: int, delimiter: str, *, width: int
) -> tuple[list[str], int] | None:
    """Return the record that begins at `start` and fits when read over several lines."""
    quotes = lines[start].count('"')
    for stop in range(start + 1, min(start + _MAX_LINES, len(lines))):
        quotes += lines[stop].count('"')
        if '"' not in lines[stop] or quotes % 2:
            continue
        cells = _cells(lines[start : stop + 1], delimiter)
        if cells is not None and width in (0, len(cells)):
            return cells, stop + 1 - start
        return None
    return None
