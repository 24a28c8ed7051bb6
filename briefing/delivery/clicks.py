"""Links that are counted, where an operator asks for it: the same in every reader's copy.

A link of the email leads to a page of ours that counts and sends on. Its address names issue and
link and carries a code that only this installation can make: it says nothing of who reads, and
nobody can make one that leads elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

_LINK = re.compile(
    r"""(?P<head><a\b(?:[^">]|"[^"]*")*?\shref=")(?P<url>https?://[^"]*)"""
    r"""(?P<tail>"(?:[^">]|"[^"]*")*>)(?P<shown>.*?)(?=</a>)""",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r'<(?:[^">]|"[^"]*")*>')
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Redirects:
    """Makes and knows the addresses of counted links, below the publication's own."""

    site_url: str
    keys: Sequence[bytes] = field(repr=False)

    def url(self, issue_id: int, number: int) -> str:
        """Return the address that counts a link and leads to it."""
        return f"{self.site_url}/c/{issue_id}/{number}/{_mac(self.keys[0], issue_id, number)}"

    def is_ours(self, issue_id: int, number: int, mac: str) -> bool:
        """Tell whether an address was made here."""
        given = mac.encode()
        return any(
            hmac.compare_digest(_mac(key, issue_id, number).encode(), given) for key in self.keys
        )


def links_of(html: str) -> tuple[str, ...]:
    """Return where the links of an email lead that can be counted, each once, in their order.

    Not those whose text is an address: it would be another one than the link's, which readers and
    filters take for fraud.
    """
    found = _LINK.finditer(html)
    return tuple(dict.fromkeys(unescape(one["url"]) for one in found if _can_be_counted(one)))


def redirected(html: str, urls: Mapping[str, str]) -> str:
    """Return the HTML with such links leading to the addresses that stand for theirs."""

    def replaced(link: re.Match[str]) -> str:
        other = urls.get(unescape(link["url"]))
        if other is None or not _can_be_counted(link):
            return link[0]
        return f"{link['head']}{escape(other)}{link['tail']}{link['shown']}"

    return _LINK.sub(replaced, html)


def _can_be_counted(link: re.Match[str]) -> bool:
    shown = unescape(_TAG.sub("", link["shown"])).strip()
    return not _ADDRESS.fullmatch(shown)


def _mac(key: bytes, issue_id: int, number: int) -> str:
    digest = hmac.digest(key, b"briefing click\0%d\0%d" % (issue_id, number), hashlib.sha256)
    return base64.b32encode(digest[:10]).decode().lower()
