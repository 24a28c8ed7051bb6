"""Links from outside: made absolute, and read from `Link` headers."""

import re
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

from briefing.model.links import DEFAULT_PORTS
from briefing.model.placeholder import inert_url

_RESERVED = "!#$%&'()*+,/:;=?@[]~"


def web_link(url: str, base: str = "") -> str:
    """Return `url` made absolute against `base`, or "" where that is no http or https link.

    Characters that have no place in a URL (spaces, quotes, angle brackets) are percent-encoded.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname or parts.port == 0:
            return ""
        netloc = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        # A user name before the host ("https://bank.example@evil.example") only ever misleads.
        if not re.fullmatch(r"[\w.:\[\]-]+", netloc, re.ASCII):
            return ""
        return inert_url(quote(urlunsplit(parts._replace(netloc=netloc)), safe=_RESERVED))
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
    return parts.scheme, parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)


def with_query(url: str, parameters: list[tuple[str, str]]) -> str:
    """Return `url` with the parameters in the order given, which replay relies upon."""
    return f"{url}?{urlencode(parameters)}"
