"""What a trailing feature declares: an aggregate over the rows that a moment could see.

In `where` and in the column of an aggregate, the row of history is seen with the prefix ``past_`` beside the columns of
the claim's own moment: ``row.past_illness_code == row.illness_code``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

Condition = Callable[[ir.Table], ir.BooleanValue]
Column = str | Callable[[ir.Table], ir.Value]
"""The name of a history column without its prefix, or an expression over the joined row."""


@dataclass(frozen=True, slots=True)
class Count:
    """Number of rows; 0 where there are none."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Sum of a whole-number column, int64; 0 where there are no rows."""

    column: Column


@dataclass(frozen=True, slots=True)
class Mean:
    """Mean of a whole-number column, float64; null where there are no rows.

    Floating columns are refused: the order in which an engine adds them would show in the last bit.
    """

    column: Column


@dataclass(frozen=True, slots=True)
class Max:
    """Greatest value; null where there are no rows."""

    column: Column


@dataclass(frozen=True, slots=True)
class Min:
    """Least value; null where there are no rows."""

    column: Column


@dataclass(frozen=True, slots=True)
class Distinct:
    """Number of different values; 0 where there are no rows."""

    column: Column


@dataclass(frozen=True, slots=True)
class Share:
    """Share of the rows for which `hits` holds, drawn towards `prior` while there are few rows.

    (hits + weight * prior) / (rows + weight), so one confirmed case does not brand a hospital. It is never null.

    Attributes:
        hits: What is counted.
        prior: The share expected before anything is known, 0-1.
        weight: How many rows the prior is worth; 0 gives the plain share, null without rows.
    """

    hits: Condition
    prior: float = 0.0
    weight: int = 0


@dataclass(frozen=True, slots=True)
class DaysSince:
    """Whole days from the last row's `known_at` to the moment; null where there are no rows."""


@dataclass(frozen=True, slots=True)
class Median:
    """Median of a whole-number column among peers, float64; null where there are none.

    What is usual changes slowly and costs much to work out, so all moments of a month see it as of the month's first
    instant in Asia/Shanghai. The claim itself counts where it was known by then, like any other.
    """

    column: Column


@dataclass(frozen=True, slots=True)
class Spread:
    """Median distance of a column from its `Median` among the same peers (MAD), float64; null without peers."""

    column: Column


Aggregate = Count | Sum | Mean | Max | Min | Distinct | Share | DaysSince | Median | Spread


@dataclass(frozen=True, slots=True)
class Trailing:
    """An aggregate over history, as of the moment of a claim.

    The claim's own rows are left out, except where the key is `claim_id` (its own papers and findings) and in a median
    of peers; the claim's own outcome is always left out.

    Attributes:
        table: The table of history.
        key: Column of the moment that the rows must share; several columns where all must be equal.
        aggregate: What is computed.
        window_days: Only rows known within so many days before the moment; all of them when None.
        where: Only rows for which this holds.
        answered: Whether those rows stand on answers of offices outside: where none answered, it says nothing.
    """

    table: str
    key: str | tuple[str, ...]
    aggregate: Aggregate
    window_days: int | None = None
    where: Condition | None = None
    answered: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The key as a tuple."""
        return (self.key,) if isinstance(self.key, str) else self.key

    @property
    def of_peers(self) -> bool:
        """Whether it is seen as of the first instant of the month, by all alike."""
        return isinstance(self.aggregate, Median | Spread)

    @property
    def group(self) -> tuple[str, tuple[str, ...], bool]:
        """Features of equal group are computed together."""
        return (self.table, self.keys, self.of_peers)
