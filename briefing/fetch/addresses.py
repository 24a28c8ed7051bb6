"""Web addresses: what is one, whom it belongs to, and where a redirect leads."""

from urllib.parse import urljoin, urlsplit

import httpx2

from briefing.errors import SourceError
from briefing.fetch.status import visible

PORTS = {"http": 80, "https": 443}


def _no_address(url: str) -> SourceError:
    return SourceError(
        f"{visible(url)!r} is no web address", hint="it must begin with https:// or http://"
    )


def host_of(url: str) -> str:
    """Return a web address's host; raise SourceError for what is no web address."""
    try:
        parts = urlsplit(url)
        if parts.scheme in PORTS and parts.hostname and parts.port != 0:
            return httpx2.URL(url).host
    except (httpx2.InvalidURL, ValueError) as error:
        raise _no_address(url) from error
    raise _no_address(url)


def redirect_target(url: str, location: str) -> str:
    """Return where a redirect leads, without a login where that is another's."""
    try:
        target = urljoin(url, location)
        parts = urlsplit(target)
        if parts.username is not None and origin(target) != origin(url):
            # A name and password of the redirecting host's choosing are not ours to use.
            target = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        host_of(target)
    except (SourceError, ValueError) as error:
        raise SourceError(
            f"{visible(url)} redirects to {visible(location)!r}, which is no web address",
            hint="open it in a browser, and use the address where it ends",
        ) from error
    return target


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port: who answers at an address."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)
