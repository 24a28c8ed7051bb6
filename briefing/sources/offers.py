"""Which series a topic's sources will yield, as far as its topic file alone tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefing.model.topic import SourceConfig
from briefing.sources.hub_flow import MODEL_MEASURE
from briefing.sources.registry import KINDS


@dataclass(frozen=True, slots=True)
class Offers:
    """Measures, each with its entities (None where any may come).

    `complete` is false where a source may yield measures that only its data name.
    """

    measures: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    complete: bool = True


def offers(configs: Sequence[SourceConfig]) -> Offers:
    """Return what the sources of a topic offer together."""
    measures: dict[str, frozenset[str] | None] = {}
    complete = True
    for config in configs:
        found = _OFFERS[config.kind](config) if config.kind in _OFFERS else Offers(complete=False)
        complete = complete and found.complete
        for measure, entities in found.measures.items():
            known = measures.get(measure, frozenset())
            both = known is not None and entities is not None
            measures[measure] = (known or frozenset()) | (entities or frozenset()) if both else None
    return Offers(measures, complete)


def _option(config: SourceConfig, name: str) -> Any:
    specs = {spec.name: spec for spec in KINDS[config.kind].OPTIONS}
    return config.options.get(name, specs[name].default)


def _none(config: SourceConfig) -> Offers:
    return Offers()


def _huggingface(config: SourceConfig) -> Offers:
    names = _option(config, "organisations") or ()
    entities = frozenset(map(str, names.values() if isinstance(names, dict) else names))
    measures = ("hub.downloads_all_time", "hub.downloads_30d", "hub.likes")
    every = (*measures, str(_option(config, "measure")))
    return Offers({MODEL_MEASURE: None, **dict.fromkeys(every, entities)})


def _github(config: SourceConfig) -> Offers:
    entities = frozenset(map(str, _option(config, "repositories") or ()))
    return Offers(dict.fromkeys(map(str, _option(config, "measures")), entities))


def _table(config: SourceConfig) -> Offers:
    # A table's measure may be literal or a column's name: only the table tells.
    measure = config.options.get("measure")
    return Offers({str(measure): None} if measure else {}, complete=False)


_OFFERS: Mapping[str, Callable[[SourceConfig], Offers]] = {
    "feed": _none,
    "hackernews": _none,
    "arxiv": _none,
    "huggingface": _huggingface,
    "github": _github,
    "csv": _table,
    "json": _table,
}
