"""Pictures: words for those who do not see them, sizes, and addresses that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.check.examined import EMAIL, Examined, diagram_of, on_page
from briefing.check.html import Element, Page
from briefing.model.finding import Finding, Severity

_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:px|%)?|auto")
_DIAGRAM = re.compile(r"(?:\./)?diagrams/[^/]+\.(?:png|svg)")
_ELSEWHERE = ("https://", "cid:")


def check_images(examined: Examined) -> Iterator[Finding]:
    """Report pictures without alternative text, size or an address that mail can follow."""
    page = examined.email
    for image in page.all("img"):
        for finding in (*_alt(image, page), *_size(image, page), *_source(image, examined)):
            diagram = diagram_of(examined.issue, image.get("src"))
            at = diagram.diagram.at if diagram else None
            yield replace(finding, at=at or finding.at)


def check_letters(examined: Examined) -> Iterator[Finding]:
    """Report diagrams with characters that no font could draw."""
    for one in examined.issue.diagrams:
        lacking = one.drawing.undrawn
        if lacking:
            words = any(character.isalnum() for character in lacking)
            yield Finding(
                "picture-letters",
                Severity.ERROR if words else Severity.WARNING,
                f"no font here can draw {lacking[:20]!r}: boxes stand for it in {one.name}.png",
                "install one (fonts-noto-cjk, say) and build again, or write it otherwise",
                one.diagram.at,
                EMAIL,
            )


def _alt(image: Element, page: Page) -> Iterator[Finding]:
    name = _name(image)
    if "alt" not in image.attributes:
        message = f"the picture {name} has no alt attribute"
        hint = "describe it: screen readers read the file's name, and many see no pictures at all"
        yield on_page("image-alt", Severity.ERROR, message, page, image, hint=hint)
    elif not image.get("alt") and not _decorative(image):
        message = f"the picture {name} has an empty alternative text"
        hint = "say what the picture says, or mark it with role=presentation if it says nothing"
        if image.origin:  # in Markdown, which has words for it and nothing else
            hint = "say what the picture says: `![What it says](https://…)`"
        yield on_page("image-alt", Severity.WARNING, message, page, image, hint=hint)


def _decorative(image: Element) -> bool:
    marked = image.get("role") in ("presentation", "none") or image.get("aria-hidden") == "true"
    return marked or {image.get("width"), image.get("height")} <= {"0", "1", "2"}


def _size(image: Element, page: Page) -> Iterator[Finding]:
    missing = [side for side in ("width", "height") if not _LENGTH.fullmatch(image.get(side))]
    if not missing:
        return
    # Markdown has no way to say a picture's size, so that an editor's own can only be a warning.
    ours = _DIAGRAM.fullmatch(image.get("src"))
    todo = "keep the file no wider than the email" if image.origin else "state both"
    yield on_page(
        "image-size",
        Severity.ERROR if ours else Severity.WARNING,
        f"the picture {_name(image)} has no {' and no '.join(missing)} attribute",
        page,
        image,
        hint=f"Outlook draws it at its own size, and text jumps while it loads: {todo}",
    )


def _source(image: Element, examined: Examined) -> Iterator[Finding]:
    source, page = image.get("src"), examined.email
    if _DIAGRAM.fullmatch(source):
        if not diagram_of(examined.issue, source):
            message = f"there is no picture {source!r}"
            hint = "the email refers to a diagram that was not drawn; build again"
            yield on_page("image-missing", Severity.ERROR, message, page, image, hint=hint)
    elif source.lower().startswith("http://"):
        message = f"the picture {source!r} comes over http; many programs show https alone"
        hint = "give its https:// address"
        yield on_page("image-source", Severity.WARNING, message, page, image, hint=hint)
    elif not source.lower().startswith(_ELSEWHERE):
        message = f"the picture {_name(image)} has an address that no mail program can follow"
        hint = "give an absolute https:// address"
        yield on_page("image-source", Severity.ERROR, message, page, image, hint=hint)


def _name(image: Element) -> str:
    return repr(image.get("src")[:80] or "(no src)")
