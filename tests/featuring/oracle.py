"""What trailing features are, said again in plain Python: one moment and one row at a time."""

import datetime as dt
import statistics
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from fraudpipe.featuring import Catalogue, Count, DaysSince, Distinct, Max, Mean, Median, Min, Share, Spread, Sum
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.frame import CLAIM_CONTEXT, KEYS, MEMBER_CONTEXT
from fraudpipe.records.moments import DAY_SECONDS, month_start

Row = dict[str, Any]
_EPOCH = dt.date(1970, 1, 1)


def values(
    catalogue: Catalogue, tables: Mapping[str, Sequence[Row]], probes: Sequence[tuple[str, int]]
) -> list[dict[str, Any]]:
    """One dictionary a probe, for a catalogue of trailing features over claims, outcomes, visits and members."""
    return [
        {one.name: _value(one, tables, claim_id, as_of) for one in catalogue.features} for claim_id, as_of in probes
    ]


def latest(rows: Sequence[Row], key: tuple[str, ...], as_of: int) -> list[Row]:
    """The rows that a moment sees: of equal key, the one known last."""
    seen = [row for row in rows if max(row["known_at"], row["received_at"]) < as_of]
    if not key:
        return seen
    best: dict[tuple[Any, ...], Row] = {}
    for row in sorted(seen, key=lambda row: (row["known_at"], row["received_at"], row["delivery_id"])):
        best[tuple(row[name] for name in key)] = row
    return list(best.values())


def _claims(tables: Mapping[str, Sequence[Row]], as_of: int, of_member: bool) -> dict[str, Row]:
    """The claims that a moment sees; where the member is asked, only those whose member it sees, with its columns."""
    claims = {row["claim_id"]: row for row in latest(tables["claims"], ("claim_id",), as_of)}
    if not of_member:
        return claims
    members = {row["member_id"]: row for row in latest(tables["members"], ("member_id",), as_of)}
    return {
        name: row | {here: members[row["member_id"]][there] for here, there in MEMBER_CONTEXT.items()}
        for name, row in claims.items()
        if row["member_id"] in members
    }


def _value(one: Feature, tables: Mapping[str, Sequence[Row]], claim_id: str, as_of: int) -> Any:
    declared = one.declared
    of_member = any(key in MEMBER_CONTEXT for key in declared.keys)
    moment = _claims(tables, as_of, of_member).get(claim_id, {})
    wanted = [moment.get(key) for key in declared.keys]
    if None in wanted:
        return None
    seen_at = month_start(as_of) if declared.of_peers else as_of
    rows = latest(tables[declared.table], KEYS[declared.table], seen_at)
    then = _claims(tables, seen_at, of_member)
    if declared.table == "outcomes":
        taken = (*CLAIM_CONTEXT, *MEMBER_CONTEXT) if of_member else CLAIM_CONTEXT
        rows = [row | {n: then[row["claim_id"]][n] for n in taken} for row in rows if row["claim_id"] in then]
    elif of_member:
        rows = list(then.values())
    rows = [row for row in rows if [row.get(key) for key in declared.keys] == wanted]
    if not declared.of_peers:
        rows = [row for row in rows if row.get("claim_id") != claim_id]
    if declared.window_days is not None:
        rows = [row for row in rows if row["known_at"] >= seen_at - declared.window_days * DAY_SECONDS]
    if declared.where is not None:
        rows = [row for row in rows if declared.where(_shown(row))]
    return _aggregate(declared.aggregate, rows, as_of)


def _shown(row: Row) -> Any:
    return SimpleNamespace(**{f"past_{name}": value for name, value in row.items()})


def _aggregate(aggregate: Any, rows: Sequence[Row], as_of: int) -> Any:
    column = getattr(aggregate, "column", None)
    found = [row[column] for row in rows if row[column] is not None] if column else []
    match aggregate:
        case Count():
            return len(rows)
        case Sum():
            return sum(found)
        case Mean():
            return float(sum(found)) / float(len(found)) if found else None
        case Max():
            return max(found, default=None)
        case Min():
            return min(found, default=None)
        case Distinct():
            return len(set(found))
        case Share(hits, prior, weight):
            hit = float(sum(bool(hits(_shown(row))) for row in rows))
            below = float(len(rows)) + float(weight)
            return (hit + float(prior * weight)) / below if below else None
        case DaysSince():
            last = max((row["known_at"] for row in rows), default=None)
            return None if last is None else (as_of - last) // DAY_SECONDS
        case Median():
            return float(statistics.median(found)) if found else None
        case Spread():
            middle = statistics.median(found) if found else 0
            return float(statistics.median([abs(one - middle) for one in found])) if found else None
