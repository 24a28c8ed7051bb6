"""A reader's preferences: what is kept, told, taken along and forgotten."""

import json

from starlette.testclient import TestClient

from briefing.model.bounce import Addressee, Bounce, BounceKind
from briefing.model.subscriber import Suppression, SuppressionReason
from briefing.store.bounces import SqlBounces
from briefing.subscribers.addresses import address_hash
from tests.web.walking import ADA, NOW, OWN, WANTED, World, ask, states_of, subscribed


def test_preferences_are_saved_and_told(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    answer = browser.post(path, data=WANTED, headers=OWN)
    assert "保存しました" in answer.text
    found = world.people.find(ADA)
    assert found
    subscriber, subscriptions = found
    assert (str(subscriber.hour), subscriber.timezone) == ("06:00:00", "Asia/Tokyo")
    assert (subscriber.lang, subscriber.text_only) == ("ja", True)
    assert {one.topic: one.frequency for one in subscriptions} == {
        "developer-tools": "daily",
        "open-models": "weekly",
    }
    letter = world.last_letter()
    assert "設定" in letter["Subject"]
    assert letter.get_content_type() == "text/plain"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_saving_the_same_says_so_and_writes_nobody(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    browser.post(path, data=WANTED, headers=OWN)
    before = len(world.people.load_consents(ADA))
    world.post_letters()
    assert browser.post(path, data=WANTED, headers=OWN).status_code == 200
    assert world.post_letters().sent == 0
    assert len(world.people.load_consents(ADA)) == before


def test_preferences_that_cannot_be_are_refused(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    answer = browser.post(path, data={**WANTED, "timezone": "Moon/Base"}, headers=OWN)
    assert answer.status_code == 422
    assert states_of(world) == {"open-models": "confirmed"}


def test_choosing_nothing_is_leaving(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    browser.post(path, data={**WANTED, "topic-open-models": "", "topic-developer-tools": ""})
    assert states_of(world) == {"open-models": "unsubscribed"}


def test_a_topic_no_longer_offered_stays_as_it_is(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser, topics=["open-models", "developer-tools"])
    world.topics = world.topics[:1]
    browser.post(path, data={**WANTED, "lang": "en"}, headers=OWN)
    assert states_of(world)["developer-tools"] == "confirmed"


def test_somebody_takes_their_data_along(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    answer = browser.post(f"{path}/export", headers=OWN)
    assert "attachment" in answer.headers["content-disposition"]
    data = json.loads(answer.text)
    assert data["subscriber"]["address"] == ADA
    assert [c["event"] for c in data["consent"]] == ["requested", "mailed", "confirmed"]
    assert list(data["consent_texts"]) == [data["consent"][0]["text"]]
    assert (data["suppression"], data["reports"]) == (None, [])


def test_what_came_back_is_a_part_of_ones_own_data(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    bounce = Bounce(BounceKind.HARD, None, status="5.1.1", diagnostic="550 no such user")
    held = Suppression(address_hash(ADA), SuppressionReason.BOUNCE, NOW, ADA, "hard 5.1.1")
    SqlBounces(world.people.engine).save(
        "r", bounce, to=Addressee(ADA, None), at=NOW, suppress=held
    )
    data = json.loads(browser.post(f"{path}/export", headers=OWN).text)
    assert data["suppression"]["reason"] == "bounce"
    assert [one["diagnostic"] for one in data["reports"]] == ["550 no such user"]


def test_somebody_is_forgotten(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    assert "cannot be undone" in browser.get(f"{path}/erase").text
    assert world.people.find(ADA)
    assert "Everything is erased" in browser.post(f"{path}/erase", headers=OWN).text
    assert world.people.find(ADA) is None
    assert browser.get(path).status_code == 404
    held = world.people.load_suppression(ADA)
    assert held
    assert held.reason == SuppressionReason.ERASED
    ask(browser)
    assert world.post_letters().sent == 1
