"""What a template is told where it asks for a name, an element or a part that is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jinja2 import StrictUndefined
from jinja2.utils import missing

from briefing.errors import did_you_mean
from briefing.model.spoken import kind_of

HINT = "\n  hint: "


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
        if thing is None or isinstance(thing, int | float | Decimal):
            return f"{kind_of(thing)} has no {name!r}{HINT}look at what stands before the full stop"
        return f"{kind_of(thing)} has no {name!r}{HINT}{_instead(str(name), known)}"


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
