"""An operator logs in, looks, decides, and approves by a mail's link: in a browser."""

import random
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from briefing.flows.login import hash_password
from briefing.model.delivery import IssueState
from briefing.model.subscriber import Change, Consent, ConsentEvent
from briefing.ports import Collection
from briefing.service.dispatch import Dispatch
from briefing.service.run import reception_of
from briefing.store.operators import SqlAccounts
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.tokens import Purpose, make_token
from briefing.web.public import make_app
from briefing.web.public.operator import build_of
from briefing.wiring import utc_now
from tests.browser.conftest import OpenContext, new_page
from tests.service.sending import dispatching, freeze, make_sender, send, subscribe, yesterday

SETTINGS = '[scheduling]\neditors = ["editor@example.org"]\n'
PASSWORD = "correct horse battery"


@dataclass
class House:
    """A publication that has sent an issue and holds another, its pages served."""

    url: str
    dispatch: Dispatch
    held: int

    def hold(self) -> None:
        """Hold the issue, whatever was decided of it before."""
        self.dispatch.queue.change(
            self.held,
            utc_now(),
            to=IssueState.HELD,
            only_from=frozenset(IssueState),
            note="1 error: the link https://elsewhere.example/ leads nowhere",
        )

    def approve_url(self) -> str:
        record = self.dispatch.queue.load_by_id(self.held)
        assert record
        token = make_token(
            Purpose.APPROVE,
            self.held,
            "editor@example.org",
            self.dispatch.secrets,
            topic=build_of(record),
            expires_at=utc_now() + timedelta(days=1),
        )
        return f"{self.url}/approve/{token}"


def _grow(dispatch: Dispatch) -> None:
    """Let people come and go for three months."""
    chance, now = random.Random(4), utc_now()
    for day in range(88):
        events = [ConsentEvent.CONFIRMED] * chance.randrange(4)
        events += [ConsentEvent.UNSUBSCRIBED] * (chance.random() < 0.3)
        at = now - timedelta(days=day)
        lines = tuple(Consent(address_hash(f"{day}@x.example"), "visits", e, at) for e in events)
        dispatch.people.apply(Change(consents=lines))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    root = make_sender(tmp_path_factory.mktemp("operator"), SETTINGS)
    with dispatching(root) as dispatch, socket.create_server(("127.0.0.1", 0)) as listening:
        subscribe(dispatch, *(f"reader{n}" for n in range(60)))
        _grow(dispatch)
        send(dispatch, yesterday())
        record = freeze(dispatch, utc_now().date())
        failed = "HTTP 503 from hub.example\n  hint: it is asked again within the hour"
        now = utc_now()
        dispatch.site.store.save_collection(Collection("visits", "hub", now, 0, 0, error=failed))
        SqlAccounts(dispatch.people.engine).save_account(
            "ada", hash_password(PASSWORD), at=utc_now()
        )
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        public = reception_of(dispatch).public()
        public = replace(public, publication=replace(public.publication, url=url))
        server = uvicorn.Server(uvicorn.Config(make_app(public), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield House(url, dispatch, record.id)
        finally:
            server.should_exit = True
            thread.join()


def _fits(page: Page) -> None:
    wide = page.locator("html").evaluate("one => one.scrollWidth - one.clientWidth")
    assert wide <= 0, page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_axe_finds_nothing_on_the_operators_pages(
    house: House, open_context: OpenContext, width: int, scheme: str, tmp_path: Path
) -> None:
    house.hold()
    # The strict policy of content would keep axe out, and is put aside for it.
    context = open_context(width=width, bypass_csp=True, color_scheme=scheme)
    page, found = context.new_page(), {}

    def look(name: str) -> None:
        _fits(page)
        report = Axe().run(page)
        if report.violations_count:
            found[name] = report.generate_report()
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)

    def log_in(password: str) -> None:
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill(password)
        with new_page(page):
            page.get_by_role("button", name="Log in").click()

    page.goto(f"{house.url}/operator/")
    assert page.url.endswith("/operator/login")
    look("login")
    log_in("wrong")
    assert page.get_by_role("alert").inner_text().startswith("This name and password")
    look("refused")
    log_in(PASSWORD)
    assert page.url.endswith("/operator/")
    assert page.locator("h1").inner_text().startswith("60 people read")
    assert page.locator(".chart").count() == 2
    hint = page.get_by_text("it is asked again within the hour")
    assert hint.inner_text() == "it is asked again within the hour"
    look("overview")
    with new_page(page):
        page.get_by_role("link", name="Held").click()
    page.get_by_text("leads nowhere").first.wait_for()
    look("issue")
    page.goto(f"{house.url}/operator/issues/99")
    look("no-such-issue")
    page.goto(house.approve_url())
    assert page.get_by_role("button", name="Send it as it is").is_visible()
    look("approve")
    assert found == {}


def test_an_operator_decides_by_keyboard_without_scripts(
    house: House, open_context: OpenContext
) -> None:
    house.hold()
    page = open_context(width=320, java_script_enabled=False).new_page()
    page.goto(f"{house.url}/operator/login")
    page.locator("#name").press_sequentially("ada")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with new_page(page):
        page.keyboard.press("Enter")
    assert page.url.endswith("/operator/")

    def press(label: str) -> None:
        page.get_by_role("button", name=label).focus()
        with new_page(page):
            page.keyboard.press("Enter")

    press("Pause")
    expect(page.locator(".mark", has_text="paused")).not_to_have_count(0)
    assert house.dispatch.queue.load_paused()
    press("Resume")
    expect(page.locator(".mark", has_text="paused")).to_have_count(0)
    assert not house.dispatch.queue.load_paused()
    page.goto(f"{house.url}/operator/issues/{house.held}")
    press("Approve")
    page.locator("strong", has_text="built").wait_for()
    press("Hold")
    page.locator("strong", has_text="held").wait_for()
    page.goto(house.approve_url())
    press("Send it as it is")
    page.get_by_text("it leaves within a minute").wait_for()
    record = house.dispatch.queue.load_by_id(house.held)
    assert record
    assert record.state == IssueState.BUILT
    page.goto(f"{house.url}/operator/")
    press("Log out")
    assert page.url.endswith("/operator/login")
    page.goto(f"{house.url}/operator/")
    assert page.url.endswith("/operator/login")
