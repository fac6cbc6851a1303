"""Works out what links all claims to one another as of one moment, as tables: for graphs larger than the memory."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import ibis.expr.types as ir

from fraudpipe.graph.one_moment import moment_rows
from fraudpipe.graph.star_components import TableEngine
from fraudpipe.stages.featurise import FeatureEngine
from fraudpipe.stages.link_tables import worked_out
from fraudpipe.stages.ports import LakeStore

_TABLES = ("claims", "identifiers", "documents")


class LinkingEngine(FeatureEngine, TableEngine, Protocol):
    """The engine of features, as links ask it."""


def run(
    engine: AbstractContextManager[LinkingEngine],
    lake: LakeStore,
    as_of: int,
    output: Path,
    *,
    member_cap: int,
    window_days: int,
) -> int:
    """Writes sharing counts and components of every claim that is visible at `as_of`; returns how many there are.

    Args:
        engine: Opened here, closed here.
        lake: All of its files: the first history is one delivery, most of whose rows were known long before its day.
        as_of: The moment.
        output: The Parquet file to write, with the columns of `moment_rows`.
        member_cap: Most members that may share a value.
        window_days: How far back links reach.
    """
    until = max((one.as_of for one in lake.deliveries()), default=as_of)
    with engine as opened:
        tables = dict(opened.tables({name: list(lake.paths(name, until)) for name in _TABLES}))
        tables["identifiers"] = _with_worked_out(opened, tables, lake, until)
        return opened.write(moment_rows(opened, tables, as_of, member_cap=member_cap, window_days=window_days), output)


def _with_worked_out(engine: LinkingEngine, tables: Mapping[str, ir.Table], lake: LakeStore, until: int) -> ir.Table:
    """Identifiers, and with them what nobody sent: probably one person, one picture."""
    columns = ("member_id", "claim_id", "kind", "value_hash", "known_at", "received_at")
    sent = tables["identifiers"].select(*columns)
    made = worked_out(lake, until)
    if made.empty:
        return sent
    rows = engine.frame("worked_out", made)
    rows = rows.mutate(claim_id=rows.claim_id.cast("string"), known_at=rows.visible_at, received_at=rows.visible_at)
    return sent.union(rows.select(*columns))
