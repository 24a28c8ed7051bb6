"""How a source's options are described, and checked against a topic file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from briefing.errors import BriefingError, ContentError, ErrorList, did_you_mean
from briefing.model.topic import SourceConfig

OptionType = Literal[
    "text",
    "whole number",
    "number",
    "true or false",
    "list of text",
    "table of text",
    "list or table of text",
]


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One option of a kind of source, described once for checking and for the documentation.

    `default` stands where an option that is not `required` is left out. `instead` names the option
    that may be given in its place: exactly one of the two is needed. `choices` lists the allowed
    texts, `minimum` and `maximum` bound numbers, and `check` returns what is wrong with a value
    of the right type, or "". The values of a `secret` option are never repeated in a message.
    """

    name: str
    type: OptionType
    help: str
    default: Any = None
    required: bool = False
    instead: str = ""
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    check: Callable[[Any], str] | None = None
    secret: bool = False


def read_options(config: SourceConfig, specs: Sequence[OptionSpec]) -> dict[str, Any]:
    """Return the value of every option, defaults included; lists come as tuples.

    Raises: ContentError, or ErrorList where there are several problems, each at `config.at`.
    """
    problems = [*_unknown(config, specs), *(p for s in specs for p in _problems(config, s))]
    if len(problems) > 1:
        raise ErrorList(problems)
    if problems:
        raise problems[0]
    return {spec.name: _value(config.options, spec) for spec in specs}


def _value(options: Mapping[str, Any], spec: OptionSpec) -> Any:
    value = options.get(spec.name, spec.default)
    return tuple(value) if isinstance(value, list) else value


def _unknown(config: SourceConfig, specs: Sequence[OptionSpec]) -> Iterator[BriefingError]:
    known = [spec.name for spec in specs]
    for name in config.options:
        if name not in known:
            hint = did_you_mean(name, known) or f"{config.kind!r} takes {', '.join(known)}"
            yield ContentError(
                f"source {config.name!r} has an unknown option {name!r}", hint=hint, at=config.at
            )


def _problems(config: SourceConfig, spec: OptionSpec) -> Iterator[BriefingError]:
    about = f"source {config.name!r}"
    if spec.name not in config.options:
        if message := _missing(config, spec):
            yield ContentError(f"{about} {message}", hint=spec.help, at=config.at)
        return
    if spec.instead in config.options and spec.required:
        message = f"has both {spec.name!r} and {spec.instead!r}, which exclude each other"
        yield ContentError(f"{about} {message}", hint="remove one of them", at=config.at)
    if message := _wrong(config.options[spec.name], spec):
        yield ContentError(f"{about}: option {spec.name!r} {message}", hint=spec.help, at=config.at)


def _missing(config: SourceConfig, spec: OptionSpec) -> str:
    if not spec.required or spec.instead in config.options:
        return ""
    alternative = f" (or {spec.instead!r})" if spec.instead else ""
    return f"lacks the option {spec.name!r}{alternative}"


def _wrong(value: Any, spec: OptionSpec) -> str:
    if not _TYPES[spec.type](value):
        shown = f"a {type(value).__name__}" if spec.secret else repr(value)
        return f"must be a {spec.type}, not {shown}"
    if spec.choices:
        return _not_among(value, spec)
    if spec.minimum is not None and value < spec.minimum:
        return f"must be at least {spec.minimum:g}, not {value!r}"
    if spec.maximum is not None and value > spec.maximum:
        return f"must be at most {spec.maximum:g}, not {value!r}"
    return spec.check(value) if spec.check else ""


def _not_among(value: Any, spec: OptionSpec) -> str:
    for item in value if isinstance(value, list) else [value]:
        if item not in spec.choices:
            near = did_you_mean(item, spec.choices)
            choices = f"the choices are {', '.join(spec.choices)}"
            return f"has the unknown value {item!r}: {f'{near} ' if near else ''}{choices}"
    return ""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_is_text, value.values()))


_TYPES: Mapping[OptionType, Callable[[Any], bool]] = {
    "text": _is_text,
    "whole number": _is_whole,
    "number": lambda value: _is_whole(value) or isinstance(value, float),
    "true or false": lambda value: isinstance(value, bool),
    "list of text": _is_texts,
    "table of text": _is_table,
    "list or table of text": lambda value: _is_texts(value) or _is_table(value),
}


# --- checks that several kinds share --------------------------------------------------------------


def web_address(value: str) -> str:
    """Say what is wrong with an http or https address, or return ""."""
    if re.fullmatch(r"https?://[^\s/]+\S*", value):
        return ""
    return f"must be an http or https address, not {value!r}"


def web_address_or_file(value: str) -> str:
    """Say what is wrong with an address that may also be `file:NAME`, or return ""."""
    return web_address(value) and file_name(value.removeprefix("file:"), whole=value)


def file_name(value: str, *, whole: str = "") -> str:
    """Say what is wrong with the name of a file inside the topic's folder, or return ""."""
    parts = re.split(r"[/\\]", value)
    if (whole and not whole.startswith("file:")) or ":" in value:
        return f"must be an http or https address or 'file:NAME', not {whole or value!r}"
    if not value or parts[0] == "" or ".." in parts:
        return f"must name a file inside the topic's folder, not {whole or value!r}"
    return ""
