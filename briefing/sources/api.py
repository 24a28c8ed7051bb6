"""JSON answers of public APIs: read whole, followed page by page, and trusted in nothing."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from briefing.errors import SourceError
from briefing.ports import Fetcher, Response
from briefing.sources.base import ConfiguredSource
from briefing.sources.links import next_link, same_origin


def read_json(body: bytes, *, encoding: str = "utf-8-sig") -> Any:
    """Return the JSON document in `body`, numbers with a fraction as Decimal.

    Raises: ValueError for what is no JSON, nested too deep, or holds NaN or infinity.
    """
    try:
        return json.loads(
            body.decode(encoding, "replace"), parse_float=Decimal, parse_constant=_refuse
        )
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


def read_answer(source: ConfiguredSource, response: Response) -> Any:
    """Return the document of an answer; raise SourceError where it is no JSON."""
    try:
        return read_json(response.body)
    except ValueError as error:
        raise source.error(f"the answer of {response.url} is not JSON: {error}") from error


def fetch_pages(
    source: ConfiguredSource,
    fetcher: Fetcher,
    url: str,
    *,
    pages: int,
    headers: Mapping[str, str] | None = None,
) -> tuple[list[Mapping[str, Any]], Response, bool]:
    """Follow `Link: rel="next"` for up to `pages` pages that each hold a list of objects.

    Return the objects, the last answer, and whether more pages were left unread.

    Raises: SourceError for any page that fails, is no list, or leads to another host.
    """
    found: list[Mapping[str, Any]] = []
    following = url
    for _ in range(pages):
        # A 304 would leave a hole in the sum, so every page is asked for whole.
        request = source.request(following, headers=headers, conditional=False)
        response = fetcher.fetch(request)
        found.extend(_objects(source, response))
        following = next_link(response.headers.get("link", ""), response.url)
        if not following:
            break
        if not same_origin(following, url):
            raise source.error(f"the next page of {url} is at another host: {following}")
    return found, response, bool(following)


def _objects(source: ConfiguredSource, response: Response) -> list[Mapping[str, Any]]:
    document = read_answer(source, response)
    if not isinstance(document, list) or not all(isinstance(item, dict) for item in document):
        raise source.error(f"the answer of {response.url} is not a list of objects")
    return document


def whole(values: Mapping[str, Any], key: str) -> int:
    """Return a count; raise SourceError where it is missing or is no whole number from 0 up."""
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        shown = "is missing" if value is None else f"is {str(value)[:40]!r}, not a count"
        raise SourceError(f"{key!r} of {str(values.get('id', 'the answer'))[:100]!r} {shown}")
    return value


def string(values: Mapping[str, Any], key: str) -> str:
    """Return a text, or "" where it is missing or of another type."""
    value = values.get(key)
    return value if isinstance(value, str) else ""
