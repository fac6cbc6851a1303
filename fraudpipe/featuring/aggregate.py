"""From the declaration of a trailing feature to the expression that an engine runs.

Portable to the last bit: counts and sums are int64, quotients are made of two float64 numbers, no float is ever summed.
"""

import ibis.expr.types as ir

from fraudpipe.errors import ContractError
from fraudpipe.featuring.trailing import Column, Count, DaysSince, Distinct, Max, Mean, Min, Share, Sum, Trailing


def empty_value(declared: Trailing) -> int | float | None:
    """The value of an aggregate over no rows at all."""
    match declared.aggregate:
        case Count() | Sum() | Distinct():
            return 0
        case Share(prior=prior, weight=weight) if weight > 0:
            return prior
        case _:
            return None


def aggregate_value(rows: ir.Table, declared: Trailing) -> ir.Value:
    """The aggregate over joined rows: the moment's columns, and history's with the prefix ``past_``.

    Raises:
        ContractError: A sum or mean is asked of a column that holds no whole numbers.
    """
    where = None if declared.where is None else declared.where(rows)
    match declared.aggregate:
        case Count():
            return _count(rows, where)
        case Sum(column):
            return _whole(rows, column, declared).sum(where=where).cast("int64").fill_null(0)
        case Mean(column):
            value = _whole(rows, column, declared)
            total = value.sum(where=where).cast("int64").cast("float64")
            count = value.count(where=where).cast("float64")
            return total / count.nullif(0.0)
        case Max(column):
            return _column(rows, column).max(where=where)
        case Min(column):
            return _column(rows, column).min(where=where)
        case Distinct(column):
            return _column(rows, column).nunique(where=where).cast("int64")
        case Share(hits, prior, weight):
            hit = hits(rows)
            hit_count = _count(rows, hit if where is None else hit & where).cast("float64")
            count = _count(rows, where).cast("float64")
            return (hit_count + float(prior * weight)) / (count + float(weight)).nullif(0.0)
        case DaysSince():
            last = rows.past_known_at.max(where=where)
            return ((rows.as_of.max() - last) // 86_400).cast("int64")


def _count(rows: ir.Table, where: ir.BooleanValue | None) -> ir.IntegerValue:
    # Where the condition is null in every row, Spark says null and DuckDB 0.
    return rows.count(where=where).cast("int64").fill_null(0)


def _column(rows: ir.Table, column: Column) -> ir.Value:
    return rows[f"past_{column}"] if isinstance(column, str) else column(rows)


def _whole(rows: ir.Table, column: Column, declared: Trailing) -> ir.Value:
    value = _column(rows, column)
    if value.type().is_boolean():
        return value.cast("int64")
    if not value.type().is_integer():
        msg = f"sum and mean over {declared.table!r} need a whole-number column, not {value.type()}"
        raise ContractError(msg)
    return value.cast("int64")
