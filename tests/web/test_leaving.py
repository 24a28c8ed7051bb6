"""Leaving by the links of mails, and coming back."""

import pytest
from starlette.testclient import TestClient

from briefing.model.subscriber import ConsentEvent, SubscriptionState
from tests.web.walking import ADA, OWN, WANTED, World, leave_path, states_of, subscribed


def test_looking_at_an_unsubscribe_link_changes_nothing(world: World, browser: TestClient) -> None:
    subscribed(world, browser)
    assert "Leave Open models?" in browser.get(leave_path(world)).text
    assert states_of(world) == {"open-models": "confirmed"}


def test_a_person_leaves_and_is_told(world: World, browser: TestClient) -> None:
    subscribed(world, browser, topics=["open-models", "developer-tools"])
    answer = browser.post(leave_path(world), data={"leave": "topic"}, headers=OWN)
    assert "You have left Open models" in answer.text
    assert states_of(world) == {"developer-tools": "confirmed", "open-models": "unsubscribed"}
    letter = world.last_letter()
    assert letter["Subject"] == "You have left The Daily Figure"
    assert "List-Unsubscribe" not in letter
    answer = browser.post(leave_path(world), data={"leave": "all"}, headers=OWN)
    assert "You have left" in answer.text
    assert set(states_of(world).values()) == {"unsubscribed"}


@pytest.mark.parametrize("kind", ["multipart/form-data", "text/plain", ""])
def test_leaving_does_not_fail_over_how_a_mail_program_writes_it(
    world: World, browser: TestClient, kind: str
) -> None:
    subscribed(world, browser)
    path = leave_path(world)
    answer = browser.post(
        path, content=b"List-Unsubscribe=One-Click", headers={"content-type": kind}
    )
    assert answer.status_code == 200
    assert states_of(world) == {"open-models": "unsubscribed"}


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart"])
def test_one_click_leaves_at_once(world: World, browser: TestClient, encoding: str) -> None:
    subscribed(world, browser)
    path, said = leave_path(world), {"List-Unsubscribe": "One-Click"}
    body: dict[str, object] = {"data": said}
    if encoding == "multipart":
        body = {"files": {"List-Unsubscribe": (None, "One-Click")}}
    browser.cookies.clear()
    for _ in range(2):
        answer = browser.post(path, **body, headers={"sec-fetch-site": "cross-site"})  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert answer.history == []
        assert "set-cookie" not in answer.headers
    assert states_of(world) == {"open-models": "unsubscribed"}
    log = [c for c in world.people.load_consents(ADA) if c.event == ConsentEvent.UNSUBSCRIBED]
    assert [c.form for c in log] == ["one-click"]
    assert world.post_letters().sent == 1


def test_one_click_with_a_false_token_ends_nothing(world: World, browser: TestClient) -> None:
    subscribed(world, browser)
    answer = browser.post("/unsubscribe/false", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 404
    assert states_of(world) == {"open-models": "confirmed"}


def test_whoever_left_comes_back_by_the_preferences(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    browser.post(leave_path(world))
    assert states_of(world) == {"open-models": "unsubscribed"}
    assert "come back" in browser.get(leave_path(world)).text
    browser.post(path, data={**WANTED, "topic-developer-tools": ""}, headers=OWN)
    assert states_of(world) == {"open-models": "confirmed"}


def test_states_are_those_of_the_model() -> None:
    assert {state.value for state in SubscriptionState} == {
        "unconfirmed",
        "confirmed",
        "unsubscribed",
    }
