"""The header fields that every answer carries, the policy of content foremost.

https://www.w3.org/TR/CSP3/, https://owasp.org/www-project-secure-headers/
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_PICTURE = re.compile(r"<(?:img|source)\b[^>]*?\bsrc(?:set)?=\"(https?://[^\"]+)\"", re.IGNORECASE)

BASIS: Mapping[str, str] = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def content_policy(**changes: str) -> str:
    """Return the policy of a page, some directives otherwise: `frame_ancestors="*"`."""
    directives = {**BASIS, **{name.replace("_", "-"): said for name, said in changes.items()}}
    return "; ".join(f"{name} {said}" for name, said in directives.items())


def policy_of(page: str) -> str:
    """Return the policy under which a page with styles of its own shows as it was made.

    Its styles are allowed by their hashes, its pictures from the sites that it names.
    """
    styles = [f"'sha256-{_digest(style)}'" for style in _STYLE.findall(page)]
    places = {_origin(url) for url in _PICTURE.findall(page)}
    return content_policy(
        style_src=" ".join(["'self'", *dict.fromkeys(styles)]),
        img_src=" ".join(["'self'", *sorted(places)]),
    )


PICTURE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"
)
"""The policy of an SVG picture looked at by itself: its own styles and font, and no script."""

SECURITY_HEADERS: Mapping[str, str] = {
    "content-security-policy": content_policy(),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    # Not "no-referrer", which would make browsers post our own forms with the origin "null".
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
"""What an answer carries unless it says otherwise itself."""


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
