"""Computes the features of claims, each as of the moment it is scored."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import ibis.expr.types as ir
import pandas as pd

from fraudpipe.featuring.catalogue import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.featuring.running.plan import Way
from fraudpipe.featuring.running.replay import Local
from fraudpipe.stages.ports import LakeStore, StageReport

STAGE = "featurise"
JOINED_MOMENTS = 20
"""Up to so many moments join a person's own rows; more share one pass over them. The values are the same.

10,000 claims of a night and the days before it lie on few moments where history is long (`docs/scale.md`).
"""


class FeatureEngine(Protocol):
    """Runs feature expressions over Parquet."""

    @property
    def local(self) -> Local | None:
        """The engine itself where its rows fit this machine."""
        ...

    def tables(self, paths: Mapping[str, Sequence[Path]]) -> dict[str, ir.Table]:
        """Every table of the contract, typed, over its files."""
        ...

    def frame(self, name: str, rows: pd.DataFrame) -> ir.Table:
        """A table from memory."""
        ...

    def keep(self, expression: ir.Table) -> ir.Table:
        """The rows of an expression, worked out once."""
        ...

    def write(self, expression: ir.Table, path: Path) -> int:
        """Writes rows as Parquet, sorted; returns their number."""
        ...


def run(
    engine: AbstractContextManager[FeatureEngine],
    catalogue: Catalogue,
    lake: LakeStore,
    probes: pd.DataFrame,
    network: Path,
    until: int,
    output: Path,
) -> StageReport:
    """Writes claim_id, as_of and one column a feature to `output`.

    Args:
        engine: Opened here, closed here.
        catalogue: Every feature is computed, so that a reader of the file can use any.
        lake: Its files up to `until` are the uncut tables; the cut is made at each probe's own moment.
        probes: claim_id, as_of.
        network: What the link stage wrote for these probes.
        until: Deliveries up to this moment are looked at.
        output: The file to write.
    """
    paths = {name: list(lake.paths(name, until)) for name in COLUMNS if name != "network"}
    with engine as opened:
        tables = opened.tables({**paths, "network": [network]})
        moments = opened.frame("probes", probes[["claim_id", "as_of"]])
        way: Way = "night" if probes["as_of"].nunique() <= JOINED_MOMENTS else "training"
        first_at = int(probes["as_of"].min()) if len(probes) else None
        found = compute(
            catalogue, tables, moments, way=way, keep=opened.keep, local=opened.local, first_at=first_at, placed=True
        )
        count = opened.write(found, output)
    return StageReport(STAGE, {"claims": count, "features": len(catalogue)})
