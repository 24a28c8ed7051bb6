"""The preview as an editor works in it, in a real browser."""

import mailbox
import re
import shutil
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

from briefing.cli import main
from briefing.content.carried import carried_templates
from tests.browser.conftest import Open
from tests.browser.desk import TOPIC, Desk, at_desk, template
from tests.service.publication import save_counts

TEMPLATE = f"templates/topics/{TOPIC}.md.j2"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with at_desk(tmp_path) as desk:
        yield desk


def ready(page: Page) -> FrameLocator:
    """Wait until an issue is on screen; return what is in its frame."""
    page.wait_for_selector("html[data-version]")
    return page.frame_locator("#device iframe[data-key]")  # the one that is shown, not one to come


def version(page: Page) -> int:
    return int(page.locator("html").get_attribute("data-version") or 0)


# --- live reload --------------------------------------------------------------------------------


def test_a_saved_template_shows_at_once_where_one_was_reading(desk: Desk, open_page: Open) -> None:
    page = open_page(f"{desk.address}?width=phone&scheme=dark")
    frame = ready(page)
    expect(frame.locator("h1")).to_have_text("Visits held steady")
    body = frame.locator("html")
    body.evaluate("html => html.scrollTo({ top: 420, behavior: 'instant' })")
    desk.save_template(template(Visits_held_steady="Visits went up"))
    expect(frame.locator("h1")).to_have_text("Visits went up")
    assert body.evaluate("html => html.scrollTop") == 420
    expect(page.get_by_role("radio", name="Phone")).to_be_checked()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    expect(page.locator("#subject")).to_have_text("[Sample data] Visits went up")


def test_notes_data_and_theme_show_too(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    desk.save(f"content/{TOPIC}/notes/{desk.today}.md", "---\nheadline: Noted by hand\n---\n")
    expect(frame.locator("h1")).to_have_text("Noted by hand")
    save_counts(desk.root, TOPIC, 200, desk.today)
    expect(frame.get_by_text("There were 1,400 visits")).to_be_visible()
    desk.save("content/theme.toml", '[light]\naccent = "#a21caf"\n')
    expect(page.locator("#device iframe[data-key]")).to_be_visible()
    page.get_by_role("tab", name="HTML").click()
    expect(page.get_by_text("#a21caf").first).to_be_visible()


def test_a_file_of_another_topic_changes_nothing(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    before = version(page)
    desk.save("templates/topics/other.md.j2", template())
    desk.save(f"content/{TOPIC}/notes/2020-01-01.md", "Long ago.")
    desk.save_template(template(Visits_held_steady="Visits went up"))
    expect(frame.locator("h1")).to_have_text("Visits went up")
    expect(page.locator(f'html[data-version="{before + 1}"]')).to_be_attached()


def test_an_error_is_told_at_its_line_until_it_is_mended(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    overlay = page.locator("#overlay")
    expect(overlay).to_be_hidden()
    desk.save_template(template().replace("series('visits')", "series('vists')"))
    expect(overlay).to_be_visible()
    expect(overlay.locator(".spot")).to_have_text(f"{TEMPLATE}:1")
    expect(overlay.locator(".what")).to_contain_text("no series 'vists'")
    expect(overlay.locator(".todo")).to_contain_text("did you mean 'visits'?")
    here = overlay.locator("li[data-here]")
    expect(here).to_have_attribute("data-line", "1")
    expect(here).to_contain_text("series('vists')")
    expect(overlay.locator("li[data-line='3']")).to_contain_text("# Visits held steady")
    expect(frame.locator("h1")).to_have_text("Visits held steady")  # the last good one, behind
    page.keyboard.press("Escape")
    expect(page.locator("#overlay-body")).to_be_hidden()
    desk.save_template(template(Visits_held_steady="Mended"))
    expect(overlay).to_be_hidden()
    expect(frame.locator("h1")).to_have_text("Mended")


def test_an_error_in_the_package_s_own_template_says_how_to_change_it(
    tmp_path: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    shutil.copytree(carried_templates(), package / "templates")
    monkeypatch.setattr("briefing.content.carried.PACKAGE", package)
    footer = package / "templates" / "email" / "footer.mjml.j2"
    footer.write_text("{# one #}\n" + footer.read_text() + "{{ of_no_such_name }}\n")
    with at_desk(tmp_path / "site") as desk:
        page = open_page(desk.address)
        overlay = page.locator("#overlay")
        expect(overlay.locator(".what")).to_contain_text("of_no_such_name")
        expect(overlay.locator(".whose")).to_have_text("the package's own")
        expect(overlay.locator(".todo")).to_contain_text(
            "briefing templates copy email/footer.mjml.j2"
        )
        expect(overlay.locator("li[data-here]")).to_contain_text("{{ of_no_such_name }}")
        own = footer.read_text().replace("{{ of_no_such_name }}", "")
        desk.save("templates/email/footer.mjml.j2", own)
        expect(overlay).to_be_hidden()
        ready(page)


def test_a_preview_of_broken_files_waits_for_them(desk: Desk, open_page: Open) -> None:
    desk.save_template(template() + "{% if %}")
    page = open_page(desk.address)
    expect(page.locator("#overlay .spot")).to_contain_text(TEMPLATE)
    expect(page.locator("#overlay-behind")).to_have_text("No issue could be built yet.")
    desk.save_template(template())
    expect(ready(page).locator("h1")).to_have_text("Visits held steady")


# --- views --------------------------------------------------------------------------------------


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


# --- figures, claims, findings ------------------------------------------------------------------


def test_a_number_is_traced_to_its_observations(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    number = frame.locator("[data-figure='total']").first
    expect(number).to_have_text("700")
    number.hover()
    card = page.locator("#card")
    expect(card).to_contain_text("Visits of the week")
    expect(card).to_contain_text("700 visits")
    expect(card).to_contain_text("total(visits")
    expect(card).to_contain_text("7 observations")
    number.click()
    expect(page.get_by_role("tab", name="Figures")).to_have_attribute("aria-selected", "true")
    rows = page.locator("#list .observations tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.first).to_contain_text("100")
    expect(rows.first).to_contain_text("counts")
    expect(page.locator("#list .figure[open] summary")).to_be_focused()
    page.get_by_role("button", name="Show in the issue").first.click()
    expect(frame.locator("[data-figure='total'][data-lit]")).to_be_visible()


def test_a_number_below_keeps_its_card_when_tab_scrolls_to_it(desk: Desk, open_page: Open) -> None:
    desk.save_template(template() + "\nAgain: {{ total | full }}.\n")
    page = open_page(desk.address)
    frame = ready(page)
    far = frame.locator("[data-figure='total']").last
    expect(far).not_to_be_in_viewport()
    far.focus()
    expect(far).to_be_in_viewport()
    next_frames = (
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    page.evaluate(next_frames)  # by then the page knows that it was scrolled
    expect(page.locator("#card")).to_be_visible()
    frame.locator("html").evaluate("html => html.scrollTo({ top: 0, behavior: 'instant' })")
    expect(page.locator("#card")).to_be_hidden()


def test_a_figure_of_the_web_page_is_traced_too(desk: Desk, open_page: Open) -> None:
    page = open_page(f"{desk.address}?view=web")
    ready(page).locator("a.figure").first.click()
    expect(page.locator("#list .figure[open] .number")).to_have_text("700")
    expect(page.locator("iframe")).to_have_count(1)


def test_claims_come_with_condition_and_margin(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    page.get_by_role("tab", name="Claims").click()
    claims = page.locator("#list .item")
    expect(claims).to_have_count(2)
    expect(claims.nth(1)).to_contain_text("total > 690")
    expect(claims.nth(1)).to_contain_text("margin 1.4 %")
    expect(claims.nth(1)).to_contain_text("barely")
    claims.nth(1).get_by_role("button", name="Show in the issue").click()
    expect(frame.locator("[data-lit-place]")).to_contain_text("It barely passed the mark.")


def test_a_finding_leads_to_the_template_and_to_the_issue(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    narrow = page.locator("#list .item").filter(has_text="claim").first
    narrow.get_by_role("button", name=f"{TEMPLATE}:15").click()
    dialog = page.get_by_role("dialog", name=f"{TEMPLATE}:15")
    expect(dialog.locator("li[data-here]")).to_contain_text("claim total > 690")
    dialog.get_by_role("button", name="Show the whole file").click()
    expect(dialog.locator("li[data-line='1']")).to_contain_text("series('visits')")
    dialog.get_by_role("button", name="Close").click()
    narrow.get_by_role("button", name="Show in the issue").click()
    expect(frame.locator("[data-lit-place]")).to_contain_text("It barely passed the mark.")


# --- a test mail --------------------------------------------------------------------------------


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


# --- for everybody ------------------------------------------------------------------------------


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


# --- new topics and remote content --------------------------------------------------------------

ARTICLE = """Bread is back
Bakeries sell 1,250 loaves a day, 12% more than last year.
Bread is back
Nobody expected it. Bakeries in 3 towns report queues, and flour costs $1.2 million less a year.
What to do now
Do two things. First, within 30 days, visit a bakery. Second, within 6 months, bake.
pie
title Loaves
"Rye" : 60
"Wheat" : 40.5
flowchart LR
A[Somebody bakes] --> B[Others smell it]
B --> A
Subscribe to the crumb
One mail a day, free, in your inbox.
"""


def test_a_topic_is_made_of_an_article_while_the_preview_runs(
    desk: Desk, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(desk.address)
    ready(page)
    article = tmp_path / "bread.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    assert main(["new", "bread", "--from-article", str(article), "--site", str(desk.root)]) == 0

    page.get_by_label("Topic").select_option("bread")
    frame = ready(page)
    expect(frame.locator("h1")).to_have_text("Bread is back")
    expect(page.locator("#subject")).to_have_text("Bread is back")  # its own numbers, no sample
    expect(frame.get_by_role("heading", name="What to do now")).to_be_visible()
    expect(frame.get_by_text("Visit a bakery.")).to_be_visible()
    expect(frame.get_by_text("within 6 months", exact=False)).to_be_visible()
    for kind in ("Pie chart", "Flowchart"):
        picture = frame.get_by_role("img", name=kind).first
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    expect(frame.get_by_role("link", name="Subscribe", exact=True)).to_be_visible()

    number = frame.locator("[data-figure='loaves']:visible").first
    number.click()
    expect(page.locator("#list .figure[open] .number")).to_have_text("1,250")
    expect(page.locator("#list .figure[open]")).to_contain_text("latest(loaves[article])")

    path = "templates/topics/bread.md.j2"
    text = (desk.root / path).read_text(encoding="utf-8")
    desk.save(path, text.replace("# Bread is back", "# Bread stays"))
    expect(frame.locator("h1")).to_have_text("Bread stays")


def test_topics_come_and_go_in_the_list(desk: Desk, open_page: Open) -> None:
    page = open_page(desk.address)
    frame = ready(page)
    names = page.get_by_label("Topic").locator("option")
    expect(names).to_have_text(["Counts (sample)", "Other (sample)"])
    arguments = ["--offline", "--site", str(desk.root), "--source", "https://example.org/feed.xml"]
    assert main(["new", "late", "--title", "Late news", *arguments]) == 0
    expect(names).to_have_text(["Counts (sample)", "Late news (sample)", "Other (sample)"])
    shutil.rmtree(desk.root / "content" / "late")
    expect(names).to_have_text(["Counts (sample)", "Other (sample)"])

    shutil.rmtree(desk.root / "content" / TOPIC)
    expect(names).to_have_text(["Other (sample)", f"{TOPIC} (removed)"])
    expect(page.locator("#overlay .what")).to_contain_text(f"no topic '{TOPIC}'")
    expect(frame.locator("h1")).to_have_text("Visits held steady")  # the last good one, behind
    page.get_by_label("Topic").select_option("other")
    expect(frame.locator("h1")).to_have_text("A headline")
    expect(page.locator("#overlay")).to_be_hidden()
    expect(names).to_have_text(["Other (sample)"])


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


@contextmanager
def picture_server() -> Iterator[tuple[str, list[str]]]:
    """Serve a picture of one pixel at any path; yield the address, and what was asked for."""
    asked: list[str] = []
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    picture = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("content-type", "image/png")
            self.end_headers()
            self.wfile.write(picture)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as server:
        running = threading.Thread(target=server.serve_forever, name="pictures")
        running.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            running.join()
