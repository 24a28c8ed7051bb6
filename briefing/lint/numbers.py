"""The rule about numbers typed by hand: whatever data can say, a figure should say.

What is no number of data is left alone: code, addresses, years and dates, times of day, the
numbers of lists and headings, and names with a number in them (Qwen 2.5, GPT-4, HTTP/2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from jinja2 import nodes

from briefing.compose.fence import FENCE_WORDS, KEYS
from briefing.lint.diagrams import CHARTS
from briefing.lint.fault import Fault
from briefing.lint.names import place
from briefing.lint.subject import Subject
from briefing.lint.template import PRINTED, TAG
from briefing.model.finding import Finding, Severity

HINT = (
    "make it a figure, so that readers can trace it; where it is meant as it stands, put "
    "{# lint: allow numbers #} on its line"
)
_WORD = re.compile(rf"[^\s{PRINTED}{TAG}]+")
_EDGES = "([{“”„«»‘’\"'*_~.,;:!?)]}…"
_NUMBER = re.compile(
    r"[+\-\N{MINUS SIGN}~≈<>]?[$€£¥]?"
    r"(?P<digits>\d{1,3}(?:[,.'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?P<unit>%|‰|×|x|[KMBkm]|bn|mn)?[€$£]?"
)
_RANGE = re.compile(r"(.*\d.*?)[-–—/](\d.*)")
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d")
_YEARS = re.compile(r"(?:1[89]|20|21)\d\d[-–—/](?:(?:1[89]|20|21)\d\d|\d\d)")
_LISTED = re.compile(rf"(?m)^[ \t>{TAG}]*(?:#{{1,6}}[ \t]+|[-*+][ \t]+)*\d+[.)](?=\s)")
_LABELS_TEXT = """
no nos nr number version chapter page section figure table part volume § issue rule step
"""
_SMALL_TEXT = """
a about above all almost among an and around as at before below between but by every fewer for
from in into just less more most nearly of off on only or over per some than the their these
they this those to under until up we with within
"""
_LABELS, _SMALL = frozenset(_LABELS_TEXT.split()), frozenset(_SMALL_TEXT.split())
_CHART = re.compile(r"\s*(pie|xychart|sankey|quadrantChart)\b")
_UNITS = re.compile(
    r"(?i)(?:times|per|percent|%|‰|×|thousand|million|billion|trillion|fold|points?|more|fewer|"
    r"of|days?|weeks?|months?|years?|hours?|minutes?|seconds?|downloads?|stars?|users?|"
    r"people|euros?|dollars?|[kmgt]?b|[kmgt]bytes?)\W*"
)


def numbers(subject: Subject) -> Iterator[Fault]:
    """Report numbers typed by hand in prose, and in the data of charts."""
    template = subject.template
    prose = _LISTED.sub(lambda m: re.sub(r"\d", " ", m[0]), template.prose)
    if subject.kind == "note":
        prose = re.sub(r"(?m)^(?:headline|dek):", lambda m: " " * len(m[0]), prose)
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", prose):
        yield from _written(subject, paragraph[0], paragraph.start(), "")
    yield from _charted(subject)
    yield from _fenced(subject)
    yield from _captioned(subject)


def _written(subject: Subject, text: str, start: int, where: str) -> Iterator[Fault]:
    """Report the numbers in a text that stands at an offset."""
    months = _months(subject.facts.lang)
    words = list(_WORD.finditer(text))
    for n, word in enumerate(words):
        before = words[n - 1][0] if n else ""
        behind = words[n + 1][0] if n + 1 < len(words) else ""
        if found := _typed(word[0], before, behind, months):
            offset = start + word.start() + word[0].index(found)
            yield _fault(f"{found!r} is typed by hand{where}", subject, offset)


def _fault(message: str, subject: Subject, offset: int) -> Fault:
    at = subject.template.at(offset)
    return Fault(Finding("numbers", Severity.WARNING, message, HINT, at))


def _typed(word: str, before: str, behind: str, months: frozenset[str]) -> str:
    """Return the number in a word that looks like one of data, or ""."""
    bare = word.strip(_EDGES)
    if not any(c.isdigit() for c in bare) or _YEARS.fullmatch(bare):
        return ""
    span = _RANGE.fullmatch(bare)
    if span and _NUMBER.fullmatch(span[1]) and _NUMBER.fullmatch(span[2]):
        return "" if _is_dated(before, behind, months) or "/" in bare else bare
    number = _NUMBER.fullmatch(bare)
    if not number:
        return ""
    plain = not number["unit"] and bare == number["digits"]
    if plain and _YEAR.fullmatch(bare) and not _UNITS.fullmatch(behind):
        return ""
    short = plain and len(bare) <= 2
    if short and _is_dated(before, behind, months):
        return ""
    if plain and (_is_label(before) or _is_name(before, bare, behind)):
        return ""
    return bare


def _is_dated(before: str, behind: str, months: frozenset[str]) -> bool:
    return any(word.strip(_EDGES).casefold() in months for word in (before, behind))


def _is_label(before: str) -> bool:
    return before.strip(_EDGES).casefold() in _LABELS


def _is_name(before: str, number: str, behind: str) -> bool:
    """Tell whether a number belongs to the name before it, as in Qwen 2.5 or Windows 11."""
    name = before.lstrip(_EDGES)
    if not name[:1].isupper() or name[-1:] in ".,;:!?" or name.casefold() in _SMALL:
        return False
    return len(number) <= 5 and "," not in number and not _UNITS.fullmatch(behind)


@lru_cache(maxsize=16)
def _months(lang: str) -> frozenset[str]:
    """Return the names of months in a language and in English, written out and in short."""
    names: set[str] = set()
    for tag in (lang.replace("-", "_"), "en"):
        try:
            locale = Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {str(n).strip(".").casefold() for n in locale.months[form][width].values()}
    return frozenset(names)


# --- charts -------------------------------------------------------------------------------------


def _charted(subject: Subject) -> Iterator[Fault]:
    for node in subject.template.tree.find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name in CHARTS:
            data = [v for v in node.args[1:] if isinstance(v, nodes.Dict | nodes.List)]
            for value in data:
                yield from _constants(subject, value, node.node.name)


def _constants(subject: Subject, data: nodes.Node, name: str) -> Iterator[Fault]:
    for const in _literals(data):
        if isinstance(const.value, int | float) and not isinstance(const.value, bool):
            tokens = [
                token
                for token in subject.template.tokens
                if token.kind in ("integer", "float") and token.line == const.lineno
                if token.text.replace("_", "") == str(const.value)
            ]
            at = place(subject.template, tokens[0] if tokens else None, const.lineno)
            message = f"{const.value!r} is typed by hand into the data of this {name}"
            yield Fault(Finding("numbers", Severity.WARNING, message, HINT, at))
            return  # one a chart: its numbers stand or fall together


def _literals(data: nodes.Node) -> Iterator[nodes.Const]:
    """Yield what is written down as it is; arguments of filters and calls are no data."""
    match data:
        case nodes.Const():
            yield data
        case nodes.List() | nodes.Tuple():
            for item in data.items:
                yield from _literals(item)
        case nodes.Dict():
            for pair in data.items:
                yield from _literals(pair.value)
        case nodes.Neg():
            yield from _literals(data.node)


def _fenced(subject: Subject) -> Iterator[Fault]:
    template = subject.template
    for fence in template.fences:
        script = template.visible[fence.start : fence.end]
        kind = _CHART.match(script) if fence.language == "mermaid" else None
        if not kind:
            continue
        found = re.search(r"[:\[,]\s*(\d[\d.]*)", script[kind.end() :])
        if found:
            message = f"{found[1]!r} is typed by hand into the data of this {kind[1]}"
            yield _fault(message, subject, fence.start + kind.end() + found.start(1))


def _captioned(subject: Subject) -> Iterator[Fault]:
    """Report numbers in what is said of a diagram: behind a fence's language, or in a call."""
    template = subject.template
    for fence in template.fences:
        if fence.language == "mermaid":
            info = template.visible[fence.opening : fence.start]
            for said in FENCE_WORDS.finditer(info):
                start = fence.opening + said.start(2) + 1
                yield from _written(subject, said[2][1:-1], start, f" into this {said[1]}")
    for node in template.tree.find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name in subject.words.diagrams:
            said_of = {k.key: k.value for k in node.kwargs if k.key in KEYS}
            if node.args:
                said_of.setdefault("title", node.args[0])
            for key, value in said_of.items():
                yield from _quoted(subject, value, f" into the {key} of this {node.node.name}")


def _quoted(subject: Subject, value: nodes.Node, where: str) -> Iterator[Fault]:
    if isinstance(value, nodes.Const) and isinstance(value.value, str):
        for token in subject.template.quoted(value.value, value.lineno)[:1]:
            yield from _written(subject, value.value, token.start + 1, where)
