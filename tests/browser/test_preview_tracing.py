"""Figures, claims and findings in the preview lead to where they come from."""

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.desk import TEMPLATE_FILE, Desk, ready, template


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
    narrow.get_by_role("button", name=f"{TEMPLATE_FILE}:15").click()
    dialog = page.get_by_role("dialog", name=f"{TEMPLATE_FILE}:15")
    expect(dialog.locator("li[data-here]")).to_contain_text("claim total > 690")
    dialog.get_by_role("button", name="Show the whole file").click()
    expect(dialog.locator("li[data-line='1']")).to_contain_text("series('visits')")
    dialog.get_by_role("button", name="Close").click()
    narrow.get_by_role("button", name="Show in the issue").click()
    expect(frame.locator("[data-lit-place]")).to_contain_text("It barely passed the mark.")
