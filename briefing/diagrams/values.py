"""Check the data of diagrams, and write numbers and dates the way Mermaid reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Context, Decimal, InvalidOperation

from briefing.errors import DataError
from briefing.model.spoken import spoken

Number = Decimal | int | float
LARGEST = Decimal(10) ** 15
DIGITS = Context(prec=12)


def number(value: object, *, of: str, least: Number | None = None) -> Decimal:
    """Return the value as a finite Decimal.

    Raises: DataError when it is none, or smaller than `least`.
    """
    try:
        if isinstance(value, bool) or not isinstance(value, Decimal | int | float | str):
            raise InvalidOperation
        found = Decimal(str(value))
    except InvalidOperation:
        raise DataError(
            f"{of} must be a number, not {spoken(value)}", hint="hand over a figure or a number"
        ) from None
    if not found.is_finite() or abs(found) > LARGEST:
        raise DataError(f"{of} cannot be drawn: {value}", hint="leave it out, or say why it is not")
    if least is not None and found < least:
        raise DataError(
            f"{of} must not be below {least}, and is {found:f}",
            hint="this kind of diagram cannot show it; a bar chart (xychart) can",
        )
    return found


def written(value: Decimal) -> str:
    """Return the number in plain digits (Mermaid knows no exponents), twelve that count."""
    text = f"{DIGITS.create_decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: object, *, of: str) -> date:
    """Return a date, given as one or in ISO form.

    Raises: DataError when it is none.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise DataError(
            f"{of} must be a date, not {spoken(value)}", hint="write it as 2026-03-31"
        ) from None


def rows(values: object, *, of: str, sizes: Sequence[int], shape: str) -> list[Sequence[object]]:
    """Return the values as rows of one of the `sizes`; at least one.

    Raises: DataError when there is none, or one of another size.
    """
    found = list(values) if isinstance(values, list | tuple) else []
    if not found:
        raise DataError(f"{of}: there is nothing to draw", hint=f"give a list of {shape}")
    for row in found:
        if not isinstance(row, list | tuple) or len(row) not in sizes:
            raise DataError(f"{of}: {spoken(row)} is not {shape}", hint=f"give a list of {shape}")
    return found


def items(values: object, *, of: str, shape: str) -> list[tuple[str, object]]:
    """Return the items of a mapping, or of a list of pairs; at least one.

    Raises: DataError when there is none.
    """
    if isinstance(values, Mapping) and values:
        return [(str(key), value) for key, value in values.items()]
    return [(str(key), value) for key, value in rows(values, of=of, sizes=(2,), shape=shape)]


def one_of(value: object, allowed: Sequence[str], *, of: str) -> str:
    """Return the value if it is allowed.

    Raises: DataError when it is not.
    """
    if value not in allowed:
        raise DataError(
            f"{of} must be one of {', '.join(allowed)}, not {spoken(value)}",
            hint="choose one of these",
        )
    return str(value)


def texts(values: object, *, of: str, at_most: int) -> list[str]:
    """Return a list of texts.

    Raises: DataError when it is no list, or too long.
    """
    if not isinstance(values, list | tuple) or len(values) > at_most:
        raise DataError(
            f"{of} must be a list of up to {at_most} texts, not {spoken(values)}",
            hint='write it as ("one", "two")',
        )
    return [str(value) for value in values]
