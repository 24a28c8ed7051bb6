"""Host names as requests give them: what the preview and the public pages check alike."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names by which only this very machine is reached."""


def host_name(url: str) -> str:
    """Return the host of an address in lower case, or nothing where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
