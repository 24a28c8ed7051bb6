"""The bundled fonts' widths as files that are quick to read: fontTools takes 100 ms for them.

python -m briefing.engines.mermaid.fonts.measuring    writes them anew from the fonts
"""

from __future__ import annotations

import json
from pathlib import Path

from briefing.engines.mermaid.fonts import FILES, FOLDER, measures_of


def measured(font: Path) -> str:
    """Return a font's units, ascent, descent and advance widths by runs of code points, as JSON."""
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        widths = opened["hmtx"].metrics
        cmap = opened.getBestCmap()
        runs: list[list[int]] = []
        for code in sorted(cmap):
            if not runs or code != runs[-1][0] + len(runs[-1]) - 1:
                runs.append([code])
            runs[-1].append(widths[cmap[code]][0])
        facts = {
            "em": opened["head"].unitsPerEm,
            "ascent": opened["hhea"].ascent,
            "descent": -opened["hhea"].descent,
            "runs": runs,
        }
    return json.dumps(facts, separators=(",", ":")) + "\n"


def make() -> None:
    """Write the files."""
    for font in FILES:
        path = FOLDER / measures_of(Path(font).name)
        path.write_text(measured(Path(font)), encoding="utf-8")


if __name__ == "__main__":
    make()
