"""Figures: those that speak of now, but rest on readings of long ago."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from briefing.check.examined import Examined, listed
from briefing.model.figure import Figure
from briefing.model.finding import Finding, Severity
from briefing.model.observation import Observation

_OF_NOW = re.compile(r"latest\(|streak\(|record\(|forecast\(")
_OF_A_DAY = re.compile(r" on \d{4}-\d{2}-\d{2}")


def check_figures(examined: Examined) -> Iterator[Finding]:
    """Report figures whose newest reading is older than the topic's freshness limit.

    A figure of a window or a day that the template names is as old as it should be. Of a source
    that is itself out of date, the source's own finding says enough.
    """
    article, limit = examined.issue.article, examined.topic.freshness_days
    told = {f.place for f in article.findings if f.rule == "stale-data"}
    stale: dict[Observation, list[Figure]] = {}
    for figure in article.figures:
        newest = _newest(figure) if _speaks_of_now(figure) else None
        if not newest or f"source {newest.source}" in told:
            continue
        if article.date - newest.last_day > timedelta(days=limit):
            stale.setdefault(newest, []).append(figure)
    for newest, figures in stale.items():
        names = listed(figure.id or figure.formula for figure in figures)
        yield Finding(
            "stale-figure",
            Severity.WARNING,
            f"the newest reading of {newest.measure} under {names} is of {newest.day}, older "
            f"than the {limit} days that the topic allows",
            "collect anew, or say in the text what day the figure is of",
            place=f"source {newest.source}",
        )


def _speaks_of_now(figure: Figure) -> bool:
    if figure.window or _OF_A_DAY.search(figure.formula):
        return False
    return bool(_OF_NOW.search(figure.formula)) or all(not o.days for o in figure.observations)


def _newest(figure: Figure) -> Observation | None:
    return max(figure.observations, key=lambda o: o.last_day, default=None)
