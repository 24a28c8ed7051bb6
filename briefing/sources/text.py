"""Text from outside, made into plain text: no markup, no control characters, no endless length."""

import html
import re
import unicodedata

import nh3

from briefing.model.placeholder import inert

TITLE_CHARS = 300
SUMMARY_CHARS = 2000
NAME_CHARS = 100

_BIDI_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NONCHARACTERS = "\ufeff\ufffe\uffff"
_DROPPED = str.maketrans("", "", _BIDI_OVERRIDES + _NONCHARACTERS)

# Elements of HTML, old ones included: `<` before any other word is text ("vector<int>").
_ELEMENTS = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink"
    " blockquote body br button canvas caption center cite code col colgroup data datalist dd"
    " del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer"
    " form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins"
    " kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes"
    " noscript object ol optgroup option output p param picture pre progress q rp rt ruby s"
    " samp script search section select slot small source span strike strong style sub summary"
    " sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var"
    " video wbr xmp"
).replace(" ", "|")
_TAG = rf"/?(?:{_ELEMENTS}|\w+[:-]\w+)\b[^<]*>"
_NO_TAG = re.compile(rf"<(?!{_TAG}|!--)", re.IGNORECASE)
_BREAK = re.compile(
    r"(?=</?(?:p|div|br|li|tr|td|th|h[1-6]|blockquote|dt|dd|pre|section)\b)", re.IGNORECASE
)


def from_html(markup: str, limit: int) -> str:
    """Return the text of an HTML fragment on one line, at most `limit` characters of it.

    All tags go, with what `script` and `style` hold; character references are read once.
    """
    bounded = _BREAK.sub(" ", markup[: 20 * limit])
    bare = nh3.clean(_NO_TAG.sub("&lt;", bounded), tags=set(), attributes={})
    return from_text(html.unescape(bare), limit)


def from_text(text: str, limit: int) -> str:
    """Return plain text on one line, at most `limit` characters of it, cut between words.

    Control characters, characters that override the direction of writing, and lone surrogates
    go: none belongs in prose, and each has been used to make text look other than it is.
    """
    spaced = " ".join(text.translate(_DROPPED).split())
    if not spaced.isprintable():
        spaced = " ".join("".join(c for c in spaced if _is_kept(c)).split())
    return inert(spaced if len(spaced) <= limit else _cut(spaced, limit))


def _is_kept(character: str) -> bool:
    # Supplementary private-use characters are what articles mark their own text with.
    return unicodedata.category(character) not in ("Cc", "Cs") and character < "\U000f0000"


def _cut(text: str, limit: int) -> str:
    head = text[: limit - 1]
    word, _, rest = head.rpartition(" ")
    return (word if len(rest) < 40 and word else head).rstrip() + "…"


def title_key(title: str) -> str:
    """Return what two titles share that differ only in case, spacing and punctuation."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(re.findall(r"\w+", folded))
