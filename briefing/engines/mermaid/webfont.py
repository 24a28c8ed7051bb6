"""The diagrams' font inside the SVG itself: a browser may neither have it nor fetch it.

python -m briefing.engines.mermaid.webfont    makes the subsets anew from the whole fonts
"""

from __future__ import annotations

import base64
from functools import lru_cache

from briefing.engines.mermaid.fonts import FAMILY, FOLDER

SUBSETS = {
    400: ("Inter-Regular.otf", "inter-latin-regular.woff2"),
    700: ("Inter-Bold.otf", "inter-latin-bold.woff2"),
}
_PUNCTUATION = (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AC)
UNICODES = (*range(0x20, 0x7F), *range(0xA0, 0x180), *_PUNCTUATION, 0x2190, 0x2192, 0x2212)
"""Latin letters and common signs; the rest is left to the reader's own fonts."""


def with_font(svg: str) -> str:
    """Return the SVG with the weights of the font that it uses, as data."""
    weights = [400, 700] if "font-weight" in svg and "bold" in svg else [400]
    style = f"<style>{''.join(_face(weight) for weight in weights)}</style>"
    start = svg.index(">") + 1
    return svg[:start] + style + svg[start:]


@lru_cache(maxsize=4)
def _face(weight: int) -> str:
    data = base64.b64encode((FOLDER / SUBSETS[weight][1]).read_bytes()).decode()
    return (
        f"@font-face{{font-family:{FAMILY};font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def make() -> None:
    """Write the subsets."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    for whole, part in SUBSETS.values():
        options = subset.Options(
            layout_features=["kern"], hinting=False, desubroutinize=True, notdef_outline=True
        )
        options.name_IDs = [1, 2, 13, 14]
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=UNICODES)
        with TTFont(FOLDER / whole, recalcTimestamp=False) as font:
            subsetter.subset(font)
            font.flavor = "woff2"
            font.save(FOLDER / part)


if __name__ == "__main__":
    make()
