"""The publication as the preview works on it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.model.issue import Proof
from briefing.model.theme import Theme
from briefing.service.workshop import NoNetwork
from briefing.wiring import utc_now
from tests.service.publication import (
    make_publication,
    opened,
    save_counts,
    save_recording,
    save_template,
)

RECORDED = datetime(2026, 3, 1, 5, tzinfo=UTC)
SAMPLE_DAY = RECORDED.date()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_publication(tmp_path, "counts", "other")


@pytest.fixture
def today() -> date:
    return utc_now().date()


def sampled(root: Path) -> Path:
    """Give the topic sample data, and numbers of its day."""
    path = root / "content/counts/topic.toml"
    text = path.read_text(encoding="utf-8")
    start = text.split("started = ")[1][:10]
    path.write_text(text.replace(start, "2026-02-01"), encoding="utf-8")
    save_counts(root, "counts", 100, SAMPLE_DAY)
    for days in (1, 0):
        save_recording(root, "counts", RECORDED - timedelta(days=days))
    return root


# --- which data ---------------------------------------------------------------------------------


def test_a_data_file_is_collected_when_its_topic_is_first_looked_at(
    root: Path, today: date
) -> None:
    with opened(root) as shop:
        issue = shop.build("counts", today)
    assert "There were 700 of them." in issue.email_text
    assert not issue.article.sample


def test_a_data_file_that_is_saved_again_is_collected_again(root: Path, today: date) -> None:
    with opened(root) as shop:
        shop.build("counts", today)
        before = shop.stamp("counts")
        shop.refresh([save_counts(root, "counts", 200)])
        assert "There were 1,400 of them." in shop.build("counts", today).email_text
        assert shop.stamp("counts") == before  # it was our own doing, and is seen as a save


def test_a_topic_without_data_shows_its_sample(root: Path) -> None:
    with opened(sampled(root)) as shop:
        issue = shop.build("counts", SAMPLE_DAY)
        assert issue.article.sample
        assert "There were 700 of them." in issue.email_text
        listed = {topic.name: topic for topic in shop.topics()}
    assert listed["counts"].sample
    assert list(listed["counts"].days) == [SAMPLE_DAY - timedelta(days=1), SAMPLE_DAY]
    assert not listed["other"].sample


def test_a_sample_leaves_the_database_as_it_is(root: Path) -> None:
    with opened(sampled(root)) as shop:
        shop.build("counts", SAMPLE_DAY)
        assert shop.site.store.load_collections("counts", as_of=utc_now()) == []


def test_what_is_collected_takes_the_sample_s_place(root: Path, today: date) -> None:
    with opened(sampled(root)) as shop:
        shop.build("counts", SAMPLE_DAY)
        (topic,) = shop.site.topics(["counts"])
        save_counts(root, "counts", 3)
        shop.site.collect(topic, until=today)
        issue = shop.build("counts", today)
        assert not issue.article.sample
        assert "There were 21 of them." in issue.email_text
        assert not next(t for t in shop.topics() if t.name == "counts").sample


def test_replaying_shows_the_sample_whatever_was_collected(root: Path) -> None:
    with opened(sampled(root), replaying=True) as shop:
        assert shop.build("counts", SAMPLE_DAY).article.sample
        assert shop.stamp("counts") == ()
        assert not shop.build("other", utc_now().date()).article.sample  # its file is its own
        assert [topic.name for topic in shop.topics()] == ["counts", "other"]


def test_a_data_file_of_a_sample_holds_for_past_days_too(root: Path) -> None:
    with opened(sampled(root)) as shop:
        shop.build("counts", SAMPLE_DAY)
        shop.refresh([save_counts(root, "counts", 2, SAMPLE_DAY)])
        before = shop.build("counts", SAMPLE_DAY - timedelta(days=1))
    assert "There were 14 of them." in before.email_text


def test_a_source_that_is_added_to_a_sample_is_replayed(root: Path) -> None:
    with opened(sampled(root)) as shop:
        shop.build("counts", SAMPLE_DAY)
        path = root / "content/counts/topic.toml"
        more = path.read_text(encoding="utf-8").split("[[sources]]")[1]
        more = more.replace('"counts"', '"more"').replace('"visits"', '"sales"')
        path.write_text(path.read_text(encoding="utf-8") + "[[sources]]" + more, encoding="utf-8")
        template = root / "templates/topics/counts.md.j2"
        template.write_text(
            "{% set sales = series('sales') %}\n# Sold\n\nDek.\n\n"
            "{{ sales | total('7 days') | full }} sold.\n",
            encoding="utf-8",
        )
        assert "700 sold" in shop.build("counts", SAMPLE_DAY).email_text


def test_what_somebody_else_collects_changes_the_stamp(root: Path, today: date) -> None:
    path = root / "content/counts/topic.toml"
    text = path.read_text(encoding="utf-8").replace(
        'file = "counts.csv"', 'url = "http://[::1]:9/"'
    )
    path.write_text(text, encoding="utf-8")
    with opened(root) as shop:
        before = shop.stamp("counts")
        (topic,) = shop.site.topics(["counts"])
        shop.site.collect(topic, until=today)
        assert shop.stamp("counts") != before


def test_no_source_is_fetched() -> None:
    from briefing.errors import SourceError
    from briefing.ports import Request

    with pytest.raises(SourceError, match="not fetched"):
        NoNetwork().fetch(Request("https://a.example"))


# --- which files --------------------------------------------------------------------------------


def test_the_proof_is_what_the_issue_s_editions_will_be(root: Path, today: date) -> None:
    save_template(
        root, "counts", '# Figures\n\nHow many.\n\n```mermaid {alt="A"}\npie\n"a": 1\n```\n'
    )
    proofs: list[Proof] = []
    with opened(root) as shop:
        issue = shop.build("counts", today, proofs.append)
    (proof,) = proofs
    assert (proof.email_html, proof.web_html) == (issue.email_html, issue.web_html)
    assert (proof.article, proof.paper) == (issue.article, Theme().light.surface)
    assert [one.drawing.svg for one in proof.diagrams] == [d.drawing.svg for d in issue.diagrams]
    assert not proof.diagrams[0].drawing.png
    assert issue.diagrams[0].drawing.png


def test_templates_are_read_anew(root: Path, today: date) -> None:
    with opened(root) as shop:
        assert shop.build("counts", today).email_text.count("A headline") == 1
        save_template(root, "counts", "Another headline")
        assert "Another headline" in shop.build("counts", today).email_text


def test_the_theme_and_the_publication_are_read_anew(root: Path, today: date) -> None:
    with opened(root) as shop:
        shop.build("counts", today)
        path = root / "content/publication.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("Daily Figure", "Weekly Word"))
        shop.refresh([path])
        assert "The Weekly Word" in shop.build("counts", today).email_text


@pytest.mark.parametrize("folder", ["content", "seeds"])
def test_a_whole_folder_that_is_another_is_read_anew(root: Path, folder: str) -> None:
    with opened(sampled(root)) as shop:
        shop.build("counts", SAMPLE_DAY)
        path = root / "content/publication.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("Daily Figure", "Weekly Word"))
        save_counts(root, "counts", 2, SAMPLE_DAY)
        shop.refresh([root / folder])
        issue = shop.build("counts", SAMPLE_DAY)
    assert "The Weekly Word" in issue.email_text
    assert "There were 14 of them." in issue.email_text


def test_a_topic_s_whole_folder_that_is_another_is_read_anew(root: Path) -> None:
    with opened(sampled(root)) as shop:
        shop.build("counts", SAMPLE_DAY)
        save_counts(root, "counts", 2, SAMPLE_DAY)
        shop.refresh([root / "content/counts"])
        assert "There were 14 of them." in shop.build("counts", SAMPLE_DAY).email_text


def test_a_template_that_comes_to_override_the_package_s_is_seen(root: Path, today: date) -> None:
    with opened(root) as shop:
        shop.build("counts", today)
        own = root / "templates/web/issue.html.j2"
        own.parent.mkdir()
        own.write_text("<html><head></head><body>Mine alone</body></html>", encoding="utf-8")
        assert "Mine alone" in shop.build("counts", today).web_html
        own.unlink()
        assert "Mine alone" not in shop.build("counts", today).web_html


@pytest.mark.parametrize(
    ("path", "concerned"),
    [
        ("content/counts/topic.toml", True),
        ("content/counts/counts.csv", True),
        ("content/counts/notes/2026-03-01.md", True),
        ("content/counts/notes/2026-03-02.md", False),
        ("content/other/topic.toml", False),
        ("content/other/notes/2026-03-01.md", False),
        ("content/publication.toml", True),
        ("content/theme.toml", True),
        ("seeds/counts/2026-03-01T0500Z.http", True),
        ("seeds/other/2026-03-01T0500Z.http", False),
        ("templates/topics/counts.md.j2", True),
        ("templates/topics/other.md.j2", False),
        ("templates/macros.md.j2", True),
        ("templates/email/issue.mjml.j2", True),
    ],
)
def test_a_file_concerns_the_issues_that_depend_on_it(
    root: Path, path: str, concerned: bool
) -> None:
    with opened(root) as shop:
        assert shop.concerns(root / path, "counts", date(2026, 3, 1)) is concerned


def test_a_template_that_two_topics_share_concerns_both(root: Path, today: date) -> None:
    path = root / "content/other/topic.toml"
    text = 'template = "topics/counts.md.j2"\n' + path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    with opened(root) as shop:
        shop.build("other", today)
        shared = root / "templates/topics/counts.md.j2"
        assert shop.concerns(shared, "counts", today)
        assert shop.concerns(shared, "other", today)


# --- which days ---------------------------------------------------------------------------------


def test_days_reach_from_the_first_issue_to_today(root: Path, today: date) -> None:
    with opened(root) as shop:
        topic = shop.topics()[0]
    assert list(topic.days) == [today - timedelta(days=n) for n in (3, 2, 1, 0)]


def test_days_without_an_issue_are_left_out_but_today_stays(root: Path, today: date) -> None:
    path = root / "content/counts/topic.toml"
    every = ", ".join(f'"{(today - timedelta(days=n)):%A}"' for n in range(4)).lower()
    path.write_text(f"skip_weekdays = [{every}]\n" + path.read_text(encoding="utf-8"))
    with opened(root) as shop:
        assert list(shop.topics()[0].days) == [today]


def test_a_topic_whose_file_is_broken_keeps_its_place(root: Path, today: date) -> None:
    path = root / "content/counts/topic.toml"
    with opened(root) as shop:
        shop.build("counts", today)
        path.write_text("title = ", encoding="utf-8")
        known = shop.topics()[0]
        with pytest.raises(BriefingError):
            shop.build("counts", today)
    assert (known.name, known.title, len(known.days)) == ("counts", "Counts", 4)
    with opened(root) as fresh:
        assert fresh.topics()[0].days == [today]
