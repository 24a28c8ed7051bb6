"""What mail programs drop: elements, styles and picture formats.

Styles in `<style>` are improvements for programs that know them, so that their loss is a notice at
most; the styles that an email rests on stand in attributes. Whatever degrades gracefully is not
reported: see `support_facts.GRACEFUL`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.check.css import Declaration, declarations, rules
from briefing.check.examined import Examined, on_page
from briefing.check.html import Audience, Element, Page
from briefing.check.support_facts import GRACEFUL, OUTLOOK, STRIPPED, Feature, load_features
from briefing.model.finding import Finding, Severity

_FUNCTION = re.compile(r"([a-z-]+)\(")
_UNIT = re.compile(r"\d(rem|ch|vh|vw|vmin|vmax)\b")
_SUFFIX = re.compile(r"\.([a-z0-9]{2,5})(?:[?#].*)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """One use of a feature; `optional` where it stands in a style sheet."""

    feature: Feature
    element: Element
    optional: bool = False

    @property
    def dropped_by(self) -> tuple[str, ...]:
        """The clients that get to see the element, and drop the feature."""
        audience = self.element.audience
        return tuple(
            client
            for client in self.feature.dropped_by
            if audience is Audience.ALL or (client == OUTLOOK) == (audience is Audience.OUTLOOK)
        )


def check_support(examined: Examined) -> Iterator[Finding]:
    """Report what major mail programs would drop from the email, once for each feature."""
    page = examined.email
    yield from _stripped(page)
    uses: dict[str, list[Use]] = {}
    for element in (*page.elements, *page.outlook):
        for use in _uses(element):
            if use.dropped_by and use.feature.slug not in GRACEFUL:
                uses.setdefault(use.feature.slug, []).append(use)
    for found in uses.values():
        needed = [use for use in found if not use.optional]
        yield _finding(needed or found, page)


def _stripped(page: Page) -> Iterator[Finding]:
    for tag, reason in STRIPPED.items():
        found = page.all(tag)
        if found:
            message = f"there is a <{tag}> in the email{_times(len(found))}: {reason}"
            hint = "remove it; link to the web page instead"
            yield on_page("html-support", Severity.ERROR, message, page, found[0], hint=hint)


def _uses(element: Element) -> Iterator[Use]:
    features = load_features()
    about = f"element:{element.tag}"
    if about in features and element.tag not in STRIPPED:
        yield Use(features[about], element)
    for feature in _in_style(element.get("style")):
        yield Use(feature, element)
    if element.tag == "img" and (suffix := _SUFFIX.search(element.get("src"))):
        about = f"suffix:{suffix[1].lower()}"
        if about in features:
            yield Use(features[about], element)
    if element.tag == "style":
        for feature in _in_sheet(element):
            yield Use(feature, element, optional=True)


@lru_cache(maxsize=4096)
def _in_style(text: str) -> tuple[Feature, ...]:
    return tuple(_in_declarations(declarations(text)))


def _in_sheet(element: Element) -> Iterator[Feature]:
    features = load_features()
    sheet = "".join(child for child in element.children if isinstance(child, str))
    for rule in rules(sheet):
        yield from _in_declarations(rule.declarations)
        if rule.selector.startswith("@"):
            about = f"at:{rule.selector[1:].split(' ')[0].lower()}"
            if about in features:
                yield features[about]


def _in_declarations(found: Iterable[Declaration]) -> Iterator[Feature]:
    features = load_features()
    for name, value in found:
        words = [f"property:{name}", f"declaration:{name}:{value}"]
        words += [f"function:{word}" for word in _FUNCTION.findall(value)]
        words += [f"unit:{word}" for word in _UNIT.findall(value)]
        yield from (features[word] for word in words if word in features)


def _finding(uses: list[Use], page: Page) -> Finding:
    first = uses[0]
    feature = first.feature
    clients = dict.fromkeys(client for use in uses for client in use.dropped_by)
    where = " in <style>" if first.optional else ""
    message = f"`{feature.title}`{where}{_times(len(uses))} is dropped by {', '.join(clients)}"
    rule = {"css": "css-support", "html": "html-support"}.get(
        feature.slug.partition("-")[0], "image-format"
    )
    severity = Severity.NOTICE if first.optional else Severity.WARNING
    hint = f"see {feature.url} (tested {feature.tested}); do without it, or accept the loss"
    return on_page(rule, severity, message, page, first.element, hint=hint)


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""
