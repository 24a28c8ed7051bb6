"""A number that knows where it came from, and the absence of one that knows why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import Literal

from briefing.errors import DataError
from briefing.model.observation import Observation
from briefing.model.spoken import spoken

Op = Literal["<", "<=", "==", "!=", ">=", ">"]
Number = int | float | Decimal

PERCENT = "percent"
POINTS = "percentage points"
RATIO = "ratio"
DATE = "date"


_PERCENTAGES = frozenset({PERCENT, POINTS})


@dataclass(frozen=True, slots=True)
class Window:
    """A span of whole days: from `start` up to, not including, `end`. `label` is how it reads."""

    start: date
    end: date
    label: str

    @property
    def days(self) -> int:
        """How many days the window spans."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True)
class Missing:
    """A number that is not there, and why.

    It is false, `is missing` in a template, and stops a build that prints or computes with it.
    """

    reason: str
    measure: str = ""
    entity: str = ""
    day: date | None = None

    def __bool__(self) -> bool:
        return False

    def error(self) -> DataError:
        """Return the error that stops a build which needs this number."""
        series = f"{self.measure}[{self.entity}]" if self.entity else self.measure
        of = f" of {series}" if series else ""
        on = f" on {self.day.isoformat()}" if self.day else ""
        return DataError(
            f"missing data{of}{on}: {self.reason}",
            hint="handle it in the template with `{% if NAME is missing %}`, or collect the data",
        )

    def _refuse(self, _other: object = None) -> Missing:
        raise self.error()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse

    def __neg__(self) -> Missing:
        raise self.error()

    def __str__(self) -> str:
        raise self.error()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of comparing two numbers: whether it holds, and by how much.

    `margin` is (left - right) / |right|, turned so that it is positive where the comparison holds
    and is not at its edge; None where the right-hand side is zero or the operator is == or !=.
    """

    holds: bool
    margin: Decimal | None
    detail: str

    def __bool__(self) -> bool:
        return self.holds


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A value with its unit, window, as-of time, formula and the observations used.

    `unit` is the plural noun counted ("downloads"), "percent" (value 61.3 is 61.3 %), "percentage
    points" (the difference of two percentages), "ratio" (dimensionless), "date" (value is the
    proleptic ordinal of a day), a currency code, or a quotient of nouns ("downloads/day").
    Arithmetic gives figures, and refuses units that do not go together (DataError). `low` and
    `high` bound the value where it is an estimate. `text`, where set, is how the figure reads when
    printed plainly; else the printing format decides. Instants are UTC. Two figures are the same
    only if they are one object; compare values with the operators, which give a `Comparison`.
    """

    value: Decimal
    unit: str
    as_of: datetime
    formula: str
    observations: tuple[Observation, ...] = ()
    window: Window | None = None
    id: str = ""
    label: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The URLs that the observations came from, each once, in order."""
        return tuple(dict.fromkeys(o.url for o in self.observations if o.url))

    @property
    def sample(self) -> bool:
        """Whether any observation underneath is sample data."""
        return any(o.sample for o in self.observations)

    def named(self, name: str, label: str = "") -> Figure:
        """Return this figure under the id `name`."""
        return replace(self, id=name, label=label or self.label)

    def __str__(self) -> str:
        """Refuse: text that was made of a figure would be a number that nobody can trace."""
        raise DataError(
            "a figure cannot be put into a text in this way: nobody could trace it there",
            hint="print it by itself, or join it on: `{{ 'up to ' ~ NAME ~ ' a day' }}`",
        )

    # --- arithmetic ---------------------------------------------------------------------------

    def __add__(self, other: Figure | Missing | Number) -> Figure:
        return self._sum(other, "+")

    __radd__ = __add__

    def __sub__(self, other: Figure | Missing | Number) -> Figure:
        return self._sum(other, "-")

    def __rsub__(self, other: Number) -> Figure:
        return (-self)._sum(other, "+")

    def __neg__(self) -> Figure:
        return self._derive(-self.value, self.unit, f"-{self.operand}", ())

    def __abs__(self) -> Figure:
        return self._derive(abs(self.value), self.unit, f"abs({self.operand})", ())

    def __mul__(self, other: Figure | Missing | Number) -> Figure:
        if not isinstance(other, Figure):
            factor = number(other)
            return self._derive(
                self.value * factor, self.unit, f"{self.operand} * {factor}", (), scale=factor
            )
        unit = _product_unit(self, other)
        value = self.value * other.value
        if PERCENT in (self.unit, other.unit) and RATIO not in (self.unit, other.unit):
            value /= 100  # times a ratio, a percentage stays one
        return self._derive(value, unit, f"{self.operand} * {other.operand}", (other,))

    __rmul__ = __mul__

    def __truediv__(self, other: Figure | Missing | Number) -> Figure:
        if not isinstance(other, Figure):
            divisor = number(other)
            if divisor == 0:
                raise DataError(f"cannot divide {self.operand} by zero")
            return self._derive(
                self.value / divisor,
                self.unit,
                f"{self.operand} / {divisor}",
                (),
                scale=1 / divisor,
            )
        if other.value == 0:
            raise DataError(
                f"cannot divide {self.operand} by {other.operand}, which is zero",
                hint="test for it in the template: `{% if NAME.value %}`",
            )
        value = self.value / other.value
        unit = _quotient_unit(self, other)
        if other.unit == PERCENT and self.unit not in _PERCENTAGES:
            value *= 100
        return self._derive(value, unit, f"{self.operand} / {other.operand}", (other,))

    def __rtruediv__(self, other: Number) -> Figure:
        if self.value == 0:
            raise DataError(f"cannot divide by {self.operand}, which is zero")
        unit = RATIO if self.unit in (RATIO, PERCENT) else f"1/{self.unit}"
        numerator = number(other) * (100 if self.unit == PERCENT else 1)
        return self._derive(numerator / self.value, unit, f"{other} / {self.operand}", ())

    @property
    def operand(self) -> str:
        """How the figure stands in the formula of another: its id, or its own formula."""
        if self.id:
            return self.id
        return f"({self.formula})" if " " in self.formula.split("(")[0] else self.formula

    def _sum(self, other: Figure | Missing | Number, sign: Literal["+", "-"]) -> Figure:
        if isinstance(other, Missing):
            raise other.error()
        if not isinstance(other, Figure):
            raise DataError(
                f"cannot add the bare number {other} to {self.operand} ({self.unit})",
                hint=f"say what it counts: `quantity({other}, {self.unit!r})`",
            )
        unit = _sum_unit(self, other, sign)
        value = self.value + other.value if sign == "+" else self.value - other.value
        return self._derive(value, unit, f"{self.operand} {sign} {other.operand}", (other,))

    def _derive(
        self,
        value: Decimal,
        unit: str,
        formula: str,
        others: tuple[Figure, ...],
        *,
        scale: Decimal | None = None,
    ) -> Figure:
        parts = (self, *others)
        windows = {part.window for part in parts if part.window}
        bounds = (
            sorted((self.low * scale, self.high * scale))
            if scale is not None and self.low is not None and self.high is not None
            else (None, None)
        )
        return Figure(
            value=value,
            unit=unit,
            as_of=max(part.as_of for part in parts),
            formula=formula,
            observations=merge_observations(part.observations for part in parts),
            window=windows.pop() if len(windows) == 1 else None,
            low=bounds[0],
            high=bounds[1],
        )

    # --- comparison ---------------------------------------------------------------------------

    def __lt__(self, other: Figure | Number) -> Comparison:
        return compare(self, "<", other)

    def __le__(self, other: Figure | Number) -> Comparison:
        return compare(self, "<=", other)

    def __gt__(self, other: Figure | Number) -> Comparison:
        return compare(self, ">", other)

    def __ge__(self, other: Figure | Number) -> Comparison:
        return compare(self, ">=", other)

    def __eq__(self, other: object) -> Comparison | bool:  # type: ignore[override]
        if isinstance(other, Figure | int | float | Decimal):
            return compare(self, "==", other)
        return NotImplemented

    def __ne__(self, other: object) -> Comparison | bool:  # type: ignore[override]
        if isinstance(other, Figure | int | float | Decimal):
            return compare(self, "!=", other)
        return NotImplemented

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        return self.value != 0


def number(value: Number | Missing) -> Decimal:
    """Return a bare number as a Decimal, a float by its shortest decimal form.

    Raises: DataError when it is missing, or not a finite number.
    """
    if isinstance(value, Missing):
        raise value.error()
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise DataError(f"{spoken(value)} is not a number", hint="write 5 or 2.5, without quotes")
    result = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not result.is_finite():
        raise DataError(f"{value!r} is not a finite number")
    return result


def merge_observations(groups: Iterable[Iterable[Observation]]) -> tuple[Observation, ...]:
    """Return the observations of all groups, each once, in their order."""
    return tuple(dict.fromkeys(o for group in groups for o in group))


def require_same_unit(left: Figure, right: Figure) -> None:
    """Raise DataError unless both figures count the same thing."""
    if left.unit != right.unit:
        raise DataError(
            f"{left.operand} is in {left.unit} and {right.operand} in {right.unit}: "
            "they cannot be added, subtracted or compared",
            hint="use a ratio or a share, or convert one of them",
        )


def compare(left: Figure, op: Op, right: Figure | Missing | Number) -> Comparison:
    """Compare a figure with another of the same unit, or with a bare number in its own unit.

    Raises: DataError when the units differ.
    """
    if isinstance(right, Figure):
        require_same_unit(left, right)
    elif isinstance(right, Missing):
        raise right.error()
    limit = right.value if isinstance(right, Figure) else number(right)
    value = left.value
    holds = {
        "<": value < limit,
        "<=": value <= limit,
        "==": value == limit,
        "!=": value != limit,
        ">=": value >= limit,
        ">": value > limit,
    }[op]
    margin = None
    if limit != 0 and op not in ("==", "!="):
        margin = (value - limit) / abs(limit) * (1 if op in (">", ">=") else -1)
    return Comparison(holds, margin, f"{_plain(value)} {op} {_plain(limit)} {left.unit}")


def _plain(value: Decimal) -> str:
    """Return a value to read: six decimals at most, none that are zero."""
    with localcontext(prec=100):  # rounding a value of 22 digits takes 28, which is all there is
        shown = round(value, 6).normalize()
    return f"{shown:,f}" if shown else "0"


def _sum_unit(left: Figure, right: Figure, sign: Literal["+", "-"]) -> str:
    """Return the unit of a sum; from 60 to 63 percent are 3 percentage points, not 3 percent."""
    if left.unit == right.unit == PERCENT:
        return PERCENT if sign == "+" else POINTS
    units = (left.unit, right.unit)
    if units == (PERCENT, POINTS) or (sign == "+" and units == (POINTS, PERCENT)):
        return PERCENT
    require_same_unit(left, right)
    return left.unit


def _product_unit(left: Figure, right: Figure) -> str:
    plain = (RATIO, PERCENT)
    if left.unit in plain:
        return right.unit if left.unit == RATIO or right.unit not in plain else left.unit
    if right.unit in plain:
        return left.unit
    for one, other in ((left, right), (right, left)):
        per = one.unit.partition("/")
        if per[2] and per[2] == other.unit:
            return per[0]
    raise DataError(
        f"{left.operand} ({left.unit}) times {right.operand} ({right.unit}) has no meaning",
        hint="multiply by a bare number, a ratio or a percentage",
    )


def _quotient_unit(left: Figure, right: Figure) -> str:
    if left.unit == right.unit or {left.unit, right.unit} == _PERCENTAGES:
        return RATIO
    if right.unit in (RATIO, PERCENT):
        return left.unit
    if left.unit in (RATIO, PERCENT) or "/" in left.unit or "/" in right.unit:
        raise DataError(
            f"{left.operand} ({left.unit}) divided by {right.operand} ({right.unit}) "
            "has no meaning",
            hint="divide figures of the same unit, or by a ratio",
        )
    return f"{left.unit}/{right.unit}"
