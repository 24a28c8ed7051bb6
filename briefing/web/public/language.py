"""The language of a page: what its address, or the reader's browser, asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.datastructures import Headers, QueryParams
from starlette.types import Scope

from briefing.model.topic import Topic
from briefing.render.languages import LANGUAGES, Language, language_of

VARY: Mapping[str, str] = {"vary": "Accept-Language"}
"""What a page says whose language the browser chose, so that no cache serves it to others."""


def asked_language(scope: Scope, otherwise: Language = LANGUAGES["en"]) -> Language:
    """Return the language that a page is asked for in: by `?lang=`, or by the browser.

    The browser's wishes count in the order of their weights (RFC 9110, section 12.5.4).
    """
    named = QueryParams(scope.get("query_string", b"")).get("lang", "")
    if named in LANGUAGES:
        return LANGUAGES[named]
    for tag in _wished(Headers(scope=scope).get("accept-language", "")):
        if tag in LANGUAGES:
            return LANGUAGES[tag]
    return otherwise


def _wished(accepted: str) -> Sequence[str]:
    """Return the languages of an Accept-Language field, the most wanted first."""
    weighed = []
    for offer in accepted.split(",")[:10]:
        tag, _, weight = offer.partition(";")
        weighed.append((tag.strip().split("-")[0].lower(), _weight(weight)))
    return [tag for tag, weight in sorted(weighed, key=lambda one: -one[1]) if weight > 0]


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def home_language(topics: Sequence[Topic]) -> Language:
    """Return the language of pages that nobody asked for in another: the topics' if they share one.

    Files have no reader to ask, and most feeds and crawlers wish for nothing.
    """
    spoken = {language_of(topic.lang).tag for topic in topics}
    return language_of(spoken.pop()) if len(spoken) == 1 else LANGUAGES["en"]
