"""Asking to subscribe: what the page takes, says and sends."""

from datetime import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from briefing.model.subscriber import Change, ConsentEvent, Suppression, SuppressionReason
from briefing.settings import SubscribingSettings
from briefing.subscribers.addresses import address_hash
from tests.web.walking import (
    ADA,
    NOW,
    OWN,
    World,
    ask,
    consent_in,
    link_in,
    states_of,
    subscribed,
    text_of,
    world_at,
)


def test_whoever_asks_and_confirms_subscribes(world: World, browser: TestClient) -> None:
    answer = ask(browser, topics=["open-models", "developer-tools"], hour="07:00")
    assert answer.status_code == 303
    assert "Look into your mailbox" in browser.get(answer.headers["location"]).text
    letter = world.last_letter()
    assert states_of(world) == {"developer-tools": "unconfirmed", "open-models": "unconfirmed"}
    path = link_in(letter, "confirm")
    shown = browser.get(path).text
    assert "Is it you?" in shown
    assert "Open models" in shown
    answer = browser.post(path, headers=OWN)
    assert "You are in" in answer.text
    assert states_of(world) == {"developer-tools": "confirmed", "open-models": "confirmed"}
    found = world.people.find(ADA)
    assert found
    assert str(found[0].hour) == "07:00:00"
    assert "/open-models/2026-03-01/" in text_of(world.last_letter())


def test_the_same_is_said_and_done_whether_or_not_an_address_is_known(
    world: World, browser: TestClient
) -> None:
    subscribed(world, browser)
    statements: dict[str, list[str]] = {}
    from sqlalchemy import event

    for address in (ADA, "new@example.org"):
        said: list[str] = []
        note = lambda *a, said=said: said.append(a[2])  # noqa: E731
        event.listen(world.people.engine, "before_cursor_execute", note)
        answer = ask(browser, address=address)
        event.remove(world.people.engine, "before_cursor_execute", note)
        statements[address] = [f"{answer.status_code} {answer.headers}", *said]
    assert statements[ADA] == statements["new@example.org"]


def test_whoever_subscribes_already_is_told_by_mail_alone(
    world: World, browser: TestClient
) -> None:
    subscribed(world, browser)
    ask(browser, lang="ja")
    letter = world.last_letter()
    assert "すでに購読中です" in text_of(letter)
    assert "/confirm/" not in text_of(letter)
    found = world.people.find(ADA)
    assert found
    assert found[0].lang == "en"


def test_a_suppressed_address_gets_no_letter(world: World, browser: TestClient) -> None:
    who = address_hash(ADA)
    complaint = Suppression(who, SuppressionReason.COMPLAINT, NOW, ADA)
    world.people.apply(Change(suppress=complaint))
    assert ask(browser).status_code == 303
    assert world.post_letters().suppressed == 1
    assert world.letters() == []


def test_a_program_that_fills_in_the_trap_is_thanked_and_ignored(
    world: World, browser: TestClient
) -> None:
    answer = ask(browser, website="https://spam.example")
    assert answer.headers["location"] == ask(browser, address="b@example.org").headers["location"]
    world.post_letters()
    assert [m["To"] for m in world.letters()] == ["b@example.org"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("address", "ada@", "no email address"),
        ("address", "", "fill this in"),
        ("address", "info@example.org", "Several people"),
        ("address", "ada@mailinator.com", "thrown away"),
        ("address", "ada@example.org\r\nBcc: all@example.org", "no email address"),
        ("topics", [], "choose one at least"),
        ("topics", ["no-such-topic"], "one of those offered"),
        ("consent", "en-000000000000", "have changed"),
        ("timezone", "Moon/Base", "one of those offered"),
    ],
)
def test_what_cannot_be_taken_is_shown_again(
    world: World, browser: TestClient, field: str, value: object, says: str
) -> None:
    answer = ask(browser, **{field: value})
    assert answer.status_code == 422
    assert says in answer.text
    assert 'aria-invalid="true"' in answer.text or field == "consent"
    assert world.post_letters().sent == 0


def test_role_and_disposable_addresses_are_taken_by_setting(tmp_path: Path) -> None:
    settings = SubscribingSettings(role_accounts=True, disposable_domains=True)
    with world_at(tmp_path, settings=settings) as world, world.browser() as browser:
        assert ask(browser, address="info@example.org").status_code == 303
        assert ask(browser, address="ada@mailinator.com").status_code == 303


def test_international_addresses_are_taken(world: World, browser: TestClient) -> None:
    ask(browser, address="Ada@bücher.example.org")
    letter = world.last_letter()
    assert letter["To"] == "Ada@xn--bcher-kva.example.org"
    assert "Ada@bücher.example.org" in text_of(letter)
    ask(browser, address="用户@example.org")
    assert world.last_letter()["To"] == "用户@example.org"


def test_too_many_requests_of_a_network_are_refused(tmp_path: Path) -> None:
    settings = SubscribingSettings(requests_per_network_an_hour=3)
    with world_at(tmp_path, settings=settings) as world, world.browser() as browser:
        answers = [ask(browser, address=f"a{n}@example.org") for n in range(4)]
        assert [a.status_code for a in answers] == [303, 303, 303, 429]
        assert answers[-1].headers["retry-after"] == "3600"
        with world.browser(client=("203.0.113.200", 1)) as neighbour:
            assert ask(neighbour, address="n@example.org").status_code == 429
        with world.browser(client=("198.51.100.1", 1)) as stranger:
            assert ask(stranger, address="s@example.org").status_code == 303
        world.later(hours=1)
        assert ask(browser, address="b@example.org").status_code == 303


def test_too_many_requests_for_an_address_are_dropped_without_a_word(tmp_path: Path) -> None:
    settings = SubscribingSettings(requests_per_address_a_day=2)
    with world_at(tmp_path, settings=settings) as world, world.browser() as browser:
        answers = [ask(browser, address=a) for a in (ADA, "ADA@example.org", ADA, ADA)]
        assert {a.status_code for a in answers} == {303}
        assert world.post_letters().sent == 2


@pytest.mark.parametrize(
    "addresses",
    [
        ["ada+1@example.org", "ada+2@example.org", "Ada+3@example.org"],
        ["ada.l@gmail.com", "a.dal@googlemail.com", "adal+x@gmail.com"],
    ],
)
def test_a_mailbox_is_not_flooded_by_spelling_its_address_anew(
    tmp_path: Path, addresses: list[str]
) -> None:
    settings = SubscribingSettings(requests_per_address_a_day=2)
    with world_at(tmp_path, settings=settings) as world, world.browser() as browser:
        assert {ask(browser, address=one).status_code for one in addresses} == {303}
        assert world.post_letters().sent == 2
        ask(browser, address="a.dal@example.org")
        assert world.post_letters().sent == 1


def test_an_embedded_form_leaves_a_readers_hour_zone_and_language(
    world: World, browser: TestClient
) -> None:
    subscribed(world, browser, hour="07:00", timezone="Asia/Tokyo", lang="ja")
    form = {
        "address": ADA,
        "topics": ["developer-tools"],
        "consent": consent_in(browser.get("/subscribe").text),
    }
    browser.post("/subscribe/embed", data=form, follow_redirects=False)
    browser.post(link_in(world.last_letter(), "confirm"), headers=OWN)
    found = world.people.find(ADA)
    assert found
    assert len(found[1]) == 2
    assert (found[0].timezone, found[0].lang, found[0].hour) == ("Asia/Tokyo", "ja", time(7))


def test_consent_is_on_record(world: World, browser: TestClient) -> None:
    subscribed(world, browser)
    log = world.people.load_consents(ADA)
    assert [c.event for c in log] == [
        ConsentEvent.REQUESTED,
        ConsentEvent.MAILED,
        ConsentEvent.CONFIRMED,
    ]
    assert {(c.form, c.network, c.topic) for c in log} == {
        ("page", "203.0.113.0/24", "open-models")
    }
    text = world.people.load_text(log[0].text_version)
    assert text
    assert text.text.startswith("I ask The Daily Figure to send me")
    assert text.text.replace("'", "&#39;") in browser.get("/subscribe").text


def test_old_words_can_still_be_agreed_to(world: World, browser: TestClient) -> None:
    from briefing.model.subscriber import ConsentText

    world.people.save_texts([ConsentText("en-old", "en", "Older words.")], NOW)
    assert ask(browser, consent="en-old").status_code == 303


def test_another_site_cannot_post_but_its_form_can(world: World, browser: TestClient) -> None:
    foreign = {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"}
    assert browser.post("/subscribe", data={"address": ADA}, headers=foreign).status_code == 403
    snippet = browser.get("/embed").text
    assert "&lt;form method=&#34;post&#34;" in snippet
    consent = snippet.split("name=&#34;consent&#34; value=&#34;")[1].split("&#34;")[0]
    form = {"address": ADA, "topics": ["open-models"], "consent": consent, "lang": "ar"}
    answer = browser.post("/subscribe/embed", data=form, headers=foreign, follow_redirects=False)
    assert answer.status_code == 303
    assert world.last_letter()["Content-Language"] == "ar"
    assert world.people.load_consents(ADA)[0].form == "embed"


def test_pages_speak_the_readers_language(world: World, browser: TestClient) -> None:
    arabic = browser.get("/subscribe", headers={"accept-language": "ar-EG,en;q=0.5"}).text
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "اشترك" in arabic
    assert "購読する" in browser.get("/subscribe?lang=ja", headers={"accept-language": "ar"}).text
    assert "Subscribe" in browser.get("/subscribe?lang=xx").text
    path = subscribed(world, browser, lang="ar")
    assert '<html lang="ar" dir="rtl">' in browser.get(path).text


def test_a_page_tells_where_mail_lies_when_it_stays_here(tmp_path: Path) -> None:
    with world_at(tmp_path, local_mail=True) as world, world.browser() as browser:
        assert "briefing mailbox" in browser.get("/subscribe/sent").text
    with world_at(tmp_path) as world, world.browser() as browser:
        assert "briefing mailbox" not in browser.get("/subscribe/sent").text
