"""The webhook: what is signed is taken, and nothing else of what is posted there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from briefing.delivery.parsing import MAX_BYTES
from briefing.delivery.webhook import sign
from briefing.flows.bounces import Mailroom
from briefing.store.bounces import SqlBounces
from briefing.web.public.bounces import SIGNATURE, bounces_part
from tests.delivery.test_bounces import VERP, report
from tests.flows.test_bounces import sent_to
from tests.store.sending import add_subscribers, make_desk
from tests.web.serving import client_of
from tests.web.walking import NOW, SECRETS, World, world_at

KEY = b"w" * 40
PATH = "/api/bounces"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_at(tmp_path) as made:
        add_subscribers(made.people.engine, 1)
        desk = make_desk(made.people.engine)
        desk.freeze()
        yield made


def client(world: World, *keys: bytes) -> TestClient:
    room = Mailroom(SqlBounces(world.people.engine), world.people, VERP, SECRETS)
    return client_of(world.public(parts=[bounces_part(room, keys)]))


def signed(body: bytes, key: bytes = KEY, *, late_s: int = 0) -> dict[str, str]:
    return {SIGNATURE: sign(body, key=key, at_s=int(NOW.timestamp()) - late_s)}


def test_a_signed_report_is_taken_once(world: World) -> None:
    body = report("postfix", sent_to(1))
    with client(world, b"n" * 40, KEY) as server:
        assert server.post(PATH, content=body, headers=signed(body)).status_code == 204
        assert world.people.load_suppression("s1@example.org")
        again = server.post(PATH, content=body, headers=signed(body))
    assert again.status_code == 409
    assert again.headers["content-type"] == "application/problem+json"
    assert "sign each attempt anew" in again.json()["detail"]


def test_what_is_not_signed_just_now_is_refused(world: World) -> None:
    body = report("postfix", sent_to(1))
    with client(world, KEY) as server:
        for headers in ({}, signed(body, b"x" * 40), signed(b"other"), signed(body, late_s=400)):
            assert server.post(PATH, content=body, headers=headers).status_code == 401
    assert world.people.load_suppression("s1@example.org") is None


def test_a_report_may_quote_a_whole_issue_and_no_more(world: World) -> None:
    body = report("postfix", sent_to(1)) + b"x" * 300_000
    with client(world, KEY) as server:
        assert server.post(PATH, content=body, headers=signed(body)).status_code == 204
        large = body + b"x" * MAX_BYTES
        assert server.post(PATH, content=large, headers=signed(large)).status_code == 413


def test_without_a_secret_there_is_no_webhook(world: World) -> None:
    body = report("postfix", sent_to(1))
    with client(world) as server:
        answer = server.post(PATH, content=body, headers=signed(body, b""))
    assert answer.status_code == 404
