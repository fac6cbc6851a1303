"""Sums over all that a key had seen by a moment, without looking at any row twice.

A row of history counts for the moments of an interval: it adds what it is worth when it becomes visible and takes it
away when it is superseded or leaves the window. So one running sum for each key answers all moments.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
from ibis.expr import operations as ops

from fraudpipe.featuring.aggregate import total
from fraudpipe.featuring.cut import FOREVER
from fraudpipe.featuring.frame import day_number
from fraudpipe.records.moments import DAY_SECONDS

_SHANGHAI_SECONDS = 8 * 3_600


@dataclass(frozen=True, slots=True)
class Part:
    """One sum.

    Attributes:
        name: Column of the result.
        value: What each row of history adds, int64, never null; a column of the events.
        window_days: Only rows known within so many days before the moment; all of them when None.
    """

    name: str
    value: str
    window_days: int | None


def end_of(events: ir.Table, window_days: int | None) -> ir.IntegerValue:
    """The last moment that sees each row of history within the window."""
    if window_days is None:
        return events.superseded_at
    return ibis.least(events.superseded_at, events.known_at + window_days * DAY_SECONDS)


class Steps:
    """The instants at which anything can change for anybody: it matters only which moment sees a change first.

    Nights are scored at 00:00 Asia/Shanghai. On a day on which nobody is scored at another time of the day, all changes
    are moved to the next 00:00: many rows of a key become one.

    Args:
        moments: Anything with `as_of`.
    """

    def __init__(self, moments: ir.Table) -> None:
        days = moments.select(as_of="as_of", _odd_day=day_number(moments.as_of))
        odd = days.filter((days.as_of + _SHANGHAI_SECONDS) % DAY_SECONDS != 0)
        self._odd = odd.select("_odd_day").distinct()

    def first_seen(self, rows: ir.Table, name: str) -> ir.Table:
        """`name`, an instant that moments strictly later see, becomes the first moment that can see it."""
        day = day_number(rows[name])
        joined = rows.left_join(self._odd, day == self._odd._odd_day)
        midnight = (day_number(joined[name]) + 1) * DAY_SECONDS - _SHANGHAI_SECONDS
        step = joined._odd_day.isnull().ifelse(midnight, joined[name] + 1).cast("int64")
        return joined.mutate(**{name: step}).drop("_odd_day")


def running_totals(
    events: ir.Table, keys: Sequence[str], parts: Sequence[Part], asked: ir.Table, steps: Steps
) -> ir.Table:
    """The sums of each asked (keys, as_of): one row each.

    Args:
        events: Rows of history: keys, `visible_at`, `superseded_at`, `known_at` and the values of the parts.
        keys: Columns that must be equal.
        parts: What is summed.
        asked: Keys and `as_of`; nulls and repetitions are left out.
        steps: Of these moments.
    """
    deltas = [_begun(events, keys, parts)]
    deltas += [_ended(events, keys, parts, window) for window in sorted({part.window_days for part in parts}, key=str)]
    return summed(steps.first_seen(ibis.union(*deltas), "at"), keys, asked)


def summed(changes: ir.Table, keys: Sequence[str], asked: ir.Table) -> ir.Table:
    """The running sum of every further column of the changes, at each asked (keys, as_of).

    Args:
        changes: Keys, `at`, the first moment that sees the change, and what is added.
        keys: Columns that must be equal.
        asked: Keys and `as_of`; nulls and repetitions are left out.
    """
    names = [name for name in changes.columns if name not in {*keys, "at"}]
    zero = ibis.literal(0, "int64")
    probes = known(asked, keys).select(*keys, at="as_of", **dict.fromkeys(names, zero), _asked=ibis.literal(1, "int64"))
    both = changes.select(*keys, "at", *names, _asked=zero).union(probes)
    both = both.group_by(*keys, "at").aggregate(**{name: total(both[name]) for name in names}, _asked=both._asked.max())
    so_far = ibis.window(group_by=list(keys), order_by="at", preceding=(None, 0))
    running = both.mutate(**{name: ops.Cast(both[name].sum().over(so_far), dt.int64).to_expr() for name in names})
    return running.filter(running._asked > 0).select(*keys, *names, as_of="at")


def inside_sums(
    rows: ir.Table, parts: Sequence[Part], where: ir.BooleanValue | None = None
) -> dict[str, ir.IntegerValue]:
    """The sum of each part over the joined rows that lie in its window."""
    sums = {}
    for part in parts:
        inside = where
        if part.window_days is not None:
            recent = rows.past_known_at >= rows.as_of - part.window_days * DAY_SECONDS
            inside = recent if where is None else where & recent
        sums[part.name] = total(rows[f"past_{part.value}"], inside)
    return sums


def known(asked: ir.Table, keys: Sequence[str]) -> ir.Table:
    """Keys and `as_of` where every key is known."""
    return asked.select(*keys, "as_of").drop_null(list(keys))


def with_row(wide: ir.Table, right: ir.Table, keys: Sequence[str]) -> ir.Table:
    """Joins the row of equal keys, where there is one."""
    right = right.rename({f"_{name}": name for name in keys})
    joined = wide.left_join(right, [wide[name] == right[f"_{name}"] for name in keys])
    return joined.drop(*(f"_{name}" for name in keys))


def _begun(events: ir.Table, keys: Sequence[str], parts: Sequence[Part]) -> ir.Table:
    counts = {
        part.name: (events.visible_at < end_of(events, part.window_days)).ifelse(events[part.value], 0).cast("int64")
        for part in parts
    }
    return events.select(*keys, at="visible_at", **counts)


def _ended(events: ir.Table, keys: Sequence[str], parts: Sequence[Part], window: int | None) -> ir.Table:
    zero = ibis.literal(0, "int64")
    end = end_of(events, window)
    counts = {part.name: (-events[part.value]).cast("int64") if part.window_days == window else zero for part in parts}
    ended = events.select(*keys, at=end, **counts, _begun=events.visible_at)
    return ended.filter((ended.at < FOREVER) & (ended._begun < ended.at)).drop("_begun")
