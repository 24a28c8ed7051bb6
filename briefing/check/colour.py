"""Colours: reading them, their contrast, and how far apart they look."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*\)")
_NAMED = {
    "black": "#000000",
    "white": "#ffffff",
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "gray": "#808080",
    "grey": "#808080",
    "silver": "#c0c0c0",
    "navy": "#000080",
    "maroon": "#800000",
    "orange": "#ffa500",
}


class Colour(NamedTuple):
    """An opaque sRGB colour, each part from 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


class Lab(NamedTuple):
    """A colour in CIELAB (D65)."""

    lightness: float
    a: float
    b: float


def parse_colour(text: str) -> Colour | None:
    """Return the opaque colour that a CSS value names, or None where it is none of those."""
    value = text.strip().lower()
    value = _NAMED.get(value, value)
    if _HEX.fullmatch(value):
        digits = value[1:] if len(value) == 7 else "".join(2 * d for d in value[1:])
        return Colour(*(int(digits[n : n + 2], 16) for n in (0, 2, 4)))
    if match := _RGB.fullmatch(value):
        return Colour(*(min(int(part), 255) for part in match.groups()))
    return None


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2: from 1 (none) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def to_lab(colour: Colour) -> Lab:
    """Return a colour in CIELAB."""
    return _lab(*(_linear(part) for part in colour))


def to_lab_deuteranopia(colour: Colour) -> Lab:
    """Return how a colour looks to somebody who has no green cones.

    The matrix is that of Machado, Oliveira and Fernandes (2009) at full severity.
    """
    red, green, blue = (_linear(part) for part in colour)
    seen = (
        0.367322 * red + 0.860646 * green - 0.227968 * blue,
        0.280085 * red + 0.672501 * green + 0.047413 * blue,
        -0.011820 * red + 0.042940 * green + 0.968881 * blue,
    )
    return _lab(*(min(max(part, 0.0), 1.0) for part in seen))


def _lab(red: float, green: float, blue: float) -> Lab:
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (_cube_root(part) for part in (x, y, z))
    return Lab(116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def _cube_root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def difference(one: Lab, other: Lab) -> float:
    """Return how different two colours look (CIEDE2000): 1 is just noticeable side by side."""
    mean_chroma = (math.hypot(one.a, one.b) + math.hypot(other.a, other.b)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))
    a1, a2 = one.a * stretch, other.a * stretch
    c1, c2 = math.hypot(a1, one.b), math.hypot(a2, other.b)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, one.b), (a2, other.b)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    chroma, lightness = (c1 + c2) / 2, (one.lightness + other.lightness) / 2
    by_lightness = (other.lightness - one.lightness) / _lightness_weight(lightness)
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    hue_shift = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    by_hue = hue_shift / (1 + 0.015 * chroma * _hue_weight(hue))
    mixed = _rotation(chroma, hue) * by_chroma * by_hue
    return math.sqrt(by_lightness**2 + by_chroma**2 + by_hue**2 + mixed)


def _lightness_weight(lightness: float) -> float:
    offset = (lightness - 50) ** 2
    return 1 + 0.015 * offset / math.sqrt(20 + offset)


def _hue_weight(hue: float) -> float:
    terms = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    return 1 + sum(k * math.cos(math.radians(n * hue + shift)) for k, n, shift in terms)


def _rotation(chroma: float, hue: float) -> float:
    spread = 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    angle = 60 * math.exp(-(((hue - 275) / 25) ** 2))
    return -spread * math.sin(math.radians(angle))
