"""Misspellings so near to one known name that they can be mended without asking."""

from __future__ import annotations

from collections.abc import Iterable


def nearly(name: str, known: Iterable[str]) -> str:
    """Return the one known name that `name` is a slip of the pen away from, or "".

    A slip is one letter added, left out, changed or swapped with its neighbour; two in names of
    nine letters or more. Where two known names are as near as each other, neither is certain.
    """
    allowed = 0 if len(name) < 4 else 1 if len(name) < 9 else 2
    near = sorted((distance(name, one), one) for one in set(known) if one != name)
    if not near or near[0][0] > allowed:
        return ""
    if len(near) > 1 and near[1][0] == near[0][0]:
        return ""
    return near[0][1]


def distance(left: str, right: str) -> int:
    """Return how many slips lie between two names (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, a in enumerate(left, 1):
        line = [row]
        for column, b in enumerate(right, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (a != b))
            if row > 1 and column > 1 and (a, left[row - 2]) == (right[column - 2], b):
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]
