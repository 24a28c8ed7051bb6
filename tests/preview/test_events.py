"""Builds as the page is told of them."""

import json
from pathlib import Path

from briefing.errors import Location, TemplateError
from briefing.model.issue import Proof
from briefing.web.preview.builds import Build
from briefing.web.preview.events import event
from briefing.web.preview.excerpt import Shelf
from tests.preview.sample import issue

SHELF = Shelf(Path())


def data_of(text: str) -> dict[str, object]:
    assert text.endswith("\n\n")
    return json.loads(text.split("\ndata: ", 1)[1])


def test_a_build_that_begins() -> None:
    assert event(Build(version=4, busy=True), SHELF) == "event: busy\ndata: 4\n\n"


def test_a_proof_says_what_its_picture_needs() -> None:
    one = issue()
    proof = Proof(one.article, one.diagrams, one.email_html, one.web_html, "#fff")
    text = event(Build(version=4, busy=True, proof=proof), SHELF)
    assert text.startswith("event: proof\n")
    assert set(data_of(text)) == {"title", "lang", "dir"}


def test_a_build_that_ended_is_one_line_of_json() -> None:
    text = event(Build(version=5, issue=issue("Two\nlines"), milliseconds=81.6), SHELF)
    assert text.count("\n") == 3
    told = data_of(text)
    assert (told["version"], told["milliseconds"], told["errors"]) == (5, 82, [])


def test_an_error_comes_with_the_last_good_issue() -> None:
    error = TemplateError("wrong", at=Location("templates/x.j2", 3))
    told = data_of(event(Build(issue=issue(), error=error), SHELF))
    assert told["issue"]
    assert told["errors"][0]["line"] == 3  # type: ignore[index]
