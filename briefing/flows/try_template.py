"""Try a template test: build with what it gives, and say what is not as it expects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from briefing.errors import BriefingError, did_you_mean
from briefing.model.article import Article, FigureRef, Heading, plain, walk
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Issue
from briefing.model.template_test import Expectation, TemplateTest
from briefing.model.topic import Topic
from briefing.ports import Collection, Store

EDITIONS: Mapping[str, Callable[[Issue], str]] = {
    "email.txt": lambda issue: issue.email_text,
    "email.html": lambda issue: issue.email_html,
    "index.html": lambda issue: issue.web_html,
    "issue.json": lambda issue: json.dumps(issue.manifest, ensure_ascii=False, indent=1) + "\n",
}
"""What a golden copy can be kept of, by the name of the file that a build writes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a test: what failed, and the editions whose golden copies are to be compared."""

    test: TemplateTest
    failures: tuple[Finding, ...]
    editions: Mapping[str, str]


def try_template(
    test: TemplateTest, topic: Topic, store: Store, build: Callable[[], Issue]
) -> Outcome:
    """Return the outcome of a test; `build` builds the topic's issue of its day from `store`."""
    keep(test, topic, store)
    errors = [e for e in test.expectations if e.kind == "error"]
    try:
        issue = build()
    except BriefingError as error:
        return Outcome(test, tuple(_stopped(test, errors, error)), {})
    if errors:
        return Outcome(
            test, (_failed(errors[0], "the issue was built", "no error stopped it"),), {}
        )
    failures: list[Finding] = []
    editions: dict[str, str] = {}
    for expectation in test.expectations:
        if expectation.kind == "golden":
            name = str(expectation.value)
            if name in EDITIONS:
                editions[name] = EDITIONS[name](issue)
            else:
                hint = did_you_mean(name, EDITIONS) or f"there are {', '.join(EDITIONS)}"
                failures.append(_failed(expectation, f"no edition {name!r}", hint))
            continue
        problem, hint = JUDGES[expectation.kind](issue, expectation)
        if problem:
            failures.append(_failed(expectation, problem, hint))
    return Outcome(test, tuple(failures), editions)


def keep(test: TemplateTest, topic: Topic, store: Store) -> None:
    """Save what a test gives, as if every source had just been collected."""
    given, at = test.given, topic.as_of(test.day)
    store.save_observations(topic.name, given.observations)
    store.save_entries(topic.name, given.entries)
    for source in topic.sources:
        error = given.failed.get(source.name, "")
        if error or not given.sample:
            store.save_collection(Collection(topic.name, source.name, at, 0, 0, error=error))


def _failed(expectation: Expectation, message: str, hint: str = "") -> Finding:
    return Finding("test", Severity.ERROR, message, hint, expectation.at)


def _stopped(
    test: TemplateTest, errors: list[Expectation], error: BriefingError
) -> Iterator[Finding]:
    said = str(error)
    for expectation in errors:
        if str(expectation.value) not in said:
            yield _failed(expectation, f"the build stopped with another error: {said}")
    if not errors:
        yield Finding("test", Severity.ERROR, f"the build stopped: {said}", at=test.at)


# --- judges -------------------------------------------------------------------------------------

Verdict = tuple[str, str]
"""What is wrong, or "", and what may help."""
RIGHT: Verdict = ("", "")


def _headline(issue: Issue, expected: Expectation) -> Verdict:
    return _reads("the headline", plain(issue.article.title), str(expected.value))


def _dek(issue: Issue, expected: Expectation) -> Verdict:
    return _reads("the dek", plain(issue.article.dek), str(expected.value))


def _reads(what: str, found: str, wanted: str) -> Verdict:
    if _flat(found) == _flat(wanted):
        return RIGHT
    return f"{what} reads {_flat(found)!r}", f"it should read {_flat(wanted)!r}"


def _says(issue: Issue, expected: Expectation) -> Verdict:
    text, wanted = _flat(issue.email_text), _flat(str(expected.value))
    if wanted in text:
        return RIGHT
    near = _nearest(wanted, text)
    return f"the issue does not say {wanted!r}", f"nearest to it: {near!r}" if near else ""


def _does_not_say(issue: Issue, expected: Expectation) -> Verdict:
    text, unwanted = _flat(issue.email_text), _flat(str(expected.value))
    if unwanted not in text:
        return RIGHT
    place = text.index(unwanted)
    around = text[max(place - 40, 0) : place + len(unwanted) + 40]
    return f"the issue says {unwanted!r}", f"in: …{around}…"


def _claims(issue: Issue, expected: Expectation) -> Verdict:
    wanted = _flat(expected.about)
    claims = {_flat(c.condition): c for c in issue.article.claims}
    claim = claims.get(wanted)
    if claim is None:
        known = ", ".join(repr(condition) for condition in claims) or "none"
        hint = did_you_mean(wanted, claims) or f"the claims that were looked at: {known}"
        return f"no claim {wanted!r} was looked at", hint
    if claim.holds == expected.value:
        return RIGHT
    answer = "holds" if claim.holds else "does not hold"
    return f"the claim {wanted!r} {answer}", f"it compares {claim.detail}" if claim.detail else ""


def _sections(issue: Issue, expected: Expectation) -> Verdict:
    known = _headings(issue.article)
    if _flat(str(expected.value)) in known:
        return RIGHT
    hint = did_you_mean(str(expected.value), known) or f"there are {', '.join(known)}"
    return f"there is no section {expected.value!r}", hint


def _no_sections(issue: Issue, expected: Expectation) -> Verdict:
    there = _flat(str(expected.value)) in _headings(issue.article)
    return (f"there is a section {expected.value!r}", "") if there else RIGHT


def _figures(issue: Issue, expected: Expectation) -> Verdict:
    printed = _printed(issue.article)
    if expected.about not in printed:
        hint = did_you_mean(expected.about, printed) or f"printed are {', '.join(printed)}"
        return f"no figure {expected.about!r} is printed", hint
    texts = printed[expected.about]
    if expected.value in texts:
        return RIGHT
    shown = " and ".join(repr(text) for text in texts)
    return f"the figure {expected.about!r} prints {shown}", f"it should print {expected.value!r}"


def _no_figures(issue: Issue, expected: Expectation) -> Verdict:
    printed = _printed(issue.article)
    if expected.value not in printed:
        return RIGHT
    return f"the figure {expected.value!r} prints {printed[str(expected.value)][0]!r}", ""


def _diagrams(issue: Issue, expected: Expectation) -> Verdict:
    kinds = [drawn.diagram.kind for drawn in issue.diagrams]
    if expected.value in kinds:
        return RIGHT
    there = f"there are {', '.join(kinds)}" if kinds else "there is none"
    return f"no diagram is of the kind {expected.value!r}", there


def _findings(issue: Issue, expected: Expectation) -> Verdict:
    rules = sorted({finding.rule for finding in issue.findings})
    if expected.value in rules:
        return RIGHT
    hint = did_you_mean(str(expected.value), rules) or f"the build reports {', '.join(rules)}"
    return f"no finding {expected.value!r}", hint if rules else "the build reports nothing"


def _no_findings(issue: Issue, expected: Expectation) -> Verdict:
    for finding in issue.findings:
        if finding.rule == expected.value:
            return f"the build reports {expected.value!r}", str(finding)
    return RIGHT


JUDGES: Mapping[str, Callable[[Issue, Expectation], Verdict]] = {
    "headline": _headline,
    "dek": _dek,
    "says": _says,
    "does_not_say": _does_not_say,
    "claims": _claims,
    "sections": _sections,
    "no_sections": _no_sections,
    "figures": _figures,
    "no_figures": _no_figures,
    "diagrams": _diagrams,
    "findings": _findings,
    "no_findings": _no_findings,
}
"""How each expectation is judged; `error` and `golden` are judged by the run itself."""


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _nearest(wanted: str, text: str) -> str:
    """Return the sentence of a text that shares most words with those looked for, or ""."""
    words = set(re.findall(r"\w+", wanted.casefold()))
    sentences = re.split(r"(?<=[.!?:])\s", text)
    shared = [(len(words & set(re.findall(r"\w+", s.casefold()))), s) for s in sentences]
    most, sentence = max(shared, default=(0, ""), key=lambda pair: pair[0])
    return sentence[:200] if most * 2 > len(words) else ""


def _headings(article: Article) -> list[str]:
    inner = [plain(b.children) for b in walk(article) if isinstance(b, Heading)]
    return [
        _flat(title) for title in (*(plain(s.title) for s in article.sections), *inner) if title
    ]


def _printed(article: Article) -> dict[str, list[str]]:
    """Return each printed figure's texts: as it stands in the evidence, and wherever it is used."""
    texts = {f.id: [f.text] if f.text else [] for f in article.figures}
    for reference in _references(article):
        known = texts.setdefault(reference.figure_id, [])
        if reference.text not in known:
            known.append(reference.text)
    return texts


def _references(value: object) -> Iterator[FigureRef]:
    if isinstance(value, FigureRef):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _references(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _references(getattr(value, each.name))
