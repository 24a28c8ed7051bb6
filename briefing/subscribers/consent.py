"""Consent texts: a version is made from the words, so that neither changes without the other."""

from __future__ import annotations

import hashlib

from briefing.model.subscriber import ConsentText


def consent_text(lang: str, text: str) -> ConsentText:
    """Return the text with its version, such as "en-3f9a0c41d2e8"."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return ConsentText(f"{lang}-{digest}", lang, text)
