"""Check MJML before an engine sees it: engines repair and lose in silence, and know no lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from briefing.errors import BriefingError, ErrorList, Location, RenderError, did_you_mean
from briefing.render.mjml_rules import (
    ATTRIBUTES,
    CHILDREN,
    MAX_DEPTH,
    REMOTE_FONTS,
    TEXT_ONLY,
)

VOID = re.compile(
    r"<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b([^<>]*?)/?>",
    re.IGNORECASE,
)
_PROLOG = (
    '<!DOCTYPE mjml [<!ENTITY nbsp "&#160;"><!ENTITY copy "&#169;"><!ENTITY mdash "&#8212;">]>'
)


def check_mjml(source: str, places: Sequence[Location]) -> None:
    """Raise an ErrorList of what is wrong with an MJML document, if anything is.

    `places` holds the template's place of each line of `source`.
    """
    checker = _Checker(places)
    checker.parse(source)
    if checker.errors:
        raise ErrorList(checker.errors)


@dataclass(slots=True)
class _Checker:
    places: Sequence[Location]
    errors: list[BriefingError] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)

    def parse(self, source: str) -> None:
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = lambda _name: self.open.pop()
        self.parser.CharacterDataHandler = self.text
        try:
            # One line stays one line: places are found by counting.
            self.parser.Parse(_PROLOG + VOID.sub(r"<\1\2/>", source), True)  # noqa: FBT003
        except expat.ExpatError as error:
            hint = "close each tag, quote each attribute, and write & as &amp;"
            self.report(
                f"this is not well-formed: {expat.ErrorString(error.code)}", hint, error.lineno
            )

    def report(self, message: str, hint: str = "", line: int = 0) -> None:
        number = (line or self.parser.CurrentLineNumber) - 1
        at = self.places[min(number, len(self.places) - 1)] if self.places else None
        self.errors.append(RenderError(message, hint=hint, at=at))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self.open[-1] if self.open else ""
        self.open.append(name)
        if len(self.open) == MAX_DEPTH:
            self.report(f"tags are nested {MAX_DEPTH} deep", "flatten the layout")
        if not parent and name != "mjml":
            self.report(f"the email begins with <{name}>", "its outermost tag is <mjml>")
        if self.in_attributes():
            return
        if name in ATTRIBUTES or name.startswith("mj-"):
            self.component(name, parent, attributes)
        elif parent in CHILDREN or parent in TEXT_ONLY:
            hint = f"put HTML in mj-text, mj-table or mj-raw, not directly in {parent}"
            self.report(f"<{name}> cannot stand in <{parent}>", hint)

    def in_attributes(self) -> bool:
        return "mj-attributes" in self.open[:-1]

    def component(self, name: str, parent: str, attributes: dict[str, str]) -> None:
        if name not in ATTRIBUTES:
            known = ", ".join(ATTRIBUTES)
            self.report(f"no MJML tag <{name}>", did_you_mean(name, ATTRIBUTES) or f"use {known}")
            return
        if parent and name not in CHILDREN.get(parent, frozenset()):
            homes = ", ".join(f"<{tag}>" for tag, held in CHILDREN.items() if name in held)
            self.report(f"<{name}> cannot stand in <{parent}>", f"it belongs in {homes}")
        for attribute in attributes:
            if attribute not in ATTRIBUTES[name]:
                hint = did_you_mean(attribute, ATTRIBUTES[name])
                allowed = ", ".join(sorted(ATTRIBUTES[name]))
                self.report(
                    f"<{name}> has no attribute {attribute!r}", hint or f"it takes {allowed}"
                )
        fonts = attributes.get("font-family", "")
        for font in REMOTE_FONTS:
            if font in fonts:
                hint = "mail programs load no remote fonts: name one that systems carry"
                self.report(f"the font {font!r} would be fetched from elsewhere", hint)
        if name == "mj-hero" and not {"background-url", "background-color"} & attributes.keys():
            self.report("<mj-hero> has no background", "give it background-color or background-url")

    def text(self, data: str) -> None:
        parent = self.open[-1] if self.open else ""
        if parent in CHILDREN and data.strip():
            said = data.strip()[:40]
            self.report(f"text stands directly in <{parent}>: {said!r}", "put it in <mj-text>")
