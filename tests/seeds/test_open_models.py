"""The flagship's sample: the published sums, out of recorded answers, through the live path."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from briefing.fetch import read_recording, recordings_in
from briefing.model.observation import Observation
from briefing.ports import Store
from tests.seeds.replaying import SEEDS, replayed

LEADER = "Qwen"
NEXT_EIGHT = (
    "Meta Llama",
    "DeepSeek",
    "Google Gemma",
    "Mistral",
    "OpenAI",
    "Microsoft Phi",
    "NVIDIA Nemotron",
    "Z.ai GLM",
)
LAST = datetime(2026, 3, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("open-models")
    with replayed("open-models", f"sqlite:///{folder}/sample.db") as filled:
        yield filled


def load(store: Store, measure: str, entity: str | None = None) -> Sequence[Observation]:
    wanted = [entity] if entity else None
    return store.load_observations("open-models", measure, as_of=LAST, entities=wanted)


def total(store: Store, *entities: str) -> Decimal:
    return sum((o.value for e in entities for o in load(store, "hub.downloads", e)), Decimal())


def test_february_is_the_published_one(store: Store) -> None:
    known = store.load_measures("open-models", as_of=LAST)["hub.downloads"]
    others = set(known) - {LEADER, *NEXT_EIGHT}
    assert total(store, LEADER) == 153_600_000
    assert total(store, *NEXT_EIGHT) == 76_800_000
    assert total(store, *others) == 20_000_000
    assert len(others) == 8


def test_the_next_eight_are_the_next_eight(store: Store) -> None:
    known = store.load_measures("open-models", as_of=LAST)["hub.downloads"]
    ranking = sorted(known, key=lambda entity: -total(store, entity))
    assert ranking[0] == LEADER
    assert set(ranking[1:9]) == set(NEXT_EIGHT)


def test_every_organisation_has_every_day_of_february(store: Store) -> None:
    february = [date(2026, 2, day) for day in range(1, 29)]
    for entity in store.load_measures("open-models", as_of=LAST)["hub.downloads"]:
        flows = load(store, "hub.downloads", entity)
        assert [o.day for o in flows] == february
        assert {(o.days, o.sample) for o in flows} == {(1, True)}


def test_flows_are_what_the_counters_grew_by(store: Store) -> None:
    for entity in (LEADER, *NEXT_EIGHT):
        levels = load(store, "hub.downloads_all_time", entity)
        grown = [after.value - before.value for before, after in pairwise(levels)]
        assert grown == [o.value for o in load(store, "hub.downloads", entity)]


def test_the_leader_is_days_away_from_a_billion(store: Store) -> None:
    newest = load(store, "hub.downloads_all_time", LEADER)[-1]
    assert newest.observed_at == LAST
    pace = total(store, LEADER) / 28
    assert 1 < (1_000_000_000 - newest.value) / pace < 7


def test_weekends_are_quieter(store: Store) -> None:
    for entity in (LEADER, *NEXT_EIGHT):
        flows = load(store, "hub.downloads", entity)
        weekend = [o.value for o in flows if o.day.weekday() >= 5]
        weekdays = [o.value for o in flows if o.day.weekday() < 5]
        assert max(weekend) < min(weekdays), entity
        assert len({o.value for o in flows}) == len(flows), "no two days are the same"


def test_the_rolling_thirty_days_are_no_flow(store: Store) -> None:
    """The Hub's `downloads` moves by far less in a day than is downloaded in it."""
    levels = load(store, "hub.downloads_30d", LEADER)
    flows = load(store, "hub.downloads", LEADER)
    moved = [abs(after.value - before.value) for before, after in pairwise(levels)]
    assert max(moved) < min(o.value for o in flows) / 4


def test_a_release_within_the_month_counts_from_its_first_day(store: Store) -> None:
    release = load(store, "hub.model_downloads_all_time", "Qwen/Qwen3.5-397B-A17B")
    assert release[0].day == date(2026, 2, 17)
    assert release[0].value > 0


def test_nothing_went_wrong(store: Store) -> None:
    (collection,) = store.load_collections("open-models", as_of=LAST)
    assert (collection.at, collection.error, collection.findings) == (LAST, "", ())


def test_the_recordings_show_what_the_hub_does() -> None:
    paths = recordings_in(SEEDS / "open-models")
    assert [read_recording(p).at.date() for p in paths] == [
        *(date(2026, 2, day) for day in range(1, 29)),
        date(2026, 3, 1),
    ]
    assert sum(p.stat().st_size for p in paths) < 700_000
    exchanges = read_recording(paths[-1]).exchanges
    assert any('rel="next"' in e.headers.get("link", "") for e in exchanges)
    assert all("ratelimit" in e.headers for e in exchanges)
