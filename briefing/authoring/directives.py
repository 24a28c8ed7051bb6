"""Find directives: what to do, and within how long, in sentences and in lists."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import groupby

from briefing.authoring.deadlines import DEADLINE, LABEL, due_by
from briefing.authoring.outline import Action, Inlines, Part, cut, text_of
from briefing.compose.horizon import due_date
from briefing.errors import DataError
from briefing.model.article import ListBlock, Paragraph, Text

_COUNTS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
WORDS = {
    **{word: n for n, word in enumerate(_COUNTS, 1)},
    "a": 1, "an": 1, "this": 1, "next": 1,
    "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
_MANY = rf"(?:\d{{1,4}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_HORIZON = (
    rf"(?:{_MANY} ?(?:-|–|to|or) ?)?"  # of "6 to 12 months", the last counts
    rf"(?P<count>{_MANY})[ -](?P<unit>day|week|month|quarter|year)s?"
)
_ORDER = (
    r"(?:(?:first|second|third|fourth|fifth|sixth|next|then|finally|last|and)(?:ly)?(?: of all)?"
    r",? +(?:and +)?)?"
)
_WITHIN = r"(?:within|in|over|inside|during)(?: the)?(?: next| coming| first)?"
_START = r"(?:^|(?<=[.!?;:]) ?|(?<=[.!?][\"”’)]) ?)"
_LEADS = re.compile(
    rf"{_START}{_ORDER}(?:{_WITHIN} {_HORIZON}\b[,:]?|(?P<deadline>{DEADLINE})[,:]) +",
    re.IGNORECASE,
)
_LABELS = re.compile(
    rf"^(?:(?:{_WITHIN} )?{_HORIZON}\b\s*[:—–-]|(?P<deadline>{LABEL})(?:\s*[:—]|\s+[–-](?=\s)))\s*",
    re.IGNORECASE,
)
_STAGES = re.compile(
    r"^(?P<stage>[^\W\d][\w' -]{0,40}?) ?"
    rf"\((?:(?:{_WITHIN} )?{_HORIZON}|(?P<deadline>{LABEL}))\)\s*[:.—–-]\s*",
    re.IGNORECASE,
)
_TRAILS = re.compile(
    rf"[\s(\[]*\b(?:{_WITHIN} {_HORIZON}|(?P<deadline>{DEADLINE}))\s*[)\]]?\s*[.!]?$",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(r"(?:in|during|over|throughout)\b(?!.*\d\d$)", re.IGNORECASE)
"""Of "what you paid in March", no year says that March is to come."""
_TITLE = re.compile(
    r"\b(directives?|actions?|recommend\w*|next steps|what to do|to do|do now|should do|can do|"
    r"playbook|priorities|moves|checklist)\b"
)


def directives_in_words(children: Inlines, title: str, today: date) -> list[Part]:
    """Return a paragraph taken apart: what it says first, then each directive in it.

    One sentence that begins "Within 30 days, …" is a directive under a title that promises some;
    elsewhere it takes two, and what begins "In 2027, …" is none. A sentence that follows a
    directive belongs to it. Deadlines without a year are those that come next, seen from `today`.
    """
    promised = bool(_TITLE.search(title))
    labelled = _labelled(children, today) if promised else None
    if labelled:
        return [labelled]
    whole = text_of(children)
    leads = [
        m
        for m in _LEADS.finditer(whole)
        if (promised or not m["deadline"]) and _horizon(m, today) and whole[m.end() :].strip()
    ]
    if not leads or (len(leads) < 2 and not promised):
        return [Paragraph(children)]
    ends = [m.start() for m in leads[1:]] + [len(whole)]
    first = cut(children, 0, leads[0].start())
    actions = [
        Action(_capital(cut(children, match.end(), end)), _horizon(match, today))
        for match, end in zip(leads, ends, strict=True)
    ]
    return [*([Paragraph(first)] if first else []), *(a for a in actions if a.words)]


def directives_in_list(block: ListBlock, title: str, today: date) -> list[Part]:
    """Return a list's items as directives where each has a horizon, or the list as it is.

    Under a title that promises directives, those that have one are some, and those that name a
    time of the calendar ("by Q3"); the rest stays a list.
    """
    promised = bool(_TITLE.search(title))
    actions = [
        _item(item.blocks[0].children, today, promised=promised)
        if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph)
        else None
        for item in block.items
    ]
    if not promised and (len(actions) < 2 or not all(actions)):
        return [block]
    parts: list[Part] = []
    pairs = zip(actions, block.items, strict=True)
    for found, group in groupby(pairs, key=lambda pair: pair[0] is not None):
        run = list(group)
        rest = replace(block, items=tuple(item for _, item in run))
        parts += [action for action, _ in run if action] if found else [rest]
    return parts


def _labelled(children: Inlines, today: date, *, promised: bool = True) -> Action | None:
    """Return the directive that words such as "30 days: …" or "Soon (30 days): …" begin."""
    whole = text_of(children)
    match = _LEADS.match(whole) or _LABELS.match(whole) or _STAGES.match(whole)
    if not match or not _horizon(match, today) or (match["deadline"] and not promised):
        return None
    words = _capital(cut(children, match.end(), len(whole)))
    if words and "stage" in match.groupdict():
        words = (*cut(children, *match.span("stage")), Text(": "), *words)
    return Action(words, _horizon(match, today)) if words else None


def _item(children: Inlines, today: date, *, promised: bool) -> Action | None:
    whole = text_of(children)
    labelled = _labelled(children, today, promised=promised)
    if labelled:
        return labelled
    trail = _TRAILS.search(whole)
    if not trail or not whole[: trail.start()].strip() or not _horizon(trail, today):
        return None
    if trail["deadline"] and (not promised or _LOOKS_BACK.match(trail["deadline"])):
        return None
    words = (*cut(children, 0, trail.start()), Text("."))
    return Action(_capital(words), _horizon(trail, today))


def _horizon(match: re.Match[str], today: date) -> str:
    """Return a horizon as templates write it, or nothing where no day lies that far ahead."""
    if match["deadline"]:
        due = due_by(match["deadline"], today)
        return due.isoformat() if due else ""
    count, unit = match["count"].lower(), match["unit"].lower()
    number = WORDS.get(count) or int(count)
    horizon = f"{number} {unit}{'s' if number != 1 else ''}"
    try:
        due_date(horizon, date(2100, 1, 1))
    except (DataError, OverflowError, ValueError):
        return ""
    return horizon if number else ""


def _capital(children: Inlines) -> Inlines:
    if children and isinstance(children[0], Text):
        text = children[0].text
        return (Text(text[:1].upper() + text[1:]), *children[1:])
    return children
