"""Growth as a plot: SVG whose colours are the style sheet's, so that it is dark where pages are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from briefing.ports.operating import DayOfGrowth

WIDTH, HEIGHT, FOOT = 720, 180, 24


@dataclass(frozen=True, slots=True)
class Day:
    """How many came and went on a day."""

    day: date
    joined: int
    left: int


def days_of(growth: Sequence[DayOfGrowth], first: date, last: date) -> list[Day]:
    """Return every day from `first` to `last`, those without news among them."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        Day(
            day,
            sum(g.joined for g in growth if g.day == day),
            sum(g.left for g in growth if g.day == day),
        )
        for day in days
    ]


def plot(days: Sequence[Day]) -> Markup:
    """Return bars upwards for those who came, and downwards for those who went."""
    up, down = max((d.joined for d in days), default=0), max((d.left for d in days), default=0)
    room = (HEIGHT - FOOT) / max(up + down, 1)
    zero, step = up * room, WIDTH / max(len(days), 1)
    bars = []
    for n, day in enumerate(days):
        x, width = n * step + step * 0.1, step * 0.8
        told = f"<title>{day.day.isoformat()}: +{day.joined} −{day.left}</title>"
        for kind, y, height in (
            ("up", zero - day.joined * room, day.joined * room),
            ("down", zero, day.left * room),
        ):
            if height:
                bars.append(
                    f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
                    f'height="{height:.1f}">{told}</rect>'
                )
    said = said_of(days)
    return Markup(  # noqa: S704  (numbers and dates of our own)
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}">'
        f'{"".join(bars)}<line x1="0" x2="{WIDTH}" y1="{zero:.1f}" y2="{zero:.1f}"/>'
        f'<text x="0" y="{HEIGHT - 4}">{days[0].day.isoformat()}</text>'
        f'<text x="{WIDTH}" y="{HEIGHT - 4}" class="last">{days[-1].day.isoformat()}</text></svg>'
    )


def said_of(days: Sequence[Day]) -> str:
    """Return what the plot shows, in words."""
    joined, left = sum(d.joined for d in days), sum(d.left for d in days)
    return f"In {len(days)} days {joined} subscriptions were confirmed and {left} ended."
