"""The API: it does what the pages do, and answers as its description says."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from briefing.subscribers.tokens import preferences_token, unsubscribe_token
from briefing.web.public import make_app
from tests.web.walking import SECRETS, World, link_in, world_at

ADA = "ada@example.org"


def _sign_up(browser: TestClient, **changes: Any) -> Any:
    told = browser.get("/api/topics").json()
    body = {
        "address": ADA,
        "topics": [told["topics"][0]["name"]],
        "consent": told["consent"]["en"]["version"],
        **changes,
    }
    return browser.post("/api/subscriptions", json=body)


def _token(world: World, page: str) -> str:
    return link_in(world.last_letter(), page).rpartition("/")[2]


def test_the_whole_way(world: World, browser: TestClient) -> None:
    assert _sign_up(browser).status_code == 202
    confirmed = browser.post("/api/confirmations", json={"token": _token(world, "confirm")}).json()
    path = f"/api/preferences/{confirmed['preferences']}"
    assert browser.get(path).json() == {
        "address": ADA,
        "lang": "en",
        "timezone": "UTC",
        "hour": "",
        "text_only": False,
        "topics": {"open-models": "daily"},
    }
    wanted = {"topics": {"developer-tools": "weekly"}, "hour": "07:30", "lang": "ja"}
    assert browser.put(path, json=wanted).json()["topics"] == {"developer-tools": "weekly"}
    assert browser.get(path).json()["hour"] == "07:30"
    token = _token(world, "unsubscribe")
    assert browser.post("/api/unsubscriptions", json={"token": token}).status_code == 200
    assert browser.get(path).json()["topics"] == {}
    assert browser.get(f"{path}/export").json()["subscriber"]["address"] == ADA
    assert browser.delete(path).json() == {"status": "erased"}
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "ada@"}, "address"),
        ({"topics": []}, "topics"),
        ({"topics": "open-models"}, "topics"),
        ({"consent": "en-1"}, "consent"),
        ({"hour": "25:00"}, "hour"),
        ({"timezone": "Moon/Base"}, "timezone"),
        ({"text_only": "yes"}, "text_only"),
        ({"more": 1}, "more"),
    ],
)
def test_what_cannot_be_is_a_problem_that_names_the_field(
    world: World, browser: TestClient, changes: dict[str, Any], field: str
) -> None:
    answer = _sign_up(browser, **changes)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert list(answer.json()["fields"]) == [field]


def test_what_is_no_json_is_a_problem(browser: TestClient) -> None:
    path = "/api/subscriptions"
    assert browser.post(path, data={"address": ADA}).status_code == 415
    headers = {"content-type": "application/json"}
    for body in (b"{", b"\xff", b"[" * 100_000):
        assert browser.post(path, content=body, headers=headers).status_code in (400, 413)
    assert browser.post(path, content=b"[]", headers=headers).status_code == 422


def test_another_site_cannot_use_it(browser: TestClient) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    assert browser.post("/api/subscriptions", json={}, headers=foreign).status_code == 403


HOST = {"host": "briefing.example"}


@pytest.mark.parametrize(
    "body", ['{"\\ud800": 1}', '{"address": "\\ud800", "topics": ["\\ud800"]}']
)
def test_halves_of_characters_are_refused_as_anything_else(browser: TestClient, body: str) -> None:
    headers = {"content-type": "application/json"}
    answer = browser.post("/api/subscriptions", content=body, headers=headers)
    assert answer.status_code == 422


def test_no_request_makes_the_server_fail(tmp_path: Path) -> None:
    with world_at(tmp_path) as world:
        with world.browser() as browser:
            _sign_up(browser)
            browser.post("/api/confirmations", json={"token": _token(world, "confirm")})
        found = world.people.find(ADA)
        assert found
        tokens = (
            preferences_token(found[0].id, ADA, SECRETS),
            unsubscribe_token(found[0].id, ADA, "open-models", SECRETS),
            "nonsense",
        )
        app = make_app(world.public())
        schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HOST)
        probed = [_probe(operation.ok(), tokens) for operation in schema.get_all_operations()]
        assert len(probed) >= 8


def _probe(operation: Any, tokens: tuple[str, ...]) -> None:
    """Send what fits an operation's description, and what does not; real tokens in turn."""
    turns = iter(tokens * 100)

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    )
    def probe(case: Any) -> None:
        if "token" in (case.path_parameters or {}):
            case.path_parameters["token"] = next(turns)
        # Whether an address exists in good form, no schema says.
        case.call_and_validate(headers=HOST, excluded_checks=[positive_data_acceptance])

    probe()
