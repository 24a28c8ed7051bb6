import pytest

from briefing.errors import SourceError
from briefing.ports import Collected
from tests.sources.fakes import collect, sample

URL = (
    "https://export.arxiv.org/api/query?search_query=cat%3Acs.CL+AND+all%3Aagents"
    "&start=0&max_results=2&sortBy=submittedDate&sortOrder=descending"
)


def papers(answer: object) -> Collected:
    return collect("arxiv", {URL: answer}, query="cat:cs.CL AND all:agents", limit=2)


def test_papers_become_entries_without_their_version() -> None:
    paper, old = papers(sample("arxiv.xml")).entries
    assert (paper.id, paper.url) == ("2602.12345", "https://arxiv.org/abs/2602.12345")
    assert paper.title == "Agents that Count: Measuring $n < k$ Steps"
    assert paper.authors == ("Ada Example", "Bo Sample")
    assert paper.tags == ("cs.CL", "cs.AI")
    assert paper.published_at.isoformat() == "2026-02-26T17:12:03+00:00"
    assert old.id == "hep-th/9901001"


def test_arxivs_own_error_is_told() -> None:
    with pytest.raises(SourceError, match=r"refuses the query.*incorrect id format for 1234.12345"):
        papers(sample("arxiv_error.xml"))


def test_an_identifier_of_another_form_is_left_as_it_is() -> None:
    body = sample("arxiv.xml").replace(b"http://arxiv.org/abs/2602.12345v2", b"urn:x:1")
    assert papers(body).entries[0].id == "urn:x:1"


def test_no_match_is_a_notice() -> None:
    empty = sample("arxiv.xml").partition(b"<entry>")[0] + b"</feed>"
    assert [finding.rule for finding in papers(empty).findings] == ["arxiv-no-papers"]


def test_an_unchanged_answer_yields_nothing() -> None:
    assert papers(304) == Collected()


def test_what_is_no_feed_is_an_error() -> None:
    with pytest.raises(SourceError, match="not a feed"):
        papers(b"Rate exceeded.")
