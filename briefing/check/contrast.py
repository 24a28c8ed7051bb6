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
    def pair(self) -> tuple[Colour, Colour] | None:
        """The colour and what is behind it, where both are known."""
        return (self.colour, self.background) if self.colour and self.background else None

    @property
    def wanted(self) -> float:
        """The contrast that text of this size needs."""
        large = self.size >= 24 or (self.bold and self.size >= 18.66)
        return LARGE if large else NORMAL


def check_contrast(examined: Examined) -> Iterator[Finding]:
    """Report text too faint to read, once for each pair of colours."""
    found: dict[tuple[Colour, Colour], list[tuple[Element, Look]]] = {}
    for element, look in _looks(examined.email.elements):
        seen = look.pair if element.own_text and not look.hidden else None
        if seen and contrast(*seen) < look.wanted:
            found.setdefault(seen, []).append((element, look))
    for (colour, background), faint in found.items():
        element, look = faint[0]
        message = (
            f"text in {colour} on {background} has a contrast of "
            f"{contrast(colour, background):.1f} to 1, less than {look.wanted:g} to 1, in "
            f"{counted(len(faint), 'place')}, the first being {element.own_text[:40]!r}"
        )
        hint = "darken the text or lighten what is behind it, in content/theme.toml or the template"
        yield on_page("contrast", Severity.WARNING, message, examined.email, element, hint=hint)


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
