"""What a status means, what a message may show of a URL, and how long to wait."""

from datetime import UTC, datetime, timedelta

import pytest

from briefing.errors import NoAnswerError, SourceError
from briefing.fetch.status import judge, retry_after_s, visible
from briefing.ports import Response

NOW = datetime(2026, 3, 1, 5, tzinfo=UTC)


def response(status: int) -> Response:
    return Response(status, "https://user:s3cret@x.example/a?key=s3cret", {}, b"", NOW)


@pytest.mark.parametrize("status", [200, 204, 301, 304])
def test_what_is_no_failure(status: int) -> None:
    judge(response(status))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "token"),
        (403, "allow programs"),
        (404, "still right"),
        (410, "remove it"),
        (429, "slow down"),
        (500, "try again later"),
        (599, "x.example/a answered 599\n"),
    ],
)
def test_a_failure_says_what_to_do_and_no_secret(status: int, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        judge(response(status))
    assert said in str(caught.value)
    assert str(status) in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "passing"),
    [(400, False), (403, False), (404, False), (410, False), (408, True), (429, True), (503, True)],
)
def test_a_failure_that_may_pass_says_nothing_about_the_address(status: int, passing: bool) -> None:
    with pytest.raises(SourceError) as caught:
        judge(response(status))
    assert isinstance(caught.value, NoAnswerError) is passing


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.example/a/b?token=1#c", "https://x.example/a/b"),
        ("https://u:p@x.example", "https://x.example"),
        ("https://x.example?token=1", "https://x.example"),
        ("https://x.example#token", "https://x.example"),
        ("https://u:p@ss@x.example/a@b", "https://x.example/a@b"),
        ("file:data.csv", "file:data.csv"),
        ("u:p@x.example/feed", "x.example/feed"),
        ("nothing", "nothing"),
    ],
)
def test_what_a_message_shows_of_a_url(url: str, shown: str) -> None:
    assert visible(url) == shown


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sun, 01 Mar 2026 05:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2026 05:02:00 -0000", 120.0),
        ("Sun, 01 Mar 2026 06:02:00 +0100", 120.0),
        ("Sun, 01 Mar 2026 04:00:00 GMT", 0.0),
        ("Sun, 01 Mar 99999 04:00:00 GMT", None),
        ("tomorrow", None),
        ("-5", None),
        ("\xb2", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


def test_retry_after_counts_from_the_answer() -> None:
    value = "Sun, 01 Mar 2026 05:02:00 GMT"
    assert retry_after_s(value, NOW + timedelta(minutes=1)) == 60.0
