"""Write a built issue to a folder, and say where it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from briefing.errors import OutputError
from briefing.model.article import plain
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Issue


def write_issue(issue: Issue, out: Path) -> Path:
    """Write the issue's files under `out/<topic>/<date>/`; return that folder.

    Pictures and mails of an earlier build that the issue no longer has are removed.

    Raises: OutputError where something cannot be written.
    """
    try:
        return _write(issue, out)
    except OSError as error:
        raise OutputError(
            f"{error.filename or out} cannot be written: {error.strerror or error}",
            hint="name another folder with --out DIR, or make room there",
        ) from error


def _write(issue: Issue, out: Path) -> Path:
    folder = out / issue.article.topic / issue.article.date.isoformat()
    pictures = folder / "diagrams"
    pictures.mkdir(parents=True, exist_ok=True)
    kept: set[Path] = set()
    for drawn in issue.diagrams:
        for suffix, drawing in (("", drawn.drawing), ("-narrow", drawn.drawing.narrow)):
            if drawing is None:
                continue
            for name, content in (
                (f"{drawn.name}{suffix}.svg", drawing.svg.encode()),
                (f"{drawn.name}{suffix}.png", drawing.png),
            ):
                (pictures / name).write_bytes(content)
                kept.add(pictures / name)
    for old in set(pictures.iterdir()) - kept:
        old.unlink()
    manifest = json.dumps(issue.manifest, ensure_ascii=False, indent=1) + "\n"
    for name, text in (
        ("email.html", issue.email_html),
        ("email.txt", issue.email_text),
        ("index.html", issue.web_html),
        ("issue.json", manifest),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    for old in folder.glob("message.*.eml"):
        old.unlink()
    (folder / "message.eml").write_bytes(issue.message)
    for one in issue.framed:
        (folder / f"message.{one.lang}.eml").write_bytes(one.message)
    return folder


def summary(issue: Issue, folder: Path) -> str:
    """Return what a person wants to know after a build: what, where, how to look, what is amiss."""
    article = issue.article
    sample = ", from sample data" if article.sample else ""
    size = len(issue.email_html.encode()) / 1024
    lines = [
        f"{plain(article.title)}",
        f"  {article.topic_title}, issue {article.number} of {article.date:%d %B %Y}{sample}",
        f"  {counted(len(article.figures), 'figure')}, {counted(len(article.claims), 'claim')}, "
        f"{counted(len(issue.diagrams), 'diagram')}; email {size:.0f} kB of 102",
        *(f"  {line}" for f in loud(issue.findings) for line in str(f).split("\n")),
        f"  {verdict(issue.findings)}{_where(issue)}",
        "look at it:",
        f"  {folder}/index.html   the web page, in a browser",
        f"  {folder}/email.html   the email, in a browser",
        f"  {folder}/message.eml  the email, in a mail program",
        f"  {folder}/issue.json   every figure and claim, with where it comes from",
    ]
    return "\n".join(lines)


def _where(issue: Issue) -> str:
    """Return what lists the findings that the summary only counts."""
    told = len(loud(issue.findings)) == len(issue.findings)
    return "" if told else f" (`briefing check {issue.article.topic}` lists them)"


def loud(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that an editor must see: errors, warnings, then claims not printed."""
    order = list(Severity)
    seen = (f for f in findings if f.severity != Severity.NOTICE or f.rule.startswith("claim"))
    return sorted(seen, key=lambda f: order.index(f.severity))


def verdict(findings: Sequence[Finding]) -> str:
    """Return the findings counted, such as "checked: 1 error, 2 warnings, 3 notices"."""
    counts = Counter(finding.severity for finding in findings)
    said = [counted(counts[severity], severity) for severity in Severity if counts[severity]]
    return f"checked: {', '.join(said) or 'nothing to report'}"


def counted(number: int, noun: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "figure"), counted(2, "figure")
    ('1 figure', '2 figures')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def report(issue: Issue, folder: Path | None) -> dict[str, object]:
    """Return a build's outcome for programs."""
    manifest = issue.manifest
    keys = ("topic", "date", "number", "title", "sample", "sizes", "content_hash", "findings")
    return {**{key: manifest[key] for key in keys}, "folder": str(folder) if folder else None}
