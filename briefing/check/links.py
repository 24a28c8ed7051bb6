"""Links: that each leads somewhere, and says where."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from briefing.check.examined import EMAIL, Examined, counted, listed, on_page
from briefing.check.html import Element, Page
from briefing.check.placeholders import PLACEHOLDER
from briefing.errors import Location
from briefing.model.finding import Finding, Severity
from briefing.model.links import names_other_site
from briefing.model.placeholder import PLACEHOLDERS as KNOWN

SCHEMES = ("https", "http", "mailto", "tel")
VAGUE = frozenset(
    {"here", "click here", "read more", "more", "link", "this", "this link", "learn more"}
)
PUBLICATION = "content/publication.toml"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNREACHABLE = (".example", ".invalid", ".test", ".local", ".localhost", ".internal", ".lan")
_EXAMPLES = ("example.com", "example.org", "example.net")


def check_links(examined: Examined) -> Iterator[Finding]:
    """Report links that lead nowhere or say nothing, in both HTML editions."""
    yield from _of_page(examined.email, _links(examined.email))
    yield from _hosts(examined)
    yield from _disguises(_links(examined.email), examined.email)
    known = {link.get("href") for link in _links(examined.email)}
    new = [link for link in _links(examined.web) if link.get("href") not in known]
    yield from _of_page(examined.web, new)


def _links(page: Page) -> list[Element]:
    return [e for e in page.all("a", "area") if "href" in e.attributes]


def _of_page(page: Page, links: Iterable[Element]) -> Iterator[Finding]:
    each = list(links)
    ids = {e.get("id") for e in page.elements} | {e.get("name") for e in page.all("a")}
    for link in each:
        yield from _target(link, page, ids)
    yield from _insecure(each, page)
    yield from _texts(each, page)


def _target(link: Element, page: Page, ids: set[str]) -> Iterator[Finding]:
    url, text = link.get("href"), repr(link.text[:60])
    if not url or url == "#":
        message = f"the link {text} leads nowhere"
        yield on_page("link-empty", Severity.ERROR, message, page, link, hint="give it an address")
    elif url.startswith("#"):
        if url[1:] not in ids:
            message = f"the link {text} leads to {url!r}, which is not in this document"
            hint = "correct the name, or link to the web page"
            yield on_page("link-fragment", Severity.WARNING, message, page, link, hint=hint)
    elif PLACEHOLDER.fullmatch(url):
        if url not in KNOWN:
            message = f"the link {text} leads to the placeholder {url}, which nothing fills in"
            hint = f"those that are filled in are {', '.join(KNOWN)}"
            yield on_page("link-placeholder", Severity.ERROR, message, page, link, hint=hint)
    else:
        yield from _address(link, page)


def _address(link: Element, page: Page) -> Iterator[Finding]:
    url, text = link.get("href"), repr(link.text[:60])
    scheme = _SCHEME.match(url)
    hint = "give an absolute https:// address"
    if not scheme:
        if page.place == EMAIL:  # a mail has no place that an address could be relative to
            message = f"the link {text} leads to {url!r}, an address without https://"
            yield on_page("link-relative", Severity.ERROR, message, page, link, hint=hint)
    elif scheme[1].lower() not in SCHEMES:
        message = f"the link {text} leads to {url[:80]!r}, which mail cannot follow"
        yield on_page("link-scheme", Severity.ERROR, message, page, link, hint=hint)
    elif _is_web(url) and not _host(url):
        message = f"the link {text} leads to {url[:80]!r}, an address without a host"
        yield on_page("link-broken", Severity.WARNING, message, page, link, hint=hint)


def _insecure(links: Iterable[Element], page: Page) -> Iterator[Finding]:
    found = [link for link in links if link.get("href").lower().startswith("http://")]
    if found:
        urls = listed(link.get("href") for link in found)
        message = f"{counted(len(found), 'link')} over http instead of https: {urls}"
        hint = "use the https:// address where there is one"
        yield on_page("link-http", Severity.WARNING, message, page, found[0], hint=hint)


def _hosts(examined: Examined) -> Iterator[Finding]:
    page, own = examined.email, _host(examined.publication.url)
    found = [(link, _host(link.get("href"))) for link in _links(page)]
    odd = [(link, host) for link, host in found if host and _unreachable(host)]
    ours = [link for link, host in odd if host == own]
    others = [(link, host) for link, host in odd if host != own]
    if ours:
        message = f"{counted(len(ours), 'link')} to our own site, which no reader can reach: {own}"
        hint = "set `url` to the address under which the site is to be found"
        at = Location(PUBLICATION)
        yield Finding("link-host", Severity.NOTICE, message, hint, at, page.place)
    if others:
        hosts = listed(host for _, host in others)
        message = f"{counted(len(others), 'link')} to hosts that no reader can reach: {hosts}"
        hint = "correct the addresses"
        yield on_page("link-host", Severity.NOTICE, message, page, others[0][0], hint=hint)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http:", "https:"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "") if _is_web(url) else ""
    except ValueError:  # such as "https://["
        return ""


def _unreachable(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host in _EXAMPLES or host.endswith(_UNREACHABLE)


def _texts(links: Iterable[Element], page: Page) -> Iterator[Finding]:
    for link in links:
        name = _spoken(link)
        if not name:
            message = f"the link to {link.get('href')[:80]!r} has no text"
            hint = "say where it leads: screen readers read the address instead"
            yield on_page("link-text", Severity.WARNING, message, page, link, hint=hint)
        elif name.lower().strip(" .…>→") in VAGUE:
            message = f"the link {name!r} does not say where it leads"
            hint = "put words that make sense by themselves into the link"
            yield on_page("link-text", Severity.WARNING, message, page, link, hint=hint)


def _disguises(links: Iterable[Element], page: Page) -> Iterator[Finding]:
    for link in links:
        if names_other_site(link.text, link.get("href")):
            message = f"the link {link.text[:60]!r} leads to {_host(link.get('href'))}"
            hint = "mail filters take that for a disguise: link other words"
            yield on_page("link-disguise", Severity.WARNING, message, page, link, hint=hint)


def _spoken(link: Element) -> str:
    pictures = (e.get("alt") for e in link.walk() if e.tag == "img")
    return link.text or link.get("aria-label") or link.get("alt") or " ".join(pictures).strip()
