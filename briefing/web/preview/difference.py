"""What changed since the last issue: its words, and its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

from briefing.model.article import plain
from briefing.model.figure import DATE, PERCENT, RATIO, Figure
from briefing.model.issue import Issue
from briefing.render.evidence import exact
from briefing.render.languages import language_of
from briefing.render.text import TextWriter

Op = Literal["same", "added", "removed", "changed"]
ALIKE = 0.35
"""Paragraphs less alike than this are told as one removed and one added."""
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph, with the runs of words in it: (op, text), where op is same, added, removed."""

    op: Op
    spans: tuple[tuple[Op, str], ...]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure then and now, as printed; empty where the issue did not have it.

    `change` is relative (0.05 is five per cent more), None where it has no meaning. `points` is
    the difference of two percentages.
    """

    id: str
    label: str
    formula: str
    before: str
    now: str
    change: float | None
    points: float | None = None
    exact_before: str = ""
    exact_now: str = ""


def text_changes(before: Issue | None, now: Issue) -> list[Change]:
    """Return the paragraphs of both issues in order, each with what became of it."""
    old = paragraphs(before) if before else []
    new = paragraphs(now)
    changes: list[Change] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            changes += [Change("same", (("same", text),)) for text in new[j1:j2]]
        else:
            changes += _replaced(old[i1:i2], new[j1:j2])
    return changes


def figure_changes(before: Issue | None, now: Issue) -> list[FigureChange]:
    """Return every figure of either issue: those of the new one first, then those that are gone."""
    old = {figure.id: figure for figure in before.article.figures} if before else {}
    new = {figure.id: figure for figure in now.article.figures}
    lang = now.article.lang
    return [_figure(old.get(name), new.get(name), lang) for name in dict.fromkeys([*new, *old])]


def paragraphs(issue: Issue) -> list[str]:
    """Return what an issue says, block by block, as plain text."""
    article = issue.article
    drawn = {one.diagram.id: one for one in issue.diagrams}
    writer = TextWriter(article, drawn, language_of(article.lang).frame)
    said = [plain(article.title), plain(article.dek)]
    for section in article.sections:
        said.append(plain(section.title))
        for block in section.blocks:
            said += writer.block(block).split("\n\n")
    return [flat for text in said if (flat := " ".join(text.split()))]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Yield paragraphs that took the place of others, each beside the one that it is most like."""
    left = list(old)
    for text in new:
        scored = [(SequenceMatcher(None, one.split(), text.split()).ratio(), one) for one in left]
        ratio, nearest = max(scored, default=(0.0, ""))
        if ratio < ALIKE:
            yield Change("added", (("added", text),))
            continue
        while left[0] != nearest:
            yield _removed(left.pop(0))
        left.pop(0)
        yield Change("changed", tuple(_words(nearest, text)))
    for text in left:
        yield _removed(text)


def _removed(text: str) -> Change:
    return Change("removed", (("removed", text),))


def _words(old: str, new: str) -> Iterator[tuple[Op, str]]:
    a, b = _WORD.findall(old), _WORD.findall(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(b[j1:j2])
            continue
        if i2 > i1:
            yield "removed", "".join(a[i1:i2])
        if j2 > j1:
            yield "added", "".join(b[j1:j2])


def _figure(before: Figure | None, now: Figure | None, lang: str) -> FigureChange:
    one = now or before
    assert one is not None
    return FigureChange(
        id=one.id,
        label=one.label,
        formula=one.formula,
        before=before.text if before else "",
        now=now.text if now else "",
        change=_relative(before, now),
        points=_points(before, now),
        exact_before=exact(before, lang) if before else "",
        exact_now=exact(now, lang) if now else "",
    )


def _relative(before: Figure | None, now: Figure | None) -> float | None:
    if before is None or now is None or before.unit != now.unit:
        return None
    if now.unit == DATE or before.value == Decimal(0):
        return None
    return float((now.value - before.value) / abs(before.value))


def _points(before: Figure | None, now: Figure | None) -> float | None:
    """Return by how many points a percentage has moved; a ratio printed as one counts as well."""
    if before is None or now is None or before.unit != now.unit:
        return None
    if not (before.text.endswith("%") and now.text.endswith("%")):
        return None
    scale = {PERCENT: 1, RATIO: 100}.get(now.unit)
    return float((now.value - before.value) * scale) if scale else None
