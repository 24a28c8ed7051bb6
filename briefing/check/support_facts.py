"""What mail programs support: the facts of caniemail.com, and which losses do no harm."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

OUTLOOK = "Outlook for Windows"


@dataclass(frozen=True, slots=True)
class Feature:
    """An element, property or the like that some client drops; `dropped_by` names those."""

    slug: str
    title: str
    url: str
    tested: str
    dropped_by: tuple[str, ...]


def facts_date() -> date:
    """Return the day of which Can I email's facts are."""
    return date.fromisoformat(_facts()["updated"])


@lru_cache(maxsize=1)
def load_features() -> Mapping[str, Feature]:
    """Return the features by what they are about, such as "property:float" or "element:svg"."""
    facts = _facts()
    found: dict[str, Feature] = {}
    for record in facts["features"]:
        clients = zip(facts["clients"], record["support"], strict=True)
        dropped_by = tuple(client for client, support in clients if support == "n")
        feature = Feature(
            slug=record["slug"],
            title=record["title"],
            url=record["url"],
            tested=record["tested"],
            dropped_by=dropped_by,
        )
        for kind, words in record["about"].items():
            found.update({f"{kind}:{word}": feature for word in words})
    return found


def _facts() -> dict[str, Any]:
    path = files("briefing.check") / "data" / "caniemail.json"
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts


STRIPPED: Mapping[str, str] = {
    "script": "every mail program removes it, and spam filters count it",
    "iframe": "every mail program removes it",
    "frame": "every mail program removes it",
    "frameset": "every mail program removes it",
    "form": "Outlook removes it, others warn of it or do not send it",
    "object": "Gmail and Outlook remove it with all that it holds",
    "embed": "most mail programs remove it",
    "applet": "every mail program removes it",
    "video": "Gmail and Outlook remove it",
    "audio": "Gmail and Outlook remove it",
    "svg": "Gmail and Outlook remove it; show the drawing as a PNG",
    "math": "Gmail and Outlook show its letters in a row",
    "canvas": "nothing draws on it, for scripts are removed",
}
"""Elements whose content is lost for many readers."""

GRACEFUL: Mapping[str, str] = {
    "css-animation": "the content stands still",
    "css-border-radius": "corners are square",
    "css-box-shadow": "there is no shadow",
    "css-color-scheme": "the program chooses between light and dark itself",
    "css-cursor": "the pointer looks as usual",
    "css-font-kerning": "letters stand a little wider or closer",
    "css-height": "Yahoo Mail makes it the least height",
    "css-hyphens": "words are not hyphenated",
    "css-list-style-position": "markers stand beside the text",
    "css-max-height": "what it would hide is hidden by display:none too",
    "css-opacity": "what is faint is solid, and no less readable",
    "css-orphans": "concerns print",
    "css-outline": "there is no outline",
    "css-overflow": "nothing is cut off",
    "css-overflow-wrap": "a very long word may stick out",
    "css-tab-size": "tabs are eight wide",
    "css-text-decoration-color": "the line under a link has the link's colour",
    "css-text-decoration-skip-ink": "the line under a link crosses letters",
    "css-text-decoration-style": "the line under a link is solid",
    "css-text-decoration-thickness": "the line under a link has the usual thickness",
    "css-text-shadow": "there is no shadow",
    "css-text-underline-offset": "the line under a link has the usual distance",
    "css-text-wrap": "lines break where they happen to",
    "css-transition": "states change at once",
    "css-user-select": "the text can be selected",
    "css-white-space": "long lines of code wrap",
    "css-widows": "concerns print",
    "css-word-break": "a very long word may stick out",
    "css-word-spacing": "words stand as far apart as usual",
    "css-word-wrap": "a very long word may stick out",
    "html-abbr": "the text stays, its explanation is lost",
    "html-acronym": "the text stays, its explanation is lost",
    "html-body": "its styles are lost, and so repeated on the <div> inside it",
    "html-bdi": "the text stays",
    "html-picture": "the <img> inside it is shown",
    "html-rp": "the text stays",
    "html-rt": "the text stays",
    "html-ruby": "the text stays",
    "html-wbr": "a long word breaks elsewhere",
}
"""Features that may be used although some programs drop them, and what readers see there."""
