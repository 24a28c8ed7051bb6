"""The operator's page: who gets in, what they see, and what they may decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert
from starlette.testclient import TestClient

from briefing.flows.login import GUESSES, hash_password, hash_token
from briefing.model.bounce import BounceKind
from briefing.model.click import LinkCount
from briefing.model.delivery import DeliveryState, IssueKind, IssueRecord, IssueState, Standing
from briefing.ports import Collection
from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.store.instants import to_ticks
from briefing.store.operators import SqlAccounts, SqlAudience
from briefing.store.subscribers import SqlSubscribers
from briefing.store.tables.subscribers import consent, subscriber, subscription
from briefing.web.public.operator import OperatorRoom, operator_part
from briefing.web.public.operator.chart import Day, growth_plot, standing_of, standing_plot
from tests.fakes import MemoryStore
from tests.web.serving import NOW, client_of, make_public
from tests.web.shelf import TOPIC

PASSWORD = "correct horse battery"
RECORD = IssueRecord(
    7, "open-models", date(2026, 3, 2), IssueKind.DAILY, IssueState.HELD, NOW, changed_at=NOW
)


@dataclass
class Queue:
    """One issue, and what was decided of it."""

    record: IssueRecord = RECORD
    notes: list[str] = field(default_factory=list)
    paused: dict[str, datetime] = field(default_factory=dict)

    def load_all(self, **_: object) -> Sequence[IssueRecord]:
        return [self.record]

    def load_by_id(self, number: int) -> IssueRecord | None:
        return self.record if number == self.record.id else None

    def change(self, number: int, now: datetime, *, to: Any, only_from: Any, note: str) -> bool:
        if number != self.record.id or self.record.state not in only_from:
            return False
        self.notes.append(note)
        self.record = replace(self.record, state=to)
        return True

    def pause(self, topic: str, now: datetime) -> None:
        self.paused[topic] = now

    def resume(self, topic: str) -> None:
        self.paused.pop(topic)

    def load_paused(self) -> dict[str, datetime]:
        return self.paused

    def standing(self, number: int) -> Standing:
        return Standing({DeliveryState.SENT: 41, DeliveryState.FAILED: 1})


@dataclass
class House:
    client: TestClient
    queue: Queue
    accounts: SqlAccounts
    engine: Engine
    clock: list[datetime]

    def log_in(self, password: str = PASSWORD, name: str = "ada") -> Any:
        return self.client.post(
            "/operator/login", data={"name": name, "password": password}, follow_redirects=False
        )

    def form(self, page: str = "/operator/") -> str:
        text = self.client.get(page).text
        return text.split('name="form" value="')[1].split('"')[0]


@pytest.fixture(scope="module")
def password_hash() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def house(tmp_path: Path, password_hash: str) -> Iterator[House]:
    engine = open_database(f"sqlite:///{tmp_path}/o.db")
    accounts, people, queue, clock = SqlAccounts(engine), SqlSubscribers(engine), Queue(), [NOW]
    accounts.save_account("ada", password_hash, at=NOW)
    store = MemoryStore()
    store.save_collection(
        Collection("open-models", "hub", NOW, 12, 3, error="HTTP 503\n  hint: ask again later")
    )
    room = OperatorRoom(
        accounts,
        SqlAudience(engine),
        lambda key, at, window: people.count(key, at=at, window=window),
        queue,  # type: ignore[arg-type]
        queue,  # type: ignore[arg-type]
        store,
        links=lambda issue: [LinkCount(1, f"https://there.example/{issue}?<b>", 42)],
        came_back=lambda _issue: {BounceKind.HARD: 3},
    )
    public = make_public(
        archive=SqlArchive(engine),
        topics=lambda: [TOPIC],
        clock=lambda: clock[0],
        parts=[operator_part(room)],
    )
    yield House(client_of(public), queue, accounts, engine, clock)
    engine.dispose()


# --- coming and going ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/operator/", "/operator/issues/7"])
def test_nobody_sees_anything_before_they_log_in(house: House, path: str) -> None:
    answer = house.client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/operator/login")
    house.client.cookies.set("__Host-operator", "guessed")
    assert house.client.get(path, follow_redirects=False).status_code == 303


def test_the_cookie_is_as_safe_as_cookies_are(house: House) -> None:
    answer = house.log_in()
    said = answer.headers["set-cookie"]
    assert said.startswith("__Host-operator=")
    for word in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert word in said
    assert "Domain" not in said
    token = said.split("=", 1)[1].split(";")[0]
    assert house.accounts.load_login(token, at=NOW) is None
    assert house.accounts.load_login(hash_token(token), at=NOW)
    assert "no-store" in house.client.get("/operator/").headers["cache-control"]


def test_a_wrong_password_or_name_says_the_same(house: House) -> None:
    wrong, unknown = house.log_in("wrong"), house.log_in(name="eve")
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text == unknown.text
    assert "set-cookie" not in wrong.headers


def test_guessing_is_stopped(house: House) -> None:
    statuses = [house.log_in("wrong").status_code for _ in range(GUESSES + 1)]
    assert statuses == [403] * GUESSES + [429]
    assert house.log_in().status_code == 429
    house.clock[0] += timedelta(minutes=16)
    assert house.log_in().status_code == 303


def test_logins_expire_and_end(house: House) -> None:
    house.log_in()
    assert house.client.get("/operator/", follow_redirects=False).status_code == 200
    house.clock[0] += timedelta(hours=13)
    assert house.client.get("/operator/", follow_redirects=False).status_code == 303
    house.log_in()
    cookie = dict(house.client.cookies)
    house.client.post("/operator/logout")
    house.client.cookies.update(cookie)
    assert house.client.get("/operator/", follow_redirects=False).status_code == 303


def test_a_new_password_ends_all_logins(house: House, password_hash: str) -> None:
    house.log_in()
    house.accounts.save_account("ada", password_hash, at=NOW)
    assert house.client.get("/operator/", follow_redirects=False).status_code == 303


# --- looking ------------------------------------------------------------------------------------


def test_the_overview_tells_of_readers_sources_and_issues(house: House) -> None:
    _people(house.engine)
    house.log_in()
    page = house.client.get("/operator/").text
    assert "1 person reads" in page
    assert "1 subscriptions were confirmed and 0 ended" in page
    assert '<rect class="up"' in page
    assert "HTTP 503" in page
    assert "41 sent, 1 failed" in page
    assert "ada@reader.example" not in page
    assert "style=" not in page


def _people(engine: Engine) -> None:
    at = to_ticks(datetime(2026, 3, 1, tzinfo=UTC))
    person = {
        "id": 1, "address": "ada@reader.example", "address_key": "a", "address_hash": "h",
        "created_at": at, "lang": "en", "timezone": "UTC", "text_only": False,
    }  # fmt: skip
    link = {
        "subscriber_id": 1, "topic": "open-models", "state": "confirmed", "frequency": "weekly",
        "changed_at": at,
    }  # fmt: skip
    said = {
        "address_hash": "h", "topic": "open-models", "event": "confirmed", "form": "",
        "text_version": "", "network": "", "at": at, "note": "",
    }  # fmt: skip
    with engine.begin() as connection:
        for table, row in ((subscriber, person), (subscription, link), (consent, said)):
            connection.execute(insert(table), row)


def test_an_audience_is_counted(house: House) -> None:
    _people(house.engine)
    audience = SqlAudience(house.engine)
    assert audience.count_subscribers() == 1
    (topic,) = audience.load_audiences()
    assert (topic.confirmed, topic.weekly, topic.unconfirmed) == (1, 1, 0)
    (day,) = audience.load_growth(date(2026, 2, 1))
    assert (day.day, day.joined, day.left) == (date(2026, 3, 1), 1, 0)


def test_the_plots_say_what_they_show() -> None:
    days = [Day(date(2026, 3, 1), 5, 0), Day(date(2026, 3, 2), 3, 1), Day(date(2026, 3, 3), 0, 2)]
    assert standing_of(days, 10) == [10, 12, 10]
    assert standing_of(days, 0) == [0, 2, 0]
    grown, stood = growth_plot(days), standing_plot(days, 10)
    assert grown.count('class="up"') == 2
    assert grown.count('class="down"') == 2
    assert "most: +5 −2" in grown
    assert "Subscriptions: 10 3 days ago, 10 now." in stood
    assert "most: 12" in stood
    assert "NaN" not in growth_plot(days[:1]) + standing_plot(days[:1], 0)


def test_a_sources_failure_and_what_to_do_are_told_apart(house: House) -> None:
    house.log_in()
    page = house.client.get("/operator/").text
    assert '<p class="error">HTTP 503</p>\n<p class="said">ask again later</p>' in page


# --- deciding -----------------------------------------------------------------------------------


def test_an_issue_shows_what_came_back_and_which_links_were_opened(house: House) -> None:
    house.log_in()
    page = house.client.get("/operator/issues/7").text
    assert "Came back: 3 hard" in page
    assert '<li>42 <span class="said">https://there.example/7?&lt;b&gt;</span></li>' in page


def test_a_held_issue_is_approved(house: House) -> None:
    house.log_in()
    house.client.post("/operator/issues/7/approve", data={"form": house.form()})
    assert house.queue.record.state == IssueState.BUILT
    assert house.queue.notes == ["approve by ada"]
    again = house.client.post("/operator/issues/7/approve", data={"form": house.form()})
    assert again.status_code == 409


def test_a_topic_is_paused_and_resumed(house: House) -> None:
    house.log_in()
    house.client.post("/operator/topics/open-models/pause", data={"form": house.form()})
    assert house.queue.paused == {"open-models": NOW}
    assert "Resume" in house.client.get("/operator/").text
    house.client.post("/operator/topics/open-models/resume", data={"form": house.form()})
    assert house.queue.paused == {}
    unknown = house.client.post("/operator/topics/x/pause", data={"form": house.form()})
    assert unknown.status_code == 404


@pytest.mark.parametrize("form", ["", "guessed", "é"])
def test_a_decision_needs_the_form_of_this_very_login(house: House, form: str) -> None:
    house.log_in()
    answer = house.client.post("/operator/issues/7/approve", data={"form": form})
    assert answer.status_code == 403
    assert house.queue.record.state == IssueState.HELD


def test_another_site_decides_nothing(house: House) -> None:
    house.log_in()
    answer = house.client.post(
        "/operator/issues/7/cancel",
        data={"form": house.form()},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
    assert house.queue.record.state == IssueState.HELD
