"""Find directives: what to do, and within how long, in sentences and in lists."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import groupby

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
_LEADS = re.compile(rf"{_START}{_ORDER}{_WITHIN} {_HORIZON}\b[,:]? +", re.IGNORECASE)
_LABELS = re.compile(rf"^(?:{_WITHIN} )?{_HORIZON}\b\s*[:—–-]\s*", re.IGNORECASE)
_STAGES = re.compile(
    rf"^(?P<stage>[^\W\d][\w' -]{{0,40}}?) ?\((?:{_WITHIN} )?{_HORIZON}\)\s*[:.—–-]\s*",
    re.IGNORECASE,
)
_TRAILS = re.compile(rf"[\s(\[]*\b{_WITHIN} {_HORIZON}\s*[)\]]?\s*[.!]?$", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(directives?|actions?|recommend\w*|next steps|what to do|to do|do now|should do|can do|"
    r"playbook|priorities|moves|checklist)\b"
)


def directives_in_words(children: Inlines, title: str) -> list[Part]:
    """Return a paragraph taken apart: what it says first, then each directive in it.

    One sentence that begins "Within 30 days, …" is a directive under a title that promises some;
    elsewhere it takes two. A sentence that follows a directive belongs to it.
    """
    labelled = _labelled(children) if _TITLE.search(title) else None
    if labelled:
        return [labelled]
    whole = text_of(children)
    leads = [m for m in _LEADS.finditer(whole) if _horizon(m) and whole[m.end() :].strip()]
    if not leads or (len(leads) < 2 and not _TITLE.search(title)):
        return [Paragraph(children)]
    ends = [m.start() for m in leads[1:]] + [len(whole)]
    first = cut(children, 0, leads[0].start())
    actions = [
        Action(_capital(cut(children, match.end(), end)), _horizon(match))
        for match, end in zip(leads, ends, strict=True)
    ]
    return [*([Paragraph(first)] if first else []), *(a for a in actions if a.words)]


def directives_in_list(block: ListBlock, title: str) -> list[Part]:
    """Return a list's items as directives where each has a horizon, or the list as it is.

    Under a title that promises directives, those that have one are some; the rest stays a list.
    """
    actions = [
        _item(item.blocks[0].children)
        if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph)
        else None
        for item in block.items
    ]
    promised = bool(_TITLE.search(title))
    if not promised and (len(actions) < 2 or not all(actions)):
        return [block]
    parts: list[Part] = []
    pairs = zip(actions, block.items, strict=True)
    for found, group in groupby(pairs, key=lambda pair: pair[0] is not None):
        run = list(group)
        rest = replace(block, items=tuple(item for _, item in run))
        parts += [action for action, _ in run if action] if found else [rest]
    return parts


def _labelled(children: Inlines) -> Action | None:
    """Return the directive that words such as "30 days: …" or "Soon (30 days): …" begin."""
    whole = text_of(children)
    match = _LEADS.match(whole) or _LABELS.match(whole) or _STAGES.match(whole)
    if not match or not _horizon(match):
        return None
    words = _capital(cut(children, match.end(), len(whole)))
    if words and "stage" in match.groupdict():
        words = (*cut(children, *match.span("stage")), Text(": "), *words)
    return Action(words, _horizon(match)) if words else None


def _item(children: Inlines) -> Action | None:
    whole = text_of(children)
    labelled = _labelled(children)
    if labelled:
        return labelled
    trail = _TRAILS.search(whole)
    if trail and _horizon(trail) and whole[: trail.start()].strip():
        words = (*cut(children, 0, trail.start()), Text("."))
        return Action(_capital(words), _horizon(trail))
    return None


def _horizon(match: re.Match[str]) -> str:
    """Return a horizon as templates write it, or nothing where no day lies that far ahead."""
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
