"""Headers: as they go over the wire, as they come, and which of them follow a redirect."""

import re
from collections.abc import Mapping

import httpx2

from briefing.errors import SourceError
from briefing.fetch.addresses import origin

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FIELD = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


def sendable(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Return headers as they go over the wire; raise SourceError for what cannot.

    The value is not told: it may be a secret.
    """
    sent: list[tuple[bytes, bytes]] = []
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name) or not _FIELD.fullmatch(value.strip(" \t")):
            raise SourceError(
                f"the header {name!r} cannot be sent",
                hint="a header is one line of plain characters; is there a line break in it?",
            )
        sent.append((name.encode("ascii"), value.strip(" \t").encode("latin-1")))
    return sent


def received(answer: httpx2.Response) -> dict[str, str]:
    """Return an answer's headers, each byte a character: what comes goes back unchanged."""
    found: dict[str, str] = {}
    for name, value in answer.headers.raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    if "location" in found:
        found["location"] = found["location"].encode("latin-1").decode("utf-8", "replace")
    return found


def headers_after(url: str, target: str, headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers for a redirect's next hop.

    What a topic's headers hold (tokens, keys) was meant for one host alone, and so were the
    validators that it gave. The step from http to https leads to the same host.
    """
    before, after = origin(url), origin(target)
    upgraded = ("https", before[1], 443) if before[0] == "http" and before[2] == 80 else before
    if after in (before, upgraded):
        return dict(headers)
    return {name: value for name, value in headers.items() if name == "accept"}
