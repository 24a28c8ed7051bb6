"""Text that every database can hold: PostgreSQL knows no NUL, and UTF-8 no lone surrogate."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from briefing.model.observation import Entry, Observation
from briefing.ports import Collection

T = TypeVar("T", Observation, Entry, Collection)


def storable(text: str) -> str:
    """Return `text` with U+FFFD for what no database can hold; surrogate pairs become one."""
    if text.isascii() and "\0" not in text:
        return text
    paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return paired.replace("\0", "\ufffd")


def storable_value(value: T) -> T:
    """Return a value with every text in it storable."""
    changed: dict[str, Any] = {}
    for field in fields(value):
        held = getattr(value, field.name)
        if isinstance(held, str) and (clean := storable(held)) != held:
            changed[field.name] = clean
        elif isinstance(held, tuple) and all(isinstance(item, str) for item in held):
            changed[field.name] = tuple(storable(item) for item in held)
    return replace(value, **changed) if changed else value
