"""The machine's settings: `briefing.toml` beside content/, and the environment over it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from briefing.content.table import Table, raise_all, read_table
from briefing.errors import BriefingError, ContentError, Location, did_you_mean
from briefing.settings import SECRET_WORDS, About, Settings, read_secrets

FILE = "briefing.toml"
PREFIX = "BRIEFING_"
_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its group ("" for none), key, type, default, and what is known of it."""

    group: str
    key: str
    kind: Any
    default: Any
    about: About

    @property
    def variable(self) -> str:
        """The environment variable that overrides it."""
        return PREFIX + "_".join(filter(None, [self.group, self.key])).upper()


def load_settings(root: Path, env: Mapping[str, str]) -> Settings:
    """Return the settings of a publication's folder: defaults, then the file, then `env`.

    Raises: ContentError, or an ErrorList of every fault, each at its line or variable.
    """
    path = root / FILE
    table = read_table(path, root) if path.is_file() else Table(FILE, "", {})
    faults: list[BriefingError] = []
    settings = _read(Settings, table, "", env, faults)
    faults.extend(_unknown_variables(env))
    raise_all([*table.sorted_faults(), *faults])
    return settings


def options(kind: type[Any] = Settings, group: str = "") -> Iterator[Option]:
    """Yield every setting, groups after the settings that stand by themselves."""
    hints = get_type_hints(kind, include_extras=True)
    groups: list[tuple[type[Any], str]] = []
    for one in fields(kind):
        hint = hints[one.name]
        if is_dataclass(hint):
            groups.append((hint, one.name))  # type: ignore[arg-type]
        else:
            bare, about = get_args(hint)
            yield Option(group, one.name, bare, one.default, about)
    for inner, name in groups:
        yield from options(inner, name)


def _read(
    kind: type[C], table: Table, group: str, env: Mapping[str, str], faults: list[BriefingError]
) -> C:
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for one in options(kind, group):
        if one.group == group:
            values[one.key] = _value(one, table, env, faults)
    for name in (name for name in hints if name not in values):
        values[name] = _read(hints[name], table.sub(name), name, env, faults)
    table.refuse_rest()
    return kind(**values)


def _value(
    option: Option, table: Table, env: Mapping[str, str], faults: list[BriefingError]
) -> object:
    value = option.default
    if option.about.secret:
        _refuse_secret(option, table)
    else:
        value = _from_table(option, table)
    try:
        text = _from_env(option, env)
        if text is not None:
            value = _limited(option, _convert(option, text))
    except ValueError as error:
        hint = f"unset {option.variable}, or set it to {_expected(option)}"
        faults.append(ContentError(f"{option.variable}: {error}", hint=hint))
    return value


def _refuse_secret(option: Option, table: Table) -> None:
    table.taken.add(option.key)
    if option.key in table.values:
        hint = f"set {option.variable}, or {option.variable}_FILE to the name of a file"
        table.fault(f"{option.key} is a secret and may not stand here", key=option.key, hint=hint)


def _from_table(option: Option, table: Table) -> object:
    default = option.default
    if option.key not in table.values:
        table.taken.add(option.key)
        return default
    kind = option.kind
    if get_origin(kind) is Literal:
        return table.choice(option.key, get_args(kind), default)
    if get_origin(kind) is tuple:
        return _many(option, table, get_args(kind)[0])
    value = table.take(option.key, kind, default)
    if kind is str and _password_in(str(value)):
        hint = f"set {option.variable} in the environment instead"
        table.fault(
            f"{option.key} holds a password, which may not stand here", key=option.key, hint=hint
        )
    try:
        return _limited(option, value)
    except ValueError as error:
        table.fault(f"{option.key}: {error}", key=option.key)
        return default


def _password_in(text: str) -> bool:
    try:
        return bool(urlsplit(text).password)
    except ValueError:
        return False


def _many(option: Option, table: Table, item: type[Any]) -> tuple[Any, ...]:
    if is_dataclass(item):
        return tuple(_record(each, item) for each in table.subs(option.key))
    value = table.values[option.key]
    table.taken.add(option.key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        hint = f'write {option.key} = ["…", "…"]'
        table.fault(f"{option.key} must be a list of texts", key=option.key, hint=hint)
        return ()
    return tuple(value)


def _record(table: Table, kind: type[C]) -> C:
    values = {
        one.key: table.need(one.key) if one.default is MISSING else _from_table(one, table)
        for one in options(kind)
    }
    table.refuse_rest()
    return kind(**values)


def _from_env(option: Option, env: Mapping[str, str]) -> str | None:
    """Return the variable's text; that of the file which `…_FILE` names where it is a secret.

    Raises: ValueError where that file cannot be read.
    """
    name = f"{option.variable}_FILE"
    if option.about.secret and name in env:
        try:
            return Path(env[name]).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise ValueError(f"{name} names {env[name]!r}, not to be read: {reason}") from None
    return env.get(option.variable)


def _convert(option: Option, text: str) -> object:
    """Return an environment variable's value. Raises: ValueError where it has none."""
    kind = option.kind
    if get_origin(kind) is Literal:
        if text not in get_args(kind):
            known = did_you_mean(text, get_args(kind))
            raise ValueError(f"it cannot be {text!r}" + (f"; {known}" if known else ""))
        return text
    if get_origin(kind) is tuple:
        return _list_of(get_args(kind)[0], text)
    if kind is bool:
        if text.lower() not in _TRUTHS:
            raise ValueError(f"it cannot be {text!r}")
        return _TRUTHS[text.lower()]
    readers: Mapping[Any, Callable[[str], object]] = {str: str, int: int, float: float}
    try:
        return readers[kind](text)
    except ValueError:
        raise ValueError(f"it cannot be {text!r}") from None


def _list_of(item: type[Any], text: str) -> tuple[Any, ...]:
    if item is bytes:
        return read_secrets(text)
    if is_dataclass(item):
        return _records(item, text)
    return tuple(filter(None, map(str.strip, text.replace("\n", ",").split(","))))


def _records(kind: type[C], text: str) -> tuple[C, ...]:
    try:
        table = Table("", text, tomllib.loads(f"x = {text}"))
    except tomllib.TOMLDecodeError:
        raise ValueError("it cannot be read") from None
    records = tuple(_record(each, kind) for each in table.subs("x"))
    if table.errors:
        raise ValueError(table.errors[0].message)
    return records


def _limited(option: Option, value: Any) -> Any:
    """Return the value. Raises: ValueError where it is outside of what the setting allows."""
    least, most = option.about.least, option.about.most
    if least is not None and not value >= least:
        raise ValueError(f"it must be at least {least:g}, not {value:g}")
    if most is not None and not value <= most:
        raise ValueError(f"it must be at most {most:g}, not {value:g}")
    return value


def _expected(option: Option) -> str:
    kind = option.kind
    if get_origin(kind) is Literal:
        return " or ".join(repr(one) for one in get_args(kind))
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        if item is bytes:
            return SECRET_WORDS
        if is_dataclass(item):
            return "[{" + ", ".join(f'{one.name} = "…"' for one in fields(item)) + "}]"
        return "a, b, c"
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
    return names[kind]


def _unknown_variables(env: Mapping[str, str]) -> Iterator[BriefingError]:
    known = {name for one in options() for name in (one.variable, f"{one.variable}_FILE")}
    for name in sorted(env):
        if name.startswith(PREFIX) and name not in known:
            hint = did_you_mean(name, known) or "docs/settings.md lists them"
            yield ContentError(f"no setting {name}", hint=hint, at=Location("environment"))
