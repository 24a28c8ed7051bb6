"""What the state of a topic's sources gives an editor reason to know."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing.model.finding import Finding, Severity
from briefing.model.topic import Topic
from briefing.ports import Collection


def source_findings(
    topic: Topic, collections: Sequence[Collection], as_of: datetime
) -> tuple[Finding, ...]:
    """Return findings for sources that failed, were never collected, or are out of date."""
    latest = {collection.source: collection for collection in collections}
    findings: list[Finding] = []
    for source in topic.sources:
        collection = latest.get(source.name)
        if collection is None:
            findings.append(_never(source.name))
            continue
        if collection.error:
            findings.append(_failed(collection))
        findings.extend(collection.findings)
        read_at = collection.good_before if collection.error else collection.at
        if read_at and as_of - read_at > timedelta(days=topic.freshness_days):
            findings.append(_stale(topic, collection, read_at))
    return tuple(dict.fromkeys(findings))


def source_failures(topic: Topic, collections: Sequence[Collection]) -> list[str]:
    """Return what went wrong with each of the topic's sources that failed, in one line."""
    names = {source.name for source in topic.sources}
    return [_told(c) for c in collections if c.error and c.source in names]


def _told(failed: Collection) -> str:
    error, _, hint = failed.error.partition("\n  hint: ")
    source = f"source {failed.source!r}"
    said = error if source in error else f"{source}: {error}"
    return f"{said} ({hint})" if hint else said


def _never(name: str) -> Finding:
    return Finding(
        "source-never-collected",
        Severity.WARNING,
        f"source {name!r} has never been collected",
        hint="run `briefing collect`",
        place=f"source {name}",
    )


def _failed(collection: Collection) -> Finding:
    error, _, hint = collection.error.partition("\n  hint: ")
    without = "the issue was built without what it would have brought"
    return Finding(
        "source-failed",
        Severity.WARNING,
        f"source {collection.source!r} failed on {collection.at:%Y-%m-%d at %H:%M} UTC: {error}",
        hint=f"{hint}; {without}" if hint else without,
        place=f"source {collection.source}",
    )


def _stale(topic: Topic, collection: Collection, read_at: datetime) -> Finding:
    raising = "or raise `freshness_days` in the topic file"
    mending = "it has failed since: mend the source or take it out"
    return Finding(
        "stale-data",
        Severity.WARNING,
        f"source {collection.source!r} was last read on {read_at:%Y-%m-%d}, "
        f"longer ago than the {topic.freshness_days} days that the topic allows",
        hint=f"{mending if collection.error else 'run `briefing collect`'}, {raising}",
        place=f"source {collection.source}",
    )
