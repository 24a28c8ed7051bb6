"""Counted links, on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from briefing.model.click import LinkCount
from briefing.store.clicks import SqlClicks
from tests.store.sending import add_subscribers, make_desk


def issue_in(engine: Engine, topic: str = "t") -> int:
    add_subscribers(engine, 1, topic=topic, first=1 if topic == "t" else 2)
    return make_desk(engine).freeze(topic=topic)


def test_a_link_keeps_its_number_and_is_counted(engine: Engine) -> None:
    clicks, issue, other = SqlClicks(engine), issue_in(engine), issue_in(engine, "u")
    assert clicks.number(issue, ["https://a/", "https://b/", "https://a/"]) == {
        "https://a/": 1,
        "https://b/": 2,
    }
    assert clicks.number(issue, ["https://c/", "https://b/"])["https://c/"] == 3
    assert clicks.number(other, ["https://z/"]) == {"https://z/": 1}
    assert [clicks.open(issue, 2) for _ in range(2)] == ["https://b/"] * 2
    assert clicks.open(issue, 1, counted=False) == "https://a/"
    assert clicks.open(issue, 9) is clicks.open(issue, 9, counted=False) is None
    assert clicks.load(issue) == [
        LinkCount(2, "https://b/", 2),
        LinkCount(1, "https://a/", 0),
        LinkCount(3, "https://c/", 0),
    ]


def test_processes_that_compile_at_once_agree(engine: Engine) -> None:
    clicks, issue = SqlClicks(engine), issue_in(engine)
    urls = [f"https://a/{n}" for n in range(30)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: clicks.number(issue, urls), range(4)))
    assert all(one == found[0] for one in found)
    assert sorted(found[0].values()) == list(range(1, 31))
