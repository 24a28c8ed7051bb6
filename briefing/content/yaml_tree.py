"""YAML whose every value knows its line, so that faults are told where they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from briefing.errors import BriefingError, ContentError, Location, did_you_mean


@dataclass(frozen=True, slots=True)
class Branch:
    """A value of a YAML file: its plain value, how it is written, and its parts.

    `keys` holds where each key of a table stands.
    """

    at: Location
    value: Any
    written: str
    table: dict[str, Branch] | None = None
    items: list[Branch] | None = None
    keys: dict[str, Location] | None = None


class Reading:
    """Takes values from branches; faults are gathered in `errors`."""

    def __init__(self) -> None:
        self.errors: list[BriefingError] = []

    def fault(self, at: Location, message: str, hint: str = "") -> None:
        """Note a fault."""
        self.errors.append(ContentError(message, hint=hint, at=at))

    def table(self, branch: Branch, what: str, known: Collection[str] = ()) -> dict[str, Branch]:
        """Return the table that a branch must be, its keys among those known."""
        if branch.table is None:
            hint = f"there are {', '.join(known)}" if known else "write NAME: VALUE on each line"
            self.fault(branch.at, f"{what} must be a table, not {branch.written!r}", hint)
            return {}
        for key in branch.table if known else ():
            if key not in known:
                hint = did_you_mean(key, known) or f"there are {', '.join(known)}"
                self.fault((branch.keys or {})[key], f"no key {key!r} in {what}", hint)
        return branch.table

    def items(self, branch: Branch, what: str) -> list[Branch]:
        """Return the list that a branch must be."""
        if branch.items is None:
            self.fault(branch.at, f"{what} must be a list", "begin each with a hyphen")
            return []
        return branch.items

    def need(
        self, table: dict[str, Branch], key: str, what: str, at: Location, hint: str = ""
    ) -> Branch | None:
        """Return the branch of a key that may not be missing."""
        if key not in table:
            self.fault(at, f"{what} lacks {key!r}", hint)
        return table.get(key)

    def text(self, branch: Branch, what: str) -> str:
        """Return the text that a branch must be; numbers and days are taken as written."""
        if branch.table is not None or branch.items is not None or branch.value is None:
            self.fault(branch.at, f"{what} must be text", "put it in quotes")
            return ""
        return branch.written if not isinstance(branch.value, str) else branch.value

    def texts(self, branch: Branch, what: str) -> Iterator[tuple[str, Location]]:
        """Yield the text, or the texts, of a branch."""
        for item in [branch] if branch.items is None else branch.items:
            yield self.text(item, what), item.at

    def flag(self, branch: Branch, what: str) -> bool:
        """Return the answer that a branch must be."""
        if not isinstance(branch.value, bool):
            self.fault(branch.at, f"{what} must be true or false, not {branch.written!r}")
            return False
        return branch.value

    def number(self, branch: Branch, what: str) -> Decimal:
        """Return the number that a branch must be, to the last digit written."""
        try:
            if (
                branch.table is not None
                or branch.items is not None
                or isinstance(branch.value, str)
            ):
                raise InvalidOperation
            number = Decimal(branch.written.replace("_", ""))
            if number.is_finite():
                return number
        except InvalidOperation:
            pass
        self.fault(branch.at, f"{what} must be a number, not {branch.written!r}")
        return Decimal(0)

    def day(self, branch: Branch, what: str) -> date | None:
        """Return the day that a branch must be."""
        value = branch.value
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.fault(branch.at, f"{what} must be a day, not {branch.written!r}", "write 2026-03-01")
        return None


def read_yaml(text: str, path: str) -> Branch:
    """Return the document of a YAML file.

    Raises: ContentError at its line, also for a key that is there twice.
    """
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise ContentError("this file is empty", hint="write `- test: …`", at=Location(path, 1))
        return _branch(node, loader, path)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        at = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
        problem = getattr(error, "problem", None) or str(error)
        raise ContentError(
            f"this is not YAML: {problem}",
            hint="texts with a colon, a # or a leading quote stand in quotes",
            at=at,
        ) from error
    except (ValueError, RecursionError) as error:
        raise ContentError(f"this is not YAML: {error}", at=Location(path)) from error
    finally:
        loader.dispose()


def _branch(node: yaml.Node, loader: yaml.SafeLoader, path: str) -> Branch:
    at = _at(node, path)
    if isinstance(node, yaml.MappingNode):
        table: dict[str, Branch] = {}
        keys: dict[str, Location] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            place = _at(key, path)
            if not name or name in table:
                message = f"the key {name!r} is there twice" if name else "a key must be text"
                raise ContentError(message, hint="remove one of them", at=place)
            table[name], keys[name] = _branch(value, loader, path), place
        return Branch(at, None, "a table", table=table, keys=keys)
    if isinstance(node, yaml.SequenceNode):
        items = [_branch(item, loader, path) for item in node.value]
        return Branch(at, None, "a list", items=items)
    try:
        value = loader.construct_object(node)
    except ValueError as error:
        raise ContentError(
            f"this cannot be {node.value!r}: {error}", hint="put texts in quotes", at=at
        ) from error
    return Branch(at, value, str(node.value))


def _at(node: yaml.Node, path: str) -> Location:
    return Location(path, node.start_mark.line + 1, node.start_mark.column + 1)
