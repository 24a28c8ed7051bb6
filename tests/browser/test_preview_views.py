"""What the preview shows of an issue: editions, widths, schemes, pictures, days; a mail of it."""

import mailbox
import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.desk import Desk, ready, template
from tests.browser.pictures import picture_server


def test_every_view_shows_its_edition(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    expect(ready(page).locator("h1")).to_have_text("Visits held steady")
    reading = page.locator("#reading")

    page.get_by_role("tab", name="Web").click()
    web = page.frame_locator("iframe[data-key][src$='index.html']")
    expect(web.get_by_text("How we know")).to_be_visible()

    page.get_by_role("tab", name="Text").click()
    expect(reading.locator("pre")).to_contain_text("Visits held steady\n====")

    page.get_by_role("tab", name="HTML").click()
    expect(reading.locator("li[data-line='1']")).to_have_text("<!doctype html>")
    expect(reading.locator(".note")).to_contain_text("Gmail clips at 102 kB")

    page.get_by_role("tab", name="Message").click()
    expect(reading.locator(".tree")).to_contain_text("multipart/related")
    expect(reading.locator(".tree")).to_contain_text("image/png")
    expect(reading.get_by_role("row", name="Visits held steady")).to_be_visible()
    expect(reading.get_by_text("lines of base64").first).to_be_visible()

    page.get_by_role("tab", name="Changes").click()
    expect(reading.get_by_role("heading", name="Figures since")).to_be_visible()
    expect(reading.get_by_role("row", name="Visits of the week")).to_contain_text("700")

    page.reload()  # what is chosen lives in the address
    expect(page.get_by_role("tab", name="Changes")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("meter")).to_contain_text("of 102 kB")


def test_a_phone_opens_the_issue_as_phones_show_it(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address, width=390, height=740)
    ready(page)
    expect(page.get_by_role("radio", name="Phone")).to_be_checked()
    page.keyboard.press("d")
    expect(page.get_by_role("radio", name="Desktop")).to_be_checked()
    expect(page).to_have_url(re.compile("width=desktop"))
    page.keyboard.press("p")
    expect(page).not_to_have_url(re.compile("width"))


def test_a_phone_begins_at_the_top_with_topic_and_day(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address, width=390, height=740)
    ready(page)
    page.keyboard.press("6")
    expect(page.get_by_role("tab", name="Changes")).to_be_in_viewport(ratio=0.95)
    expect(page.get_by_label("Topic")).to_be_in_viewport()


def test_widths_schemes_and_pictures(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address, width=1600)
    ready(page)
    iframe = page.locator("#device iframe[data-key]")
    for name, width in (("Phone", 390), ("Tablet", 768), ("Desktop", 1024)):
        page.get_by_role("radio", name=name).check()
        expect(page.locator("#scale-said")).to_have_text(f"{width} px")
        assert iframe.evaluate("frame => frame.clientWidth") == width
    picture = page.frame_locator("#device iframe[data-key]").locator("img").first
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    page.get_by_label("Pictures").select_option("blocked")
    expect(page.locator("iframe[data-key][src*='/blocked/']")).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 0)
    page.get_by_role("radio", name="Dark").check()
    expect(page.locator("iframe[data-key][src*='/dark/']")).to_be_visible()
    expect(page.frame_locator("#device iframe[data-key]").locator("html")).to_have_css(
        "color-scheme", "dark"
    )


def test_days_are_rebuilt_as_they_were(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    day = page.get_by_label("Day", exact=True)
    yesterday = desk.today - timedelta(days=1)
    expect(day).to_have_value(desk.today.isoformat())
    expect(page.get_by_role("button", name="Next issue")).to_be_disabled()
    page.get_by_role("button", name="Previous issue").click()
    expect(day).to_have_value(yesterday.isoformat())
    expect(frame.get_by_text("Issue 3", exact=False).first).to_be_visible()
    day.fill((desk.today - timedelta(days=3)).isoformat())
    expect(frame.get_by_text("Issue 1", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Previous issue")).to_be_disabled()
    page.get_by_role("button", name="Today").click()
    expect(day).to_have_value(desk.today.isoformat())
    page.get_by_label("Topic").select_option("other")
    expect(frame.locator("h1")).to_have_text("A headline")


def test_remote_content_is_fetched_only_when_asked_for(desk: Desk, open_page: Open) -> None:
    with picture_server() as (address, asked):
        desk.save_template(template() + f"\n![A dot]({address}/dot.png)\n")
        page = open_page(desk.address)
        dot = ready(page).get_by_role("img", name="A dot")
        expect(dot).to_have_js_property("naturalWidth", 0)
        assert asked == []
        page.get_by_label("Pictures").select_option("remote")
        expect(page.locator("iframe[data-key][src*='/remote/']")).to_be_visible()
        expect(dot).to_have_js_property("naturalWidth", 1)
        assert set(asked) == {"/dot.png"}


def test_one_mail_to_oneself(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    ready(page)
    page.get_by_role("button", name="Send me this").click()
    dialog = page.get_by_role("dialog", name="Send me this")
    dialog.get_by_label("Address").fill("me@example.org")
    dialog.get_by_role("button", name="Send the test mail").click()
    expect(page.locator("#sent")).to_contain_text("mailbox folder")
    (mail,) = mailbox.Maildir(desk.root / "var" / "mailbox")
    assert mail["To"] == "me@example.org"
    assert mail["Subject"] == "[Test] [Sample data] Visits held steady"
