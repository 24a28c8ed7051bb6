"""The archive's contract, held by SQLite and PostgreSQL alike."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, text

from briefing.errors import StoreError
from briefing.model.archive import ArchivedFile
from briefing.model.article import Section, Text
from briefing.model.delivery import IssueKind
from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.store.search import parse_question, words_of
from tests.render.articles import paragraph, render
from tests.store.archive import AT, DAY, article, keep

TOPIC = "open-models"


@pytest.fixture(scope="module")
def postgres_engine(postgres: str) -> Iterator[Engine]:
    """One migrated database for all tests here: making one takes longer than they do."""
    name = f"t{uuid.uuid4().hex}"
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = open_database(postgres.replace("/postgres?", f"/{name}?"))
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlArchive]:
    if request.param == "postgres":
        engine = request.getfixturevalue("postgres_engine")
        yield SqlArchive(engine)
        with engine.begin() as connection:
            connection.execute(text("TRUNCATE issue CASCADE"))
        return
    engine = open_database(f"sqlite:///{tmp_path}/s.db")
    yield SqlArchive(engine)
    engine.dispose()


def saying(*paragraphs: str, **changes: object) -> dict[str, object]:
    sections = (Section("lead", (), tuple(paragraph(words) for words in paragraphs)),)
    return {"sections": sections, "footnotes": (), "figures": (), **changes}


# --- one issue ----------------------------------------------------------------------------------


def test_an_issue_comes_back_whole(archive: SqlArchive) -> None:
    built = render(article())
    number = keep(archive, built)
    found = archive.load_issue(TOPIC, DAY)
    assert found
    assert (found.email_html, found.email_text) == (built.email_html, built.email_text)
    assert (found.web_html, found.message) == (built.web_html, built.message)
    assert found.manifest["content_hash"] == built.manifest["content_hash"]
    head = found.head
    assert (head.issue_id, head.topic, head.day, head.number) == (number, TOPIC, DAY, 60)
    assert (head.title, head.kind) == ("Headline number 0", IssueKind.DAILY)
    assert (head.as_of, head.sent_at) == (AT, AT + timedelta(minutes=1))
    assert archive.load_issue_by_id(number) == found
    page = archive.load_page(TOPIC, DAY)
    assert page
    assert (page.head, page.web_html) == (head, built.web_html)


def test_its_pictures_are_kept(archive: SqlArchive) -> None:
    number = keep(archive)
    svg = archive.load_file(TOPIC, DAY, "diagrams/1-shares.svg")
    png = archive.load_file(TOPIC, DAY, "diagrams/1-shares.png")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert svg == ArchivedFile("diagrams/1-shares.svg", "image/svg+xml", drawing)
    assert png == ArchivedFile("diagrams/1-shares.png", "image/png", b"\x89PNG")
    assert archive.load_files(number) == [png, svg]
    assert archive.load_file(TOPIC, DAY, "diagrams/2.svg") is None


def test_nothing_unsent_is_shown(archive: SqlArchive) -> None:
    number = keep(archive, sent=False)
    before = archive.version()
    assert archive.load_issue(TOPIC, DAY) is None
    assert archive.load_page(TOPIC, DAY) is None
    assert archive.load_file(TOPIC, DAY, "diagrams/1-shares.svg") is None
    assert archive.load_heads() == []
    assert archive.load_tallies() == []
    assert archive.find("headline") == []
    assert archive.load_issue(TOPIC, DAY, sent=False)
    assert archive.load_issue_by_id(number)
    assert [head.sent_at for head in archive.load_heads(sent=False)] == [None]
    archive.mark_sent(number, AT)
    assert archive.load_page(TOPIC, DAY)
    assert archive.version() != before


def test_what_is_sent_stays_as_it_was_sent(archive: SqlArchive) -> None:
    number = keep(archive)
    archive.mark_sent(number, AT + timedelta(days=9))
    found = archive.load_issue(TOPIC, DAY)
    assert found
    assert found.head.sent_at == AT + timedelta(minutes=1)
    with pytest.raises(StoreError, match="has been sent"):
        keep(archive, title=(Text("Another"),))


def test_a_later_build_replaces_an_unsent_one(archive: SqlArchive) -> None:
    keep(archive, sent=False)
    corrected = article(**saying("Another text."), title=(Text("Corrected"),))
    number = keep(archive, render(corrected, diagrams=()))
    assert [head.title for head in archive.load_heads()] == ["Corrected"]
    assert archive.load_files(number) == []
    assert [found.head.title for found in archive.find("corrected")] == ["Corrected"]
    assert archive.find("headline") == []


def test_a_file_made_later_is_kept_once(archive: SqlArchive) -> None:
    number = keep(archive)
    archive.save_file(number, ArchivedFile("card.png", "image/png", b"first"))
    archive.save_file(number, ArchivedFile("card.png", "image/png", b"second"))
    card = archive.load_file(TOPIC, DAY, "card.png")
    assert card
    assert card.content == b"first"


def test_a_digest_stands_beside_the_day_s_own_issue(archive: SqlArchive) -> None:
    keep(archive)
    keep(archive, render(article(title=(Text("The week"),))), kind=IssueKind.WEEKLY)
    titles = [head.title for head in archive.load_heads()]
    assert titles == ["Headline number 0", "The week"]
    weekly = archive.load_page(TOPIC, DAY, IssueKind.WEEKLY)
    assert weekly
    assert weekly.head.title == "The week"
    assert [head.title for head in archive.load_heads(kind=IssueKind.WEEKLY)] == ["The week"]


def test_an_issue_that_nobody_planned_cannot_be_kept(archive: SqlArchive) -> None:
    with pytest.raises(StoreError, match="cannot be used"):
        archive.save_issue(4711, render(article()), built_at=AT)


def test_text_that_no_database_holds(archive: SqlArchive) -> None:
    keep(archive, title=(Text("a\x00b"),))
    (head,) = archive.load_heads()
    assert head.title == "a\ufffdb"


# --- many issues --------------------------------------------------------------------------------


def test_heads_come_latest_first_and_bounded(archive: SqlArchive) -> None:
    for number in (1, 0, 2):
        keep(archive, number=number)
    keep(archive, number=1, topic="other")
    days = [head.day.day for head in archive.load_heads(TOPIC)]
    assert days == [3, 2, 1]
    assert [h.topic for h in archive.load_heads()] == [TOPIC, TOPIC, "other", TOPIC]
    assert [h.day.day for h in archive.load_heads(TOPIC, before=date(2026, 3, 3))] == [2, 1]
    assert [h.day.day for h in archive.load_heads(TOPIC, since=date(2026, 3, 2))] == [3, 2]
    assert [h.day.day for h in archive.load_heads(TOPIC, limit=1)] == [3]
    assert archive.load_heads("nobody") == []


def test_neighbours_are_sent_and_of_the_same_kind(archive: SqlArchive) -> None:
    for number in (0, 1, 3):
        keep(archive, number=number)
    keep(archive, number=2, sent=False)
    keep(archive, render(article(2)), kind=IssueKind.WEEKLY)
    keep(archive, number=2, topic="other")
    heads = archive.load_heads(TOPIC, kind=IssueKind.DAILY)
    near = [archive.load_neighbours(head) for head in heads]
    assert [n.previous and n.previous.day.day for n in near] == [2, 1, None]
    assert [n.following and n.following.day.day for n in near] == [None, 4, 2]


def test_tallies_count_what_was_sent(archive: SqlArchive) -> None:
    keep(archive, number=0)
    keep(archive, number=1)
    keep(archive, number=2, sent=False)
    keep(archive, number=5, topic="other")
    tallies = archive.load_tallies()
    assert [(t.topic, t.issues, t.latest.day.day) for t in tallies] == [
        ("other", 1, 6),
        (TOPIC, 2, 2),
    ]


# --- search -------------------------------------------------------------------------------------


def titles(archive: SqlArchive, words: str, topic: str | None = None) -> list[str]:
    return [found.head.title for found in archive.find(words, topic=topic)]


def test_words_are_found_in_headline_and_text(archive: SqlArchive) -> None:
    keep(archive, **saying("Qwen's downloads have grown.", number=0))
    keep(archive, **saying("Nothing of the kind.", number=1, title=(Text("Grown up"),)))
    assert titles(archive, "grown") == ["Grown up", "Headline number 0"]
    assert titles(archive, "DOWNLOAD grown") == ["Headline number 0"]
    assert titles(archive, "download") == ["Headline number 0"]
    assert titles(archive, "-grown") == []
    assert titles(archive, "grown -kind") == ["Headline number 0"]
    assert titles(archive, "absent") == []


def test_quotes_keep_words_together(archive: SqlArchive) -> None:
    keep(archive, **saying("open weights matter", number=0))
    keep(archive, **saying("weights that are open", number=1))
    assert titles(archive, '"open weights"') == ["Headline number 0"]
    assert len(titles(archive, "open weights")) == 2


def test_one_topic_is_searched_alone(archive: SqlArchive) -> None:
    keep(archive, **saying("shared words", number=0))
    keep(archive, **saying("shared words", number=0, topic="other"))
    assert len(titles(archive, "shared")) == 2
    assert [f.head.topic for f in archive.find("shared", topic="other")] == ["other"]


def test_the_place_is_shown(archive: SqlArchive) -> None:
    long = "filler " * 40
    keep(archive, **saying(f"{long} the needle & thread {long}"))
    (found,) = archive.find("needle")
    hits = [fragment.text for fragment in found.excerpt if fragment.hit]
    assert hits == ["needle"]
    assert "needle & thread" in "".join(fragment.text for fragment in found.excerpt)
    assert len("".join(fragment.text for fragment in found.excerpt)) < 400


def test_scripts_without_spaces_are_found(archive: SqlArchive) -> None:
    keep(archive, **saying("東京で新しいモデルが公開された。", lang="ja"))
    (found,) = archive.find("モデル")
    assert any(f.hit and f.text == "モデル" for f in found.excerpt)
    assert "東京で新しい" in "".join(f.text for f in found.excerpt)
    assert titles(archive, "ルデモ") == []


def test_accents_and_other_languages(archive: SqlArchive) -> None:
    keep(archive, **saying("Die Häuser wachsen.", lang="de"))
    assert titles(archive, "häuser") == ["Headline number 0"]


HOSTILE = [
    '"', "'", '""', "(", ")", "a AND", "OR", "NOT a", "NEAR(a b)", "*", "a*", "^a", "title:a",
    "-", "--", "a -", '-"', "{a}", "a:*", "!a", "a & | b", "<->", "\\", "%", "; DROP TABLE issue",
    "\x00", "\x02a\x03", "\ud83d", "a" * 5000, "a " * 5000, ":question", "_", "🙂",
]  # fmt: skip


def test_no_question_is_refused(archive: SqlArchive) -> None:
    keep(archive)
    for words in HOSTILE:
        assert isinstance(archive.find(words), list), words


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(words=st.text(max_size=60))
def test_whatever_is_typed_is_answered(archive: SqlArchive, words: str) -> None:
    archive.find(words)


def test_a_question_is_bounded() -> None:
    question = parse_question("a " * 5000)
    assert len(question.wanted) == 16


def test_the_article_is_what_is_indexed() -> None:
    page = render(article()).web_html
    words = words_of(page)
    assert "Downloads reached 153.6M" in words
    assert "Pie chart: A 100 %" in words
    assert "Headline number" not in words
    assert "total(hub.downloads" not in words
    assert "font-family" not in words
    assert words_of("<body><p>A page <style>x</style>of their own</body>") == "A page of their own"
