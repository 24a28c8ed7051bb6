"""Read TOML so that every fault is told at its own line, and all faults at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from briefing.errors import BriefingError, ContentError, ErrorList, Location, did_you_mean

T = TypeVar("T")
_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.\"'-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*=")
NAMES = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}


@dataclass(slots=True)
class Table:
    """One table of a TOML file, whose values are taken one by one.

    `number` is which of several tables of that name it is, from 0. Faults are gathered in
    `errors`, which all tables of a file share.
    """

    path: str
    text: str
    values: Mapping[str, Any]
    name: str = ""
    number: int = 0
    errors: list[BriefingError] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def fault(self, message: str, *, key: str = "", hint: str = "") -> None:
        """Note a fault at the line of `key`, or of the table."""
        self.errors.append(ContentError(message, hint=hint, at=self.at(key)))

    def at(self, key: str = "") -> Location:
        """Return the place of a key, or of the table's header."""
        return Location(self.path, _line(self.text, self.name, self.number, key))

    def take(self, key: str, kind: type[T], default: T) -> T:
        """Return the value of `key`; note a fault and return the default where it is no `kind`."""
        self.taken.add(key)
        value = self.values.get(key, default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)  # type: ignore[return-value]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(f"{key} must be {NAMES[kind]}, not {value!r}", key=key)
            return default
        return value

    def need(self, key: str, *, lines: bool = False) -> str:
        """Return the text of `key`, which may not be missing or empty; one line, or `lines`."""
        if key not in self.values:
            self.taken.add(key)
            self.fault(f"{key} is missing", hint=f'add `{key} = "…"`')
            return ""
        value = self.take(key, str, "")
        if isinstance(self.values[key], str) and not value.strip():
            self.fault(f"{key} is empty", key=key)
        if not lines and len(value.splitlines()) > 1:
            self.fault(f"{key} must be one line", key=key, hint="it stands in headers of mails")
        return value.strip()

    def parse(self, key: str, default: T, read: Callable[[str], T], hint: str) -> T:
        """Return what `read` makes of the text of `key`; a ValueError becomes a fault."""
        text = self.take(key, str, "")
        if not isinstance(self.values.get(key), str):
            return default
        try:
            return read(text)
        except (ValueError, LookupError):
            self.fault(f"{key} cannot be {text!r}", key=key, hint=hint)
            return default

    def choice(self, key: str, known: Iterable[str], default: str) -> str:
        """Return the text of `key`, one of those known."""
        options = list(known)
        value = self.take(key, str, default)
        if value not in options:
            hint = did_you_mean(value, options) or f"it is one of {', '.join(options)}"
            self.fault(f"{key} cannot be {value!r}", key=key, hint=hint)
            return default
        return value

    def sub(self, key: str) -> Table:
        """Return the table under `key`, or an empty one."""
        self.taken.add(key)
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.fault(f"{key} must be a table", key=key, hint=f"write [{key}] above its keys")
            value = {}
        return Table(self.path, self.text, value, self._named(key), errors=self.errors)

    def subs(self, key: str) -> list[Table]:
        """Return the tables of the array under `key`."""
        self.taken.add(key)
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(f"{key} must be tables", key=key, hint=f"write [[{key}]] above each")
            return []
        return [
            Table(self.path, self.text, item, self._named(key), number, self.errors)
            for number, item in enumerate(value)
        ]

    def _named(self, key: str) -> str:
        """Return the name of a table under `key` as its header writes it."""
        return f"{self.name}.{key}" if self.name else key

    def refuse_rest(self) -> None:
        """Note every key that was not taken as unknown."""
        for key in self.values:
            if key not in self.taken:
                hint = did_you_mean(key, self.taken)
                known = ", ".join(sorted(self.taken))
                self.fault(f"no key {key!r} here", key=key, hint=hint or f"there are {known}")

    def raise_faults(self) -> None:
        """Raise what was noted: the one fault, or an ErrorList of several."""
        raise_all(self.sorted_faults())

    def sorted_faults(self) -> list[BriefingError]:
        """Return what was noted, in the order of lines."""
        return sorted(self.errors, key=lambda e: (e.at and e.at.line) or 0)


def raise_all(errors: Sequence[BriefingError]) -> None:
    """Raise the one error, or an ErrorList of several; lists among them are taken apart."""
    flat: list[BriefingError] = []
    for error in errors:
        flat.extend(error.errors if isinstance(error, ErrorList) else [error])
    if flat:
        raise flat[0] if len(flat) == 1 else ErrorList(flat)


def read_table(path: Path, root: Path) -> Table:
    """Return the whole of a TOML file.

    Raises: ContentError when it is missing, is not UTF-8, or is not TOML.
    """
    shown = shown_path(path, root)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(
            "this file is not UTF-8", hint="save it as UTF-8", at=Location(shown)
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(
            f"this file cannot be read: {reason}", hint="create it", at=Location(shown)
        ) from error
    try:
        return Table(shown, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(error, text, shown) from error


def _not_toml(error: tomllib.TOMLDecodeError, text: str, shown: str) -> ContentError:
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    # Without a line, it is the end of the document that comes too early.
    line, column = (int(found[1]), int(found[2])) if found else (len(text.splitlines()), None)
    message = re.sub(r"\s*\(at .*\)$", "", str(error))
    return ContentError(
        f"this is not TOML: {message[:1].lower()}{message[1:]}",
        hint="text values stand in quotes",
        at=Location(shown, line, column),
    )


def shown_path(path: Path, root: Path) -> str:
    """Return a path as editors know it: from the publication's folder on."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _line(text: str, name: str, number: int, key: str) -> int:
    """Return the line of a key of the `number`-th table `name`, or of that table's header."""
    current, seen, header = "", {"": 0}, 0
    for line, content in enumerate(text.split("\n"), 1):
        if found := _HEADER.match(content):
            current = found[1].strip("\"'")
            seen[current] = seen.get(current, -1) + 1
            if (current, seen[current]) == (name, number):
                header = line
            continue
        if (current, seen[current]) != (name, number):
            continue
        if key and (found := _KEY.match(content)) and found[1].strip("\"'") == key:
            return line
    # Tables written inline have no header of their own: the key that holds them is the place.
    outer, _, last = name.rpartition(".")
    return header or (_line(text, outer, 0, last) if name else 1)
