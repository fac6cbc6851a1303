"""Tells where the value of a feature comes from: the rows it was made from, as of the moment its claim is scored."""

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import ibis.expr.types as ir
import pandas as pd

from fraudpipe.errors import NotFoundError
from fraudpipe.featuring.behind import rows_behind
from fraudpipe.featuring.catalogue import Catalogue, Feature
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.cut import moments
from fraudpipe.featuring.features_page import computed_text
from fraudpipe.featuring.frame import COLUMNS, network_columns
from fraudpipe.records.frames import plain, records
from fraudpipe.records.moments import at
from fraudpipe.stages import link
from fraudpipe.stages.featurise import FeatureEngine
from fraudpipe.stages.ports import LakeStore
from fraudpipe.stages.probes import all_probes
from fraudpipe.stages.published import QueueOfNight

_EPOCH = dt.date(1970, 1, 1)
_SHOWN_OF_HASH = 8


class LookingEngine(FeatureEngine, Protocol):
    """An engine whose rows can be looked at."""

    def execute(self, expression: ir.Table) -> pd.DataFrame:
        """The rows of an expression."""
        ...


@dataclass(frozen=True, slots=True)
class Behind:
    """A value and where it comes from.

    Attributes:
        feature: The feature.
        claim_id: The claim.
        as_of: The moment it is scored at.
        value: None where it is missing.
        columns: What the feature looks at in the claim's own moment.
        rows: The rows of history that count, last known first; personal values are keyed hashes, cut short.
        needs: The same of each trailing feature that a row feature is made from.
    """

    feature: Feature
    claim_id: str
    as_of: int
    value: float | None
    columns: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    needs: tuple["Behind", ...]

    @property
    def computed(self) -> str | None:
        """One line that says what is aggregated; None for an expression on the claim itself."""
        return None if self.feature.trailing is None else computed_text(self.feature.trailing)

    def tree(self) -> dict[str, Any]:
        """As JSON has it."""
        one = self.feature
        return {
            "name": one.name,
            "claim_id": self.claim_id,
            "as_of": self.as_of,
            "value": self.value,
            "unit": one.said.unit,
            "definition": one.said.definition,
            "why_zh": None if self.value is None else one.sentence(self.value, "zh"),
            "why_en": None if self.value is None else one.sentence(self.value, "en"),
            "computed": self.computed,
            "columns": dict(self.columns),
            "rows": [dict(row) for row in self.rows],
            "needs": [need.tree() for need in self.needs],
        }


@dataclass(frozen=True)
class LookTools:
    """What a feature is looked into with; the caps are those of claims that stand in no published night."""

    lake: LakeStore
    engine: Callable[[], AbstractContextManager[LookingEngine]]
    catalogue: Catalogue
    member_cap: int
    window_days: int


@dataclass(frozen=True, slots=True)
class _Look:
    """The moment of a claim, the last delivery that is looked at, and how links are capped."""

    as_of: int
    until: int
    caps: Mapping[str, int]


def run(tools: LookTools, name: str, claim_id: str, night: QueueOfNight | None) -> Behind:
    """Where the value of a feature of a claim comes from.

    Args:
        tools: What it is looked into with.
        name: The feature.
        claim_id: The claim.
        night: A published night that scored the claim; without one the claim is looked at in its first moment.

    Raises:
        UserError: There is no such feature.
        NotFoundError: The claim was not taken in.
    """
    one = tools.catalogue.get(name)
    look = _first_moment(tools, claim_id) if night is None else _as_published(night)
    probes = pd.DataFrame({"claim_id": [claim_id], "as_of": pd.array([look.as_of], dtype="int64")})
    paths = {table: list(tools.lake.paths(table, look.until)) for table in COLUMNS if table != "network"}
    with tempfile.TemporaryDirectory() as scratch, tools.engine() as engine:
        paths["network"] = _network(tools, one, probes, look, Path(scratch))
        tables, frame = engine.tables(paths), engine.frame("probes", probes)
        return _behind(tools, engine, one, tables, frame, look.as_of)


def _as_published(night: QueueOfNight) -> _Look:
    how = night.how()
    as_of = night.delivery.as_of
    return _Look(as_of, as_of, {name: how[name] for name in ("member_cap", "window_days")})


def _first_moment(tools: LookTools, claim_id: str) -> _Look:
    """Every delivery is looked at: history speaks of moments before its own, and the cut leaves out what came later."""
    latest = max((delivery.as_of for delivery in tools.lake.deliveries()), default=0)
    probes = all_probes(tools.lake, latest)
    moments_of_claim = probes.loc[probes["claim_id"] == claim_id, "as_of"]
    if moments_of_claim.empty:
        msg = f"claim {claim_id} was not taken in, or is not scored yet"
        raise NotFoundError(msg)
    caps = {"member_cap": tools.member_cap, "window_days": tools.window_days}
    return _Look(int(moments_of_claim.iloc[0]), latest, caps)


def _network(tools: LookTools, one: Feature, probes: pd.DataFrame, look: _Look, folder: Path) -> list[Path]:
    """Links are worked out only for a feature that looks at them, by itself or by what it needs."""
    parts = (one, *(tools.catalogue.get(name) for name in one.needs))
    if not {column for part in parts for column in part.reads} & set(network_columns()):
        return []
    output = folder / "network.parquet"
    link.run(tools.lake, probes, look.until, output, **look.caps)
    return [output]


def _behind(
    tools: LookTools, engine: LookingEngine, one: Feature, tables: Mapping[str, ir.Table], frame: ir.Table, as_of: int
) -> Behind:
    values = engine.execute(compute(tools.catalogue, tables, frame, [one.name]))
    (row,) = records(values)
    own = engine.execute(moments(tables, frame, set(one.reads)).select(*dict.fromkeys(("claim_id", *one.reads))))
    (moment,) = records(own)
    rows: list[dict[str, Any]] = []
    if one.trailing is not None:
        found = engine.execute(rows_behind(one, tables, frame))
        rows = [_told(found_row) for found_row in records(found)]
        rows.sort(key=lambda told: (told["known_at"], *map(str, told.values())), reverse=True)
    needs = tuple(_behind(tools, engine, tools.catalogue.get(name), tables, frame, as_of) for name in one.needs)
    value = plain(row)[one.name]
    return Behind(one, str(row["claim_id"]), as_of, value, _told(moment), tuple(rows), needs)


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as a person reads it: days and instants as text, keyed hashes cut short."""
    return {name: _said(name, value) for name, value in plain(row).items()}


def _said(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.endswith("_on"):
        return (_EPOCH + dt.timedelta(days=int(value))).isoformat()
    if name.endswith("_at") or name == "as_of":
        return at(int(value))
    if name.endswith(("_hash", "sha256")):
        return f"{value[:_SHOWN_OF_HASH]}…"
    if isinstance(value, float) and value.is_integer() and name.endswith(("_fen", "_count", "_days")):
        return int(value)
    return value
