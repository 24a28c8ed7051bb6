"""The archive in a real browser: narrow and wide, light and dark, under its policy of content."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from briefing.settings import WebSettings
from briefing.web.public import make_app
from tests.browser.conftest import Open, new_page
from tests.web.shelf import stocked


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The archive, served on this machine."""
    with stocked(tmp_path_factory.mktemp("archive")) as public:
        app = make_app(replace(public, settings=WebSettings(host="127.0.0.1")))
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
            listener.close()


PATHS = ["/", "/open-models/", "/open-models/2026-03-01/", "/search/?q=downloads", "/nothing/here/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_fits_and_is_accessible(
    address: str, open_page: Open, path: str, scheme: str
) -> None:
    for width in (320, 1200):
        page = open_page("about:blank", width=width, scheme=scheme)
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(f"{address}{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} pixels wide"
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        refused = [words for words in said if "404" not in words]
        assert refused == []


def test_a_reader_finds_an_issue_by_its_words(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/", width=390)
    with new_page(page):
        page.get_by_role("link", name="Search").click()
    page.get_by_label("Search", exact=True).fill("downloads reached")
    with new_page(page):
        page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    with new_page(page):
        page.get_by_role("link", name="Headline number 0").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Headline number 0")
    with new_page(page):
        page.get_by_role("navigation", name="Other issues").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("quotes")


def test_a_page_reads_without_a_script(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/open-models/2026-03-01/")
    assert page.locator("script").count() == 0
    expect(page.locator("picture img")).to_have_js_property("complete", True)
    expect(page.locator("picture img")).not_to_have_js_property("naturalWidth", 0)
