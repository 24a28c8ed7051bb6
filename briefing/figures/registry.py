"""The operations that templates can call, in one place to see."""

from collections.abc import Callable, Mapping

from briefing.figures import forecast, operations, statistics

_ALL: tuple[Callable[..., object], ...] = (
    operations.quantity,
    operations.latest,
    operations.at,
    operations.total,
    operations.average,
    operations.moving_average,
    operations.change,
    operations.growth,
    operations.top,
    operations.rest,
    operations.rank,
    operations.rank_change,
    operations.share,
    operations.ratio,
    operations.sum_of,
    operations.daily,
    operations.monthly,
    statistics.hhi,
    statistics.streak,
    statistics.record,
    statistics.anomaly,
    forecast.forecast,
)

OPERATIONS: Mapping[str, Callable[..., object]] = {each.__name__: each for each in _ALL}
"""Each operation by the name that templates call it by, as a function or as a filter."""
