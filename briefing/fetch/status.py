"""What a status means for whoever asked, and how long to wait."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from briefing.errors import NoAnswerError, SourceError
from briefing.ports import Response

_HINTS = {
    401: "the source asks for a login; give a token in the source's headers",
    403: "the source refuses us; does it allow programs?",
    404: "is the address still right?",
    410: "the source is gone for good; remove it from the topic file",
    429: "the source asks us to slow down",
}


_PASSING = frozenset({408, 425, 429})
"""Failures that say nothing about the address, as those of the server itself do."""


def judge(response: Response) -> None:
    """Raise SourceError unless the answer is a success or "not modified".

    Where another time may bring another answer, it is a NoAnswerError.
    """
    if response.status < HTTPStatus.BAD_REQUEST:
        return
    phrase = ""
    if response.status in HTTPStatus._value2member_map_:
        phrase = f" {HTTPStatus(response.status).phrase}"
    passing = response.status in _PASSING or response.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    raise (NoAnswerError if passing else SourceError)(
        f"{visible(response.url)} answered {response.status}{phrase}",
        hint=_HINTS.get(response.status, "try again later"),
    )


def visible(url: str) -> str:
    """Return a URL for messages: without user information and query, which may hold secrets."""
    scheme, sep, rest = url.partition("://") if "://" in url else ("", "", url)
    authority, slash, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
    return f"{scheme}{sep}{authority.rpartition('@')[2]}{slash}{path}"


def retry_after_s(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, section 10.2.3)."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)  # "-0000" means UTC of an unknown place
    return max((when - now).total_seconds(), 0.0)
