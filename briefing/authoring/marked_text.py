"""Read an article in Markdown: with front matter, and Mermaid that may have lost its fences."""

from __future__ import annotations

import re

from briefing.authoring.mermaid import script_at
from briefing.authoring.outline import Inlines
from briefing.compose.draft import Draft
from briefing.compose.markdown import Reader
from briefing.errors import ContentError, TemplateError
from briefing.model.article import Block, Heading, Paragraph, Text

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KEY = re.compile(r"(\w+):\s*(.*)")
TITLES, DEKS = ("title", "headline"), ("description", "dek", "subtitle", "summary", "excerpt")


def read_markdown(text: str) -> tuple[list[Block], tuple[Inlines, ...]]:
    """Return the blocks of a Markdown text, and its footnotes.

    Raises: ContentError where something stands in it that no issue can hold.
    """
    front, body = _front_matter(text)
    reader = Reader(Draft(lambda figure: ""), lambda number, at: ())
    try:
        blocks = [block for block, _ in reader.read(_fenced(body))]
    except TemplateError as error:
        raise ContentError(f"the article's {error.message}", hint=error.hint) from error
    head = [Heading(1, (Text(front[k]),)) for k in TITLES if front.get(k)][:1]
    dek = [Paragraph((Text(front[k]),)) for k in DEKS if front.get(k)][:1]
    titled = bool(blocks) and isinstance(blocks[0], Heading) and blocks[0].level == 1
    if titled:
        return [blocks[0], *dek, *blocks[1:]], tuple(reader.footnotes)
    return [*head, *dek, *blocks], tuple(reader.footnotes)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    lines = text.lstrip("\n").split("\n")
    if lines[0].strip() != "---":
        return {}, text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
    pairs = [match for line in lines[1:end] if (match := _KEY.match(line))]
    if not pairs:
        return {}, text
    return {m[1].lower(): m[2].strip().strip("\"'") for m in pairs}, "\n".join(lines[end + 1 :])


def _fenced(text: str) -> str:
    """Return the text with fences around the Mermaid that stands in it without."""
    lines = text.split("\n")
    out: list[str] = []
    fence = ""
    position = 0
    while position < len(lines):
        line = lines[position]
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif (end := script_at(lines, position)) > position:
            out += ["", "```mermaid", *lines[position:end], "```", ""]
            position = end
            continue
        out.append(line)
        position += 1
    return "\n".join(out)
