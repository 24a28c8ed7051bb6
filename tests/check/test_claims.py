"""Claims that fail or hold by little, and figures that rest on old readings."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from briefing.model.article import Claim
from briefing.model.figure import Figure, Window
from briefing.model.finding import Finding
from briefing.model.observation import Observation
from tests.check.samples import AT, NOTICE, TOPIC, WARNING, check, rules, with_article


def claim(**changes: Any) -> Claim:
    fair = Claim("It leads.", "a > b", True, Decimal("0.5"), False, "3 > 2", AT)
    return replace(fair, **changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"margin": None}, []),
        ({"margin": Decimal("0.02")}, []),
        ({"margin": Decimal("0.019")}, ["warning claim-narrow"]),
        ({"holds": False, "margin": Decimal("-0.5")}, ["warning claim-failed"]),
        ({"holds": False, "handled": True}, ["notice claim-failed"]),
    ],
)
def test_claims(changes: dict[str, Any], expected: list[str]) -> None:
    assert rules(check(with_article(claims=(claim(**changes),)))) == expected


def test_a_failed_claim_prints_what_was_compared() -> None:
    (finding,) = check(with_article(claims=(claim(holds=False, handled=True),)))
    assert (finding.severity, finding.at) == (NOTICE, AT)
    assert finding.message == (
        "the claim `a > b` does not hold (3 > 2); the template says something else instead"
    )
    (finding,) = check(with_article(claims=(claim(holds=False, detail=""),)))
    assert finding.message == "the claim `a > b` does not hold; the passage is left out"


def test_the_margin_is_the_topics() -> None:
    issue = with_article(claims=(claim(margin=Decimal("0.05")),))
    (finding,) = check(issue, replace(TOPIC, claim_margin=0.1))
    assert "holds by 5.00% only" in finding.message


def test_claims_that_compose_has_reported_are_not_reported_again() -> None:
    known = Finding("claim-failed", WARNING, "said before", at=AT)
    assert check(with_article(claims=(claim(holds=False),), findings=(known,))) == ()


def observation(day: date, days: int = 0) -> Observation:
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Observation("hub.likes", "Qwen", Decimal(1), "likes", at, at, "hub", days=days)


OLD, NEW = date(2026, 2, 20), date(2026, 2, 27)
FEBRUARY = Window(date(2026, 2, 1), date(2026, 3, 1), "February 2026")


def figure(day: date, formula: str, days: int = 0, window: Window | None = None) -> Figure:
    old = observation(day - timedelta(days=5), days)
    used = (old, observation(day, days))
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return Figure(Decimal(1), "likes", at, formula, used, window, id="likes")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (figure(NEW, "latest(hub.likes[Qwen])"), []),
        (figure(OLD, "latest(hub.likes[Qwen])"), ["warning stale-figure"]),
        (figure(OLD, "latest(hub.downloads[Qwen])", days=1), ["warning stale-figure"]),
        (figure(OLD, "a / b"), ["warning stale-figure"]),
        (figure(OLD, "a / b", days=1), []),
        (figure(OLD, "hub.likes[Qwen] on 2026-02-20"), []),
        (figure(OLD, "change(hub.likes[Qwen], February 2026)", window=FEBRUARY), []),
        (replace(figure(OLD, "given 30"), observations=()), []),
    ],
)
def test_figures_that_rest_on_old_readings(one: Figure, expected: list[str]) -> None:
    assert rules(check(with_article(figures=(one,)))) == expected


def test_figures_of_one_old_reading_make_one_finding() -> None:
    figures = (figure(OLD, "latest(x)"), replace(figure(OLD, "a * b"), id=""))
    (finding,) = check(with_article(figures=figures))
    assert "hub.likes under likes, a * b is of 2026-02-20" in finding.message


def test_a_source_that_is_known_to_be_stale_says_enough() -> None:
    known = Finding("stale-data", WARNING, "said before", place="source hub")
    assert check(with_article(figures=(figure(OLD, "latest(x)"),), findings=(known,))) == ()
