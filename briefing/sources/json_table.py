"""The `json` kind: observations out of a JSON file or address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from briefing.errors import Location, did_you_mean
from briefing.ports import Collected, Fetcher, History
from briefing.sources.api import read_json
from briefing.sources.options import OptionSpec
from briefing.sources.table import (
    LOCATION_OPTIONS,
    ROW_OPTIONS,
    Getter,
    Row,
    TableSource,
    observe,
)


def _path(value: str) -> str:
    try:
        _finder(value)
    except ValueError as error:
        return f"is no JSONPath: {error}"
    return ""


@dataclass(frozen=True, kw_only=True)
class JsonSource(TableSource):
    """Observations out of the items of a JSON document.

    `items` is a JSONPath; the others are JSONPaths inside an item. `measure`, `entity` and `unit`
    are taken literally where no item has anything at that path and they do not begin with `$`.
    """

    OPTIONS: ClassVar[tuple[OptionSpec, ...]] = (
        *LOCATION_OPTIONS,
        OptionSpec("items", "text", "the JSONPath of the items", "$[*]", check=_path),
        OptionSpec("measure", "text", "the measure: a path, or its name", required=True),
        OptionSpec("entity", "text", "what is measured: a path, or its name", required=True),
        OptionSpec(
            "time", "text", "the path of the date or time (ISO 8601, or Unix time)",
            required=True, check=_path,
        ),
        OptionSpec("value", "text", "the path of the value", required=True, check=_path),
        *ROW_OPTIONS,
    )  # fmt: skip

    items: str

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        """Return the document's observations; nothing where it has not changed.

        Raises: SourceError where it cannot be fetched, is no JSON, or has no good item.
        """
        response = fetcher.fetch(self.request(self.address))
        if response.status == 304:
            return Collected()
        try:
            document = read_json(response.body)
            items = _finder(self.items)(document)
        except ValueError as error:
            raise self.error(f"{self.address} cannot be read as JSON: {error}") from error
        if not items:
            raise self.error(f"{self.address} has nothing at {self.items!r}")
        at = Location(self.place)
        rows = [Row(item, at, label=f"item {n}") for n, item in enumerate(items, 1)]
        getters = {what: _getter(getattr(self, what)) for what in ("time", "value")}
        getters |= {what: self._named(what, items) for what in ("measure", "entity", "unit")}
        return observe(self, rows, getters, response, now)

    def _named(self, what: str, items: Sequence[Any]) -> Getter:
        name = getattr(self, what)
        if name.startswith("$"):
            return _getter(name)
        keys = {key for item in items[:100] if isinstance(item, dict) for key in item}
        if self.is_taken_from_row(what, keys):
            return _getter(name if name in keys else self._misspelt(what, keys))
        is_path = not _path(name) and name != self.value
        if is_path and any(_getter(name)(item) is not None for item in items):
            return _getter(name)
        return lambda item: name

    def _misspelt(self, what: str, keys: Iterable[str]) -> NoReturn:
        name = getattr(self, what)
        message = f"no item of {self.address} has {name!r}"
        raise self.error(message, hint=did_you_mean(name, keys))


def _getter(path: str) -> Getter:
    find = _finder(path)
    return lambda item: next(iter(find(item)), None)


class _Finder:
    """A compiled JSONPath; plain dotted keys, which most paths are, take no engine."""

    def __init__(self, path: str) -> None:
        keys = path.removeprefix("$").removeprefix(".").split(".")
        self.keys = keys if all(key.isidentifier() for key in keys) else None
        self.compiled = None if self.keys else _compile(path)

    def __call__(self, document: Any) -> list[Any]:
        if self.keys is None:
            return self._search(document)
        for key in self.keys:
            if not isinstance(document, dict) or key not in document:
                return []
            document = document[key]
        return [document]

    def _search(self, document: Any) -> list[Any]:
        assert self.compiled
        try:
            return [match.value for match in self.compiled.find(document)]
        except Exception as error:  # the library promises none in particular
            raise ValueError(f"{type(error).__name__} while searching it: {error}") from error


def _finder(path: str) -> _Finder:
    """Return the compiled path; raise ValueError where it is none."""
    return _Finder(path)


def _compile(path: str) -> Any:
    # Imported here because the parser generator behind it takes 30 ms that most topics can spare.
    from jsonpath_ng.exceptions import JSONPathError
    from jsonpath_ng.ext.parser import parse

    try:
        return parse(path)
    except JSONPathError as error:
        raise ValueError(f"{path!r} ({error})") from error
