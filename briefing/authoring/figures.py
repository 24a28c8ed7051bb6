"""The figures of an article: each number's name, value and origin, gathered while it is written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from briefing.authoring.numbers import Found, identifier

COLUMNS = ("figure", "value", "unit", "day", "says", "todo")
TODO = "bind to a source"


@dataclass(frozen=True, slots=True)
class Named:
    """One figure of the article; `says` is the text around it, for whoever looks for its source."""

    name: str
    value: Decimal
    unit: str
    says: str


@dataclass(slots=True)
class Figures:
    """The figures found so far; `taken` are names that templates know already."""

    taken: set[str]
    found: list[Named] = field(default_factory=list)

    def name(self, number: Found, text: str) -> str:
        """Return the name of a number in a text; the same value of the same thing is one figure."""
        base = identifier(number.words, ())
        for known in self.found:
            same = (known.value, known.unit) == (number.value, number.unit)
            if same and re.fullmatch(rf"{base}(_\d+)?", known.name):
                return known.name
        name = identifier(number.words, self.taken)
        self.taken.add(name)
        self.found.append(Named(name, number.value, number.unit, around(text, number)))
        return name


def around(text: str, number: Found) -> str:
    """Return the words about a number, some before and some behind, on one line."""
    start, end = max(number.start - 45, 0), min(number.end + 35, len(text))
    before, after = text[start : number.start], text[number.end : end]
    before = before if start == 0 else "… " + before.partition(" ")[2]
    after = after if end == len(text) else after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[number.start : number.end]}{after}".split())


def to_csv(figures: Collection[Named], day: date) -> str:
    """Return the data file: a row for each figure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in figures:
        # A spreadsheet takes a cell that begins with = + - @ for a formula.
        says = f"… {one.says}" if one.says[:1] in "=+-@\t" else one.says
        writer.writerow([one.name, f"{one.value:f}", one.unit, day.isoformat(), says, TODO])
    return out.getvalue()
