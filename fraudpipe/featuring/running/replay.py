"""Features of keys that many claims share, by walking through history as arrays: for engines on this machine.

The same values as by `sums`, `different` and `extremes`, which an engine of many machines takes. Here nothing is sorted
but instants, and no moment is joined to anything.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import ibis.expr.types as ir
import pyarrow as pa

from fraudpipe.featuring.aggregate import finished, parts, value_of, whole
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.cut import named_past
from fraudpipe.featuring.peers import month_start
from fraudpipe.featuring.running.course import History, Moments
from fraudpipe.featuring.running.extremes import ascending, greatest_value
from fraudpipe.featuring.trailing import DaysSince, Distinct, Max, Median, Min, Spread

_UNSUMMED = (Distinct, DaysSince, Max, Min, Median, Spread)
_TIMES = ("known_at", "visible_at", "superseded_at")


class Local(Protocol):
    """An engine whose rows fit this machine."""

    def rows(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression, in no particular order."""
        ...

    def keep(self, expression: ir.Table | pa.Table) -> ir.Table:
        """The rows of an expression, or from memory, worked out once."""
        ...

    def repeated(self, rows: ir.Table, key: tuple[str, ...]) -> ir.Table | None:
        """The keys that more than one row has, each once; worked out once. None where there are none."""
        ...


class Replay:
    """The moments of all features that are walked for, on one machine.

    Args:
        frame: Moments.
        members: All features to walk for.
        local: Where rows are worked out.
    """

    def __init__(self, frame: ir.Table, members: Iterable[Feature], local: Local) -> None:
        self.members = frozenset(members)
        keys = sorted({key for one in self.members for key in one.declared.keys})
        asked = frame.select("moment", "claim_id", "as_of", *keys, month_at=month_start(frame.as_of))
        self._moments = Moments(local.rows(asked))
        self._local = local

    def values(self, past: ir.Table, members: Sequence[Feature]) -> ir.Table:
        """Values of features over one table: moment and one column a feature.

        Args:
            past: The table's history, with every key.
            members: Those of the features to walk for that look at this history.
        """
        told, columns = _told(past, members)
        seen = History(self._moments, self._local.rows(told))
        asked = {_name(one, column): (one, column) for one in members for column in columns[one]}
        rows: dict[str, Any] = {name: self._moments.rows[name] for name in ("moment", "as_of")}
        found = self._local.keep(pa.table(rows | {name: _figures(seen, *pair) for name, pair in asked.items()}))
        values = {one.name: _value(found, one, columns[one]) for one in members}
        return found.select("moment", **values)


def _told(past: ir.Table, members: Sequence[Feature]) -> tuple[ir.Table, dict[Feature, list[str]]]:
    """History with what its rows say, each once, and in which columns each feature finds it."""
    keys = sorted({key for one in members for key in one.declared.keys})
    there = named_past(past, {f"past_{name}" for name in past.columns})
    there = there.mutate(**{key: there[f"past_{key}"] for key in keys})
    told: dict[str, ir.Value] = {}
    columns: dict[Feature, list[str]] = {one: [] for one in members}
    for one in members:
        for value in _said(there, one):
            name = next((name for name, other in told.items() if other.equals(value)), f"told_{len(told)}")
            told[name] = value
            columns[one].append(name)
    times = {name: there[f"past_{name}"] for name in (*_TIMES, "claim_id") if name in past.columns}
    return there.select(**{key: there[key] for key in keys}, **times, **told), columns


def _said(there: ir.Table, one: Feature) -> Sequence[ir.Value]:
    """What each row says for a feature: what it adds to its sums, or its value; null where it does not count."""
    declared = one.declared
    summed = parts(there, declared)
    if summed is not None:
        return summed
    match declared.aggregate:
        case Distinct(column):
            value = value_of(there, column)
        case Median(column) | Spread(column):
            value = whole(there, column, declared)
        case _:
            value = ascending(there, declared)
    return (value if declared.where is None else declared.where(there).fill_null(False).ifelse(value, None),)


def _name(one: Feature, column: str) -> str:
    """Equal names are equal figures."""
    declared = one.declared
    # A count and a share ask for the same sums.
    alike = type(declared.aggregate).__name__ if isinstance(declared.aggregate, _UNSUMMED) else "Sum"
    return "_".join((alike, column, *declared.keys, str(declared.window_days)))


def _figures(seen: History, one: Feature, column: str) -> "pa.Array[Any]":
    declared = one.declared
    match declared.aggregate:
        case Distinct():
            return seen.different(column, declared.keys, declared.window_days)
        case DaysSince() | Max() | Min():
            return seen.greatest(column, declared.keys)
        case Median():
            return seen.usual(column, declared.keys, declared.window_days)[0]
        case Spread():
            return seen.usual(column, declared.keys, declared.window_days)[1]
        case _:
            return seen.summed(column, declared.keys, declared.window_days)


def _value(rows: ir.Table, one: Feature, columns: Sequence[str]) -> ir.Value:
    found = [rows[_name(one, column)] for column in columns]
    if isinstance(one.declared.aggregate, DaysSince | Max | Min):
        return greatest_value(found[0], rows.as_of, one.declared)
    return finished(one.declared, found)
