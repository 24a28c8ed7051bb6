"""Make any text safe to stand in a Mermaid script: it stays the words of one label.

Mermaid writes a character by its number as `#59;`. That keeps text inside its label, but what
Mermaid draws is read once more, as HTML or Markdown; what would be markup there is respelled.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import chain, count

MAX_LENGTH = 160
MAX_WORD = 32
NOTHING = "–"
JOINERS = "\u200c\u200d"  # without them Persian and many emoji fall apart

_QUOTED = '"#;&<>`\\{}'
_BARE = _QUOTED + ":,()[]|~@^=*_$%'"
_MARKDOWN = str.maketrans({"*": "∗", "`": "ˋ", "~": "∼", "\\": "∖", "<": "‹", ">": "›"})
_KEYWORDS = re.compile(
    r"^(title|section|end|click|style|class|state|note|accTitle|accDescr|dateFormat|axisFormat|"
    r"tickInterval|todayMarker|excludes|includes|inclusiveEndDates|topAxis|weekday|weekend|"
    r"displayMode|call|href|done|active|crit|milestone|vert|link|links|as|direction|default)\b",
    re.IGNORECASE,
)


def plain(text: object) -> str:
    """Return the text on one line, without control characters and of bounded length."""
    return _line(text) or NOTHING


def is_blank(text: object) -> bool:
    """Tell whether nothing of the text can be seen."""
    return not _line(text)


def respelled(text: object) -> str:
    """Return the text with what would be read as HTML, or as Mermaid's own marks, respelled."""
    words = plain(text).replace("ﬂ", "fl").replace("¶ß", "¶ ß")  # merman's marks for "#" and ";"
    words = re.sub(r"([&#])(?=#?\w+;)", r"\1 ", words)
    words = words.replace("$$", "$ $")
    if re.search(r"<[\w/!?]", words):
        words = words.replace("<", "‹").replace(">", "›")
    return words


def quoted(text: object) -> str:
    """Return the text as a string in double quotes."""
    return f'"{_numbered(respelled(text), _QUOTED)}"'


def bare_title(title: str) -> str:
    """Return a title for the end of a line, or nothing where it is blank."""
    return "" if is_blank(title) else bare(title)


def quoted_title(title: str) -> str:
    """Return a title in double quotes, or nothing where it is blank."""
    return "" if is_blank(title) else quoted(title)


def quoted_markdown(text: object) -> str:
    """Return the text as a string in double quotes where Mermaid reads Markdown in it."""
    return f'"{_numbered(_without_markdown(text), _QUOTED + "%")}"'


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
        json.dumps(respelled(text).translate(_MARKDOWN), ensure_ascii=False),
    )


def titled(title: str, script: Callable[[str], str]) -> str:
    """Return what `script` makes of a title in YAML, or without front matter where it is blank."""
    if is_blank(title):
        return script("").partition("\n---\n")[2]
    return script(yaml(title))


def distinct(texts: Iterable[object]) -> list[str]:
    """Return the texts' words, repeated ones numbered: to Mermaid equal names are one thing."""
    names: dict[str, None] = {}
    for text in texts:
        words = respelled(text)
        tries = (f"{words[: MAX_LENGTH - 8]} ({n})" for n in count(2))
        names[next(name for name in chain([words], tries) if name not in names)] = None
    return list(names)


def _line(text: object) -> str:
    kept = "".join(_character(c) for c in unicodedata.normalize("NFC", str(text)))
    words = re.sub(rf"(\S{{{MAX_WORD}}})(?=\S{{4}})", r"\1 ", " ".join(kept.split()))
    words = words if len(words) <= MAX_LENGTH else words[: MAX_LENGTH - 1].rstrip() + "…"
    return words if words.strip(JOINERS) else ""


def _character(character: str) -> str:
    category = unicodedata.category(character)
    if character in JOINERS:
        return character
    if category in ("Cf", "Cs", "Co", "Cn"):
        return ""
    return " " if category[0] in "CZ" else character


def _without_markdown(text: object) -> str:
    words = respelled(text).translate(_MARKDOWN)
    words = re.sub(r"(?<![^\W_])_|_(?![^\W_])", "ˍ", words)
    words = re.sub(r"^(\d+[.)]) ", "\\1\u00a0", words)
    return re.sub(r"^[-+] ", "– ", words)


def _numbered(words: str, hazards: str) -> str:
    hazards += "%" if "%%" in words else ""
    coded = "".join(_code(c) if c in hazards else c for c in words)
    # Mermaid mends the colours of `style` and `classDef` lines by rubbing out semicolons in them.
    return re.sub(r"s(?=tyle)|c(?=lassDef)", lambda found: _code(found[0]), coded)


def _as_bare(words: str) -> str:
    coded = _numbered(words, _BARE)
    if words[0].isalnum() and not _KEYWORDS.match(words):
        return coded
    return coded if coded.startswith(_code(words[0])) else _code(words[0]) + coded[1:]


def _code(character: str) -> str:
    return f"#{ord(character)};"
