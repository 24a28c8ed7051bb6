"""One dated issue of a topic, rendered for every channel."""

from dataclasses import dataclass, replace
from typing import Any

from briefing.model.article import Article, Diagram
from briefing.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn diagram: SVG text, PNG bytes at 2x, and the size in CSS pixels.

    `narrow` is the same diagram laid out again for a phone, where the wide layout would shrink
    below legibility; None where the one drawing serves both. An outline may have no PNG yet.
    `undrawn` are characters that no font could draw, so that boxes stand for them.
    """

    svg: str
    png: bytes
    width: int
    height: int
    kind: str
    alt: str
    narrow: "Drawing | None" = None
    undrawn: str = ""


@dataclass(frozen=True, slots=True)
class DrawnDiagram:
    """A diagram of an article together with its drawing; `name` is its file stem."""

    diagram: Diagram
    drawing: Drawing
    name: str


@dataclass(frozen=True, slots=True)
class FramedMail:
    """An issue's mail with its frame in another language than its topic's; the article is as it is.

    `lang` is the frame's; the rest is as in `Issue`.
    """

    lang: str
    email_html: str
    email_text: str
    message: bytes


@dataclass(frozen=True, slots=True)
class Proof:
    """An issue as far as it meets the eye: what an editor looks at while the rest is made.

    The fields are those of `Issue`; `findings` are what the article itself knows. Its diagrams may
    be outlines, to be shown on `paper`, a colour.
    """

    article: Article
    diagrams: tuple[DrawnDiagram, ...]
    email_html: str
    web_html: str
    paper: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is known to be wrong before anything was checked."""
        return self.article.findings


@dataclass(frozen=True, slots=True)
class Issue:
    """An article with its editions, ready to be checked, archived and sent.

    `email_html`, `email_text` hold per-subscriber placeholders (see `render.placeholders`);
    `message` is a complete RFC 5322 message; `manifest` is the content of issue.json. `framed` are
    the mails for readers who asked for other frame languages.
    """

    article: Article
    diagrams: tuple[DrawnDiagram, ...]
    email_html: str
    email_text: str
    web_html: str
    message: bytes
    findings: tuple[Finding, ...]
    manifest: dict[str, Any]
    framed: tuple[FramedMail, ...] = ()

    def with_findings(self, findings: tuple[Finding, ...]) -> "Issue":
        """Return the issue with what its checks found, in the manifest too."""
        records = [finding.record() for finding in findings]
        return replace(self, findings=findings, manifest={**self.manifest, "findings": records})
