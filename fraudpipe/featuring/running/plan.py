"""Which trailing features are worked out by joining moments to rows, and which without."""

from collections.abc import Sequence
from typing import Literal

import ibis.expr.types as ir

from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.frame import KEYS, joined_for
from fraudpipe.featuring.running.different import different
from fraudpipe.featuring.running.extremes import extreme
from fraudpipe.featuring.running.sums import sums
from fraudpipe.featuring.running.totals import Steps
from fraudpipe.featuring.trailing import Count, DaysSince, Distinct, Max, Mean, Median, Min, Share, Spread, Sum

Way = Literal["night", "training"]

OWN_KEYS = frozenset({"claim_id", "member_id"})
"""Keys of a person's own rows, which are few: joining them costs no more than reading them."""


def split(
    trailing: Sequence[Feature], *, local: bool = False
) -> tuple[dict[tuple[str, tuple[str, ...], bool], list[Feature]], dict[tuple[str, tuple[str, ...]], list[Feature]]]:
    """Features to join, by table and keys; and the others by table and what it is joined to.

    Features of one group look at one history. A row that is joined to its member is not there until the member is, so
    only those that ask for the member share such a history. An engine on this machine (`local`) walks to peers, too.
    """
    joined: dict[tuple[str, tuple[str, ...], bool], list[Feature]] = {}
    shared: dict[tuple[str, tuple[str, ...]], list[Feature]] = {}
    for one in trailing:
        if is_shared(one, local=local):
            history = (one.declared.table, joined_for(one.declared.table, one.declared.keys))
            shared.setdefault(history, []).append(one)
        else:
            joined.setdefault(one.declared.group, []).append(one)
    return joined, shared


def shared_values(frame: ir.Table, past: ir.Table, members: Sequence[Feature]) -> list[tuple[list[Feature], ir.Table]]:
    """Features over one table with moment and their values, by running sums: for engines of many machines.

    Args:
        frame: Moments.
        past: The table's history, with the keys of all these features.
        members: What `split` called shared, of one group.
    """
    steps = Steps(frame)
    groups: dict[tuple[str, ...], list[Feature]] = {}
    found: list[tuple[list[Feature], ir.Table]] = []
    for one in members:
        if isinstance(one.declared.aggregate, Distinct):
            found.append(([one], different(frame, past, one, steps)))
        elif isinstance(one.declared.aggregate, DaysSince | Max | Min):
            found.append(([one], extreme(frame, past, one)))
        else:
            groups.setdefault(one.declared.keys, []).append(one)
    summed = [one for some in groups.values() for one in some]
    return [*found, (summed, sums(frame, past, list(groups.values()), steps))] if summed else found


def is_shared(one: Feature, *, local: bool = False) -> bool:
    """Whether a feature is worked out without joining its moments to rows."""
    declared = one.declared
    if OWN_KEYS & set(declared.keys) or not set(one.reads) <= set(declared.keys):
        return False
    match declared.aggregate:
        case Count() | Sum() | Mean() | Share() | Distinct():
            return True
        case DaysSince():
            return KEYS[declared.table] == ("claim_id",)
        case Max() | Min():
            lasting = KEYS[declared.table] == ("claim_id",) and declared.window_days is None
            return lasting and one.dtype == "int64"
        case Median() | Spread():
            return local
        case _:
            return False
