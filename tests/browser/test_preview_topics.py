"""Topics that come and go while the preview is open."""

import shutil
from pathlib import Path

from playwright.sync_api import expect

from briefing.cli import main
from tests.browser.conftest import Open
from tests.browser.desk import TOPIC, Desk, ready

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
