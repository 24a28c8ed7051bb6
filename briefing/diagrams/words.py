"""Make any text safe to stand in a Mermaid script: it stays the words of one label.

Mermaid writes a character by its number as `#59;`. That keeps text inside its label, but what
Mermaid draws is read once more, as HTML or Markdown; what would be markup there is respelled.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable

MAX_LENGTH = 160
MAX_WORD = 32
NOTHING = "–"
JOINERS = "\u200c\u200d"  # without them Persian and many emoji fall apart

_QUOTED = '"#;&<>`\\{}'
_BARE = _QUOTED + ":,()[]|~@^=*_$%'"
_MARKDOWN = str.maketrans({"*": "∗", "`": "ˋ", "_": "ˍ", "~": "∼"})
_KEYWORDS = re.compile(
    r"^(title|section|end|click|style|class|state|note|accTitle|accDescr|dateFormat|axisFormat|"
    r"tickInterval|todayMarker|excludes|includes|inclusiveEndDates|topAxis|weekday|weekend|"
    r"displayMode|call|href|done|active|crit|milestone|vert|link|links|as|direction|default)\b",
    re.IGNORECASE,
)


def plain(text: object, *, limit: int = MAX_LENGTH) -> str:
    """Return the text on one line, without control characters, and no longer than `limit`."""
    kept = "".join(_character(c) for c in unicodedata.normalize("NFC", str(text)))
    words = " ".join(kept.split())
    words = words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
    words = re.sub(rf"(\S{{{MAX_WORD}}})(?=\S{{4}})", r"\1 ", words)
    return words or NOTHING


def quoted(text: object) -> str:
    """Return the text as a string in double quotes."""
    return f'"{_numbered(respelled(text), _QUOTED)}"'


def bare_title(title: str) -> str:
    """Return a title for the end of a line, or nothing where it is blank."""
    return bare(title) if title.strip() else ""


def quoted_title(title: str) -> str:
    """Return a title in double quotes, or nothing where it is blank."""
    return quoted(title) if title.strip() else ""


def quoted_markdown(text: object) -> str:
    """Return the text as a string in double quotes where Mermaid reads Markdown in it."""
    return f'"{_numbered(_without_markdown(text), _QUOTED)}"'


def bare(text: object) -> str:
    """Return the text for a place that knows no quotes: up to a colon or the end of the line."""
    return _as_bare(respelled(text))


def bare_markdown(text: object) -> str:
    """Return the text for a place without quotes where Mermaid reads Markdown."""
    return _as_bare(_without_markdown(text))


def yaml(text: object) -> str:
    """Return the text as a YAML string; the front matter of a script is YAML."""
    return re.sub(
        r"[#%{}<>&`]",
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(respelled(text), ensure_ascii=False),
    )


def titled(title: str, script: Callable[[str], str]) -> str:
    """Return what `script` makes of a title in YAML, or without front matter where it is blank."""
    if title.strip():
        return script(yaml(title))
    return script("").partition("\n---\n")[2]


def distinct(texts: list[str]) -> list[str]:
    """Return the texts, those that repeat numbered: Mermaid takes equal names for one thing."""
    seen: dict[str, int] = {}
    names = []
    for text in texts:
        name = text
        while name in seen:
            seen[text] += 1
            name = f"{text} ({seen[text]})"
        seen[name] = 1
        names.append(name)
    return names


def _character(character: str) -> str:
    category = unicodedata.category(character)
    if character in JOINERS:
        return character
    if category in ("Cf", "Cs", "Co", "Cn"):
        return ""
    return " " if category[0] in "CZ" else character


def respelled(text: object) -> str:
    """Return the text with what would be read as HTML, or as Mermaid's own marks, respelled."""
    words = plain(text).replace("ﬂ", "fl").replace("¶ß", "¶ ß")  # merman's marks for "#" and ";"
    words = re.sub(r"&(?=#?\w+;)", "& ", words)
    words = words.replace("$$", "$ $")
    if re.search(r"<[\w/!?]", words):
        words = words.replace("<", "‹").replace(">", "›")
    return words


def _without_markdown(text: object) -> str:
    words = respelled(text)
    words = re.sub(r"^(\d+)([.)]) ", r"\1\2" + "\u00a0", words)
    words = re.sub(r"^[-+] ", "– ", words)
    return words.translate(_MARKDOWN)


def _numbered(words: str, hazards: str) -> str:
    hazards += "%" if "%%" in words else ""
    return "".join(f"#{ord(c)};" if c in hazards else c for c in words)


def _as_bare(words: str) -> str:
    coded = _numbered(words, _BARE)
    if words[0] == coded[0] and (not words[0].isalnum() or _KEYWORDS.match(words)):
        coded = f"#{ord(words[0])};{coded[1:]}"
    return coded
