"""Find the numbers of a text that are figures, and how each is to be printed to read as before.

A figure is a count, an amount, a share or a multiple, written in digits. What only names or dates
something is none: years, dates, times and ordinals ("2026", "5 March", "3rd"), versions and names
("Qwen 2.5", "GPT-4", "v1.2", "Chapter 3", "H100", "24/7"), and numbers spelled out in words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

from babel.numbers import get_decimal_symbol, get_group_symbol

from briefing.figures.formatting import Format, locale_of, make_formats
from briefing.model.figure import PERCENT, RATIO, Figure

MAX_DIGITS = 15
SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
    "k": 3, "K": 3, "m": 6, "M": 6, "mn": 6, "bn": 9, "B": 9, "b": 9, "tn": 12, "T": 12,
}  # fmt: skip
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
]
NAMING = {
    "version", "chapter", "section", "figure", "fig", "part", "step", "page", "no", "number",
    "phase", "level", "tier", "article", "release", "round", "stage", "volume", "vol", "issue",
    "rfc", "iso", "table", "appendix", "rule",
    "option", "room", "line", "lines", "act", "layer", "type", "class",
}  # fmt: skip
"""Words that number what follows them."""
PLAIN_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a about above across after all almost also an and another approximately are around as at be
        because before below between but by can cent combined could cut down each every exactly few
        first for from had has have he if in into is it its just last least less like may more most
        nearly next not of on only or other our out over past pct per percent roughly she should
        single since so some than that the their these they this those through to top total toward
        towards under until up was we were what when where which while who will with within would
        yet you
        """,
    )
)
"""Words that name nothing, though they begin a sentence with a capital."""
VERBS = frozenset(
    re.findall(
        r"\w+",
        """
        carried cost costs counted decide decides drop dropped drops expect expects fall falls fell
        generate generated generates gain gained gains grew grow grows hit hits hold holds lose
        loses lost paid pay pays raised reach reached reaches report reported reports rise rises
        rose said say says see seem seems sees sell sells spend spends spent stand stands stood take
        takes took use uses wait was were
        """,
    )
)
"""Words that say what happens to a number, not what it counts."""
NOT_UNITS = {"across", "always", "does", "gas", "less", "perhaps", "plus", "process", "versus"}
NOT_UNITS |= VERBS
MONEY = {"dollars", "euros", "pounds", "cents", "rupees", "francs"}
MEASURES = re.compile(r"(?:km|kg|cm|mm|ms|[kMGT]Wh?|[kKMGT]i?B|[MG]?bps|ha|mph|kph|tCO2)(?![^\W_])")
_PLURAL = re.compile(r"[^\W\d_]{3,}s|[A-Z]{2,}s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Found:
    """A number that is a figure: where it stands, its value, and the filter that prints it so."""

    start: int
    end: int
    value: Decimal
    unit: str
    printed: str
    words: tuple[str, ...]
    """What it counts, in the text's own words: the makings of a name."""


class Numbers:
    """Finds the numbers that a language writes."""

    def __init__(self, lang: str = "en") -> None:
        locale = locale_of(lang)
        self.decimal = get_decimal_symbol(locale)
        self.group = get_group_symbol(locale)
        self.formats = make_formats(lang)
        group, point = re.escape(self.group), re.escape(self.decimal)
        digits = rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+"
        self._number = re.compile(rf"(?:{digits})(?:{point}[0-9]+)?")

    def find(self, text: str, breaks: Collection[int] = ()) -> list[Found]:
        """Return the figures of a text, in order; none is printed across a place in `breaks`."""
        found = (self._judge(text, match, breaks) for match in self._number.finditer(text))
        return _ranged(text, [one for one in found if one])

    def plain(self, text: str, start: int, words: tuple[str, ...]) -> Found | None:
        """Return the bare number that a diagram's data holds at `start`."""
        match = self._number.match(text, start)
        if not match or len(match[0]) > MAX_DIGITS:
            return None
        value = Decimal(match[0])
        printed = self._printed(match[0], value, "amount", _bare(value))
        return (
            Found(match.start(), match.end(), value, "amount", printed, words) if printed else None
        )

    # --- one number -----------------------------------------------------------------------------

    def _judge(self, text: str, match: re.Match[str], breaks: Collection[int]) -> Found | None:
        start, end = match.span()
        before, after = text[:start], text[end:]
        if len(match[0]) > MAX_DIGITS or self._is_part(before, after):
            return None
        scale, scaled = _scale(after)
        unit, used = _unit(before, after[scaled:])
        if not scale and not used and _is_name(match[0], before, after, unit):
            return None
        mantissa = Decimal(match[0].replace(self.group, "").replace(self.decimal, "."))
        value = mantissa.scaleb(scale)
        for first, last in _spans(text, start, end, scaled, used):
            if any(first < place < last for place in breaks):
                continue
            sign = -1 if text[first] in "-−" else 1
            if sign < 0 and not value:
                continue  # "-0" has no value of its own
            forms = (
                _bare(mantissa, scale) if last == end and scale else _rich(mantissa, scale, unit)
            )
            printed = self._printed(text[first:last], sign * value, unit, forms)
            if printed:
                words = _words(before, after[scaled:], unit)
                return Found(first, last, sign * value, unit, printed, words)
        return None

    def _is_part(self, before: str, after: str) -> bool:
        """Tell whether the digits are but a part of something longer."""
        if re.search(r"[\w.,/:#§@~=_+'’]$", before) and not re.search(r"(^|[\s(\[])[+]$", before):
            return True
        if re.search(r"[^\W\d_][-–]$", before):
            return True
        return bool(
            re.match(r"[.,:/'’][0-9]|_|[-–]?[0-9]+[-–]|(?![kKmMbBtTx×])[^\W\d_]", after)
        ) or (bool(re.match(r"[kKmMbBtTx][^\W_]", after)) and not re.match(r"(mn|bn|tn)\b", after))

    def _printed(self, text: str, value: Decimal, unit: str, forms: Iterator[str]) -> str:
        """Return the first form that prints the value as the text has it, or nothing."""
        figure = Figure(value, unit, datetime(1970, 1, 1, tzinfo=UTC), "")
        for form in forms:
            name, arguments = _call(form)
            try:
                if _apply(self.formats[name], figure, arguments) == text:
                    return form
            except ArithmeticError:
                continue
        return ""


def _apply(format_: Format, figure: Figure, arguments: dict[str, object]) -> str:
    return format_(figure, **arguments).text


def _rich(mantissa: Decimal, scale: int, unit: str) -> Iterator[str]:
    digits = _digits(mantissa)
    if unit == PERCENT:
        yield f"percent({digits})"
        yield f"signed({digits})"
    if unit == RATIO:
        yield f"times({digits})"
    if scale:
        yield f"compact({digits}, long=true)"
        yield f"compact({digits})"
    yield f"full({digits})" if digits else "full"
    yield f"full({digits}, fixed=true)"
    yield f"signed({digits})"
    yield from _bare(mantissa, scale)


def _bare(mantissa: Decimal, scale: int = 0) -> Iterator[str]:
    digits = _digits(mantissa)
    yield f"plain({digits}, of={10**scale})" if scale else f"plain({digits})" if digits else "plain"


def _call(form: str) -> tuple[str, dict[str, object]]:
    """Return the name and the arguments of a form such as `full(1, fixed=true)`."""
    name, _, inside = form.rstrip(")").partition("(")
    arguments: dict[str, object] = {}
    for part in filter(None, inside.split(", ")):
        key, _, value = part.rpartition("=")
        arguments[key or "digits"] = True if value == "true" else int(value)
    return name, arguments


def _digits(mantissa: Decimal) -> int:
    return max(-int(mantissa.as_tuple().exponent), 0)


def _scale(after: str) -> tuple[int, int]:
    """Return the power of ten that a word behind the number gives it, and where that word ends."""
    match = re.match(r"([ \u00a0\u202f-]?)(thousand|million|billion|trillion)\b", after)
    match = match or re.match(r"()(bn|mn|tn|[kKmMbBT])(?![^\W_])", after)
    return (SCALES[match[2]], match.end()) if match else (0, 0)


def _unit(before: str, after: str) -> tuple[str, int]:
    """Return what a number counts, and how much of the text behind it is its sign (%, ×)."""
    if match := re.match(r"\s?%", after):
        return PERCENT, match.end()
    if re.match(r"\s*(percent|per cent|pct)\b", after):
        return PERCENT, 0
    if match := re.match(r"[x×](?![^\W_])", after):
        return RATIO, match.end()
    if symbol := re.search(r"([$€£¥₹])\s?$", before):
        return CURRENCIES[symbol[1]], 0
    words = re.match(
        r"[\s-]*(?:[-–][0-9.,]+\s|to [0-9.,]+\s|(?:and|or|(?:out )?of) [0-9.,]+\s)?(.{0,60})", after
    )
    if words and (measure := MEASURES.match(words[1])):
        return measure[0], 0
    for word in _WORD.findall(re.split(r"[.,;:!?()\[\]\"“”]", words[1] if words else "")[0])[:3]:
        if re.match(r"[\s-]*-[^\W\d]", after):
            return f"{word.lower().partition('-')[0]}s", 0
        if _PLURAL.fullmatch(word) and word not in NOT_UNITS:
            return word, 0
        if word.lower() in PLAIN_WORDS:
            break
    return "amount", 0


def _spans(text: str, start: int, end: int, scaled: int, used: int) -> list[tuple[int, int]]:
    """Return what a figure may print, the longest first: sign, digits, scale, unit's sign."""
    signed = re.search(r"(?:^|[\s(\[])([+\-−])$", text[:start])
    spans = []
    for last in dict.fromkeys((end + scaled + used, end + scaled, end)):
        spans += [(start - 1, last)] if signed else []
        spans += [(start, last)]
    return spans


def _is_name(number: str, before: str, after: str, unit: str) -> bool:
    """Tell whether a number without unit or scale names or dates something."""
    if re.fullmatch(r"(19|20)[0-9]{2}", number) and not re.search(r"[$€£¥₹]\s?$", before):
        return True
    if re.search(r"(19|20)[0-9]{2}[-–]$", before):
        return True
    last = re.search(r"([^\W\d_]+)\.?\s$", before)
    word = last[1] if last else ""
    next_word = re.match(r"\s([^\W\d_]+)", after)
    if word.lower() in MONTHS and len(number) <= 2 and word[0].isupper():
        return True
    if (
        next_word
        and next_word[1].lower() in MONTHS
        and len(number) <= 2
        and next_word[1][0].isupper()
    ):
        return True
    if word.lower() in NAMING:
        return True
    if unit != "amount" and "." not in number and re.search(r"[:>]\s*\w+\s$", before):
        return False  # "A->>B: Book 2 seats": a capital that only begins a label
    version = re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,2})?", number)
    return bool(version and word and word[0].isupper() and word.lower() not in PLAIN_WORDS)


# --- names --------------------------------------------------------------------------------------


def _words(before: str, after: str, unit: str) -> tuple[str, ...]:
    """Return the words around a number that say what it counts."""
    sentence = re.split(r"[.;:!?()\"“”]", after)[0]
    behind = _telling(_WORD.findall(sentence)[:6])
    front = _front(before)
    if unit == PERCENT:
        of = re.match(r"\s*(?:%|percent|per cent|pct)?\s+of\s+(?:all |the |its |their )?", sentence)
        whole = _WORD.findall(sentence[of.end() :])[:1] if of else []
        if whole:
            return ("share", "of", *whole)
        compared = re.match(r"\s*\S*\s*(less|more|lower|higher|fewer)\b", sentence)
        return (*(front[-1:] or (["change"] if compared else ["share"])), "percent")
    if unit in (RATIO, "times"):
        return (*front[-1:], "times")
    if unit in MONEY or MEASURES.fullmatch(unit):
        return (*front[-1:], unit)
    if len(unit) == 3 and unit.isupper():
        return tuple(front[-1:]) or tuple(behind[:1])
    if unit != "amount":
        position = next((n for n, w in enumerate(behind) if w.lower().startswith(unit[:-1])), 0)
        return tuple(behind[max(position - 1, 0) : position + 1]) or (unit,)
    return tuple(front[-2:]) or tuple(behind[:2])


def _front(before: str) -> list[str]:
    """Return the telling words of the clause before a number, or of the one before that."""
    for clause in re.split(r"[,;:()\"“”]|\s[–—-]\s", re.split(r"[.!?]\s", before)[-1])[:-3:-1]:
        words = _telling(_WORD.findall(clause)[-5:])
        if telling := [w for w in words if w.lower() not in VERBS] or words:
            return telling
    return []


def _ranged(text: str, found: list[Found]) -> list[Found]:
    """Return the figures, the ends of a range ("6-24 months"), a part and its whole named so."""
    named = list(found)
    for number, (low, high) in enumerate(pairwise(found)):
        between = text[low.end : high.start]
        if low.words == high.words and re.fullmatch(r" (out )?of ", between):
            named[number] = replace(low, words=(*low.words, "part"))
            named[number + 1] = replace(high, words=(*high.words, "all"))
        if low.words == high.words and re.fullmatch(r"\s?[-–—]\s?| (to|and|or) ", between):
            named[number] = replace(low, words=(*low.words, "from"))
            named[number + 1] = replace(high, words=(*high.words, "to"))
    return named


def _telling(words: list[str]) -> list[str]:
    return [
        w
        for w in words
        if w.lower() not in PLAIN_WORDS and w not in SCALES and not MEASURES.fullmatch(w)
    ]


def identifier(words: Collection[str], taken: Collection[str]) -> str:
    """Return a name for templates made of the words, and not `taken`; both are extended by _2, _3.

    >>> identifier(["Qwen", "(Alibaba)"], {"qwen_alibaba"})
    'qwen_alibaba_2'
    """
    joined = re.sub("[\u2010-\u2015]", " ", " ".join(words))
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:40].strip("_")
    name = name if name and not name[0].isdigit() else f"figure_{name}".strip("_")
    number, tried = 1, name
    while tried in taken:
        number += 1
        tried = f"{name}_{number}"
    return tried
