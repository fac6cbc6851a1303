"""The trailing declarations in idiomatic pandas: what the feature engine is timed beside.

Few rows a key: merge, filter, group by. Sums of keys that many claims share: cumulative sums and `merge_asof`, at the
moment less at the start of the window. What is left (different values, extremes, medians) is merged. Corrections and
late arrivals are not looked at, which spares the rival most of the cut.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fraudpipe.featuring import Catalogue, Count, DaysSince, Distinct, Max, Mean, Median, Min, Share, Spread, Sum
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.frame import DIMENSIONS, MEMBER_CONTEXT, dimension_columns
from fraudpipe.featuring.running.plan import split

_DAY = 86_400
_CONTEXT = ("member_id", "hospital_id", "doctor_id", "illness_code")


class _Column(pd.Series):
    """A column that also answers to the names that Ibis uses in conditions."""

    @property
    def _constructor(self) -> Any:
        return _Column

    def fill_null(self, value: Any) -> Any:
        return self.fillna(value)

    def substr(self, start: int, length: int) -> Any:
        return self.str[start : start + length]


class _Rows:
    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __getattr__(self, name: str) -> _Column:
        return _Column(self.frame[name])


def pandas_values(catalogue: Catalogue, paths: Mapping[str, Path], probes: pd.DataFrame) -> int:
    """Works out every trailing feature; returns their number."""
    tables = {name: _days(pd.read_parquet(path)) for name, path in paths.items()}
    moments = probes.merge(tables["claims"], on="claim_id").drop(columns=["known_at", "received_at"])
    for table, prefix, key in DIMENSIONS:
        names = {there: here for here, there in dimension_columns(table, prefix).items()}
        moments = moments.merge(tables[table][[key, *names]].rename(columns=names), on=key, how="left")
    moments["as_of_on"] = (moments["as_of"] + 8 * 3_600) // _DAY
    moments = moments.merge(tables["network"], on=["claim_id", "as_of"], how="left")
    members = tables["members"].rename(columns={there: here for here, there in MEMBER_CONTEXT.items()})
    tables["claims"] = tables["claims"].merge(members[["member_id", *MEMBER_CONTEXT]], on="member_id", how="left")
    for name, table in tables.items():
        if name != "claims" and "claim_id" in table.columns:
            missing = [column for column in _CONTEXT if column not in table.columns]
            tables[name] = table.merge(tables["claims"][["claim_id", *missing]], on="claim_id", how="left")
    _, shared = split(catalogue.trailing_for(catalogue.features))
    large = {one.name for some in shared.values() for one in some}
    for one in catalogue.features:
        if one.trailing is not None:
            _value(one, tables[one.declared.table], moments, one.name in large)
    return sum(one.trailing is not None for one in catalogue.features)


def _days(frame: pd.DataFrame) -> pd.DataFrame:
    for name in frame.columns:
        if name.endswith("_on"):
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]").astype("int64").where(
                frame[name].notna(), np.nan
            ) / _DAY  # fmt: skip
    return frame


def _value(one: Feature, past: pd.DataFrame, moments: pd.DataFrame, large: bool) -> Any:
    if one.declared.of_peers:
        return _peers(one, past, moments)
    if large and isinstance(one.declared.aggregate, Count | Sum | Mean | Share):
        return _by_asof(one, past, moments)
    return _by_merge(one, past, moments)


def _by_merge(one: Feature, past: pd.DataFrame, moments: pd.DataFrame) -> Any:
    declared = one.declared
    keys = list(declared.keys)
    here = moments[list(dict.fromkeys(["claim_id", "as_of", *one.reads]))]
    there = list(dict.fromkeys([*(f"past_{key}" for key in keys), "past_known_at", "past_claim_id", *one.past_reads]))
    named = past.add_prefix("past_")
    named = named[[name for name in there if name in named.columns]]
    rows = here.merge(named, left_on=keys, right_on=[f"past_{key}" for key in keys])
    rows = rows[rows["past_known_at"] < rows["as_of"]]
    if declared.window_days is not None:
        rows = rows[rows["past_known_at"] >= rows["as_of"] - declared.window_days * _DAY]
    if "past_claim_id" in rows.columns and "claim_id" not in keys:
        rows = rows[rows["past_claim_id"] != rows["claim_id"]]
    if declared.where is not None:
        rows = rows[declared.where(_Rows(rows))]
    grouped = rows.assign(value=_worth(one, rows)).groupby(["claim_id", "as_of"])["value"]
    names: dict[type, str] = {Count: "size", Sum: "sum", Mean: "mean", Share: "mean", Max: "max", Min: "min"}
    return grouped.agg((names | {Distinct: "nunique", DaysSince: "max"})[type(declared.aggregate)])


def _by_asof(one: Feature, past: pd.DataFrame, moments: pd.DataFrame) -> Any:
    declared = one.declared
    keys = list(declared.keys)
    rows = past.add_prefix("past_")
    if declared.where is not None:
        rows = rows[declared.where(_Rows(rows))]
    rows = rows.assign(value=_worth(one, rows), count=1).dropna(subset=[f"past_{key}" for key in keys])
    rows = rows.sort_values("past_known_at")
    right = rows[[f"past_{key}" for key in keys]].set_axis(keys, axis=1).assign(at=rows["past_known_at"])
    sums = rows.groupby([f"past_{key}" for key in keys])[["value", "count"]].cumsum()
    right = right.join(sums)
    left = moments[["claim_id", "as_of", *keys]].dropna(subset=keys).sort_values("as_of")
    total = _asof(left, right, keys, 0)
    if declared.window_days is not None:
        total = total - _asof(left, right, keys, declared.window_days * _DAY)
    own = rows.groupby("past_claim_id")[["value", "count"]].sum().reindex(left["claim_id"]).fillna(0).to_numpy()
    total = total - own
    return total[:, 0] if isinstance(declared.aggregate, Sum | Count) else total[:, 0] / np.maximum(total[:, 1], 1)


def _asof(left: pd.DataFrame, right: pd.DataFrame, keys: list[str], before: int) -> Any:
    asked = left.assign(at=left["as_of"] - before)
    found = pd.merge_asof(asked, right, on="at", by=keys, allow_exact_matches=False)
    return found[["value", "count"]].fillna(0).to_numpy()


def _peers(one: Feature, past: pd.DataFrame, moments: pd.DataFrame) -> Any:
    declared = one.declared
    keys = list(declared.keys)
    local = pd.to_datetime(moments["as_of"] + 8 * 3_600, unit="s").dt.to_period("M").dt.to_timestamp()
    asked = moments[keys].assign(month=local.astype("datetime64[s]").astype("int64") - 8 * 3_600).drop_duplicates()
    rows = asked.merge(past.add_prefix("past_"), left_on=keys, right_on=[f"past_{key}" for key in keys])
    rows = rows[(rows["past_known_at"] < rows["month"])]
    if declared.window_days is not None:
        rows = rows[rows["past_known_at"] >= rows["month"] - declared.window_days * _DAY]
    rows = rows.assign(value=_worth(one, rows))
    middle = rows.groupby([*keys, "month"])["value"].median()
    if isinstance(declared.aggregate, Median):
        return middle
    rows = rows.join(middle.rename("middle"), on=[*keys, "month"])
    return (rows["value"] - rows["middle"]).abs().groupby([rows[name] for name in (*keys, "month")]).median()


def _worth(one: Feature, rows: pd.DataFrame) -> Any:
    match one.declared.aggregate:
        case Count():
            return 1
        case DaysSince():
            return rows["past_known_at"]
        case Share(hits, _, _):
            return hits(_Rows(rows)).astype("float64")
        case (
            Sum(column) | Mean(column) | Max(column) | Min(column) | Distinct(column) | Median(column) | Spread(column)
        ):
            return rows[f"past_{column}"] if isinstance(column, str) else column(_Rows(rows))
