"""Features of keys that many claims share, by walking through history as arrays: for engines on this machine.

The same values as by `sums`, `different` and `extremes`, which an engine of many machines takes. Here nothing is sorted
but instants, and no moment is joined to anything.
"""

from collections.abc import Sequence
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa

from fraudpipe.featuring.aggregate import finished, parts, value_of
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.cut import named_past
from fraudpipe.featuring.running.course import History
from fraudpipe.featuring.running.extremes import ascending, greatest_value
from fraudpipe.featuring.trailing import DaysSince, Distinct, Max, Min

_UNSUMMED = (Distinct, DaysSince, Max, Min)
_TIMES = ("known_at", "visible_at", "superseded_at")


class Local(Protocol):
    """An engine whose rows fit this machine."""

    def rows(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression, in no particular order."""
        ...

    def keep(self, expression: ir.Table | pa.Table) -> ir.Table:
        """The rows of an expression, or from memory, worked out once."""
        ...


def replayed(frame: ir.Table, past: ir.Table, members: Sequence[Feature], local: Local) -> ir.Table:
    """Values of features over one table: moment and one column a feature.

    Args:
        frame: Moments.
        past: The table's history, with every key.
        members: What `split` called shared, of one group.
        local: Where the rows are.
    """
    keys = sorted({key for one in members for key in one.declared.keys})
    there = named_past(past, {f"past_{name}" for name in past.columns})
    there = there.mutate(**{key: there[f"past_{key}"] for key in keys})
    told: dict[str, ir.Value] = {}
    columns: dict[Feature, list[str]] = {}
    for one in members:
        columns[one] = []
        for value in _told(there, one):
            name = next((name for name, other in told.items() if other.equals(value)), f"told_{len(told)}")
            told[name] = value
            columns[one].append(name)
    times = {name: there[f"past_{name}"] for name in (*_TIMES, "claim_id") if name in past.columns}
    rows = local.rows(there.select(**{key: there[key] for key in keys}, **times, **told))
    moments = local.rows(frame.select("moment", "claim_id", "as_of", *keys))
    seen = History(moments, rows)
    found = {_name(one, column): _figures(seen, one, column) for one in members for column in columns[one]}
    wide = local.keep(pa.table({"moment": moments["moment"], "as_of": moments["as_of"], **found}))
    values = {one.name: _value(wide, one, [wide[_name(one, column)] for column in columns[one]]) for one in members}
    return wide.select("moment", **values)


def _told(there: ir.Table, one: Feature) -> Sequence[ir.Value]:
    """What each row says for a feature: what it adds to its sums, or its value; null where it does not count."""
    declared = one.declared
    summed = parts(there, declared)
    if summed is not None:
        return summed
    match declared.aggregate:
        case Distinct(column):
            value = value_of(there, column)
        case _:
            value = ascending(there, declared)
    return (value if declared.where is None else declared.where(there).fill_null(False).ifelse(value, None),)


def _name(one: Feature, column: str) -> str:
    """Equal names are equal figures."""
    declared = one.declared
    # A count and a share ask for the same sums.
    alike = type(declared.aggregate).__name__ if isinstance(declared.aggregate, _UNSUMMED) else "Sum"
    return "_".join((alike, column, *declared.keys, str(declared.window_days)))


def _figures(seen: History, one: Feature, column: str) -> pa.Array:
    declared = one.declared
    match declared.aggregate:
        case Distinct():
            return seen.different(column, declared.keys, declared.window_days)
        case DaysSince() | Max() | Min():
            return seen.greatest(column, declared.keys)
        case _:
            return seen.summed(column, declared.keys, declared.window_days)


def _value(wide: ir.Table, one: Feature, found: Sequence[ir.IntegerValue]) -> ir.Value:
    if isinstance(one.declared.aggregate, DaysSince | Max | Min):
        return greatest_value(found[0], wide.as_of, one.declared)
    return finished(one.declared, found)
