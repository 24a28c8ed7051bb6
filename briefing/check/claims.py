"""Claims: those that do not hold, and those that hold only barely."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from briefing.check.examined import Examined
from briefing.model.article import Claim
from briefing.model.finding import Finding, Severity


def check_claims(examined: Examined) -> Iterator[Finding]:
    """Report claims that an editor should look at before the issue leaves."""
    wanted = Decimal(str(examined.topic.claim_margin))  # as it is written in the topic file
    known = {f.at for f in examined.issue.article.findings if f.rule.startswith("claim-")}
    for claim in examined.issue.article.claims:
        if claim.at in known:
            continue
        if not claim.holds:
            yield _failed(claim)
        elif claim.margin is not None and claim.margin < wanted:
            yield _narrow(claim, wanted)


def _failed(claim: Claim) -> Finding:
    severity = Severity.NOTICE if claim.handled else Severity.WARNING
    consequence = (
        "the template says something else instead" if claim.handled else "the passage is left out"
    )
    return Finding(
        "claim-failed",
        severity,
        f"the claim `{claim.condition}` does not hold{_compared(claim)}; {consequence}",
        "read on what is left" if not claim.handled else "",
        claim.at,
    )


def _narrow(claim: Claim, wanted: Decimal) -> Finding:
    return Finding(
        "claim-narrow",
        Severity.WARNING,
        f"the claim `{claim.condition}` holds by {claim.margin:.2%} only{_compared(claim)}",
        f"soften the wording: it may turn tomorrow (`claim_margin` is {wanted})",
        claim.at,
    )


def _compared(claim: Claim) -> str:
    return f" ({claim.detail})" if claim.detail else ""
