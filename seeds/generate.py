"""Make the sample data: what each source would have answered, in its own wire format.

    python seeds/generate.py [FOLDER]

The figures of open models for February 2026 are the published ones (153.6, 76.8 and 20.0 million
downloads); everything between them is invented, and always the same. Recordings of live sources
come from `briefing collect --record` instead.
"""

import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from briefing.content import load_topic
from briefing.errors import SourceError
from briefing.fetch.recordings import Exchange, write_recording
from briefing.fetch.status import judge
from briefing.ports import Request, Response
from briefing.sources.registry import build_source

from developer_tools import DeveloperTools
from open_models import OpenModels

ROOT = Path(__file__).parents[1]
HOUR = timedelta(hours=5)


class NoHistory:
    """What sources may know of the past does not change what they ask for."""

    def latest(self, measure, before):
        return {}


@dataclass
class SimulatedWeb:
    """Answers requests as the sources would have, and keeps the exchanges."""

    world: object
    at: datetime
    exchanges: list = field(default_factory=list)

    def fetch(self, request: Request) -> Response:
        status, headers, body = self.world.answer(request.url, self.at)
        self.exchanges.append(Exchange(request.url, status, headers, body))
        response = Response(status, request.url, headers, body, self.at, recorded=True)
        judge(response)
        return response


def days(first: date, last: date):
    """Yield each day's instant of collection."""
    day = first
    while day <= last:
        yield datetime(day.year, day.month, day.day, tzinfo=UTC) + HOUR
        day += timedelta(days=1)


def generate(topic_name: str, world: object, first: date, last: date, into: Path) -> None:
    """Write one recording a day, of all the requests that the topic's sources make."""
    topic = load_topic(ROOT, topic_name)
    for at in days(first, last):
        web = SimulatedWeb(world, at)
        for config in topic.sources:
            try:
                build_source(config, topic).collect(web, NoHistory(), at)
            except SourceError:
                continue
        write_recording(into / topic_name / f"{at:%Y-%m-%dT%H%MZ}.http", web.exchanges)


def main(into: Path = ROOT / "seeds") -> None:
    """Write the sample data of both topics."""
    generate("open-models", OpenModels(), date(2026, 2, 1), date(2026, 3, 1), into)
    generate("developer-tools", DeveloperTools(), date(2026, 2, 23), date(2026, 3, 1), into)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
