"""An issue's editions as the preview's frame shows them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from markupsafe import escape

from briefing.model.issue import Drawing, Proof
from briefing.web.preview.contract import Sight
from briefing.web.preview.marks import mark_figures, mark_lines
from briefing.web.preview.scheme import Scheme, in_scheme

Pictures = Literal["shown", "blocked", "remote"]
Edition = Literal["email", "web"]
FILES: Mapping[str, Edition] = {"email.html": "email", "index.html": "web"}
"""The files that a check names, by the edition that they are."""

_PICTURE = re.compile(r'((?:src|srcset)=")(diagrams/([^"/]+?)\.(png|svg))(?=")')
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
# What marks a figure for the editor: nothing until it is pointed at, so that the rest of the
# page looks as it will.
_LOOK = """<style>
[data-figure],a.figure{cursor:help;border-radius:3px}
[data-figure]:hover,[data-figure]:focus-visible,a.figure:hover,a.figure:focus-visible,
[data-lit]{outline:2px solid #6366f1;outline-offset:2px;background:rgba(99,102,241,.18)}
[data-lit-place]{outline:3px solid #f59e0b!important;outline-offset:3px}
</style>"""


@dataclass(frozen=True, slots=True)
class Look:
    """How an edition is looked at: in which scheme, and with which pictures."""

    scheme: Scheme = "light"
    pictures: Pictures = "shown"

    @property
    def policy(self) -> str:
        """The content security policy that makes it so; nothing in an edition runs."""
        remote = " https: http:" if self.pictures == "remote" else ""
        images = "'none'" if self.pictures == "blocked" else f"'self' data:{remote}"
        return (
            f"default-src 'none'; img-src {images}; style-src 'unsafe-inline'{remote}; "
            f"font-src data:{remote}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'self'; sandbox allow-same-origin"
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file and its media type; `mark` is what its address bears in a frame."""

    content: bytes
    type: str
    mark: str


def parse_look(scheme: str, pictures: str) -> Look | None:
    """Return the look named in an address, or None where there is no such."""
    if scheme not in get_args(Scheme) or pictures not in get_args(Pictures):
        return None
    return Look(cast("Scheme", scheme), cast("Pictures", pictures))


def frame_html(
    issue: Sight, edition: Edition, scheme: Scheme, fill: Mapping[str, str] | None = None
) -> str:
    """Return an edition's HTML for the frame: marked, filled in, in one scheme."""
    html = issue.email_html if edition == "email" else issue.web_html
    html = mark_lines(html, lines_of_findings(issue, edition))
    if edition == "email":
        html = mark_figures(html, issue.article)
    for name, value in (fill or {}).items():
        html = html.replace(name, str(escape(value)))
    html = _PICTURE.sub(Versioned(_drawings(issue)), in_scheme(html, scheme))
    return _HEAD_END.sub(lambda m: _LOOK + m[0], html, count=1)


def lines_of_findings(issue: Sight, edition: Edition) -> dict[int, str]:
    """Return the lines of an edition that findings are about, with the findings' numbers."""
    lines: dict[int, list[str]] = {}
    for number, finding in enumerate(issue.findings):
        at = finding.at
        if at and at.line and FILES.get(at.path) == edition:
            lines.setdefault(at.line, []).append(str(number))
    return {line: " ".join(numbers) for line, numbers in lines.items()}


def picture(issue: Sight, name: str, scheme: Scheme) -> Picture | None:
    """Return a diagram's file (`NAME.png`, `NAME-narrow.svg`), or None where there is no such.

    An SVG stands in for a PNG that is not drawn yet, as the PNG will be: light, and on paper.
    """
    stem, _, kind = name.rpartition(".")
    drawing = _drawings(issue).get(stem)
    if drawing is None or kind not in ("png", "svg"):
        return None
    mark = _mark(drawing, kind)
    if kind == "svg":
        return Picture(in_scheme(drawing.svg, scheme).encode(), "image/svg+xml", mark)
    if not drawing.png and isinstance(issue, Proof):
        on_paper = drawing.svg.replace("<svg ", f'<svg style="background:{issue.paper}" ', 1)
        return Picture(in_scheme(on_paper, "light").encode(), "image/svg+xml", mark)
    return Picture(drawing.png, "image/png", mark)


def _drawings(issue: Sight) -> dict[str, Drawing]:
    found: dict[str, Drawing] = {}
    for one in issue.diagrams:
        found[one.name] = one.drawing
        if one.drawing.narrow:
            found[f"{one.name}-narrow"] = one.drawing.narrow
    return found


def _mark(drawing: Drawing, kind: str) -> str:
    """Return a mark of a picture's content; an outline has that of its SVG."""
    content = (kind == "png" and drawing.png) or drawing.svg.encode()
    return hashlib.sha256(content).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Versioned:
    """Puts a mark of a picture's content into its address, so that only a new one is fetched."""

    drawings: Mapping[str, Drawing]

    def __call__(self, match: re.Match[str]) -> str:
        """Return what a picture's attribute becomes."""
        drawing = self.drawings.get(match[3])
        if drawing is None:
            return match[0]
        return f"{match[1]}{match[2]}?{_mark(drawing, match[4])}"
