"""Structured logs: a line of JSON for each event, or colours where a person watches."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Literal, TextIO

import structlog

_ADDRESS = re.compile(r"[^\s\"'<>@:,;]+@[^\s\"'<>@:,;]+\.[^\s\"'<>@:,;]+")
MASK = "…@…"


def set_up_logs(
    style: Literal["auto", "json", "text"] = "auto",
    level: str = "info",
    stream: TextIO = sys.stderr,
) -> None:
    """Send every log of this process, those of libraries too, to `stream`.

    `auto` is text on a terminal and JSON elsewhere. Whatever looks like an address of a person is
    masked: nothing should log one, and this makes sure of it.
    """
    text = style == "text" or (style == "auto" and stream.isatty())
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=stream.isatty())
        if text
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            masked,
            renderer,
        ],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # It notes every request of its own; ours does so without the path, which may hold a token.
    logging.getLogger("uvicorn.access").disabled = True


def masked(_logger: object, _name: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Return an event without the addresses in it."""
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _ADDRESS.sub(MASK, value)
    if isinstance(value, dict):
        return {_masked(key): _masked(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_masked(inner) for inner in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return _ADDRESS.sub(MASK, str(value))
