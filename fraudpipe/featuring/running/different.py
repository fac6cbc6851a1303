"""Numbers of different values of keys that many claims share.

The intervals of equal values are laid end to end without overlap, so a value counts once for as long as any row has
it; then the values that only the claim's own rows have are taken off.
"""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring.aggregate import value_of
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.cut import FOREVER, named_past
from fraudpipe.featuring.running.totals import Steps, end_of, summed, with_row
from fraudpipe.featuring.trailing import Distinct

_ONE = 1


def different(frame: ir.Table, past: ir.Table, one: Feature, steps: Steps) -> ir.Table:
    """Values of one feature: moment, value.

    Args:
        frame: Moments.
        past: The table's history.
        one: A Distinct.
        steps: Of these moments.
    """
    keys = one.declared.keys
    spans = _spans(past, one, steps)
    moments = frame.select("moment", "claim_id", "as_of", *keys)
    wide = with_row(moments, summed(_laid_out(spans, keys), keys, moments), (*keys, "as_of"))
    if "claim_id" not in past.columns:
        return wide.select("moment", **{one.name: wide.change.fill_null(0)})
    wide = with_row(wide, _only_own(spans, moments, keys), ("moment",))
    return wide.select("moment", **{one.name: wide.change.fill_null(0) - wide.only_own.fill_null(0)})


def _spans(past: ir.Table, one: Feature, steps: Steps) -> ir.Table:
    """Keys, value, claim_id where there is one, and the moments that see it: from `since`, before `until`."""
    declared = one.declared
    there = named_past(past, {f"past_{name}" for name in past.columns})
    there = there.mutate(**{key: there[f"past_{key}"] for key in declared.keys})
    kept = there if declared.where is None else there.filter(declared.where(there))
    column = declared.aggregate.column if isinstance(declared.aggregate, Distinct) else ""
    names = [name for name in ("claim_id", "visible_at", "superseded_at", "known_at") if name in past.columns]
    rows = kept.select(*declared.keys, value=value_of(kept, column), **{name: kept[f"past_{name}"] for name in names})
    rows = rows.drop_null([*declared.keys, "value"])
    rows = rows.mutate(since=rows.visible_at, until=end_of(rows, declared.window_days))
    rows = steps.first_seen(steps.first_seen(rows.filter(rows.since < rows.until), "since"), "until")
    return rows.filter(rows.since < rows.until).drop("visible_at", "superseded_at", "known_at")


def _laid_out(spans: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """One more where the first row of a value comes into sight, one less where its last goes."""
    before = ibis.window(group_by=[*keys, "value"], order_by=["since", "until"], preceding=(None, 1))
    rows = spans.mutate(covered=spans.until.max().over(before))
    rows = rows.mutate(since=ibis.greatest(rows.since, rows.covered.fill_null(rows.since)))
    return _changes(rows.filter(rows.since < rows.until), keys)


def _changes(rows: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    more = rows.select(*keys, at="since", change=ibis.literal(_ONE, "int64"))
    less = rows.filter(rows.until < FOREVER).select(*keys, at="until", change=ibis.literal(-_ONE, "int64"))
    return more.union(less)


def _only_own(spans: ir.Table, moments: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """How many values a moment sees in rows of its own claim and in no others: moment, only_own."""
    right = spans.rename({f"past_{name}": name for name in spans.columns})
    same = [moments[key] == right[f"past_{key}"] for key in keys]
    inside = [right.past_since <= moments.as_of, moments.as_of < right.past_until]
    rows = moments.inner_join(right, [moments.claim_id == right.past_claim_id, *same, *inside])
    own = rows.group_by("moment", "as_of", *keys, value="past_value").aggregate(own_count=rows.count())
    named = (*keys, "value")
    all_rows = summed(_changes(spans, named), named, own)
    both = with_row(own, all_rows, (*named, "as_of"))
    alone = both.filter(both.change == both.own_count)
    return alone.group_by("moment").aggregate(only_own=alone.count().cast("int64"))
