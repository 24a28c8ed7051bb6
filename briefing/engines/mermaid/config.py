"""A publication's theme as Mermaid's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.engines.mermaid.fonts import FAMILY
from briefing.model.theme import Theme

FONT_PX = 16


def site_config(theme: Theme, kind: str = "") -> dict[str, Any]:
    """Return Mermaid's configuration (https://mermaid.js.org/config/schema-docs/config.html)."""
    return {
        "theme": "base",
        "look": "classic",
        "fontFamily": FAMILY,
        "securityLevel": "strict",
        "themeVariables": {**theme_variables(theme), **_curves(theme, kind)},
        "flowchart": {"wrappingWidth": 230, "rankSpacing": 38, "nodeSpacing": 32, "padding": 12},
        "pie": {"textPosition": 0.68},
        "xyChart": {"width": 640, "height": 380},
        "sankey": {"width": 640, "height": 380, "showValues": True},
        "quadrantChart": {"chartWidth": 540, "chartHeight": 480},
        "gantt": {"useWidth": 640, "fontSize": 13, "sectionFontSize": 13, "leftPadding": 120},
        "radar": {"width": 420, "height": 420},
    }


NARROW: Mapping[str, Any] = {
    "flowchart": {"wrappingWidth": 220, "rankSpacing": 34, "nodeSpacing": 24, "padding": 10},
    "xyChart": {"width": 400, "height": 360},
    "sankey": {"width": 400, "height": 420},
    "quadrantChart": {"chartWidth": 400, "chartHeight": 400},
    "gantt": {"useWidth": 330, "leftPadding": 80},
    "radar": {"width": 260, "height": 260, "marginLeft": 40, "marginRight": 40},
}
"""What changes in the configuration when a diagram is laid out for a phone."""


def theme_variables(theme: Theme) -> dict[str, Any]:
    """Return the variables of Mermaid's `base` theme, light: pictures in mail know no dark mode."""
    light = theme.light
    tints = [mix(colour, light.surface, 0.82) for colour in theme.series]
    first = theme.series[0]
    variables: dict[str, Any] = {
        "fontFamily": FAMILY,
        "fontSize": f"{FONT_PX}px",
        "background": light.surface,
        "primaryColor": tints[0],
        "primaryBorderColor": first,
        "primaryTextColor": light.text,
        "secondaryColor": tints[1],
        "secondaryBorderColor": theme.series[1],
        "secondaryTextColor": light.text,
        "tertiaryColor": mix(light.background, light.surface, 0.4),
        "tertiaryBorderColor": light.line,
        "tertiaryTextColor": light.text,
        "lineColor": light.muted,
        "textColor": light.text,
        "titleColor": light.text,
        "edgeLabelBackground": light.surface,
        "pieTitleTextSize": "18px",
        "pieTitleTextColor": light.text,
        "pieSectionTextSize": "17px",
        "pieSectionTextColor": "#ffffff",
        "pieLegendTextSize": "16px",
        "pieLegendTextColor": light.text,
        "pieStrokeColor": light.surface,
        "pieStrokeWidth": "2px",
        "pieOuterStrokeWidth": "0px",
        "pieOpacity": "1",
        "xyChart": {
            "backgroundColor": light.surface,
            "titleColor": light.text,
            "xAxisLabelColor": light.text,
            "yAxisLabelColor": light.muted,
            "xAxisTitleColor": light.muted,
            "yAxisTitleColor": light.muted,
            "xAxisLineColor": light.line,
            "yAxisLineColor": light.line,
            "xAxisTickColor": light.line,
            "yAxisTickColor": light.line,
            "plotColorPalette": ", ".join(theme.series),
        },
    }
    for n in range(12):
        colour = theme.series[n % len(theme.series)]
        variables[f"pie{n + 1}"] = readable(colour, "#ffffff")
        variables[f"cScale{n}"] = tints[n % len(tints)]
        variables[f"cScaleLabel{n}"] = light.text
        variables[f"cScalePeer{n}"] = colour
        variables[f"cScaleInv{n}"] = colour
        if n < 8:
            variables[f"fillType{n}"] = tints[n % len(tints)]
            variables[f"actor{n}"] = colour
    return variables


def _curves(theme: Theme, kind: str) -> dict[str, Any]:
    """Return strong colours for a radar's curves, which other kinds fill boxes with, under text."""
    if kind != "radar":
        return {}
    colours = {f"cScale{n}": theme.series[n % len(theme.series)] for n in range(12)}
    return {**colours, "radar": {"curveOpacity": 0.15, "axisLabelFontSize": 14}}


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` mixed with a `share` (0 to 1) of `other`; all are #rrggbb."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(colour: str, text: str, *, ratio: float = 4.5) -> str:
    """Return `colour` darkened until `text` on it has the contrast `ratio` (WCAG 2.2, 1.4.3)."""
    for step in range(20):
        shade = mix(colour, "#000000", step / 20)
        if contrast(shade, text) >= ratio:
            return shade
    return "#000000"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
