"""An issue to look at, and a preview of it that needs no publication."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from briefing.errors import BriefingError, Location
from briefing.model.article import Article, Claim, Paragraph, Section, Text
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Drawing, Issue, Proof
from briefing.web.preview.contract import Preview, TopicDays
from tests.render.articles import ARTICLE, drawn, render

DAY, DAY_BEFORE = date(2026, 3, 1), date(2026, 2, 28)
TOPIC = "open-models"
TEMPLATE = "templates/topics/open-models.md.j2"
DARK_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg"><style>'
    "@media (prefers-color-scheme: dark) { p { fill: #fff } }</style></svg>"
)
CLAIM = Claim(
    text="Downloads reached 153.6M",
    condition="leader > 100",
    holds=True,
    margin=Decimal("0.5"),
    handled=False,
    detail="153,600,000 > 100 downloads",
    at=Location(TEMPLATE, 3),
)
FINDINGS = (
    Finding("claim-narrow", Severity.WARNING, "it holds barely", at=CLAIM.at),
    Finding("link-host", Severity.NOTICE, "a link", at=Location("email.html", 3)),
)


def article(words: str = "") -> Article:
    """Return the article with everything, and a closing section of the words given."""
    closing = Section("closing", (Text("Closing"),), (Paragraph((Text(words or "The end."),)),))
    first = replace(ARTICLE.sections[0], at=Location(TEMPLATE, 2))
    sections = (first, *ARTICLE.sections[1:], replace(closing, at=Location(TEMPLATE, 8)))
    return replace(ARTICLE, sections=sections, claims=(CLAIM,))


def issue(words: str = "") -> Issue:
    """Return the issue, its one diagram with a layout for phones."""
    one = drawn(narrow=Drawing(DARK_SVG, b"narrow", 300, 300, "pie", "Pie"))
    return render(article(words), (one,)).with_findings(FINDINGS)


@dataclass
class Desk:
    """An editor's publication in memory: what `build` gives can be changed between builds."""

    root: Path
    words: dict[date, str] = field(default_factory=dict)
    error: Exception | None = None
    built: list[tuple[str, date]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    stamp: object = 0
    proofs: bool = False

    def build(self, topic: str, day: date, proof: Callable[[Proof], None]) -> Issue:
        self.built.append((topic, day))
        if self.error:
            raise self.error
        made = issue(self.words.get(day, f"Written for {day}."))
        if self.proofs:
            proof(Proof(made.article, made.diagrams, made.email_html, made.web_html, "#ffffff"))
        return made

    def send(self, address: str, _issue: Issue) -> str:
        if "@" not in address:
            raise BriefingError("no address", hint="write one")
        self.sent.append(address)
        return f"sent to {address}"

    def preview(self) -> Preview:
        return Preview(
            build=self.build,
            topics=lambda: [TopicDays(TOPIC, "Open models", [DAY_BEFORE, DAY], sample=True)],
            root=self.root,
            publication="The Daily <Figure>",
            concerns=lambda path, _topic, day: day.isoformat() in path.name or path.suffix == ".j2",
            stamp=lambda _topic: self.stamp,
            send_test=self.send,
            fill={"%%unsubscribe_url%%": "https://briefing.example/unsubscribe?a=1&b=2"},
        )
