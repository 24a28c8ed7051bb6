"""Measure text for merman with the very fonts that resvg draws with.

merman's own metrics are narrower, so that letters would be clipped at the edge of their boxes.
"""

from __future__ import annotations

from typing import Any

import merman

from briefing.engines.mermaid.fonts import metrics, text_width

_KINDS = merman.MermanTextMeasurementResultKind
_RESULT_KINDS = {
    "metrics": _KINDS.METRICS,
    "length": _KINDS.LENGTH,
    "horizontal-extents": _KINDS.HORIZONTAL_EXTENTS,
    "wrapped-with-raw-width": _KINDS.WRAPPED_WITH_RAW_WIDTH,
}
OPERATIONS = {
    merman.MermanTextMeasurementOperation(number): (name, _RESULT_KINDS[kind])
    for number, name, kind, _signed in merman.TEXT_MEASUREMENT_OPERATIONS
}
_BOLD = {"bold", "bolder", "600", "700", "800", "900"}


class BundledFonts(merman.MermanTextMeasurer):  # type: ignore[misc]
    """Answers merman's questions about text out of the bundled fonts."""

    def measure(self, request: Any) -> Any:
        """Return width and height in pixels, wrapped where the request has a maximal width."""
        name, kind = OPERATIONS[request.operation]
        size = request.font_size
        bold = (request.font_weight or "") in _BOLD
        lines = _lines(request.text, size, request.max_width, bold=bold)
        raw = text_width(request.text, size, bold=bold) + request.letter_spacing * len(request.text)
        width = max(text_width(line, size, bold=bold) for line in lines)
        height = request.line_height * len(lines)
        length = width
        if name.endswith("y-offset"):
            length = _offset(name, size)
        elif name.endswith("height"):
            length = _box_height(size) if "simple" in name or "raw" in name else height
        return _result(kind, width=width, height=height, length=length, lines=len(lines), raw=raw)


def _result(
    kind: Any, *, width: float, height: float, length: float, lines: int, raw: float
) -> Any:
    """Return an answer of one kind; merman refuses one that holds more than its kind asks for."""
    metrics_asked = kind in (_KINDS.METRICS, _KINDS.WRAPPED_WITH_RAW_WIDTH)
    extents = kind == _KINDS.HORIZONTAL_EXTENTS
    return merman.MermanTextMeasureResult(
        result_kind=kind,
        width=width if metrics_asked else 0.0,
        height=height if metrics_asked else 0.0,
        length=length if kind == _KINDS.LENGTH else 0.0,
        line_count=lines if metrics_asked else 0,
        bbox_left=width / 2 if extents else None,
        bbox_right=width / 2 if extents else None,
        raw_width=raw if kind == _KINDS.WRAPPED_WITH_RAW_WIDTH else None,
    )


def _box_height(size: float) -> float:
    font = metrics("Inter-Regular.otf")
    return (font.ascent + font.descent) * size


def _offset(name: str, size: float) -> float:
    """Return where the box of a line begins, relative to the point that it is drawn at."""
    font = metrics("Inter-Regular.otf")
    if "middle" in name:
        return -_box_height(size) / 2
    return 0.0 if "hanging" in name else -font.ascent * size


def _lines(text: str, size: float, limit: float | None, *, bold: bool) -> list[str]:
    """Return the lines of a text, broken at spaces where `limit` (in pixels) asks for it."""
    if limit is None or limit <= 0:
        return text.split("\n") or [""]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size, bold=bold) > limit:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines
