"""Diagrams' files, and the HTML that shows them."""

from collections.abc import Sequence

from markupsafe import escape

from briefing.model.issue import DrawnDiagram

FOLDER = "diagrams"


def picture_files(drawn: Sequence[DrawnDiagram], suffix: str) -> dict[str, bytes]:
    """Return the pictures' files of one format (svg or png) by name, narrow ones among them."""
    files: dict[str, bytes] = {}
    for one in drawn:
        for name, drawing in ((one.name, one.drawing), (f"{one.name}-narrow", one.drawing.narrow)):
            if drawing:
                content = drawing.png if suffix == "png" else drawing.svg.encode()
                files[f"{FOLDER}/{name}.{suffix}"] = content
    return files


def email_picture(one: DrawnDiagram) -> str:
    """Return a diagram for mail programs: PNG; on a phone the narrow layout, where there is one.

    Outlook and programs that know no media queries show the wide layout alone.
    """
    narrow = one.drawing.narrow
    kind = "wide has-narrow" if narrow else "wide"
    wide = _img(one.name, one.drawing.width, one.drawing.height, one.diagram.alt, kind)
    if not narrow:
        return wide
    second = _img(f"{one.name}-narrow", narrow.width, narrow.height, one.diagram.alt, "narrow")
    return f"{wide}<!--[if !mso]><!-->{second}<!--<![endif]-->"


def _img(name: str, width: int, height: int, alt: str, kind: str) -> str:
    return (
        f'<img class="diagram {kind}" src="{FOLDER}/{name}.png" '
        f'width="{width}" height="{height}" style="max-width:{width}px" alt="{escape(alt)}">'
    )


def web_picture(one: DrawnDiagram) -> str:
    """Return a diagram for browsers: SVG, and the narrow layout on a narrow screen."""
    drawing = one.drawing
    narrow = drawing.narrow
    source = (
        f'<source media="(max-width: 480px)" srcset="{FOLDER}/{one.name}-narrow.svg" '
        f'width="{narrow.width}" height="{narrow.height}">'
        if narrow
        else ""
    )
    return (
        f'<picture>{source}<img src="{FOLDER}/{one.name}.svg" width="{drawing.width}" '
        f'height="{drawing.height}" alt="{escape(one.diagram.alt)}"></picture>'
    )
