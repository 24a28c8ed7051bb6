"""SVG becomes PNG: what cannot be drawn is said, and ends no process."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from briefing.engines.mermaid.drawer import make_drawer
from briefing.engines.raster import MAX_PIXELS, Raster
from briefing.errors import DiagramError

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
    '<text y="20" font-size="20">Qq</text></svg>'
)


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg",
        SVG.replace("</text>", ""),
        SVG.replace("<text", '<text xlink:href="x"'),
        SVG.replace(">Qq", ">&nbsp;"),
    ],
)
def test_what_is_not_well_formed_is_said(svg: str) -> None:
    with pytest.raises(DiagramError, match="not well-formed"):
        Raster(svg)


def test_what_resvg_refuses_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DiagramError, match="resvg cannot draw"):
        Raster('<html xmlns="http://www.w3.org/1999/xhtml"/>')
    capfd.readouterr()  # resvg's own words on its panic


@pytest.mark.parametrize("side", [100_000, MAX_PIXELS])
def test_a_picture_has_a_largest_size(side: int) -> None:
    with pytest.raises(DiagramError, match=r"would be .* pixels large"):
        Raster(SVG).png(side, 1_000, background=None)


def test_pictures_of_no_size_are_said() -> None:
    with pytest.raises(DiagramError, match="resvg cannot draw"):
        Raster(SVG).png(0, 10, background=None)


def test_threads_draw_the_same() -> None:
    def drawn(_: int) -> tuple[str, bytes]:
        svg = make_drawer().svg('pie\n  title t\n  "a" : 1\n  "b" : 2', {}, "d")
        return svg, Raster(svg).png(400, 300, background="#ffffff")

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(drawn, range(12)))) == 1
