"""The child process that runs feedparser: bytes in, plain JSON out, one feed after another.

It is run as a script, imports nothing of this package, and may be killed at any moment (see
`feed_process`). A request is two big-endian 32-bit lengths, the content type, and the body; a
reply is one length and JSON.
"""

import io
import json
import os
import struct
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

MAX_ENTRIES = 1000
MAX_CHARS = 40_000


def parse(body: bytes, content_type: str) -> dict[str, Any]:
    """Return what feedparser makes of a feed: version, what was broken, feed fields, entries.

    Whatever feedparser raises (it does on some 3 % of mangled input) becomes `error`.
    """
    import feedparser

    headers = {"content-type": content_type} if content_type else {}
    try:
        parsed = feedparser.parse(
            io.BytesIO(body),  # a string might be taken for a file name or an address
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        return _plain(parsed)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def _plain(parsed: Mapping[str, Any]) -> dict[str, Any]:
    version = parsed.get("version") or ""
    atom = version.startswith("atom")
    feed = parsed["feed"]
    return {
        "version": version,
        "broken": _broken(parsed),
        "title": _text(feed, "title", atom=atom),
        "link": _string(feed, "link"),
        "lang": _string(feed, "language"),
        "entries": [_entry(entry, atom=atom) for entry in parsed["entries"][:MAX_ENTRIES]],
    }


def _broken(parsed: Mapping[str, Any]) -> str:
    """Say what is malformed; a wrong content type or charset in the headers harms no reader."""
    error = parsed.get("bozo_exception")
    harmless = ("CharacterEncodingOverride", "NonXMLContentType")
    if not parsed.get("bozo") or type(error).__name__ in harmless:
        return ""
    return " ".join(str(error).split())[:200] or type(error).__name__


def _entry(entry: Mapping[str, Any], *, atom: bool) -> dict[str, Any]:
    return {
        "id": _string(entry, "id"),
        "link": _string(entry, "feedburner_origlink") or _string(entry, "link"),
        "title": _text(entry, "title", atom=atom),
        "summary": _summary(entry, atom=atom),
        "date": _date(entry),
        "authors": [_string(author, "name") for author in _list(entry, "authors")]
        or [_string(entry, "author")],
        "tags": [_string(tag, "label") or _string(tag, "term") for tag in _list(entry, "tags")],
        "lang": _language(entry),
        "image": _image(entry),
    }


# FeedParserDict.get maps names onto one another and warns as it does; dict.get does neither.


def _string(values: Any, key: str) -> str:
    value = dict.get(values, key) if isinstance(values, dict) else None
    return value[:MAX_CHARS] if isinstance(value, str) else ""


def _list(values: Any, key: str) -> list[Any]:
    value = dict.get(values, key)
    return value[:50] if isinstance(value, list) else []


def _text(values: Any, key: str, *, atom: bool) -> list[str]:
    """Return [text, "text" or "html"]; only Atom says which of the two it is."""
    value = _string(values, key)
    kind = _string(dict.get(values, f"{key}_detail"), "type")
    return [value, "text" if atom and kind == "text/plain" else "html"] if value else []


def _summary(entry: Any, *, atom: bool) -> list[str]:
    # Where there is no summary, feedparser repeats the content there, but not its type.
    if not dict.get(entry, "summary_detail"):
        return _content(entry, atom=atom) or _text(entry, "summary", atom=atom)
    return _text(entry, "summary", atom=atom) or _content(entry, atom=atom)


def _content(entry: Any, *, atom: bool) -> list[str]:
    for content in _list(entry, "content"):
        if value := _string(content, "value"):
            plain = atom and _string(content, "type") == "text/plain"
            return [value, "text" if plain else "html"]
    return []


def _date(entry: Any) -> list[int]:
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        if date := dict.get(entry, key):
            return [int(part) for part in date[:6]]
    return []


def _language(entry: Any) -> str:
    return _string(dict.get(entry, "title_detail"), "language")


def _image(entry: Any) -> str:
    for thumbnail in _list(entry, "media_thumbnail"):
        return _string(thumbnail, "url")
    for media in _list(entry, "media_content"):
        if _string(media, "medium") == "image" or _string(media, "type").startswith("image/"):
            return _string(media, "url")
    for link in _list(entry, "links"):
        if _string(link, "rel") == "enclosure" and _string(link, "type").startswith("image/"):
            return _string(link, "href")
    return _string(dict.get(entry, "image"), "href")


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while len(head := requests.read(8)) == 8:
        type_length, body_length = struct.unpack(">II", head)
        content_type = requests.read(type_length).decode("utf-8", "replace")
        reply = json.dumps(parse(requests.read(body_length), content_type)).encode()
        replies.write(struct.pack(">I", len(reply)) + reply)
        replies.flush()


if __name__ == "__main__":
    # Replies get a descriptor of their own: a stray print would corrupt them.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        serve(sys.stdin.buffer, out)
