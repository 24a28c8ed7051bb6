"""How we know: each printed figure with its value, formula, window, observations and sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal

from briefing.model.article import Article
from briefing.model.figure import DATE, PERCENT, RATIO, Figure
from briefing.render.dates import instant, locale_of, long_date, short_date
from briefing.render.frame import IssueFrame
from briefing.render.languages import counted


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure's origin, in words.

    `value` is the exact value with its unit, `basis` what it rests on; `sources` are (host, URL).
    """

    id: str
    text: str
    label: str
    value: str
    formula: str
    basis: str
    sources: tuple[tuple[str, str], ...]

    @property
    def account(self) -> str:
        """What follows the figure's text: its label and its value, neither said twice."""
        if self.label:
            return f" {self.label}: {self.value}"
        if self.value.startswith(f"{self.text} ") or self.value == self.text:
            return self.value.removeprefix(self.text)
        return f": {self.value}"


def evidence_of(article: Article, frame: IssueFrame) -> list[Evidence]:
    """Return the origin of each figure that the article prints, in the order of printing.

    A figure is named and written as the article does; what it rests on is said in the frame's
    words.
    """
    return [_evidence(figure, article.lang, frame) for figure in article.figures]


def _evidence(figure: Figure, lang: str, frame: IssueFrame) -> Evidence:
    label = figure.label
    return Evidence(
        id=figure.id,
        text=figure.text,
        label=label[:1].upper() + label[1:],
        value=exact(figure, lang),
        formula=figure.formula,
        basis=_basis(figure, frame),
        sources=tuple((_shown(url), url) for url in figure.sources),
    )


def exact(figure: Figure, lang: str) -> str:
    """Return a figure's value as it is, with its unit, to six decimals at most."""
    if figure.unit == DATE:
        return long_date(date.fromordinal(int(figure.value)), lang)
    value = str(format_decimal(figure.value, format="#,##0.######", locale=locale_of(lang)))
    unit = {RATIO: "", PERCENT: "%"}.get(figure.unit, figure.unit)
    return f"{value} {unit}".strip()


def _basis(figure: Figure, frame: IssueFrame) -> str:
    count, words, lang = len(figure.observations), frame.words, frame.tongue.lang
    said = [words.as_of.format(instant=instant(figure.as_of, lang))]
    if count:
        said.insert(0, counted(words.observations, count, words.tag))
        first = min(o.day for o in figure.observations)
        last = max(o.last_day for o in figure.observations)
        if first != last:
            said[0] += f"{words.comma}{short_date(first, lang)} – {short_date(last, lang)}"
    return words.semicolon.join(said)


def _shown(url: str) -> str:
    bare = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= 48 else f"{bare[:47]}…"


def value_of(figure: Figure) -> int | float | str:
    """Return a figure's value for programs: a number, or an ISO date."""
    if figure.unit == DATE:
        return date.fromordinal(int(figure.value)).isoformat()
    whole = figure.value == figure.value.to_integral_value()
    return int(figure.value) if whole else float(figure.value)
