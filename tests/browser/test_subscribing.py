"""A person subscribes, confirms, changes their mind and leaves: in a browser, without scripts."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from briefing.settings import WebSettings
from briefing.web.public import make_app
from tests.browser.conftest import OpenContext, new_page
from tests.web.walking import PUBLICATION, TOPICS, World, link_in, subscribed, world_at

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
Walker = Callable[..., Page]


@contextmanager
def _serving(world: World) -> Iterator[World]:
    """Serve the pages under an address of this machine, on a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        world.publication = replace(world.publication, url=url)
        app = make_app(world.public(settings=WebSettings()))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield world
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world_at(tmp_path_factory.mktemp("pages")) as made, _serving(made) as served:
        yield served


@pytest.fixture
def walk(open_context: OpenContext) -> Walker:
    """A browser window in which no script runs, as wide as is asked."""
    return lambda width: open_context(width=width, java_script_enabled=False).new_page()


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus: what cannot be reached so is missing."""
    target = page.locator(selector).first
    for _ in range(80):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def _fits(page: Page) -> None:
    """No page scrolls sideways, whatever the width."""
    wide = page.locator("html").evaluate("one => one.scrollWidth - one.clientWidth")
    assert wide <= 0, page.url


def test_words_as_long_as_german_ones_run_out_of_no_page(tmp_path: Path, walk: Walker) -> None:
    topics = [replace(one, title=LONG, description=LONG) for one in TOPICS]
    named = replace(PUBLICATION, name=LONG)
    with world_at(tmp_path, topics=topics, publication=named) as made, _serving(made) as world:
        page, url = walk(360), world.publication.url
        page.goto(f"{url}/subscribe")
        _fits(page)
        preferences = subscribed(world, world.browser())
        for path in (preferences, preferences.replace("preferences", "welcome"), "/embed"):
            page.goto(f"{url}{path}")
            _fits(page)


@pytest.mark.parametrize("width", [320, 1200])
def test_the_whole_way_by_keyboard_without_scripts(world: World, walk: Walker, width: int) -> None:
    page, url = walk(width), world.publication.url
    address = f"ada{width}@example.org"

    page.goto(f"{url}/subscribe")
    _fits(page)
    _tab_to(page, "#address")
    page.keyboard.type(address)
    _tab_to(page, "#topic-open-models")
    page.keyboard.press("Space")
    _tab_to(page, "summary")
    page.keyboard.press("Enter")
    _tab_to(page, "#hour")
    page.keyboard.type("07")
    _fits(page)
    _tab_to(page, "button[type=submit]")
    with new_page(page):
        page.keyboard.press("Enter")
    assert "/subscribe/sent" in page.url
    assert page.locator("h1").inner_text() == "Look into your mailbox"
    _fits(page)

    page.goto(url + link_in(world.last_letter(), "confirm"))
    assert page.locator("h1").inner_text() == "Is it you?"
    _fits(page)
    _tab_to(page, "button[type=submit]")
    with new_page(page):
        page.keyboard.press("Enter")
    assert "/welcome/" in page.url
    assert page.locator("h1").inner_text() == "You are in"
    _fits(page)

    welcome = world.last_letter()
    page.goto(url + link_in(welcome, "preferences"))
    assert page.locator("#hour").input_value() == "07:00"
    _fits(page)
    _tab_to(page, "[name=topic-open-models]:checked")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "main form button[type=submit]")
    with new_page(page):
        page.keyboard.press("Enter")
    assert page.url.endswith("?saved=1")
    assert page.get_by_role("status").inner_text() == "Saved."
    assert page.locator("#topic-open-models-weekly").is_checked()

    page.goto(url + link_in(world.last_letter(), "unsubscribe"))
    _fits(page)
    _tab_to(page, "button[type=submit]")
    with new_page(page):
        page.keyboard.press("Enter")
    page.locator("text=It counts already").wait_for()
    found = world.people.find(address)
    assert found
    assert [one.state.value for one in found[1]] == ["unsubscribed"]
    assert world.last_letter()["Subject"] == "You have left The Daily Figure"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar", "ja"])
def test_axe_finds_nothing_on_any_page(
    world: World, open_context: OpenContext, lang: str, scheme: str
) -> None:
    # The strict policy of content would keep axe out, and is put aside for it.
    context = open_context(width=390, height=844, bypass_csp=True, color_scheme=scheme)
    page, url, found = context.new_page(), world.publication.url, {}

    def look(name: str) -> None:
        _fits(page)
        report = Axe().run(page)
        if report.violations_count:
            found[name] = report.generate_report()

    def submit() -> None:
        with new_page(page):
            page.locator("button[type=submit]").first.click()

    page.goto(f"{url}/subscribe?lang={lang}")
    look("subscribe")
    page.locator("summary").click()
    page.locator("#address").fill(f"{lang}.{scheme}@example.org")
    submit()
    look("subscribe, mended")
    page.locator("#topic-open-models").check()
    submit()
    look("sent")
    page.goto(url + link_in(world.last_letter(), "confirm"))
    look("confirm")
    submit()
    look("welcome")
    letter = world.last_letter()
    page.goto(url + link_in(letter, "preferences"))
    look("preferences")
    page.goto(url + link_in(letter, "preferences") + "/erase")
    look("erase")
    page.goto(url + link_in(letter, "unsubscribe"))
    look("unsubscribe")
    submit()
    look("left")
    page.goto(f"{url}/embed?lang={lang}")
    look("embed")
    page.goto(f"{url}/confirm/nothing")
    look("no such link")
    assert found == {}
