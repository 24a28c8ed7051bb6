"""The preview is for everybody: readable, by keyboard alone, on a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.desk import TOPIC, Desk, ready, template


@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1280, 800), ("dark", 360, 740)])
def test_axe_finds_nothing_to_report(
    desk: Desk, open_page: Open, scheme: str, width: int, height: int
) -> None:
    page = open_page(desk.address, width=width, height=height, scheme=scheme)
    ready(page)
    look_over(page, "email and findings")
    page.keyboard.press("n")
    page.locator("#list summary").first.press("Enter")
    expect(page.locator("#list .observations").first).to_be_visible()
    look_over(page, "figures")
    page.keyboard.press("c")
    page.keyboard.press("5")
    expect(page.locator("#reading .tree")).to_be_visible()
    look_over(page, "message and claims")
    page.keyboard.press("6")
    expect(page.locator("#reading .changes")).to_be_visible()
    look_over(page, "changes")
    page.keyboard.press("4")
    expect(page.locator("#reading .code")).to_be_visible()
    look_over(page, "html")
    page.keyboard.press("s")
    expect(page.get_by_role("dialog", name="Send me this")).to_be_visible()
    look_over(page, "sending")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    look_over(page, "keys")
    page.keyboard.press("Escape")
    desk.save_template(template() + "{% if %}")
    expect(page.locator("#overlay")).to_be_visible()
    look_over(page, "overlay")


def look_over(page: Page, what: str) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, f"{what}: {results.generate_report()}"


def test_the_keyboard_is_enough(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the issue")).to_be_focused()

    page.keyboard.press("2")
    expect(page.get_by_role("tab", name="Web")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Web").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Email")).to_be_focused()
    page.keyboard.press("p")
    expect(page.get_by_role("radio", name="Phone")).to_be_checked()
    page.keyboard.press("l")
    expect(page.locator("iframe[data-key][src*='/dark/']")).to_be_visible()

    page.keyboard.press("[")
    expect(page.get_by_label("Day", exact=True)).not_to_have_value(desk.today.isoformat())
    expect(page.locator(f"iframe[data-key='{TOPIC} {desk.today} email']")).to_have_count(0)
    page.keyboard.press("]")
    expect(page.get_by_label("Day", exact=True)).to_have_value(desk.today.isoformat())
    expect(page.locator(f"iframe[data-key='{TOPIC} {desk.today} email']")).to_be_visible()

    # From the stage the next stops are the issue's own links and numbers.
    frame.locator("[data-figure='total']").first.focus()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#list .figure[open] summary")).to_be_focused()

    page.keyboard.press("f")
    expect(page.locator("#list")).to_be_focused()
    page.keyboard.press("s")
    expect(page.get_by_label("Address")).to_be_focused()
    page.keyboard.type("me?")  # a field takes every key for itself
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    page.get_by_label("Single keys work").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.get_by_role("radio", name="Phone")).to_be_checked()


def test_nothing_overflows_on_a_small_phone(desk: Desk, open_page: Open) -> None:
    page = open_page(f"{desk.address}?width=phone", width=320, height=640)
    ready(page)
    seen = ["iframe[src$='email.html']", "iframe[src$='index.html']", ".plain-text"]
    seen += ["#reading .code", "#reading .tree", "#reading .changes"]
    for key, content in zip("123456", seen, strict=True):
        page.keyboard.press(key)
        expect(page.locator(content)).to_be_visible()
        wider = "html => html.scrollWidth > html.clientWidth"
        assert not page.locator("html").evaluate(wider), key
