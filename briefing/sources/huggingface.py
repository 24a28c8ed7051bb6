"""The `huggingface` kind: downloads and likes of organisations' models on the Hugging Face Hub.

The Hub's `downloads` is a sum over a rolling 30 days, so its differences say nothing about a day.
Flows are differences of `downloadsAllTime` between two snapshots, model by model.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import quote

from briefing.errors import SourceError
from briefing.model.finding import Finding
from briefing.model.observation import Observation
from briefing.ports import Collected, Fetcher, History
from briefing.sources.api import fetch_pages, string, whole
from briefing.sources.base import ConfiguredSource
from briefing.sources.hub_flow import MODEL_MEASURE, Flow, Model, combine, model_flow
from briefing.sources.links import with_query
from briefing.sources.options import OptionSpec, web_address
from briefing.sources.times import parse_instant

_EXPAND = ("downloads", "downloadsAllTime", "likes", "createdAt")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All models of one author as the Hub lists them now."""

    author: str
    models: tuple[Model, ...]
    sample: bool


@dataclass(frozen=True, kw_only=True)
class HuggingFaceSource(ConfiguredSource):
    """Downloads and likes of organisations on the Hugging Face Hub.

    Yields for each model `hub.model_downloads_all_time`, and for each organisation the levels
    `hub.downloads_all_time`, `hub.downloads_30d` and `hub.likes`, and the flow `hub.downloads`:
    what was downloaded since the snapshot of an earlier day. The first collection has no flow.
    """

    OPTIONS: ClassVar[tuple[OptionSpec, ...]] = (
        OptionSpec(
            "organisations",
            "list or table of text",
            "the authors to follow; a table gives each the name that series show it under, and "
            "authors of one name are summed",
            required=True,
        ),
        OptionSpec(
            "limit", "whole number", "models on a page of the API", 500, minimum=1, maximum=1000
        ),
        OptionSpec(
            "pages", "whole number", "pages to read for each author", 5, minimum=1, maximum=100
        ),
        OptionSpec("measure", "text", "the name of the flow of downloads", "hub.downloads"),
        OptionSpec(
            "base_url",
            "text",
            "the Hub, or a mirror of it",
            "https://huggingface.co",
            check=web_address,
        ),
    )

    organisations: tuple[str, ...] | Mapping[str, str]
    limit: int
    pages: int
    measure: str
    base_url: str

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        """Return this moment's snapshot, and the flow since that of an earlier day.

        An author that fails is a finding, and its organisation is left out: a sum without it
        would be wrong.

        Raises: SourceError where every author fails.
        """
        tally = _Tally()
        # Asked for the days before today, so that a second collection on one day replaces the
        # first one's flow, and the flows of successive days add up to the counter's growth.
        midnight = datetime.combine(now.date(), time(), UTC)
        before = history.latest(MODEL_MEASURE, before=midnight)
        for entity, authors in self._entities().items():
            self._collect_entity(tally, fetcher, before, now, entity=entity, authors=authors)
        if not tally.observations and tally.errors:
            raise tally.errors[0]
        return Collected(tuple(tally.observations), findings=tuple(tally.findings))

    def _entities(self) -> Mapping[str, list[str]]:
        names = self.organisations
        pairs = names.items() if isinstance(names, Mapping) else zip(names, names, strict=True)
        grouped: dict[str, list[str]] = {}
        for author, entity in pairs:
            grouped.setdefault(entity, []).append(author)
        return grouped

    def _collect_entity(
        self,
        tally: "_Tally",
        fetcher: Fetcher,
        before: Mapping[str, Observation],
        now: datetime,
        *,
        entity: str,
        authors: list[str],
    ) -> None:
        try:
            snapshots = [self._snapshot(fetcher, author, tally) for author in authors]
        except SourceError as error:
            tally.errors.append(error)
            message = f"nothing is known of {entity}: {error.message}"
            tally.findings.append(self.warning("hub-author-failed", message, hint=error.hint))
            return
        tally.observations.extend(self._levels(entity, snapshots, now))
        flows = [self._flow(snapshot, before, now, tally) for snapshot in snapshots]
        flow = combine(flows)
        if flow is None and all(flows):
            message = f"the downloads of {entity} are left out: its authors' spans differ"
            tally.findings.append(self.notice("hub-spans-differ", message))
        if flow:
            tally.observations.append(self._flow_observation(entity, snapshots, flow, now))

    def _snapshot(self, fetcher: Fetcher, author: str, tally: "_Tally") -> Snapshot:
        parameters = [("author", author), ("sort", "downloads"), ("limit", str(self.limit))]
        parameters += [("expand", name) for name in _EXPAND]
        url = with_query(f"{self.base_url.rstrip('/')}/api/models", parameters)
        found, response, more = fetch_pages(self, fetcher, url, pages=self.pages)
        models = tuple({model.id: model for model in map(_model, found)}.values())
        if not models:
            raise self.error(f"the Hub lists no models of {author!r}", hint="is the name right?")
        if more:
            message = f"only the {len(models)} most downloaded models of {author} are counted"
            hint = f"raise 'pages' above {self.pages} to count them all"
            tally.findings.append(self.notice("hub-more-models", message, hint=hint))
        return Snapshot(author, models, response.recorded)

    def _levels(
        self, entity: str, snapshots: list[Snapshot], now: datetime
    ) -> Iterable[Observation]:
        models = [model for snapshot in snapshots for model in snapshot.models]
        totals = (
            ("hub.downloads_all_time", sum(model.all_time for model in models), "downloads"),
            ("hub.downloads_30d", sum(model.last_30_days for model in models), "downloads"),
            ("hub.likes", sum(model.likes for model in models), "likes"),
        )
        rows = [(MODEL_MEASURE, m.id, m.all_time, "downloads", self._page(m.id)) for m in models]
        page = self._page(snapshots[0].author)
        rows += [(measure, entity, total, unit, page) for measure, total, unit in totals]
        sample = any(snapshot.sample for snapshot in snapshots)
        for measure, subject, value, unit, url in rows:
            yield Observation(
                measure=measure,
                entity=subject,
                value=Decimal(value),
                unit=unit,
                observed_at=now,
                learned_at=now,
                source=self.name,
                url=url,
                sample=sample,
            )

    def _page(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}/{quote(path)}"

    def _flow(
        self,
        snapshot: Snapshot,
        before: Mapping[str, Observation],
        now: datetime,
        tally: "_Tally",
    ) -> Flow | None:
        prefix = f"{snapshot.author}/".lower()
        earlier = {name: o for name, o in before.items() if name.lower().startswith(prefix)}
        flow, skipped, shrunk = model_flow(snapshot.models, earlier, now)
        about = f"the downloads of {snapshot.author}"
        if skipped:
            message = f"{about} leave out {_some(skipped)}: no earlier count to compare with"
            tally.findings.append(self.notice("hub-model-skipped", message))
        if shrunk:
            message = f"{about} are left out: the counter went down for {_some(shrunk)}"
            hint = "the Hub has corrected its counts; the next day's flow will be right again"
            tally.findings.append(self.warning("hub-counter-corrected", message, hint=hint))
        return flow

    def _flow_observation(
        self, entity: str, snapshots: list[Snapshot], flow: Flow, now: datetime
    ) -> Observation:
        return Observation(
            measure=self.measure,
            entity=entity,
            value=flow.value,
            unit="downloads",
            observed_at=flow.since,
            learned_at=now,
            source=self.name,
            url=self._page(snapshots[0].author),
            days=flow.days,
            sample=any(snapshot.sample for snapshot in snapshots) or flow.sample,
        )


@dataclass(slots=True)
class _Tally:
    """What one collection gathers as it goes from author to author."""

    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    errors: list[SourceError] = field(default_factory=list)


def _model(values: Mapping[str, Any]) -> Model:
    name = string(values, "id")
    if not name:
        raise SourceError("the Hub lists a model without an 'id'")
    try:
        created_at = parse_instant(string(values, "createdAt"))
    except ValueError:
        created_at = None
    return Model(
        name,
        all_time=whole(values, "downloadsAllTime"),
        last_30_days=whole(values, "downloads"),
        likes=whole(values, "likes"),
        created_at=created_at,
    )


def _some(names: list[str]) -> str:
    more = len(names) - 3
    return ", ".join(names[:3]) + (f" and {more} more" if more > 0 else "")
