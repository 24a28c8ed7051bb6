"""The Jinja environment of email templates: structure is printed, content goes into slots."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from briefing.errors import Location, RenderError
from briefing.render.mjml_source import check_mjml
from briefing.render.slots import Slots, Style
from briefing.render.template_loader import TemplateLoader

_INCLUDE = re.compile(r"<mj-include\s+path=\"([^\"{}]*)\"\s*(?:/>|>\s*</mj-include>)")
_MARK = re.compile("\ue000(\\d+)\ue001")
SLOTS = "_slots"
MISTAKES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What Python raises where a template adds words to numbers, and the like."""


class EmailTemplate(Extension):
    """Turn mj-include into Jinja's own include, and mark each line with its place."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Resolve mj-include, whose path is relative to the file that holds it."""
        folder = posixpath.dirname(name or "")

        def include(match: re.Match[str]) -> str:
            target = posixpath.normpath(posixpath.join(folder, match[1]))
            return '{% include "' + target + '" %}'

        return _INCLUDE.sub(include, source)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens, the text marked at each line's start."""
        places: list[Location] = self.environment.places  # type: ignore[attr-defined]
        for token in stream:
            if token.type != "data":
                yield token
                continue
            lines = token.value.split("\n")
            marked = []
            for n, line in enumerate(lines):
                places.append(Location(f"templates/{stream.name}", token.lineno + n))
                marked.append(f"\ue000{len(places) - 1}\ue001{line}")
            yield Token(token.lineno, "data", "\n".join(marked))


class EmailEnvironment(SandboxedEnvironment):
    """A sandboxed, strict environment for MJML; `places` are those that line marks refer to."""

    def __init__(self, folders: Iterable[str]) -> None:
        self.places: list[Location] = []
        super().__init__(
            loader=TemplateLoader(tuple(folders)),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_print,
            extensions=[EmailTemplate],
        )
        self.filters["structure"] = Style


_OBJECT = re.compile(r"'[\w.]*\.(\w+) object' has no attribute")
"""How Jinja names what has no such part; an editor knows no modules."""


@pass_context
def _print(context: Context, value: object) -> object:
    """Return what an expression prints: structure as it is, content as a slot's token."""
    if isinstance(value, StrictUndefined):
        str(value)  # raises, and says which name
    if isinstance(value, Markup):
        return value
    if isinstance(value, Style):
        return Markup(value)  # noqa: S704  (a theme's value, checked when it was loaded)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    slots: Slots = context[SLOTS]
    return Markup(slots.put("" if value is None else value))  # noqa: S704  (a token)


@lru_cache(maxsize=8)
def _environment(folders: tuple[str, ...]) -> EmailEnvironment:
    return EmailEnvironment(folders)


def render_mjml(
    name: str, folders: Sequence[Path], values: Mapping[str, object]
) -> tuple[str, Slots]:
    """Return the checked MJML that the template `name` gives, and what its tokens stand for.

    Raises: RenderError at the template's line, or an ErrorList of several.
    """
    environment = _environment(tuple(str(folder) for folder in folders))
    slots = Slots()
    with translated(name, folders):
        marked = environment.get_template(name).render({**values, SLOTS: slots})
    source, places = _take_marks(marked, environment.places)
    if not source.strip():
        hint = f"delete the file, and the package's own is used, or copy {name} anew"
        raise RenderError("this template is empty", hint=hint, at=Location(f"templates/{name}"))
    check_mjml(source, places)
    return source, slots


def _take_marks(marked: str, known: Sequence[Location]) -> tuple[str, list[Location]]:
    lines: list[str] = []
    places: list[Location] = []
    current = Location("<template>", 1)
    for line in marked.split("\n"):
        texts, numbers = _MARK.split(line)[::2], [int(n) for n in _MARK.findall(line)]
        reached = [current, *(known[number] for number in numbers)]
        current = reached[-1]
        # A line may begin in one file and go on in another: it is where its first words are.
        first = next(
            (place for place, text in zip(reached, texts, strict=True) if text.strip()), None
        )
        if first:
            lines.append("".join(texts))
            places.append(first)
    return "\n".join(lines), places


class translated:  # noqa: N801  (reads as a statement)
    """Turn Jinja's exceptions into RenderErrors at the line of the template, or of its part."""

    def __init__(self, name: str, folders: Sequence[Path]) -> None:
        self.name, self.folders = name, folders

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: Any, error: BaseException | None, trace: TracebackType | None) -> None:
        """Raise what an editor can read in place of Jinja's exception."""
        if isinstance(error, UnicodeDecodeError):
            reason = "this file, or one that it includes, is not UTF-8"
            at = Location(f"templates/{self.name}")
            raise RenderError(reason, hint="save it as UTF-8", at=at) from error
        name, line = self._place(trace)
        if not isinstance(error, TemplateError):
            if isinstance(error, MISTAKES) and line:
                said = f"this cannot be computed: {error or type(error).__name__}"
                raise RenderError(said, at=Location(f"templates/{name}", line)) from error
            return
        if isinstance(error, TemplateSyntaxError):
            name, line = error.name or self.name, error.lineno
        hint = {
            UndefinedError: "docs/reference lists what an email or page template can say",
            SecurityError: "templates run in a sandbox; only plain attributes can be reached",
            TemplateNotFound: "templates are looked for in the publication's templates/ folder",
            TemplateSyntaxError: "check that every tag is closed, and every quote and bracket",
        }.get(type(error), "")
        message = _OBJECT.sub(r"\1 has no", error.message or str(error)).rstrip(".")
        message = message[:1].lower() + message[1:]
        if isinstance(error, TemplateNotFound):
            message = f"no template {error.name!r}"
        raise RenderError(message, hint=hint, at=Location(f"templates/{name}", line)) from error

    def _place(self, trace: TracebackType | None) -> tuple[str, int | None]:
        """Return the innermost template that a traceback passes through, and its line."""
        found: tuple[str, int | None] = self.name, None
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            folder = next((one for one in self.folders if file.is_relative_to(one)), None)
            if folder and file.suffix == ".j2":
                found = file.relative_to(folder).as_posix(), trace.tb_lineno
            trace = trace.tb_next
        return found
