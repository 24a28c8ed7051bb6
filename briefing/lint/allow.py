"""Comments that allow what a rule would report: `{# lint: allow numbers #}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from briefing.errors import did_you_mean
from briefing.lint.fault import Fault, Mend
from briefing.lint.spelling import nearly
from briefing.lint.template import Template, Token
from briefing.model.finding import Finding, Severity

_ALLOW = re.compile(r"\s*lint:\s*(.*?)\s*", re.DOTALL)
_RULES = re.compile(r"allow\s+(?P<rules>[\w\s,-]+?)(?P<all>\s+in\s+this\s+file)?")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One rule allowed between two lines (both included); `start` is where it is named."""

    rule: str
    first: int
    last: int
    start: int

    def covers(self, finding: Finding) -> bool:
        """Tell whether it allows a finding."""
        line = finding.at.line if finding.at else None
        return finding.rule == self.rule and line is not None and self.first <= line <= self.last


def allowances(template: Template) -> tuple[Allowance, ...]:
    """Return what the template's comments allow.

    A comment speaks for its own line. One that stands alone speaks for the lines that follow, up
    to the next empty one; with "in this file", for all.
    """
    found: list[Allowance] = []
    for token in template.tokens:
        words = _ALLOW.fullmatch(token.text) if token.kind == "comment" else None
        match = _RULES.fullmatch(words[1]) if words else None
        if words and match:
            first, last = _lines(template, token, whole=bool(match["all"]))
            for rule in re.finditer(r"[\w-]+", match["rules"]):
                start = token.start + words.start(1) + match.start("rules") + rule.start()
                found.append(Allowance(rule[0], first, last, start))
    return tuple(found)


def _lines(template: Template, token: Token, *, whole: bool) -> tuple[int, int]:
    lines = template.text.split("\n")
    if whole:
        return 1, len(lines)
    here = template.at(token.end).line or 1
    first = template.at(token.start).line or 1
    start, _ = template.line_of(token.start)
    _, after = template.line_of(token.end)
    around = template.text[start : token.start] + template.text[token.end : after]
    if around.replace("{#-", "").replace("-#}", "").replace("{#", "").replace("#}", "").strip():
        return first, here
    rest = lines[here:]
    count = next((n for n, line in enumerate(rest) if not line.strip()), len(rest))
    inside = [
        f for f in template.fences if (template.at(f.opening).line or 0) in _span(here, count)
    ]
    ends = [template.at(f.end).line or 0 for f in inside if f.end < len(template.text)]
    return first, max([here + count, *ends])


def _span(here: int, count: int) -> range:
    return range(here, here + count + 1)


def complaints(
    template: Template,
    allowed: Collection[Allowance],
    needed: Collection[Allowance],
    rules: Collection[str],
) -> Iterator[Fault]:
    """Yield faults of the allowances themselves."""
    for one in allowed:
        at = template.at(one.start)
        if one.rule not in rules:
            hint = did_you_mean(one.rule, rules) or f"the rules are {', '.join(rules)}"
            finding = Finding("allow", Severity.ERROR, f"no rule {one.rule!r}", hint, at)
            right = nearly(one.rule, rules)
            end = one.start + len(one.rule)
            yield Fault(finding, Mend(one.start, end, right) if right else None)
        elif one not in needed:
            message = f"nothing here needs {one.rule!r} to be allowed"
            yield Fault(Finding("allow", Severity.WARNING, message, "remove the comment", at))
    yield from _unreadable(template)


def _unreadable(template: Template) -> Iterator[Fault]:
    for token in template.tokens:
        words = _ALLOW.fullmatch(token.text) if token.kind == "comment" else None
        if words and not _RULES.fullmatch(words[1]):
            message = f"no word to lint reads {words[1]!r}"
            hint = "write {# lint: allow RULE, RULE #}, or {# lint: allow RULE in this file #}"
            at = template.at(token.start)
            yield Fault(Finding("allow", Severity.ERROR, message, hint, at))
