"""A real browser, shared by the tests of one package.

An open Playwright keeps an event loop in its thread, and tests elsewhere call `asyncio.run`: so
the browser is closed when a worker leaves this folder, and opened again when it comes back.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.desk import Desk, at_desk

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 120_000
"""Nothing takes nearly that long; a machine that does many things at once may."""

Open = Callable[..., Page]
OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Chromium: Debian's, or the one that Playwright has installed."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
                args=ARGUMENTS,
                timeout=2 * PATIENCE_MS,
            )
        except PlaywrightError as error:
            if "Executable doesn't exist" not in str(error):
                raise
            pytest.skip("no browser: apt-get install chromium, or `playwright install chromium`")
        yield browser
        browser.close()


@pytest.fixture
def open_context(chromium: Browser) -> Iterator[OpenContext]:
    """Open a context that has patience, and is closed in the end."""
    contexts: list[BrowserContext] = []

    def open_it(*, width: int, height: int = 800, **options: Any) -> BrowserContext:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(open_context: OpenContext) -> Iterator[Open]:
    """Open an address in a context of its own; what a page's scripts complain of is a failure."""
    complaints: list[str] = []

    def open_it(
        address: str, *, width: int = 1280, height: int = 800, scheme: str = "light"
    ) -> Page:
        context = open_context(
            width=width, height=height, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_it
    assert complaints == []


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with at_desk(tmp_path) as desk:
        yield desk


@contextmanager
def new_page(page: Page) -> Iterator[None]:
    """Wait until what is pressed here has led to another page, and that is there whole."""
    with page.expect_navigation(wait_until="load", timeout=PATIENCE_MS):
        yield
