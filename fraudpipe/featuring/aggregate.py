"""From the declaration of a trailing feature to the expression that an engine runs.

Portable to the last bit: counts and sums are int64, quotients are made of two float64 numbers, no float is ever summed.
"""

from collections.abc import Sequence

import ibis.expr.datatypes as dt
import ibis.expr.types as ir
from ibis.expr import operations as ops

from fraudpipe.errors import ContractError
from fraudpipe.featuring.trailing import (
    Column,
    Condition,
    Count,
    Distinct,
    Max,
    Mean,
    Median,
    Min,
    Share,
    Spread,
    Sum,
    Trailing,
)
from fraudpipe.records.moments import DAY_SECONDS


def empty_value(declared: Trailing) -> int | float | None:
    """The value of an aggregate over no rows at all."""
    match declared.aggregate:
        case Count() | Sum() | Distinct():
            return 0
        case Share(prior=prior, weight=weight) if weight > 0:
            return float(prior * weight) / float(weight)
        case _:
            return None


def aggregate_value(rows: ir.Table, declared: Trailing) -> ir.Value:
    """The aggregate over joined rows: the moment's columns, and history's with the prefix ``past_``.

    Raises:
        ContractError: A sum, mean or median is asked of a column that holds no whole numbers.
    """
    summed = parts(rows, declared)
    if summed is not None:
        inside = in_window(rows, declared)
        totals = [one if inside is None else inside.ifelse(one, 0) for one in summed]
        return finished(declared, [total(one) for one in totals])
    where = condition(rows, declared)
    match declared.aggregate:
        case Max(column):
            return value_of(rows, column).max(where=where)
        case Min(column):
            return value_of(rows, column).min(where=where)
        case Distinct(column):
            return value_of(rows, column).nunique(where=where).cast("int64")
        case Median(column) | Spread(column):
            return middle(whole(rows, column, declared), where)
        case _:
            return days_since(rows.as_of.max(), rows.past_known_at.max(where=where))


def middle(value: ir.NumericValue, where: ir.BooleanValue | None) -> ir.FloatingValue:
    """The median where a condition holds; Spark knows no median with a condition."""
    return (value if where is None else where.ifelse(value, None)).median().cast("float64")


def parts(rows: ir.Table, declared: Trailing) -> tuple[ir.IntegerValue, ...] | None:
    """What each row adds to the whole-number sums that an aggregate is made of; None where it is not made of sums.

    The window is left to the caller.
    """
    match declared.aggregate:
        case Count():
            return (_ones(rows, declared.where),)
        case Sum(column):
            return (_counted(rows, declared, whole(rows, column, declared)),)
        case Mean(column):
            value = whole(rows, column, declared)
            return (_counted(rows, declared, value), _counted(rows, declared, value.notnull().cast("int64")))
        case Share(hits, _, _):
            return (_counted(rows, declared, _ones(rows, hits)), _ones(rows, declared.where))
        case _:
            return None


def finished(declared: Trailing, totals: Sequence[ir.IntegerValue]) -> ir.Value:
    """The value of an aggregate from the sums of its parts."""
    match declared.aggregate:
        case Mean():
            return totals[0].cast("float64") / totals[1].cast("float64").nullif(0.0)
        case Share(_, prior, weight):
            hits, count = (one.cast("float64") for one in totals)
            return (hits + float(prior * weight)) / (count + float(weight)).nullif(0.0)
        case _:
            return totals[0]


def total(value: ir.IntegerValue, where: ir.BooleanValue | None = None) -> ir.IntegerValue:
    """The sum as int64, 0 without rows. Ibis takes a sum of int64 to be one; in DuckDB it is wider until it is cast."""
    summed: ir.IntegerValue = ops.Cast(value.sum(where=where), dt.int64).to_expr()
    return summed.fill_null(0)


def in_window(rows: ir.Table, declared: Trailing) -> ir.BooleanValue | None:
    """Whether the row was known within the window before the moment; None where all history counts."""
    if declared.window_days is None:
        return None
    return rows.past_known_at >= rows.as_of - declared.window_days * DAY_SECONDS


def condition(rows: ir.Table, declared: Trailing) -> ir.BooleanValue | None:
    """Which rows count at all; None when all do."""
    where = None if declared.where is None else declared.where(rows)
    inside = in_window(rows, declared)
    return where if inside is None else inside if where is None else where & inside


def days_since(as_of: ir.IntegerValue, last: ir.IntegerValue) -> ir.IntegerValue:
    """Whole days from the instant `last` to the moment."""
    return ((as_of - last) // DAY_SECONDS).cast("int64")


def value_of(rows: ir.Table, column: Column) -> ir.Value:
    """The column of a row of history, by its name without the prefix or as the feature computes it."""
    return rows[f"past_{column}"] if isinstance(column, str) else column(rows)


def whole(rows: ir.Table, column: Column, declared: Trailing) -> ir.IntegerValue:
    """The column as `value_of` has it, of which sums and medians are made.

    Raises:
        ContractError: It holds no whole numbers.
    """
    value = value_of(rows, column)
    if value.type().is_boolean():
        return value.cast("int64")
    if not value.type().is_integer():
        msg = f"sums and medians over {declared.table!r} need a whole-number column, not {value.type()}"
        raise ContractError(msg)
    return value.cast("int64")


def _ones(rows: ir.Table, where: Condition | None) -> ir.IntegerValue:
    return (rows.past_known_at.notnull() if where is None else where(rows).fill_null(False)).cast("int64")


def _counted(rows: ir.Table, declared: Trailing, value: ir.IntegerValue) -> ir.IntegerValue:
    known = value.fill_null(0)
    return known if declared.where is None else declared.where(rows).fill_null(False).ifelse(known, 0).cast("int64")
