"""Links that can be compared, and that follow nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

from babel import Locale

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_TRACKER = re.compile(
    "utm_.*|(fb|g|d|y)clid|msclkid|[gw]braid|igshid|mc_[ce]id|mkt_tok|_hs(enc|mi)|vero_id",
    re.IGNORECASE,
)
_SITE = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?![a-z0-9@.-])")
DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_link(url: str) -> str:
    """Return the form in which two links to the same page are equal.

    The host in lower case; no default port, fragment, trailing slash or tracking parameter
    (`utm_*`, `fbclid` and their like). What is no URL with a host comes back as it is.
    """
    # What one pass takes off can uncover more of it: white space, a slash.
    while (simpler := _simplified(url)) != url:
        url = simpler
    return url


def _simplified(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if not host:
        return url
    return urlunsplit(
        (
            parts.scheme,
            _authority(parts, host, port),
            parts.path.rstrip("/"),
            _without_trackers(parts.query),
            "",
        )
    )


def _authority(parts: SplitResult, host: str, port: int | None) -> str:
    user = parts.netloc.rpartition("@")[0]
    shown = f"[{host}]" if ":" in host else host
    named = "" if port is None or port == DEFAULT_PORTS.get(parts.scheme) else f":{port}"
    return f"{user}@{shown}{named}" if user else f"{shown}{named}"


def _without_trackers(query: str) -> str:
    kept = [
        pair for pair in query.split("&") if pair and not _TRACKER.fullmatch(pair.partition("=")[0])
    ]
    return "&".join(kept)


def untracked(url: str) -> str:
    """Return `url` without the parameters that only tell its owner who followed it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(query=_without_trackers(parts.query)))


def names_other_site(text: str, url: str) -> bool:
    """Return whether a link's text begins with the name of a site that it does not lead to.

    Mail filters take that for a disguise, also where "Z.ai" is only what a company is called.

    >>> names_other_site("z.ai GLM", "https://hub.example/zai-org")
    True
    >>> names_other_site("Node.js", "https://hub.example/node")
    False
    """
    named = _SITE.match(text.strip().lower())
    try:
        host = (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return False
    if not named or not host or not _is_site(named[1]):
        return False
    return not f".{host}".endswith(f".{named[1].removeprefix('www.')}")


def _is_site(name: str) -> bool:
    """Tell whether a name with dots ends as names of sites do."""
    ending = name.rpartition(".")[2]
    if len(ending) == 2:  # a country's: no need of the whole list of suffixes
        return ending in ("uk", "eu") or ending.upper() in Locale("en").territories
    return bool(_suffixes().privatesuffix(name))


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # its list takes a while to read

    return PublicSuffixList(accept_unknown=False)
