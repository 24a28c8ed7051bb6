"""The publication's own settings, content/publication.toml, and its theme, content/theme.toml."""

from __future__ import annotations

import re
from dataclasses import fields
from email.utils import getaddresses
from pathlib import Path
from typing import Literal, cast

from briefing.content.table import Table, raise_all, read_table
from briefing.errors import BriefingError
from briefing.model.theme import Palette, Theme
from briefing.model.topic import Publication

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[A-Za-z0-9 ,'_-]+")
_MAILBOX = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_URL = re.compile(r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?")


def load_publication(root: Path) -> Publication:
    """Return the publication in the folder `root`.

    Raises: ContentError, or an ErrorList of them, each at its line.
    """
    table = read_table(root / "content" / "publication.toml", root)
    errors: list[BriefingError] = []
    theme = Theme()
    try:
        theme = load_theme(root)
    except BriefingError as error:
        errors.append(error)
    publication = _read(table, root, theme)
    table.refuse_rest()
    raise_all([*table.sorted_faults(), *errors])
    return publication


def _read(table: Table, root: Path, theme: Theme) -> Publication:
    return Publication(
        name=table.need("name"),
        root=root,
        url=_url(table, "url").rstrip("/"),
        sender=_sender(table),
        address=table.need("address", lines=True),
        theme=theme,
        tagline=table.take("tagline", str, ""),
        diagram_engine=cast(
            'Literal["embedded", "ink", "chromium"]',
            table.choice("diagram_engine", ["embedded", "ink", "chromium"], "embedded"),
        ),
        diagram_server=_server(table),
        mjml_engine=cast(
            'Literal["mjml", "mrml"]', table.choice("mjml_engine", ["mjml", "mrml"], "mjml")
        ),
    )


def load_theme(root: Path) -> Theme:
    """Return the theme in content/theme.toml, or the default one where there is no such file.

    Raises: ContentError, or an ErrorList of them, each at its line.
    """
    path = root / "content" / "theme.toml"
    default = Theme()
    if not path.exists():
        return default
    table = read_table(path, root)
    theme = Theme(
        light=_palette(table.sub("light"), default.light),
        dark=_palette(table.sub("dark"), default.dark),
        series=_series(table, default.series),
        text_font=_font(table, "text_font", default.text_font),
        heading_font=_font(table, "heading_font", default.heading_font),
        mono_font=_font(table, "mono_font", default.mono_font),
        width=_width(table, default.width),
        logo_url=_url(table, "logo_url", needed=False),
        logo_alt=table.take("logo_alt", str, ""),
    )
    table.refuse_rest()
    table.raise_faults()
    return theme


def _palette(table: Table, default: Palette) -> Palette:
    colours = {
        field.name: _colour(table, field.name, getattr(default, field.name))
        for field in fields(Palette)
    }
    table.refuse_rest()
    return Palette(**colours)


def _colour(table: Table, key: str, default: str) -> str:
    return table.parse(key, default, _read_colour, "write a colour as #rrggbb")


def _read_colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise ValueError(text)
    return text.lower()


def _series(table: Table, default: tuple[str, ...]) -> tuple[str, ...]:
    table.taken.add("series")
    given = table.values.get("series", list(default))
    if not isinstance(given, list) or len(given) < 3:
        table.fault("series must be a list of three colours or more", key="series")
        return default
    try:
        return tuple(_read_colour(str(colour)) for colour in given)
    except ValueError as error:
        hint = "write each colour as #rrggbb"
        table.fault(f"series cannot hold {str(error)!r}", key="series", hint=hint)
        return default


def _font(table: Table, key: str, default: str) -> str:
    def read(text: str) -> str:
        if not _FONT.fullmatch(text):
            raise ValueError(text)
        return text

    return table.parse(key, default, read, "write font names with commas, as CSS does")


def _width(table: Table, default: int) -> int:
    width = table.take("width", int, default)
    if not 320 <= width <= 900:
        hint = "mail programs show 600 pixels well"
        table.fault(f"width cannot be {width}: it is between 320 and 900", key="width", hint=hint)
        return default
    return width


def _url(table: Table, key: str, *, needed: bool = True) -> str:
    url = table.need(key) if needed else table.take(key, str, "")
    if url and not _URL.fullmatch(url):
        hint = "write it as https://example.org or https://example.org/path"
        table.fault(f"{key} cannot be {url!r}", key=key, hint=hint)
    return url


def _server(table: Table) -> str:
    # A local browser takes the path of a script here, so only a server's address is checked.
    if table.values.get("diagram_engine") == "ink":
        return _url(table, "diagram_server", needed=False)
    return table.take("diagram_server", str, "")


def _sender(table: Table) -> str:
    text = table.need("sender")
    addresses = [address for _, address in getaddresses([text])]
    good = len(addresses) == 1 and _MAILBOX.fullmatch(addresses[0])
    if text and not good:
        hint = 'write it as "Name <name@example.org>"'
        table.fault(f"sender cannot be {text!r}", key="sender", hint=hint)
    return text
