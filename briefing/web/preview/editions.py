"""An issue's editions as the preview's frame shows them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from markupsafe import escape

from briefing.model.issue import Drawing, Issue
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


def parse_look(scheme: str, pictures: str) -> Look | None:
    """Return the look named in an address, or None where there is no such."""
    if scheme not in get_args(Scheme) or pictures not in get_args(Pictures):
        return None
    return Look(cast("Scheme", scheme), cast("Pictures", pictures))


def frame_html(
    issue: Issue, edition: Edition, scheme: Scheme, fill: Mapping[str, str] | None = None
) -> str:
    """Return an edition's HTML for the frame: marked, filled in, in one scheme."""
    html = issue.email_html if edition == "email" else issue.web_html
    html = mark_lines(html, lines_of_findings(issue, edition))
    if edition == "email":
        html = mark_figures(html, issue.article)
    for name, value in (fill or {}).items():
        html = html.replace(name, str(escape(value)))
    html = _PICTURE.sub(_versioned(issue), in_scheme(html, scheme))
    return _HEAD_END.sub(lambda m: _LOOK + m[0], html, count=1)


def lines_of_findings(issue: Issue, edition: Edition) -> dict[int, str]:
    """Return the lines of an edition that findings are about, with the findings' numbers."""
    lines: dict[int, list[str]] = {}
    for number, finding in enumerate(issue.findings):
        at = finding.at
        if at and at.line and FILES.get(at.path) == edition:
            lines.setdefault(at.line, []).append(str(number))
    return {line: " ".join(numbers) for line, numbers in lines.items()}


def picture(issue: Issue, name: str) -> bytes | None:
    """Return a diagram's file (`NAME.png`, `NAME-narrow.svg`), or None where there is no such."""
    drawing, kind = _drawings(issue).get(name.rpartition(".")[0]), name.rpartition(".")[2]
    if drawing is None or kind not in ("png", "svg"):
        return None
    return drawing.png if kind == "png" else drawing.svg.encode()


def _drawings(issue: Issue) -> dict[str, Drawing]:
    found: dict[str, Drawing] = {}
    for one in issue.diagrams:
        found[one.name] = one.drawing
        if one.drawing.narrow:
            found[f"{one.name}-narrow"] = one.drawing.narrow
    return found


def _versioned(issue: Issue) -> Versioned:
    return Versioned(_drawings(issue))


@dataclass(frozen=True, slots=True)
class Versioned:
    """Puts a mark of a picture's content into its address, so that only a new one is fetched."""

    drawings: Mapping[str, Drawing]

    def __call__(self, match: re.Match[str]) -> str:
        """Return what a picture's attribute becomes."""
        drawing = self.drawings.get(match[3])
        if drawing is None:
            return match[0]
        content = drawing.png if match[4] == "png" else drawing.svg.encode()
        return f"{match[1]}{match[2]}?{hashlib.sha256(content).hexdigest()[:12]}"
