"""The pages about subscribing: what each says, and what it changes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import structlog.testing
from starlette.testclient import TestClient

from briefing.model.subscriber import (
    Change,
    ConsentEvent,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from briefing.settings import SubscribingSettings
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.tokens import unsubscribe_token
from tests.web.walking import (
    NOW,
    SECRETS,
    World,
    ask,
    link_in,
    subscribed,
    text_of,
    world_at,
)

OWN = {"sec-fetch-site": "same-origin"}
ADA = "ada@example.org"


def _states(world: World, address: str = ADA) -> dict[str, str]:
    found = world.people.find(address)
    return {one.topic: one.state.value for one in found[1]} if found else {}


# --- subscribing --------------------------------------------------------------------------------


def test_whoever_asks_and_confirms_subscribes(world: World, browser: TestClient) -> None:
    answer = ask(browser, topics=["open-models", "developer-tools"], hour="07:00")
    assert answer.status_code == 303
    assert "Look into your mailbox" in browser.get(answer.headers["location"]).text
    letter = world.last_letter()
    assert _states(world) == {"developer-tools": "unconfirmed", "open-models": "unconfirmed"}
    path = link_in(letter, "confirm")
    shown = browser.get(path).text
    assert "Is it you?" in shown
    assert "Open models" in shown
    answer = browser.post(path, headers=OWN)
    assert "You are in" in answer.text
    assert _states(world) == {"developer-tools": "confirmed", "open-models": "confirmed"}
    found = world.people.find(ADA)
    assert found
    assert str(found[0].hour) == "07:00:00"
    assert "/open-models/2026-03-01/" in text_of(world.last_letter())


def test_looking_at_a_confirmation_changes_nothing(world: World, browser: TestClient) -> None:
    ask(browser)
    path = link_in(world.last_letter(), "confirm")
    for _ in range(3):
        assert browser.get(path).status_code == 200
        assert browser.head(path).status_code == 200
    assert _states(world) == {"open-models": "unconfirmed"}


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
    assert _states(world) == {"open-models": "unsubscribed"}


def test_a_confirmation_expires(world: World, browser: TestClient) -> None:
    ask(browser)
    path = link_in(world.last_letter(), "confirm")
    world.later(days=3)
    assert browser.get(path).status_code == browser.post(path, headers=OWN).status_code == 410
    assert _states(world) == {"open-models": "unconfirmed"}


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
    assert _states(world) == {"open-models": "confirmed"}


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


# --- preferences --------------------------------------------------------------------------------

WANTED = {
    "topic-open-models": "weekly",
    "topic-developer-tools": "daily",
    "hour": "06:00",
    "timezone": "Asia/Tokyo",
    "lang": "ja",
    "text_only": "1",
}


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
    assert _states(world) == {"open-models": "confirmed"}


def test_choosing_nothing_is_leaving(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    browser.post(path, data={**WANTED, "topic-open-models": "", "topic-developer-tools": ""})
    assert _states(world) == {"open-models": "unsubscribed"}


def test_a_topic_no_longer_offered_stays_as_it_is(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser, topics=["open-models", "developer-tools"])
    world.topics = world.topics[:1]
    browser.post(path, data={**WANTED, "lang": "en"}, headers=OWN)
    assert _states(world)["developer-tools"] == "confirmed"


def test_somebody_takes_their_data_along(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    answer = browser.post(f"{path}/export", headers=OWN)
    assert "attachment" in answer.headers["content-disposition"]
    data = json.loads(answer.text)
    assert data["subscriber"]["address"] == ADA
    assert [c["event"] for c in data["consent"]] == ["requested", "mailed", "confirmed"]
    assert list(data["consent_texts"]) == [data["consent"][0]["text"]]


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


# --- leaving ------------------------------------------------------------------------------------


def _leave_path(world: World, topic: str = "open-models") -> str:
    found = world.people.find(ADA)
    assert found
    return f"/unsubscribe/{unsubscribe_token(found[0].id, ADA, topic, SECRETS)}"


def test_looking_at_an_unsubscribe_link_changes_nothing(world: World, browser: TestClient) -> None:
    subscribed(world, browser)
    assert "Leave Open models?" in browser.get(_leave_path(world)).text
    assert _states(world) == {"open-models": "confirmed"}


def test_a_person_leaves_and_is_told(world: World, browser: TestClient) -> None:
    subscribed(world, browser, topics=["open-models", "developer-tools"])
    answer = browser.post(_leave_path(world), data={"leave": "topic"}, headers=OWN)
    assert "You have left Open models" in answer.text
    assert _states(world) == {"developer-tools": "confirmed", "open-models": "unsubscribed"}
    letter = world.last_letter()
    assert letter["Subject"] == "You have left The Daily Figure"
    assert "List-Unsubscribe" not in letter
    answer = browser.post(_leave_path(world), data={"leave": "all"}, headers=OWN)
    assert "You have left" in answer.text
    assert set(_states(world).values()) == {"unsubscribed"}


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart"])
def test_one_click_leaves_at_once(world: World, browser: TestClient, encoding: str) -> None:
    subscribed(world, browser)
    path, said = _leave_path(world), {"List-Unsubscribe": "One-Click"}
    body: dict[str, object] = {"data": said}
    if encoding == "multipart":
        body = {"files": {"List-Unsubscribe": (None, "One-Click")}}
    browser.cookies.clear()
    for _ in range(2):
        answer = browser.post(path, **body, headers={"sec-fetch-site": "cross-site"})  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert answer.history == []
        assert "set-cookie" not in answer.headers
    assert _states(world) == {"open-models": "unsubscribed"}
    log = [c for c in world.people.load_consents(ADA) if c.event == ConsentEvent.UNSUBSCRIBED]
    assert [c.form for c in log] == ["one-click"]
    assert world.post_letters().sent == 1


def test_one_click_with_a_false_token_ends_nothing(world: World, browser: TestClient) -> None:
    subscribed(world, browser)
    answer = browser.post("/unsubscribe/false", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 404
    assert _states(world) == {"open-models": "confirmed"}


def test_whoever_left_comes_back_by_the_preferences(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    browser.post(_leave_path(world))
    assert _states(world) == {"open-models": "unsubscribed"}
    assert "come back" in browser.get(_leave_path(world)).text
    browser.post(path, data={**WANTED, "topic-developer-tools": ""}, headers=OWN)
    assert _states(world) == {"open-models": "confirmed"}


def test_states_are_those_of_the_model() -> None:
    assert {state.value for state in SubscriptionState} == {
        "unconfirmed",
        "confirmed",
        "unsubscribed",
    }


# --- safety -------------------------------------------------------------------------------------


def test_a_form_that_is_no_form_breaks_nothing(world: World, browser: TestClient) -> None:
    def status(kind: str, body: bytes) -> int:
        headers = {"content-type": kind, **OWN}
        return browser.post("/subscribe", content=body, headers=headers).status_code

    assert status("multipart/form-data; boundary=x", b"--x\r\nnonsense") == 422
    assert status("multipart/form-data", b"--x\r\nnonsense") == 400
    assert status("text/plain", b"\xff\x00") == 422
    many = "&".join(f"f{n}=x" for n in range(2000))
    assert status("application/x-www-form-urlencoded", many.encode()) in (400, 422)
    assert world.post_letters().sent == 0


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "\x00"]
)
def test_what_is_typed_is_never_markup(world: World, browser: TestClient, value: str) -> None:
    page = ask(browser, address=value, timezone=value, hour=value, lang=value).text
    assert "<script" not in page
    assert "<img" not in page
    assert 'value="49"' not in page


def test_no_redirect_leads_elsewhere(world: World, browser: TestClient) -> None:
    for more in ("?next=https://evil.example", "?lang=//evil.example"):
        page = browser.get(f"/subscribe{more}").text
        assert "evil.example" not in page
    answer = ask(browser, lang="en", next="//evil.example")
    assert answer.headers["location"].startswith("/subscribe/sent")


def test_nothing_of_an_address_is_in_the_logs(
    world: World, browser: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="briefing.web")
    with structlog.testing.capture_logs() as logged:
        path = subscribed(world, browser)
        browser.post(path, data=WANTED, headers=OWN)
        browser.post(_leave_path(world))
    said = json.dumps(logged)
    assert "/unsubscribe/{token}" in said
    assert "ada" not in said.lower()
    assert path.rpartition("/")[2] not in said


def test_no_header_is_made_by_a_name(tmp_path: Path) -> None:
    with world_at(tmp_path) as world, world.browser() as browser:
        evil = "Fine\r\nBcc: all@example.org"
        world.publication = replace(world.publication, name=evil)
        world.topics = [replace(world.topics[0], title=evil)]
        ask(browser)
        letter = world.last_letter()
        assert letter["Bcc"] is None
        assert letter["Subject"] == "Please confirm: Fine Bcc: all@example.org"


def test_every_page_has_the_strict_policy(world: World, browser: TestClient) -> None:
    path = subscribed(world, browser)
    for page in ("/subscribe", "/subscribe/sent", "/embed", path, f"{path}/erase"):
        answer = browser.get(page)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "no-store"
        assert "style=" not in answer.text
        assert "<script" not in answer.text
