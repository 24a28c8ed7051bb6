"""An editor's desk: a small publication, its preview running, and files to save."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from playwright.sync_api import FrameLocator, Page

from briefing.service.preview import listen, make_preview, make_server
from briefing.wiring import open_site
from tests.service.publication import make_publication, save_counts, save_recording

TOPIC = "counts"
RECORDED = datetime(2026, 3, 1, 5, tzinfo=UTC)
DAY = RECORDED.date()
TEMPLATE_FILE = f"templates/topics/{TOPIC}.md.j2"
TEMPLATE = """{% set visits = series('visits') %}
{% figure total "Visits of the week" = visits | total('7 days') %}
# Visits held steady

The dek says why it matters.

There were {{ total | full }} visits in the week.

{% claim total > 10 %}
That is more than ten.
{% else %}
That is not even ten.
{% endclaim %}

{% claim total > 690 %}
It barely passed the mark.
{% endclaim %}

{{ pie('Visits', {'Ours': total, 'Theirs': total}, caption='Who was visited.') }}

## A long section

PARAGRAPHS
"""


def template(**changes: str) -> str:
    """Return the topic's template, each key of the changes replaced by its value."""
    paragraphs = "\n\n".join(f"Paragraph {n}, and words to fill a line or two." for n in range(40))
    text = TEMPLATE.replace("PARAGRAPHS", paragraphs)
    for old, new in changes.items():
        old = old.replace("_", " ")
        assert old in text
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Desk:
    """Where the publication is, the address of its preview, and the day of its sample."""

    root: Path
    address: str
    today: date = DAY

    def save(self, name: str, text: str) -> None:
        """Save a file as an editor does: at once, so that nobody sees a half of it."""
        path, written = self.root / name, self.root / "being-saved"
        path.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, encoding="utf-8")
        written.replace(path)

    def save_template(self, text: str) -> None:
        self.save(TEMPLATE_FILE, text)


@contextmanager
def at_desk(root: Path) -> Iterator[Desk]:
    """Run the preview of a publication with two topics, four days of sample data each."""
    make_publication(root, TOPIC, "other", started=DAY - timedelta(days=3))
    for topic in (TOPIC, "other"):
        save_counts(root, topic, 100, DAY)
        for days in range(4):
            save_recording(root, topic, RECORDED - timedelta(days=days))
    (root / "templates/topics/counts.md.j2").write_text(template(), encoding="utf-8")
    site = open_site(root)
    server = make_server(make_preview(site))
    listener = listen("127.0.0.1", 0)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="preview")
    running.start()
    try:
        yield Desk(root, f"http://127.0.0.1:{listener.getsockname()[1]}/")
    finally:
        server.should_exit = True
        running.join()
        listener.close()
        site.close()


def ready(page: Page) -> FrameLocator:
    """Wait until an issue is on screen; return what is in its frame."""
    page.wait_for_selector("html[data-version]")
    return page.frame_locator("#device iframe[data-key]")  # the one that is shown, not one to come


def version(page: Page) -> int:
    """Return the version of the build that is on screen."""
    return int(page.locator("html").get_attribute("data-version") or 0)
