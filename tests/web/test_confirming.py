"""Confirming: what a link that was mailed opens, and for whom."""

import pytest
from starlette.testclient import TestClient

from briefing.subscribers.tokens import unsubscribe_token
from tests.web.walking import ADA, OWN, SECRETS, World, ask, link_in, states_of, subscribed


def test_looking_at_a_confirmation_changes_nothing(world: World, browser: TestClient) -> None:
    ask(browser)
    path = link_in(world.last_letter(), "confirm")
    for _ in range(3):
        assert browser.get(path).status_code == 200
        assert browser.head(path).status_code == 200
    assert states_of(world) == {"open-models": "unconfirmed"}


def test_a_confirmation_is_used_once(world: World, browser: TestClient) -> None:
    ask(browser)
    path = link_in(world.last_letter(), "confirm")
    assert "You are in" in browser.post(path, headers=OWN).text
    assert "confirmed this already" in browser.post(path, headers=OWN).text
    world.post_letters()
    assert [m["Subject"] for m in world.letters()] == [
        "Please confirm: The Daily Figure",
        "Welcome to The Daily Figure",
    ]


def test_a_confirmation_that_was_used_revives_nothing(world: World, browser: TestClient) -> None:
    ask(browser)
    path = link_in(world.last_letter(), "confirm")
    browser.post(path, headers=OWN)
    leave = link_in(world.last_letter(), "unsubscribe")
    browser.post(leave, headers=OWN)
    browser.post(path, headers=OWN)
    assert states_of(world) == {"open-models": "unsubscribed"}


def test_a_confirmation_expires(world: World, browser: TestClient) -> None:
    ask(browser)
    path = link_in(world.last_letter(), "confirm")
    world.later(days=3)
    assert browser.get(path).status_code == browser.post(path, headers=OWN).status_code == 410
    assert states_of(world) == {"open-models": "unconfirmed"}


@pytest.mark.parametrize("page", ["confirm", "preferences", "unsubscribe", "welcome"])
def test_a_link_of_another_purpose_or_none_opens_nothing(
    world: World, browser: TestClient, page: str
) -> None:
    subscribed(world, browser)
    for letter, kind in zip(world.letters(), ("confirm", "unsubscribe"), strict=True):
        token = link_in(letter, kind).rpartition("/")[2]
        if kind != page:
            assert browser.get(f"/{page}/{token}").status_code == 404
    assert browser.get(f"/{page}/nonsense").status_code == 404


def test_a_link_of_another_address_opens_nothing(world: World, browser: TestClient) -> None:
    subscribed(world, browser)
    found = world.people.find(ADA)
    assert found
    token = unsubscribe_token(found[0].id, "bob@example.org", "open-models", SECRETS)
    assert browser.post(f"/unsubscribe/{token}").status_code == 404
    assert states_of(world) == {"open-models": "confirmed"}
