"""A small world made worse: nulls in every place, ties, corrections in the wrong order, rows that come late."""

import numpy as np
import pyarrow as pa
import small_world

from fraudpipe.featuring.frame import COLUMNS, KEYS
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.moments import DAY_SECONDS

_NEVER_NULL = frozenset({"claim_id", "known_at", "received_at", "delivery_id"})
_ODD = {"text": "", "count": 0, "fen": 2**53 + 1, "share": 1.0, "flag": False}


def nasty_world(seed: int) -> tuple[dict[str, pa.Table], pa.Table]:
    """Every table, as bad as the contract allows, and probes of every claim at three moments."""
    made = small_world.tables(seed)
    later = small_world.tables(seed + 1, known_from=small_world.START + 250 * DAY_SECONDS, rows=40)
    random = np.random.default_rng(seed)
    tables = {}
    for name, rows in made.items():
        if name == "network":
            continue
        several = pa.concat_tables([rows, later[name], _corrected(name, rows, random)])
        tables[name] = several.take(random.permutation(several.num_rows))
    probes = _probes(tables["claims"])
    some = made["network"].to_pylist()
    asked = probes.to_pylist()[::2]
    network = [some[place % len(some)] | one for place, one in enumerate(asked)]
    tables["network"] = pa.Table.from_pylist(network, schema=arrow_schema(COLUMNS["network"]))
    return tables, probes


def _corrected(name: str, rows: pa.Table, random: np.random.Generator) -> pa.Table:
    """The same keys again: known at the same instant, from another delivery, with nulls and odd values."""
    kinds = dict(COLUMNS[name])
    made = []
    for row in rows.to_pylist()[::3]:
        for column in kinds:
            if column in _NEVER_NULL or column in KEYS[name]:
                continue
            fate = random.random()
            if fate < 0.35:
                row[column] = None
            elif fate < 0.5:
                row[column] = _ODD.get(kinds[column], row[column])
        tie = random.random()
        row["known_at"] += 0 if tie < 0.5 else int(random.integers(-20, 20)) * DAY_SECONDS
        row["received_at"] += 0 if tie < 0.25 else int(random.integers(0, 90)) * DAY_SECONDS
        row["delivery_id"] = f"delivery{int(random.integers(0, 3))}"
        made.append(row)
    return pa.Table.from_pylist(made, schema=arrow_schema(COLUMNS[name]))


def _probes(claims: pa.Table) -> pa.Table:
    """Each claim soon after it is visible, in the middle and at the end; one that nobody knows, one before its time."""
    asked = {("nobody", small_world.START + 400 * DAY_SECONDS), ("c1", small_world.START - DAY_SECONDS)}
    for claim, as_of in zip(*small_world.probes({"claims": claims}, 2**40).to_pydict().values(), strict=True):
        asked |= {(claim, as_of), (claim, as_of + 200 * DAY_SECONDS), (claim, small_world.START + 700 * DAY_SECONDS)}
    kept = sorted(asked)
    return pa.table({"claim_id": [claim for claim, _ in kept], "as_of": [as_of for _, as_of in kept]})
