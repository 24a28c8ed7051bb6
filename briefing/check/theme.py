"""The theme: that its colours can be read, and told apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from briefing.check.colour import (
    Colour,
    contrast,
    difference,
    parse_colour,
    to_lab,
    to_lab_deuteranopia,
)
from briefing.check.examined import Examined
from briefing.model.finding import Finding, Severity
from briefing.model.theme import Palette, Theme

PLACE = "content/theme.toml"
TEXT_CONTRAST, GRAPHIC_CONTRAST = 4.5, 3.0
APART, APART_DEUTERANOPIA = 12.0, 8.0
"""The least CIEDE2000 difference of two series: as far apart as those of well-tried palettes."""

PAIRS = (
    ("text", "surface"),
    ("text", "background"),
    ("muted", "surface"),
    ("muted", "background"),
    ("accent", "surface"),
    ("accent", "background"),
    ("on_accent", "accent"),
)
"""Which colour is written on which, in both schemes."""
BANNER = {"light": ("surface", "warning"), "dark": ("background", "warning")}
"""The sample-data mark is written in another colour in each scheme."""


def check_theme(examined: Examined) -> Iterator[Finding]:
    """Report colours of the theme that are hard to read or to tell apart."""
    yield from theme_findings(examined.publication.theme)


@lru_cache(maxsize=32)
def theme_findings(theme: Theme) -> tuple[Finding, ...]:
    """Return what is wrong with a theme; it does not change between issues."""
    return (
        *_scheme("light", theme.light),
        *_scheme("dark", theme.dark),
        *_faint_series(theme),
        *_similar_series(theme),
    )


def _scheme(scheme: str, palette: Palette) -> Iterator[Finding]:
    for over, under in (*PAIRS, BANNER[scheme]):
        colours = (parse_colour(getattr(palette, name)) for name in (over, under))
        one, other = colours
        if not one or not other:
            continue  # the theme's reader has refused it, or it is built in code
        ratio = contrast(one, other)
        if ratio < TEXT_CONTRAST:
            yield Finding(
                "theme-contrast",
                Severity.WARNING,
                f"{scheme}: {over} ({one}) on {under} ({other}) has a contrast of {ratio:.1f} "
                f"to 1, less than {TEXT_CONTRAST} to 1",
                f"darken one or lighten the other in [{scheme}]",
                place=PLACE,
            )


def _series(theme: Theme) -> tuple[Colour, ...]:
    colours = (parse_colour(value) for value in theme.series)
    return tuple(colour for colour in colours if colour)


def _faint_series(theme: Theme) -> Iterator[Finding]:
    surface = parse_colour(theme.light.surface)
    faint = [c for c in _series(theme) if surface and contrast(c, surface) < GRAPHIC_CONTRAST]
    if faint:
        yield Finding(
            "series-contrast",
            Severity.WARNING,
            f"series colours with less than {GRAPHIC_CONTRAST:g} to 1 against the surface: "
            f"{', '.join(map(str, faint))}",
            "darken them: slices and lines must be seen on the surface that they are drawn on",
            place=PLACE,
        )


def _similar_series(theme: Theme) -> Iterator[Finding]:
    plain, deuteranopia = [], []
    for one, other in combinations(_series(theme), 2):
        pair = f"{one} and {other}"
        if difference(to_lab(one), to_lab(other)) < APART:
            plain.append(pair)
        elif difference(to_lab_deuteranopia(one), to_lab_deuteranopia(other)) < APART_DEUTERANOPIA:
            deuteranopia.append(pair)
    hint = "choose colours that differ in lightness too"
    if plain:
        message = f"series colours that look alike: {', '.join(plain)}"
        yield Finding("series-alike", Severity.WARNING, message, hint, place=PLACE)
    if deuteranopia:
        message = f"series colours that look alike without green: {', '.join(deuteranopia)}"
        yield Finding("series-alike", Severity.WARNING, message, hint, place=PLACE)
