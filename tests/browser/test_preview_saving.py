"""The preview while an editor saves: what shows at once, and errors until they are mended."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from briefing.content.carried import carried_templates
from tests.browser.conftest import Open
from tests.browser.desk import TEMPLATE_FILE, TOPIC, Desk, at_desk, ready, template, version
from tests.service.publication import save_counts


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
    expect(overlay.locator(".spot")).to_have_text(f"{TEMPLATE_FILE}:1")
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
    expect(page.locator("#overlay .spot")).to_contain_text(TEMPLATE_FILE)
    expect(page.locator("#overlay-behind")).to_have_text("No issue could be built yet.")
    desk.save_template(template())
    expect(ready(page).locator("h1")).to_have_text("Visits held steady")
