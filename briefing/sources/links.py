"""Links from outside: made absolute, made comparable, and read from `Link` headers."""

import re
from urllib.parse import SplitResult, quote, urlencode, urljoin, urlsplit, urlunsplit

_TRACKER = re.compile(
    "utm_.*|(fb|g|d|y)clid|msclkid|[gw]braid|igshid|mc_[ce]id|mkt_tok|_hs(enc|mi)|vero_id",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_RESERVED = "!#$%&'()*+,/:;=?@[]~"


def canonical_link(url: str) -> str:
    """Return the form in which two links to the same page are equal.

    The host in lower case; no default port, fragment, trailing slash or tracking parameter
    (`utm_*`, `fbclid` and their like). What is no URL with a host comes back as it is.
    """
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
    named = "" if port is None or port == _DEFAULT_PORTS.get(parts.scheme) else f":{port}"
    return f"{user}@{shown}{named}" if user else f"{shown}{named}"


def _without_trackers(query: str) -> str:
    kept = [
        pair for pair in query.split("&") if pair and not _TRACKER.fullmatch(pair.partition("=")[0])
    ]
    return "&".join(kept)


def web_link(url: str, base: str = "") -> str:
    """Return `url` made absolute against `base`, or "" where that is no http or https link.

    Characters that have no place in a URL (spaces, quotes, angle brackets) are percent-encoded.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or parts.port == 0:
            return ""
        netloc = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        # A user name before the host ("https://bank.example@evil.example") only ever misleads.
        if not re.fullmatch(r"[\w.:\[\]-]+", netloc, re.ASCII):
            return ""
        return quote(urlunsplit(parts._replace(netloc=netloc)), safe=_RESERVED)
    except ValueError:
        return ""


def next_link(header: str, base: str) -> str:
    """Return the absolute target of `rel="next"` in a `Link` header (RFC 8288), or ""."""
    for match in re.finditer(r"<([^<>]*)>([^<]*)", header):
        relation = re.search(r";\s*rel\s*=\s*\"?([^\";]*)", match[2], re.IGNORECASE)
        if relation and "next" in relation[1].lower().split():
            return web_link(match[1], base)
    return ""


def same_origin(one: str, other: str) -> bool:
    """Say whether two URLs share scheme, host and port."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _DEFAULT_PORTS.get(parts.scheme)


def with_query(url: str, parameters: list[tuple[str, str]]) -> str:
    """Return `url` with the parameters in the order given, which replay relies upon."""
    return f"{url}?{urlencode(parameters)}"
