"""The greatest, the least and the last of keys that many claims share, by a running maximum.

A maximum cannot be taken back, so the few rows that are superseded some day are joined instead; and the claim's own
row is left out by keeping the second greatest beside the greatest: the running maximum of each value or, where that is
less, of what was greatest before it.
"""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring.aggregate import days_since, value_of
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.cut import FOREVER, named_past, seen
from fraudpipe.featuring.running.totals import known, with_row
from fraudpipe.featuring.trailing import DaysSince, Max, Min, Trailing
from fraudpipe.records.moments import DAY_SECONDS

_OWN_ROW, _ASKED = 0, 1


def extreme(frame: ir.Table, past: ir.Table, one: Feature) -> ir.Table:
    """Values of one feature over a table whose rows are named by `claim_id`: moment, value.

    Args:
        frame: Moments.
        past: The table's history.
        one: Max or Min over all history, or DaysSince.
    """
    declared = one.declared
    keys = declared.keys
    there = named_past(past, {f"past_{name}" for name in past.columns})
    there = there.mutate(**{key: there[f"past_{key}"] for key in keys})
    there = there.mutate(value=ascending(there, declared))
    kept = there if declared.where is None else there.filter(declared.where(there))
    rows = kept.select(
        *keys, "value", **{name: kept[f"past_{name}"] for name in ("claim_id", "visible_at", "superseded_at")}
    ).drop_null([*keys, "value"])
    wide = moments = frame.select("moment", "claim_id", "as_of", *keys)
    wide = with_row(wide, _two_greatest(rows.filter(rows.superseded_at == FOREVER), wide, keys), (*keys, "as_of"))
    wide = with_row(wide, _own(rows.filter(rows.superseded_at == FOREVER), moments, keys), ("moment",))
    corrected = seen(moments, rows.filter(rows.superseded_at < FOREVER), {"past_value"}, keys)
    gone = corrected.group_by("moment").aggregate(gone=corrected.past_value.max())
    wide = with_row(wide, gone, ("moment",))
    others = (wide.own.notnull() & (wide.own == wide.first)).ifelse(wide.second, wide.first)
    found = ibis.coalesce(ibis.greatest(others, wide.gone), others, wide.gone)
    return wide.select("moment", **{one.name: greatest_value(found, wide.as_of, declared)})


def ascending(rows: ir.Table, declared: Trailing) -> ir.IntegerValue:
    """Of each row of history, that of which the greatest is looked for."""
    match declared.aggregate:
        case Max(column):
            return value_of(rows, column).cast("int64")
        case Min(column):
            return -value_of(rows, column).cast("int64")
        case _:
            return rows.past_known_at


def greatest_value(found: ir.IntegerValue, as_of: ir.IntegerValue, declared: Trailing) -> ir.IntegerValue:
    """The value of the feature from the greatest that was found."""
    match declared.aggregate:
        case Min():
            return -found
        case DaysSince() if declared.window_days is not None:
            recent = found >= as_of - declared.window_days * DAY_SECONDS
            return days_since(as_of, recent.ifelse(found, None))
        case DaysSince():
            return days_since(as_of, found)
        case _:
            return found


def _two_greatest(rows: ir.Table, asked: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """Keys, as_of, `first` and `second`: the greatest value that was visible, and the next; a value may stand twice."""
    events = rows.select(*keys, "value", "claim_id", at=rows.visible_at + 1, kind=ibis.literal(_OWN_ROW, "int64"))
    asking = known(asked, keys).distinct()
    probes = asking.select(
        *keys,
        value=ibis.null("int64"),
        claim_id=ibis.null("string"),
        at="as_of",
        kind=ibis.literal(_ASKED, "int64"),
    )
    both = events.union(probes)
    order = ["at", "kind", "value", "claim_id"]
    before = ibis.window(group_by=list(keys), order_by=order, preceding=(None, 1))
    so_far = ibis.window(group_by=list(keys), order_by=order, preceding=(None, 0))
    both = both.mutate(first=both.value.max().over(so_far), before=both.value.max().over(before))
    passed = (both.value.notnull() & both.before.notnull()).ifelse(ibis.least(both.value, both.before), None)
    both = both.mutate(passed=passed)
    both = both.mutate(second=both.passed.max().over(so_far))
    return both.filter(both.kind == _ASKED).select(*keys, "first", "second", as_of="at")


def _own(rows: ir.Table, moments: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """The value of the claim's own row, where it has the same keys."""
    right = rows.rename({f"past_{name}": name for name in rows.columns})
    joined = moments.inner_join(
        right,
        [
            moments.claim_id == right.past_claim_id,
            right.past_visible_at < moments.as_of,
            *(moments[key] == right[f"past_{key}"] for key in keys),
        ],
    )
    return joined.group_by("moment").aggregate(own=joined.past_value.max())
