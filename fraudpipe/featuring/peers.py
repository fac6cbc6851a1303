"""What is usual among peers: medians and their spread, as of the first instant of the month."""

from collections.abc import Sequence

import ibis.expr.types as ir

from fraudpipe.featuring.aggregate import aggregate_value, condition, middle, value_of
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.cut import Keep, as_is, seen
from fraudpipe.featuring.frame import day_number
from fraudpipe.featuring.trailing import Spread
from fraudpipe.records.moments import DAY_SECONDS

_SHANGHAI_SECONDS = 8 * 3_600
MONTH_DAYS = 31
"""The first instant of a month is at most so long ago."""


def peer_values(frame: ir.Table, past: ir.Table, members: Sequence[Feature], keep: Keep = as_is) -> ir.Table:
    """Values of medians and spreads of one group: moment, values.

    Args:
        frame: Moments.
        past: The table's history.
        members: Median and Spread features of equal table and keys.
        keep: As `compute` has it.
    """
    keys = members[0].declared.keys
    moments = keep(frame.select("moment", *keys, _month_at=month_start(frame.as_of)))
    asked = moments.drop_null(list(keys)).select(*keys, as_of="_month_at").distinct()
    rows = seen(asked, past, {name for one in members for name in one.past_reads}, keys)
    found = rows.group_by(*keys, "as_of").aggregate(
        **{_middle(one): aggregate_value(rows, one.declared) for one in members}
    )
    found = found.rename({f"_{name}": name for name in (*keys, "as_of")})
    wide = rows.inner_join(found, [rows[name] == found[f"_{name}"] for name in (*keys, "as_of")])
    values = {one.name: _usual(wide, one) for one in members}
    usual = wide.group_by(*keys, "as_of").aggregate(**values)
    usual = usual.rename({f"_{name}": name for name in (*keys, "as_of")})
    same = [moments[key] == usual[f"_{key}"] for key in keys]
    joined = moments.inner_join(usual, [*same, moments._month_at == usual._as_of])
    return joined.select("moment", *values)


def month_start(instant: ir.IntegerValue) -> ir.IntegerValue:
    """00:00 Asia/Shanghai on the first day of the month of each instant, by whole numbers alone.

    Source: Hinnant, chrono-compatible low-level date algorithms, `civil_from_days`.
    """
    day = day_number(instant)
    of_era = (day + 719_468) % 146_097
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    of_month = of_year - (153 * month + 2) // 5
    return ((day - of_month) * DAY_SECONDS - _SHANGHAI_SECONDS).cast("int64")


def _middle(one: Feature) -> str:
    return f"_middle_{one.name}"


def _usual(wide: ir.Table, one: Feature) -> ir.Value:
    declared = one.declared
    centre = wide[_middle(one)]
    match declared.aggregate:
        case Spread(column):
            distance = (value_of(wide, column).cast("float64") - centre).abs()
            return middle(distance, condition(wide, declared))
        case _:
            return centre.max()
