"""The tags of topic templates: figure, claim, directive, cta."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from briefing.compose.draft import CallDraft, DirectiveDraft
from briefing.compose.environment import TopicEnvironment
from briefing.compose.horizon import due_date
from briefing.compose.shield import Mark, split_marks, unshield
from briefing.errors import DataError, Location
from briefing.model.article import Claim
from briefing.model.figure import Comparison, Figure, Missing


class Tag(Extension):
    """A tag of ours: knows its environment by its own type."""

    environment: TopicEnvironment

    def lineno(self, parser: Parser) -> int:
        """Consume the tag's name and return its line."""
        return next(parser.stream).lineno


class FigureTag(Tag):
    """`{% figure NAME = EXPRESSION %}`: give a figure the name under which it is listed.

    `{% figure NAME "label" = EXPRESSION %}` says in words what it is.
    """

    tags = {"figure"}  # noqa: RUF012  (Jinja's protocol)

    def parse(self, parser: Parser) -> nodes.Node:
        """Parse into an assignment."""
        lineno = self.lineno(parser)
        target = parser.parse_assign_target(name_only=True)
        label = parser.stream.next_if("string")
        parser.stream.expect("assign")
        value = parser.parse_expression()
        text = label.value if label else ""
        named = self.call_method("_name", [value, nodes.Const(target.name), nodes.Const(text)])
        return nodes.Assign(target, named, lineno=lineno)

    def _name(self, value: object, name: str, label: str) -> object:
        if isinstance(value, Figure):
            return self.environment.draft.name_figure(value.named(name, label))
        if isinstance(value, Missing):
            return value
        str(value)  # an unknown name says so itself
        raise DataError(
            f"{name!r} is not a figure but {type(value).__name__}",
            hint=f"use `{{% set {name} = … %}}` for anything but a figure",
        )


class ClaimTag(Tag):
    """`{% claim CONDITION %}…{% else %}…{% endclaim %}`: print prose only where it is true."""

    tags = {"claim"}  # noqa: RUF012

    def __init__(self, environment: TopicEnvironment) -> None:
        super().__init__(environment)
        self.outcomes: list[bool] = []

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Parse into a call around the claim, and another around what is said instead."""
        lineno = self.lineno(parser)
        condition = combine(parser.parse_expression(), self)
        body = parser.parse_statements(("name:else", "name:endclaim"))
        handled = parser.stream.next_if("name:else") is not None
        other = parser.parse_statements(("name:endclaim",)) if handled else []
        parser.stream.expect("name:endclaim")
        path = self.environment.path_of(parser.name)
        facts = [nodes.Const(value) for value in (path, lineno, handled)]
        claim = self.call_method("_claim", [condition, *facts])
        failed = self.call_method("_failed", [])
        return [
            nodes.CallBlock(claim, [], [], body, lineno=lineno),
            nodes.If(failed, other, [], [], lineno=lineno),
        ]

    def _claim(
        self,
        outcome: object,
        path: str,
        line: int,
        handled: bool,  # noqa: FBT001  (Jinja passes no keywords here)
        caller: Callable[[], str],
    ) -> str:
        if isinstance(outcome, Missing):
            raise outcome.error()
        holds = bool(outcome)
        at = Location(path, line)
        facts = (self._condition(at), holds, *_margin(outcome))
        draft = self.environment.draft
        if holds:
            text = caller()
            spoken = self._spoken(text)
        else:
            text = ""
            with draft.aside():
                spoken = self._spoken(self._try(caller))
        condition, holds, margin, detail = facts
        draft.claims.append(
            Claim(spoken, condition, holds, margin, handled=handled, detail=detail, at=at)
        )
        self.outcomes.append(holds)
        return text

    def _try(self, caller: Callable[[], str]) -> str:
        try:
            return caller()
        except DataError:
            return ""

    def _failed(self) -> bool:
        return not self.outcomes.pop()

    def _condition(self, at: Location) -> str:
        lines = self.environment.texts.get(at.path, "").split("\n")[(at.line or 1) - 1 :]
        match = re.search(r"\{%[-+]?\s*claim\s+(.*?)\s*[-+]?%\}", "\n".join(lines), re.DOTALL)
        return re.sub(r"\s+", " ", match[1]) if match else ""

    def _spoken(self, markdown: str) -> str:
        words = []
        for part in split_marks(markdown):
            if isinstance(part, str):
                words.append(unshield(part))
            elif part.mark is Mark.FIGURE:
                words.append(self.environment.draft.printed[part.number].text)
        return re.sub(r"\s+", " ", "".join(words)).strip()

    def _all(self, left: object, right: object) -> object:
        return _combined(left, right, both=True)

    def _any(self, left: object, right: object) -> object:
        return _combined(left, right, both=False)

    def _not(self, value: object) -> object:
        if isinstance(value, Comparison):
            margin = None if value.margin is None else -value.margin
            return Comparison(not value.holds, margin, f"not {value.detail}")
        if isinstance(value, Missing):
            raise value.error()  # what is not known is not false
        return not value


def combine(node: nodes.Expr, tag: ClaimTag) -> nodes.Expr:
    """Rewrite and, or, not of a condition so that the margins of all sides are kept."""
    if isinstance(node, nodes.And):
        left, right = combine(node.left, tag), combine(node.right, tag)
        return tag.call_method("_all", [left, nodes.CondExpr(left, right, left)])
    if isinstance(node, nodes.Or):
        left, right = combine(node.left, tag), combine(node.right, tag)
        return tag.call_method("_any", [left, nodes.CondExpr(left, left, right)])
    if isinstance(node, nodes.Not):
        return tag.call_method("_not", [combine(node.node, tag)])
    if isinstance(node, nodes.Compare) and len(node.ops) > 1:
        first = nodes.Compare(node.expr, node.ops[:1], lineno=node.lineno)
        rest = nodes.Compare(node.ops[0].expr, node.ops[1:], lineno=node.lineno)
        return combine(nodes.And(first, rest, lineno=node.lineno), tag)
    return node


def _combined(left: object, right: object, *, both: bool) -> object:
    for side in (left, right):
        if isinstance(side, Missing):
            raise side.error()
    if left is right or (isinstance(left, Comparison) and left == right):
        return left  # cut short: the other side was never looked at
    sides = [s for s in (left, right) if isinstance(s, Comparison)]
    holds = (bool(left) and bool(right)) if both else (bool(left) or bool(right))
    deciding = [s for s in sides if s.margin is not None and s.holds == holds]
    margins = [s.margin for s in deciding if s.margin is not None]
    weakest = (both and holds) or (not both and not holds)
    margin = None
    if margins:
        margin = min(margins, key=abs) if weakest else max(margins, key=abs)
    return Comparison(holds, margin, f" {'and' if both else 'or'} ".join(s.detail for s in sides))


def _margin(outcome: object) -> tuple[Decimal | None, str]:
    if isinstance(outcome, Comparison):
        return outcome.margin, outcome.detail
    return None, ""


class DirectiveTag(Tag):
    """`{% directive "30 days" %}ACTION{% because %}RATIONALE{% enddirective %}`.

    The horizon is counted from the issue's day; "2026-09-01" sets the day itself.
    """

    tags = {"directive"}  # noqa: RUF012

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Parse into two calls: the rationale is kept for the action that it belongs to."""
        lineno = self.lineno(parser)
        horizon = parser.parse_expression()
        action = parser.parse_statements(("name:because", "name:enddirective"))
        reason: list[nodes.Node] = []
        if parser.stream.next_if("name:because"):
            reason = parser.parse_statements(("name:enddirective",))
        parser.stream.expect("name:enddirective")
        begin = self.call_method("_because", [])
        place = self.call_method("_directive", [horizon])
        return [
            nodes.CallBlock(begin, [], [], reason, lineno=lineno),
            nodes.CallBlock(place, [], [], action, lineno=lineno),
        ]

    def _because(self, caller: Callable[[], str]) -> str:
        self.rationale = caller()
        return ""

    def _directive(self, horizon: object, caller: Callable[[], str]) -> str:
        draft = self.environment.draft
        day = cast("date", self.environment.globals["date"])
        span = str(horizon)
        due = due_date(span, day)
        return self.environment.trust_text(
            draft.place(DirectiveDraft(caller(), self.rationale, due, span))
        )


class CallToActionTag(Tag):
    """`{% cta label="Subscribe", url=subscribe_url %}Headline, empty line, text{% endcta %}`."""

    tags = {"cta"}  # noqa: RUF012

    def parse(self, parser: Parser) -> nodes.Node:
        """Parse into a call with named arguments."""
        lineno = self.lineno(parser)
        arguments: list[nodes.Keyword] = []
        while parser.stream.current.type != "block_end":
            if arguments:
                parser.stream.skip_if("comma")
            name = parser.stream.expect("name")
            parser.stream.expect("assign")
            value = parser.parse_expression()
            arguments.append(nodes.Keyword(name.value, value, lineno=lineno))
        body = parser.parse_statements(("name:endcta",), drop_needle=True)
        call = self.call_method("_call", kwargs=arguments)
        return nodes.CallBlock(call, [], [], body, lineno=lineno)

    def _call(self, *, caller: Callable[[], str], **arguments: Any) -> str:
        unknown = set(arguments) - {"label", "url"}
        if unknown or set(arguments) != {"label", "url"}:
            raise DataError(
                "a call to action takes a label and a url",
                hint='write `{% cta label="Subscribe", url=subscribe_url %}`',
            )
        call = CallDraft(caller(), str(arguments["label"]), str(arguments["url"]))
        return self.environment.trust_text(self.environment.draft.place(call))


TAGS: tuple[type[Tag], ...] = (FigureTag, ClaimTag, DirectiveTag, CallToActionTag)
