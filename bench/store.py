"""Whether a store of years slows a build: 1,000 feed entries and 1,000,000 observations.

python bench/store.py [--observations 1000000] [--entries 1000]
"""

import argparse
import shutil
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from build import DAY, copy_site, timed

from briefing.model.observation import Entry, Observation
from briefing.wiring import open_site

START = datetime(2020, 1, 1, tzinfo=UTC)


def observations(count: int):
    """Yield levels of 400 other entities, day after day, back to 2020."""
    days = count // 400
    for n in range(count):
        entity, day = n % 400, n // 400 % days
        at = START + timedelta(days=day % 2200, minutes=day // 2200)
        yield Observation(
            measure="hub.model_downloads_all_time" if entity % 2 else "other.measure",
            entity=f"someone/model-{entity}",
            value=Decimal(1_000_000 + 37 * n),
            unit="downloads",
            observed_at=at,
            learned_at=at,
            source="hub",
            url=f"https://huggingface.co/someone/model-{entity}",
        )


def entries(count: int):
    """Yield entries spread over the last month."""
    for n in range(count):
        at = datetime(2026, 3, 1, tzinfo=UTC) - timedelta(minutes=40 * n)
        yield Entry(
            feed="toolchain-weekly",
            id=f"bench-{n}",
            url=f"https://toolchain.example/bench/{n}",
            title=f"Benchmark entry {n} about subject {n % 97} and tool {n % 53}",
            published_at=at,
            learned_at=at,
            summary="What happened, told in a sentence of ordinary length for a feed.",
        )


def build_seconds(site, name: str, runs: int) -> float:
    """Return the median seconds of a warm build."""
    (topic,) = site.topics([name])
    site.build(topic, DAY)
    return statistics.median(timed(lambda: site.build(topic, DAY)) for _ in range(runs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        site = open_site(copy_site(Path(name)), replaying=True)
        for topic in site.topics():
            site.collect(topic, until=date(2026, 3, 1))
        names = [topic.name for topic in site.topics()]
        before = {one: build_seconds(site, one, options.runs) for one in names}
        begin = time.perf_counter()
        batch = []
        for observation in observations(options.observations):
            batch.append(observation)
            if len(batch) == 20_000:
                site.store.save_observations("open-models", batch)
                batch.clear()
        site.store.save_observations("open-models", batch)
        site.store.save_entries("developer-tools", entries(options.entries))
        print(f"stored in {time.perf_counter() - begin:.0f} s")
        for one in names:
            after = build_seconds(site, one, options.runs)
            growth = after / before[one] - 1
            print(f"{one:16} {before[one]:.3f} s before, {after:.3f} s after: {growth:+.0%}")
        shutil.rmtree(Path(name) / "var")


if __name__ == "__main__":
    main()
