"""Text into exact numbers, refusing whatever is not plainly one."""

import re
from decimal import Decimal

_LIMIT = 40


def parse_number(text: str, *, thousands: str = "", decimal: str = ".") -> Decimal:
    """Return the number that `text` writes in ASCII digits.

    `thousands` is the separator between groups of three digits, none unless told; `decimal` the
    decimal mark. A space as separator also means the no-break spaces that spreadsheets write.

    >>> parse_number("1,234.5", thousands=",")
    Decimal('1234.5')

    Raises: ValueError for anything else, NaN and infinity included.
    """
    plain = text.strip()
    whole = "[0-9]+"
    if thousands:
        mark = "[ \u00a0\u202f]" if thousands == " " else re.escape(thousands)
        whole = rf"(?:[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+|[0-9]+)"
    point = re.escape(decimal)
    pattern = rf"([+\-−]?)({whole}(?:{point}[0-9]*)?|{point}[0-9]+)((?:[eE][+-]?[0-9]{{1,2}})?)"
    match = re.fullmatch(pattern, plain)
    if not match or len(plain) > _LIMIT:
        raise ValueError(f"{text[:_LIMIT]!r} is not a number")
    mantissa, _, fraction = match[2].partition(decimal)
    sign = "-" if match[1] in ("-", "−") else ""
    digits = re.sub("[^0-9]", "", mantissa) or "0"
    return Decimal(f"{sign}{digits}{'.' if fraction else ''}{fraction}{match[3]}")


def exact(value: object, *, thousands: str = "", decimal: str = ".") -> Decimal:
    """Return a cell's value (text, whole number or Decimal) as a finite number.

    Raises: ValueError for other types, for NaN and infinity, and for text that is no number.
    """
    if isinstance(value, str):
        number = parse_number(value, thousands=thousands, decimal=decimal)
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"{value!r} is not a number")
    else:
        number = Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > _LIMIT:
        raise ValueError("the number is out of bounds")
    return number
