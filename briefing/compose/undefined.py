"""What a template is told where it asks for a name, an element or a part that is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import StrictUndefined
from jinja2.utils import missing

from briefing.errors import did_you_mean

HINT = "\n  hint: "
WORDS: Mapping[str, str] = {
    "Ranked": "a place in a ranking",
    "Figure": "a figure",
    "Missing": "missing data",
    "Series": "a series",
    "SeriesGroup": "a group of series",
    "Entry": "an entry",
    "Story": "a story",
    "Topic": "the topic",
    "Publication": "the publication",
    "date": "a date",
    "str": "a text",
    "tuple": "a list",
    "list": "a list",
}
"""What the things that templates handle are called there."""


class TopicUndefined(StrictUndefined):
    """Undefined as Jinja has it, which says in an editor's words what is not there."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        thing: object = self._undefined_obj
        name: object = self._undefined_name
        if self._undefined_hint or thing is missing or name is None:
            return super()._undefined_message
        if isinstance(name, int) and isinstance(thing, Sequence):
            return _beyond(thing, name)
        if isinstance(thing, Mapping):
            known = [str(key) for key in thing]
            return f"there is no {name!r} among the keys{HINT}{_instead(str(name), known)}"
        known = [one for one in dir(thing) if not one.startswith("_")]
        kind = type(thing).__name__
        return f"{WORDS.get(kind, kind)} has no {name!r}{HINT}{_instead(str(name), known)}"


def _beyond(thing: Sequence[object], number: int) -> str:
    many = f"{len(thing)} elements" if len(thing) != 1 else "one element"
    asking = f"`{{% if THE_LIST | length > {number} %}}`"
    return (
        f"element {number} was asked for, of a list of {many} (they count from 0)"
        f"{HINT}ask first: {asking}"
    )


def _instead(name: str, known: Sequence[str]) -> str:
    few = ", ".join(known[:8])
    return did_you_mean(name, known) or (f"it has {few}" if known else "it is empty")
