"""Guess what the columns of a CSV file hold, so that it can be a source."""

from __future__ import annotations

import csv
import io

from briefing.authoring.topic_file import SourceDraft
from briefing.errors import ContentError, Location
from briefing.sources.numbers import parse_number
from briefing.sources.times import parse_instant

LOOKED_AT = 50


def csv_draft(text: str, file: str, name: str) -> SourceDraft:
    """Return the source that a CSV file makes: a column of dates, one of values, one of names.

    Raises: ContentError where no column holds dates, or none numbers.
    """
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ContentError(f"this is no CSV: {error}", at=Location(file)) from error
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    head, body = (rows[0] if rows else []), rows[1 : LOOKED_AT + 1]
    columns = {n: [row[n].strip() for row in body if n < len(row)] for n in range(len(head))}
    times = [n for n, cells in columns.items() if cells and all(map(_is_time, cells))]
    values = [
        n for n, cells in columns.items() if n not in times[:1] and any(map(_is_number, cells))
    ]
    if not times or not values:
        missing = "dates such as 2026-02-28" if not times else "numbers"
        hint = "the first line names the columns; docs/sources.md shows one, under `csv`"
        raise ContentError(f"no column holds {missing}", hint=hint, at=Location(file, 1))
    value = values[0]
    names = [
        n for n in columns if n not in (times[0], value) and not all(map(_is_number, columns[n]))
    ]
    unit = head[value].strip()
    entity = head[names[0]].strip() if names else name
    daily = all(len(cell) == 10 for cell in columns[times[0]])
    options = {
        "file": file,
        "measure": f"{name}.{unit}".lower().replace(" ", "_"),
        "entity": entity,
        "time": head[times[0]].strip(),
        "value": unit,
        "unit": unit,
    }
    if delimiter != ",":
        options["delimiter"] = delimiter
    comment = "Each row is an observation: of what, where, when, how many."
    if daily:
        comment += '\nWhere a value covers a whole day (rides a day), write `per = "day"` below.'
    return SourceDraft(name, "csv", options, comment)


def _is_time(cell: str) -> bool:
    try:
        parse_instant(cell)
    except ValueError:
        return False
    return not cell.isdigit() or len(cell) == 4


def _is_number(cell: str) -> bool:
    try:
        parse_number(cell)
    except ValueError:
        return False
    return True
