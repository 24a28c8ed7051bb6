"""Growth as a plot: SVG whose colours are the style sheet's, so that it is dark where pages are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from briefing.ports.operating import DayOfGrowth

WIDTH, HEIGHT = 720, 160


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


def growth_plot(days: Sequence[Day]) -> Markup:
    """Return bars upwards for those who came, and downwards for those who went."""
    up, down = max((d.joined for d in days), default=0), max((d.left for d in days), default=0)
    room = HEIGHT / max(up + down, 1)
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
    line = f'<line x1="0" x2="{WIDTH}" y1="{zero:.1f}" y2="{zero:.1f}"/>'
    return _figure(days, said_of(days), f"{''.join(bars)}{line}", f"most: +{up} −{down}")


def standing_plot(days: Sequence[Day], now: int) -> Markup:
    """Return a line of how many there were each day, reckoned back from how many there are."""
    counts = standing_of(days, now)
    most = max(counts, default=0)
    step = WIDTH / max(len(counts) - 1, 1)
    points = [
        f"{n * step:.1f},{HEIGHT - count * HEIGHT / max(most, 1):.1f}"
        for n, count in enumerate(counts)
    ]
    line = " ".join(points)
    drawn = (
        f'<polygon class="under" points="0,{HEIGHT} {line} {WIDTH},{HEIGHT}"/>'
        f'<polyline class="over" points="{line}"/>'
        f'<line x1="0" x2="{WIDTH}" y1="{HEIGHT}" y2="{HEIGHT}"/>'
    )
    said = f"Subscriptions: {counts[0]:,} {len(days)} days ago, {now:,} now."
    return _figure(days, said, drawn, f"most: {most:,}")


def standing_of(days: Sequence[Day], now: int) -> list[int]:
    """Return how many there were at the end of each day; never fewer than none."""
    counts = [now]
    for day in reversed(days[1:]):
        counts.append(max(counts[-1] - day.joined + day.left, 0))
    return counts[::-1]


def _figure(days: Sequence[Day], said: str, drawn: str, most: str) -> Markup:
    # Words stand below the picture: within it they would shrink with it on a phone.
    return Markup(  # noqa: S704  (numbers and dates of our own)
        f'<figure class="plot"><svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none" role="img" aria-label="{escape(said)}">{drawn}</svg>'
        f'<figcaption class="meta"><span>{days[0].day.isoformat()}</span><span>{most}</span>'
        f"<span>{days[-1].day.isoformat()}</span></figcaption></figure>"
    )


def said_of(days: Sequence[Day]) -> str:
    """Return what the plot shows, in words."""
    joined, left = sum(d.joined for d in days), sum(d.left for d in days)
    return f"In {len(days)} days {joined} subscriptions were confirmed and {left} ended."
