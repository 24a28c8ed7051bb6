"""Nobody but the editor's own browser is answered."""

import pytest
from starlette.datastructures import Headers

from briefing.web.preview.guard import refuse

OURS = {"host": "127.0.0.1:8025"}


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8025", "127.0.0.1:1", "[::1]:8025"])
def test_this_machine_is_answered(host: str) -> None:
    assert refuse("GET", Headers({"host": host})) == ""


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8025", "10.0.0.1", "["],
)
def test_other_names_are_refused(host: str) -> None:
    assert "localhost only" in refuse("GET", Headers({"host": host}))


def test_other_sites_cannot_read() -> None:
    headers = Headers({**OURS, "sec-fetch-site": "cross-site", "sec-fetch-dest": "image"})
    assert "no other site" in refuse("GET", headers)


def test_a_link_from_elsewhere_can_be_followed() -> None:
    headers = Headers({**OURS, "sec-fetch-site": "cross-site", "sec-fetch-dest": "document"})
    assert refuse("GET", headers) == ""


def test_other_sites_cannot_order() -> None:
    headers = Headers({**OURS, "origin": "https://evil.example"})
    assert "its own page only" in refuse("POST", headers)
    navigated = {"sec-fetch-site": "cross-site", "sec-fetch-dest": "document"}
    assert "no other site" in refuse("POST", Headers({**OURS, **navigated}))


def test_our_own_page_can() -> None:
    headers = {**OURS, "origin": "http://127.0.0.1:8025", "sec-fetch-site": "same-origin"}
    assert refuse("POST", Headers(headers)) == ""
