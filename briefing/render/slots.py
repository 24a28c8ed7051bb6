"""Opaque tokens that stand for content while an engine lays out the structure around them.

MJML engines decode attributes without escaping them again, and repair or lose content that they
take for structure. So they never see any: each piece of content is put in a slot, the engine
carries the slot's token, and the escaped content takes the token's place afterwards.
"""

import re
from collections.abc import Callable

from markupsafe import escape

from briefing.errors import RenderError

_TOKEN = re.compile(r"slot(\d{5})tols")


class Html(str):
    """HTML that we made and escaped ourselves: printed as it is, in pages and in slots."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the HTML itself (the protocol by which Jinja knows what is safe)."""
        return str(self)


class Style(str):
    """A value of the theme (colour, font, length), part of the structure and not of the content."""

    __slots__ = ()


class Slots:
    """Gives out tokens for content, and puts the content back."""

    def __init__(self) -> None:
        self._contents: list[str] = []

    def put(self, content: object) -> str:
        """Return the token for `content`: `Html` as it is, anything else as escaped text."""
        html = str(content) if isinstance(content, Html) else str(escape(str(content)))
        self._contents.append(html)
        return f"slot{len(self._contents) - 1:05d}tols"

    def fill(self, html: str) -> str:
        """Return `html` with each token replaced by what it stands for.

        Raises: RenderError when the engine has lost content.
        """
        seen: set[int] = set()
        filled = _TOKEN.sub(self._filler(seen), html)
        lost = [self._contents[n] for n in range(len(self._contents)) if n not in seen]
        if lost:
            raise RenderError(
                f"the email's layout lost {len(lost)} pieces of content, the first being "
                f"{lost[0][:80]!r}",
                hint="look for content outside mj-text, mj-button or mj-raw in the email template",
            )
        return filled

    def _filler(self, seen: set[int]) -> Callable[[re.Match[str]], str]:
        def content(match: re.Match[str]) -> str:
            number = int(match[1])
            if number >= len(self._contents):
                return match[0]  # somebody's words, and no token of ours
            seen.add(number)
            return self._contents[number]

        return content
