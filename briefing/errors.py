"""What goes wrong, where, and what to do next: the errors that people read.

BriefingError
├── ContentError     a settings, topic, theme or notes file is wrong
├── TemplateError    a template cannot be composed
├── DataError        the data asked for is missing or makes no sense
│   └── NothingToTell    there is nothing that an issue could be made of
├── DiagramError     a diagram does not parse or cannot be drawn
├── RenderError      an edition cannot be rendered (MJML, HTML)
├── OutputError      an issue's files cannot be written
├── SourceError      a source cannot be fetched or parsed
│   └── NoAnswerError    it does not answer now, which says nothing about its address
├── DeliveryError    a message cannot be written, or handed to anybody
│   └── AddressError     no message can be written to this address
├── LeaseLost        somebody else has taken over what we were at
└── StoreError       the database cannot be opened, migrated or written
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file that a person can open: path, and line and column counted from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


class BriefingError(Exception):
    """A mistake that somebody can mend: what is wrong, where, and what to do.

    `str(error)` is the whole message, ready to print.
    """

    def __init__(self, message: str, *, hint: str = "", at: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.at = at

    def __str__(self) -> str:
        where = f"{self.at}: " if self.at else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"


class ContentError(BriefingError):
    """A settings, topic, theme or notes file is wrong."""


class TemplateError(BriefingError):
    """A template cannot be composed."""


class DataError(BriefingError):
    """The data asked for is missing, or the question put to it makes no sense."""


class NothingToTell(DataError):  # noqa: N818  (no fault of anybody's)
    """There is nothing that an issue could be made of, and nobody needs to mend that."""


class DiagramError(BriefingError):
    """A diagram does not parse or cannot be drawn."""


class RenderError(BriefingError):
    """An edition cannot be rendered."""


class OutputError(BriefingError):
    """An issue's files cannot be written."""


class SourceError(BriefingError):
    """A source cannot be fetched or parsed."""


class NoAnswerError(SourceError):
    """A source cannot be asked now: whether its address is right remains to be seen."""


class DeliveryError(BriefingError):
    """A message cannot be written to an address, or handed to a server or mailbox."""


class AddressError(DeliveryError):
    """No message can be written to an address: it is none."""


class LeaseLost(BriefingError):  # noqa: N818  (what happened: the work goes on elsewhere)
    """What a worker held was given to another, which took it for dead; it must let go at once."""


class StoreError(BriefingError):
    """The database cannot be opened, migrated or written."""


class ErrorList(BriefingError):  # noqa: N818  (a list of errors, not one)
    """Several mistakes found in one pass, so that an editor can mend them all at once."""

    def __init__(self, errors: Sequence[BriefingError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)


def did_you_mean(name: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return "did you mean 'x'?" for the known name nearest to `name`, or an empty string.

    Names that begin and end alike, such as those of files, want more `likeness`.
    """
    near = get_close_matches(name, list(known), n=1, cutoff=likeness)
    return f"did you mean {near[0]!r}?" if near else ""
