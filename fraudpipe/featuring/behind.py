"""The rows of history that a trailing feature of a moment was made from."""

from collections.abc import Mapping

import ibis.expr.types as ir

from fraudpipe.featuring.aggregate import condition
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.cut import history, moments, seen
from fraudpipe.featuring.frame import KEYS
from fraudpipe.featuring.peers import month_start
from fraudpipe.featuring.trailing import Share


def rows_behind(one: Feature, tables: Mapping[str, ir.Table], probes: ir.Table) -> ir.Table:
    """Rows that count for the feature: what names them, what it looks at, and when each was known and received.

    A share also tells which rows are hits (`hit`). Dates are day numbers, as features see them.

    Args:
        one: A trailing feature.
        tables: Tables by name, uncut.
        probes: `claim_id`, `as_of`.

    Raises:
        ContractError: It is a row feature.
    """
    declared = one.declared
    frame = moments(tables, probes, set(one.reads))
    past = history(tables, declared.table, declared.keys)
    names = dict.fromkeys((*KEYS[declared.table], "claim_id", *declared.keys))
    shown = [*names, *(name.removeprefix("past_") for name in one.past_reads), "known_at", "received_at", "delivery_id"]
    kept = [name for name in dict.fromkeys(shown) if name in past.columns]
    if declared.of_peers:
        # What is usual among peers is looked at once a month, and for every claim of a peer alike.
        frame = frame.select(*declared.keys, as_of=month_start(frame.as_of))
    rows = seen(frame, past, {f"past_{name}" for name in kept}, declared.keys)
    counts = condition(rows, declared)
    if counts is not None:
        rows = rows.filter(counts)
    told = {name: rows[f"past_{name}"] for name in kept}
    if isinstance(declared.aggregate, Share):
        told["hit"] = declared.aggregate.hits(rows).fill_null(False)
    return rows.select(**told)
