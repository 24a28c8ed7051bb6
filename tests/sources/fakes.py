"""A fetcher and a history out of plain values, and sources built as a topic file would."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from briefing.errors import Location, SourceError
from briefing.model.observation import Observation
from briefing.model.topic import SourceConfig, Topic
from briefing.ports import Collected, Request, Response, Source
from briefing.sources.registry import build_source

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
AT = Location("content/demo/topic.toml", 7)
SAMPLES = Path(__file__).parent / "samples"
TOPIC = Topic("demo", "Demo", "", Path("content/demo"), "demo.md.j2", ())


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


@dataclass
class FakeFetcher:
    """Answers from a mapping of URL to body, or (body, headers), or status; records requests."""

    answers: Mapping[str, object]
    recorded: bool = False
    requests: list[Request] = field(default_factory=list)

    def fetch(self, request: Request) -> Response:
        self.requests.append(request)
        answer = self.answers.get(request.url)
        if answer is None:
            raise SourceError(f"{request.url} answers 404")
        status = answer if isinstance(answer, int) else 200
        body, headers = answer if isinstance(answer, tuple) else (answer, {})
        content = body if isinstance(body, bytes) else b""
        return Response(status, request.url, headers, content, NOW, self.recorded)


@dataclass(frozen=True)
class FakeHistory:
    observations: tuple[Observation, ...] = ()

    def latest(self, measure: str, before: datetime) -> Mapping[str, Observation]:
        known = [o for o in self.observations if o.measure == measure and o.observed_at < before]
        return {o.entity: o for o in sorted(known, key=lambda o: o.observed_at)}


def source(kind: str, *, name: str = "src", **options: Any) -> Source:
    return build_source(SourceConfig(name, kind, options, AT), TOPIC)


def collect(
    kind: str,
    answers: Mapping[str, object],
    *,
    history: FakeHistory | None = None,
    now: datetime = NOW,
    recorded: bool = False,
    **options: Any,
) -> Collected:
    fetcher = FakeFetcher(answers, recorded)
    return source(kind, **options).collect(fetcher, history or FakeHistory(), now)


def values(collected: Collected, measure: str) -> dict[str, Decimal]:
    return {o.entity: o.value for o in collected.observations if o.measure == measure}


def by_day(collected: Collected) -> dict[tuple[str, date], Decimal]:
    return {(o.entity, o.day): o.value for o in collected.observations}
