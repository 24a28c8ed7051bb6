"""Contrast of the email's text, where colour and background are both known from style attributes.

The ratios are those of WCAG 2.2, level AA: 4.5 to 1, and 3 to 1 for large text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.check.colour import Colour, contrast, parse_colour
from briefing.check.css import declarations
from briefing.check.examined import Examined, counted, on_page
from briefing.check.html import Element
from briefing.model.finding import Finding, Severity

NORMAL, LARGE = 4.5, 3.0
_BOLD_TAGS = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Look:
    """How text is drawn: None stands for a colour that cannot be known from here."""

    colour: Colour | None = None
    background: Colour | None = None
    size: float = 16
    bold: bool = False
    hidden: bool = False

    @property
    def wanted(self) -> float:
        """The contrast that text of this size needs."""
        large = self.size >= 24 or (self.bold and self.size >= 18.66)
        return LARGE if large else NORMAL


def check_contrast(examined: Examined) -> Iterator[Finding]:
    """Report text too faint to read, once for each pair of colours."""
    found: dict[Look, list[Element]] = {}
    for element, look in _looks(examined.email.elements):
        if element.own_text and not look.hidden and look.colour and look.background:
            found.setdefault(look, []).append(element)
    reported = set()
    for look, elements in found.items():
        assert look.colour  # noqa: S101  (looks without both colours were left out above)
        assert look.background
        ratio = contrast(look.colour, look.background)
        pair = (look.colour, look.background)
        if ratio >= look.wanted or pair in reported:
            continue
        reported.add(pair)
        message = (
            f"text in {look.colour} on {look.background} has a contrast of {ratio:.1f} to 1, "
            f"less than {look.wanted:g} to 1, in {counted(len(elements), 'place')}, the first "
            f"being {elements[0].own_text[:40]!r}"
        )
        hint = "darken the text or lighten what is behind it, in content/theme.toml or the template"
        page = examined.email
        yield on_page("contrast", Severity.WARNING, message, page, elements[0], hint=hint)


def _looks(elements: tuple[Element, ...]) -> Iterator[tuple[Element, Look]]:
    known: dict[int, Look] = {}
    for element in elements:
        above = known.get(id(element.parent), Look())
        look = known[id(element)] = look_of(element, above)
        yield element, look


def look_of(element: Element, look: Look) -> Look:
    """Return how an element's text is drawn, within one that is drawn as `look`."""
    if element.tag in ("style", "script", "title", "head", "template"):
        return replace(look, hidden=True)
    if element.tag in _BOLD_TAGS:
        look = replace(look, bold=True)
    if element.tag == "a" and element.get("href"):
        look = replace(look, colour=None)  # the program's own colour, unless a style says more
    if background := element.get("bgcolor"):
        look = replace(look, background=parse_colour(background))
    for name, value in declarations(element.get("style")):
        look = _styled(look, name, value)
    return look


def _styled(look: Look, name: str, value: str) -> Look:
    match name:
        case "color" if value != "inherit":
            return replace(look, colour=parse_colour(value))
        case "background" | "background-color" if value not in ("transparent", "none", "inherit"):
            return replace(look, background=_background(value))
        case "background-image" if value != "none":
            return replace(look, background=None)
        case "font-size":
            return replace(look, size=_pixels(value) if "px" in value else look.size)
        case "font-weight":
            return replace(look, bold=value in ("bold", "bolder", "600", "700", "800", "900"))
        case "display" if value == "none":
            return replace(look, hidden=True)
        case _:
            return look


def _background(value: str) -> Colour | None:
    if "url(" in value or "gradient(" in value:
        return None
    return parse_colour(value) or parse_colour(value.split(" ")[0])


def _pixels(value: str) -> float:
    number = value.removesuffix("px").strip()
    return float(number) if number.replace(".", "", 1).isdecimal() else 16
