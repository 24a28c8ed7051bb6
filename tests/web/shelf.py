"""An archive with real issues in it, served."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.engines.card import draw_card
from briefing.model.article import Text
from briefing.model.delivery import IssueKind
from briefing.model.topic import Topic
from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.web.public import Public, archive_part
from tests.render.articles import render
from tests.store.archive import article, keep
from tests.web.serving import ROOT, make_public

TOPIC = Topic("open-models", "Open models", "Who ships what, and who uses it.", ROOT, "t", ())


@contextmanager
def stocked(folder: Path) -> Iterator[Public]:
    """Yield an archive's pages: two daily issues, a digest, another topic, one issue unsent."""
    engine = open_database(f"sqlite:///{folder}/archive.db")
    archive = SqlArchive(engine)
    keep(archive, number=0)
    keep(archive, number=1, title=(Text('Numbers & "quotes" <grow>'),))
    week = article(1, title=(Text("What the week brought"),), kind=IssueKind.WEEKLY)
    keep(archive, render(week), kind=IssueKind.WEEKLY)
    keep(archive, number=0, topic="retired", topic_title="A retired topic")
    keep(archive, number=2, title=(Text("Not to be seen yet"),), sent=False)
    yield make_public(
        archive=archive, topics=lambda: [TOPIC], draw_card=draw_card, parts=[archive_part]
    )
    engine.dispose()
