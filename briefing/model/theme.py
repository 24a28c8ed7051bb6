"""Colours, fonts and widths that email, web page and diagrams all follow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one scheme, as #rrggbb."""

    background: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    warning: str


LIGHT = Palette(
    background="#f3f4f1",
    surface="#ffffff",
    text="#1a1d23",
    muted="#565c66",
    line="#dcdfe4",
    accent="#1d4ed8",
    on_accent="#ffffff",
    warning="#92400e",
)
DARK = Palette(
    background="#0e1116",
    surface="#171b22",
    text="#e8eaee",
    muted="#a3abb8",
    line="#323a47",
    accent="#8ab4ff",
    on_accent="#0b1020",
    warning="#fbbf24",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """How a publication looks. Widths are CSS pixels; `series` colours tell slices apart."""

    light: Palette = LIGHT
    dark: Palette = DARK
    series: tuple[str, ...] = (
        "#1d4ed8",
        "#c2410c",
        "#15803d",
        "#9d174d",
        "#0e7490",
        "#111827",
        "#3b82f6",
        "#134e4a",
    )
    text_font: str = "Georgia, 'Times New Roman', serif"
    heading_font: str = "-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
    mono_font: str = "ui-monospace, Menlo, Consolas, monospace"
    width: int = 600
    logo_url: str = ""
    logo_alt: str = ""
