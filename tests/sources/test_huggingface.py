import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from briefing.errors import SourceError
from briefing.model.observation import Observation
from briefing.ports import Collected
from tests.sources.fakes import NOW, FakeFetcher, FakeHistory, collect, sample, source, values

QUERY = (
    "&sort=downloads&limit=500"
    "&expand=downloads&expand=downloadsAllTime&expand=likes&expand=createdAt"
)
API = "https://huggingface.co/api/models?author="
QWEN, META = f"{API}Qwen{QUERY}", f"{API}meta-llama{QUERY}"
NEXT = f"{QWEN}&cursor=eyJkb3dubG9hZHMiOjQwMDAwfQ%3D%3D"
ANSWERS = {
    QWEN: (sample("hub_qwen_1.json"), {"link": f'<{NEXT}>; rel="next"'}),
    NEXT: sample("hub_qwen_2.json"),
    META: sample("hub_meta.json"),
}
YESTERDAY = NOW - timedelta(days=1)


def names(at: datetime, **counts: int) -> FakeHistory:
    known = {"a": "Qwen/Qwen3-8B", "b": "Qwen/Qwen2.5-7B-Instruct", "c": "Qwen/Qwen4-4B"}
    known["m"] = "meta-llama/Llama-3.1-8B-Instruct"
    return FakeHistory(
        tuple(
            Observation(
                "hub.model_downloads_all_time", known[k], Decimal(n), "downloads", at, at, "src"
            )
            for k, n in counts.items()
        )
    )


def hub(history: FakeHistory | None = None, **options: Any) -> Collected:
    options = {"organisations": {"Qwen": "Alibaba Qwen"}} | options
    return collect("huggingface", ANSWERS, history=history, **options)


def flows(collected: Collected) -> list[Observation]:
    return [o for o in collected.observations if o.measure == "hub.downloads"]


def test_levels_are_summed_over_all_pages() -> None:
    collected = hub()
    assert values(collected, "hub.downloads_all_time") == {"Alibaba Qwen": Decimal(159540000)}
    assert values(collected, "hub.downloads_30d") == {"Alibaba Qwen": Decimal(17340000)}
    assert values(collected, "hub.likes") == {"Alibaba Qwen": Decimal(1932)}
    assert len(values(collected, "hub.model_downloads_all_time")) == 3
    level = collected.observations[-1]
    assert (level.url, level.days, level.observed_at) == ("https://huggingface.co/Qwen", 0, NOW)


def test_pages_are_asked_for_whole_and_in_one_fixed_form() -> None:
    fetcher = FakeFetcher(ANSWERS)
    source("huggingface", organisations=["Qwen"]).collect(fetcher, FakeHistory(), NOW)
    assert [request.url for request in fetcher.requests] == [QWEN, NEXT]
    assert not any(request.conditional for request in fetcher.requests)


def test_the_first_snapshot_has_no_flow() -> None:
    assert flows(hub()) == []


def test_the_flow_is_the_growth_of_each_models_counter() -> None:
    (flow,) = flows(hub(names(YESTERDAY, a=61_000_000, b=97_900_000)))
    assert flow.value == 500_000 + 100_000 + 40_000  # the new model counts whole
    assert flow.observed_at == datetime(2026, 2, 28, tzinfo=UTC)
    assert (flow.days, flow.entity, flow.unit) == (1, "Alibaba Qwen", "downloads")


def test_a_flow_over_missed_days_covers_them_all() -> None:
    (flow,) = flows(hub(names(NOW - timedelta(days=3), a=61_000_000, b=97_900_000, c=1)))
    assert (flow.days, flow.observed_at) == (3, datetime(2026, 2, 26, tzinfo=UTC))


def test_the_same_day_twice_has_no_flow() -> None:
    assert flows(hub(names(NOW - timedelta(hours=5), a=1, b=1, c=1))) == []


def test_a_second_collection_on_one_day_still_measures_from_the_day_before() -> None:
    early = names(NOW - timedelta(hours=5), a=61_400_000, b=98_000_000, c=40_000)
    history = FakeHistory(
        names(YESTERDAY, a=61_000_000, b=98_000_000, c=40_000).observations + early.observations
    )
    (flow,) = flows(hub(history))
    assert flow.value == 500_000


def test_an_old_model_that_the_snapshot_lacks_is_skipped_with_a_notice() -> None:
    collected = hub(names(YESTERDAY, a=61_000_000))
    assert flows(collected)[0].value == 540_000
    (finding,) = collected.findings
    assert finding.rule == "hub-model-skipped"
    assert "Qwen/Qwen2.5-7B-Instruct" in finding.message


def test_a_counter_that_went_down_leaves_the_flow_out() -> None:
    collected = hub(names(YESTERDAY, a=99_000_000, b=97_000_000))
    assert flows(collected) == []
    assert [finding.rule for finding in collected.findings] == ["hub-counter-corrected"]
    assert values(collected, "hub.downloads_all_time")


def test_one_author_that_fails_does_not_stop_the_others() -> None:
    collected = hub(organisations=["Qwen", "nobody"])
    assert list(values(collected, "hub.likes")) == ["Qwen"]
    assert [finding.rule for finding in collected.findings] == ["hub-author-failed"]


def test_authors_of_one_name_are_summed_or_left_out_together() -> None:
    both = hub(organisations={"Qwen": "All", "meta-llama": "All"})
    assert values(both, "hub.likes") == {"All": Decimal(1932 + 4999)}
    failed = hub(organisations={"Qwen": "All", "nobody": "All", "meta-llama": "Meta"})
    assert list(values(failed, "hub.likes")) == ["Meta"]


def test_authors_counted_on_different_days_have_no_common_flow() -> None:
    history = FakeHistory(
        names(YESTERDAY, a=1, b=1, c=1).observations
        + names(NOW - timedelta(days=2), m=1).observations
    )
    collected = hub(history, organisations={"Qwen": "All", "meta-llama": "All"})
    assert flows(collected) == []
    assert "hub-spans-differ" in [finding.rule for finding in collected.findings]


def test_all_authors_failing_is_an_error() -> None:
    with pytest.raises(SourceError, match="404"):
        hub(organisations=["nobody", "nowhere"])


def test_more_pages_than_allowed_are_told() -> None:
    collected = hub(pages=1)
    assert [finding.rule for finding in collected.findings] == ["hub-more-models"]


@pytest.mark.parametrize(
    ("body", "headers", "message"),
    [
        (b"[]", {}, "lists no models"),
        (b"{}", {}, "not a list of objects"),
        (b"<html>", {}, "is not JSON"),
        (b'[{"id": "Qwen/x", "downloads": 1, "likes": 1}]', {}, "'downloadsAllTime'.*is missing"),
        (b'[{"downloadsAllTime": 1}]', {}, "without an 'id'"),
        (b"[]", {"link": '<https://evil.example/x>; rel="next"'}, "another host"),
    ],
)
def test_an_answer_that_cannot_be_right_is_refused(
    body: bytes, headers: dict[str, str], message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        collect("huggingface", {QWEN: (body, headers)}, organisations=["Qwen"])


def test_a_mirror_and_another_measure_can_be_named() -> None:
    url = QWEN.replace("https://huggingface.co", "https://mirror.example")
    rows = json.loads(sample("hub_qwen_1.json"))
    collected = collect(
        "huggingface", {url: json.dumps(rows).encode()}, organisations=["Qwen"], measure="m.flow",
        base_url="https://mirror.example/", history=names(YESTERDAY, a=61_499_999, b=98_000_000),
        recorded=True,
    )  # fmt: skip
    assert values(collected, "m.flow") == {"Qwen": Decimal(1)}
    assert all(o.sample for o in collected.observations)
