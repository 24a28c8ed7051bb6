from datetime import UTC, datetime
from decimal import Decimal

import pytest

from briefing.errors import SourceError
from tests.sources.fakes import NOW, FakeFetcher, FakeHistory, collect, sample, source, values

REPO = "https://api.github.com/repos/example/llm-tool"
RELEASES = f"{REPO}/releases?per_page=100"
ANSWERS = {REPO: sample("github_repo.json"), RELEASES: sample("github_releases.json")}
NAME = "example/llm-tool"


def test_counts_become_levels() -> None:
    collected = collect("github", ANSWERS, repositories=[NAME])
    assert values(collected, "github.stars") == {NAME: Decimal(41250)}
    assert values(collected, "github.forks") == {NAME: Decimal(3120)}
    assert values(collected, "github.open_issues") == {NAME: Decimal(845)}
    assert values(collected, "github.release_downloads") == {NAME: Decimal(10500)}
    assert {(o.days, o.url) for o in collected.observations} == {
        (0, "https://github.com/example/llm-tool")
    }


def test_releases_become_entries_and_drafts_do_not() -> None:
    candidate, release = collect("github", ANSWERS, repositories=[NAME]).entries
    assert (candidate.title, candidate.tags) == ("llm-tool v2.1.0-rc1", ("prerelease",))
    assert (release.title, release.id) == ("llm-tool 2.0", "example/llm-tool@v2.0.0")
    assert release.published_at == datetime(2026, 2, 1, 12, tzinfo=UTC)
    assert release.summary == "Twice as fast. More"
    assert release.authors == ("maintainer",)


def test_only_what_is_asked_for_is_fetched() -> None:
    fetcher = FakeFetcher(ANSWERS)
    chosen = source("github", repositories=[NAME], measures=["github.stars"], releases=False)
    assert len(chosen.collect(fetcher, FakeHistory(), NOW).observations) == 1
    assert [request.url for request in fetcher.requests] == [REPO]


def test_headers_are_sent_with_every_request() -> None:
    fetcher = FakeFetcher(ANSWERS)
    chosen = source("github", repositories=[NAME], headers={"Authorization": "Bearer x"})
    chosen.collect(fetcher, FakeHistory(), NOW)
    assert {request.headers["Authorization"] for request in fetcher.requests} == {"Bearer x"}
    assert fetcher.requests[0].headers["Accept"] == "application/vnd.github+json"


def test_downloads_of_releases_left_unread_are_missing_rather_than_too_few() -> None:
    answers = ANSWERS | {
        RELEASES: (ANSWERS[RELEASES], {"link": f'<{RELEASES}&page=2>; rel="next"'})
    }
    collected = collect("github", answers, repositories=[NAME], pages=1)
    assert values(collected, "github.release_downloads") == {}
    assert [finding.rule for finding in collected.findings] == ["github-more-releases"]


def test_one_repository_that_fails_does_not_stop_the_others() -> None:
    collected = collect("github", ANSWERS, repositories=["example/gone", NAME])
    assert values(collected, "github.stars") == {NAME: Decimal(41250)}
    assert [finding.rule for finding in collected.findings] == ["github-failed"]


@pytest.mark.parametrize("body", [b"[]", b"nonsense", b'{"stargazers_count": -1}', b"{}"])
def test_an_answer_of_another_shape_is_an_error(body: bytes) -> None:
    with pytest.raises(SourceError):
        collect("github", ANSWERS | {REPO: body}, repositories=[NAME])


def test_a_release_without_assets_is_an_error() -> None:
    with pytest.raises(SourceError, match="lacks its list of assets"):
        collect("github", ANSWERS | {RELEASES: b'[{"tag_name": "v1"}]'}, repositories=[NAME])


def test_stars_and_releases_can_each_be_left_out() -> None:
    only = collect("github", ANSWERS, repositories=[NAME], measures=["github.release_downloads"])
    assert [o.value for o in only.observations] == [10500]
    bare = collect("github", ANSWERS, repositories=[NAME], releases=False)
    assert bare.entries == ()
    entries = collect("github", ANSWERS, repositories=[NAME], measures=["github.forks"])
    assert len(entries.entries) == 2


def test_a_release_with_little_in_it_is_still_an_entry() -> None:
    answers = ANSWERS | {RELEASES: b'[{"tag_name": "v1", "assets": [], "published_at": "?"}]'}
    (entry,) = collect("github", answers, repositories=[NAME]).entries
    assert (entry.title, entry.published_at) == ("llm-tool v1", NOW)
