"""The as-of cut: which rows, in which version, a moment can see.

A row is visible to a moment when ``max(known_at, received_at) < as_of``. Of the rows with the same key the visible one
that was known last counts; a row is superseded from the moment at which a later-known row of its key becomes visible.
So each row has an interval, and the moment sees it when ``visible_at < as_of <= superseded_at``. A row that arrives
after the moment can only move `superseded_at` to a place after the moment: it cannot change what was seen.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import ibis
import ibis.expr.types as ir

from fraudpipe.errors import ContractError
from fraudpipe.featuring.frame import (
    CLAIM_CONTEXT,
    DIMENSIONS,
    KEYS,
    MEMBER_CONTEXT,
    claim_columns,
    day_number,
    day_numbers,
    dimension_columns,
    joined_for,
    network_columns,
    table_schema,
)

FOREVER = 2**62
"""The end of the interval of a row that nothing has superseded."""

ALWAYS = ("claim_id", "known_at", "visible_at", "superseded_at")
"""Columns of history that every aggregate takes along, where they exist."""

_MADE_FROM = ("known_at", "received_at")


Keep = Callable[[ir.Table], ir.Table]
"""Works a table out once, where several others are made from it."""


Repeated = Callable[[ir.Table, tuple[str, ...]], ir.Table | None]
"""The keys that more than one row of a table has, each once, kept; None where an engine knows that there are none."""


def as_is(table: ir.Table) -> ir.Table:
    """Keeps nothing: all is one statement."""
    return table


def repeated_keys(rows: ir.Table, key: tuple[str, ...]) -> ir.Table:
    """The keys that more than one row has: a `Repeated` for every engine."""
    counted = rows.group_by(list(key)).aggregate(_row_count=rows.count())
    return counted.filter(counted._row_count > 1).select(*key)


def source(tables: Mapping[str, ir.Table], name: str) -> ir.Table:
    """The table called `name`, with exactly the columns of its contract.

    Raises:
        ContractError: It is missing, or one of its columns is.
    """
    schema = table_schema(name)
    if name not in tables:
        msg = f"features need the table {name!r}, which was not given"
        raise ContractError(msg)
    missing = [column for column in schema if column not in tables[name].columns]
    if missing:
        msg = f"table {name!r} lacks the columns {', '.join(missing)}"
        raise ContractError(msg)
    given = tables[name]
    return given if list(given.columns) == list(schema) else given.select(*schema)


def versions(
    table: ir.Table,
    key: tuple[str, ...],
    keep: Keep = as_is,
    few: ir.Table | None = None,
    repeated: Repeated = repeated_keys,
) -> ir.Table:
    """The table with `visible_at` and `superseded_at`, and its dates as day numbers.

    Ties in `known_at` are broken by arrival, then by sender, then by the values themselves: the same on every engine
    and in every order of the files.

    Args:
        table: Rows of one table of the contract.
        key: What names a row; empty where nothing is ever corrected.
        keep: As `compute` has it.
        few: Only of these rows: all versions of some keys, with some of the columns.
        repeated: Which keys have more than one row.
    """
    rows = table if few is None else few
    corrected = repeated(rows, key) if key else None
    if corrected is None:
        return _never_superseded(rows)
    # Few rows are ever corrected: only those are sorted.
    same = [rows[name].identical_to(corrected[name]) for name in key]
    alone = _never_superseded(rows.anti_join(corrected, same))
    same = [table[name].identical_to(corrected[name]) for name in key]
    superseded = _superseded(table.semi_join(corrected, same), key)
    return alone.union(keep(superseded.select(alone.columns)))


def _visible_at(rows: ir.Table) -> ir.IntegerValue:
    return ibis.greatest(rows.known_at, rows.received_at)


def _never_superseded(rows: ir.Table) -> ir.Table:
    forever = ibis.literal(FOREVER, "int64")
    return rows.mutate(**day_numbers(rows), visible_at=_visible_at(rows), superseded_at=forever)


def _superseded(rows: ir.Table, key: tuple[str, ...]) -> ir.Table:
    order = ["known_at", "received_at", "delivery_id"]
    order += [name for name in rows.columns if name not in {*order, *key}]
    rows = rows.mutate(**day_numbers(rows), visible_at=_visible_at(rows))
    later = ibis.window(group_by=list(key), order_by=order, following=(1, None))
    until = rows.visible_at.min().over(later)
    rows = rows.mutate(superseded_at=until.fill_null(FOREVER).cast("int64"))
    # A row whose successor was visible before it was never the latest for anybody.
    return rows.filter(rows.visible_at < rows.superseded_at)


def history(
    tables: Mapping[str, ir.Table],
    name: str,
    keys: tuple[str, ...],
    keep: Keep = as_is,
    done: Mapping[str, ir.Table] | None = None,
    repeated: Repeated = repeated_keys,
) -> ir.Table:
    """Versions of a table, joined to the versions of their claims where a key stands only there.

    Args:
        tables: Tables by name.
        name: Which.
        keys: Columns that moments are joined by.
        keep: As `compute` has it.
        done: Versions of tables, by name, that were worked out before.
        repeated: As `versions` has it.
    """

    def versions_of(one: str) -> ir.Table:
        if done is not None and one in done:
            return done[one]
        return versions(source(tables, one), KEYS[one], keep, repeated=repeated)

    rows = versions_of(name)
    needed = joined_for(name, keys)
    if "claims" in needed:
        columns = {one: one for one in CLAIM_CONTEXT if one not in rows.columns}
        rows = _while_both(rows, versions_of("claims"), "claim_id", columns)
    if "members" in needed:
        rows = _while_both(rows, versions_of("members"), "member_id", MEMBER_CONTEXT)
    return rows


def _while_both(rows: ir.Table, others: ir.Table, key: str, columns: Mapping[str, str]) -> ir.Table:
    """Rows with columns of what they belong to: a pair of versions counts for as long as both are the latest."""
    taken = {here: others[there] for here, there in columns.items()}
    others = others.select(_key=key, _visible_at="visible_at", _superseded_at="superseded_at", **taken)
    overlap = [rows.visible_at < others._superseded_at, others._visible_at < rows.superseded_at]
    both = rows.inner_join(others, [rows[key] == others._key, *overlap])
    both = both.mutate(
        visible_at=ibis.greatest(both.visible_at, both._visible_at),
        superseded_at=ibis.least(both.superseded_at, both._superseded_at),
    )
    return both.drop("_key", "_visible_at", "_superseded_at")


def met(
    table: ir.Table, key: tuple[str, ...], near: ir.Table, shared: Sequence[str], columns: AbstractSet[str], keep: Keep
) -> ir.Table:
    """Versions of the rows of a table that in some version share columns with a moment.

    Args:
        table: Rows of one table of the contract.
        key: What names a row.
        near: Moments.
        shared: Columns of both.
        columns: What is wanted of the rows.
        keep: As `compute` has it.
    """
    rows = table.semi_join(near.select(*shared).distinct(), list(shared))
    if key and not set(shared) <= set(key):
        named = keep(rows.select(*key).distinct())
        rows = table.semi_join(named, [table[name].identical_to(named[name]) for name in key])
    taken = {*columns, *key, *ALWAYS, *_MADE_FROM}
    return versions(table, key, keep, keep(rows.select([name for name in table.columns if name in taken])))


def moments(
    tables: Mapping[str, ir.Table],
    probes: ir.Table,
    columns: AbstractSet[str],
    keep: Keep = as_is,
    claims: ir.Table | None = None,
    repeated: Repeated = repeated_keys,
) -> ir.Table:
    """One row a probe: the claim, its member, hospital and doctor as visible at `as_of`, and the network columns.

    Args:
        tables: Tables by name.
        probes: `claim_id` and `as_of`, each pair once, and `moment`, its number, where it is wanted. A claim that is
            not visible yet keeps its row, with nulls.
        columns: Which columns are wanted, of those that `frame.moment_schema` names; the keys are always there.
        keep: As `compute` has it.
        claims: For few probes: the versions of claims. Of the other tables only the rows are looked at that they name.
        repeated: As `versions` has it.
    """
    few = claims is not None
    frame = probes.select([name for name in ("claim_id", "as_of", "moment") if name in probes.columns])
    if claims is None:
        claims = versions(source(tables, "claims"), KEYS["claims"], keep, repeated=repeated)
    claims = claims.mutate(known_on=day_number(claims.known_at))
    wanted = columns | {"member_id", "hospital_id", "doctor_id"}
    joined = _latest(frame, frame.claim_id, claims, "claim_id", _only(wanted, {one: one for one in claim_columns()}))
    joined = keep(joined) if few else joined
    for table, prefix, key in DIMENSIONS:
        taken = _only(columns, dimension_columns(table, prefix))
        if taken:
            rows = source(tables, table)
            if few:
                rows = met(rows, KEYS[table], joined, [key], set(taken.values()), keep)
            else:
                rows = versions(rows, KEYS[table], keep, repeated=repeated)
            joined = _latest(joined, joined[key], rows, key, taken)
    taken = _only(columns, network_columns())
    if taken:
        right = source(tables, "network").select(_claim_id="claim_id", _as_of="as_of", **taken)
        if few:  # of all claims nothing is left out
            right = right.semi_join(frame, [right._claim_id == frame.claim_id, right._as_of == frame.as_of])
        joined = joined.left_join(right, [joined.claim_id == right._claim_id, joined.as_of == right._as_of])
    kept = [name for name in joined.columns if not name.startswith("_")]
    return joined.select(*kept, as_of_on=day_number(joined.as_of))


def _only(wanted: AbstractSet[str], columns: Mapping[str, str]) -> dict[str, str]:
    return {here: there for here, there in columns.items() if here in wanted}


def _latest(frame: ir.Table, value: ir.Value, rows: ir.Table, key: str, columns: Mapping[str, str]) -> ir.Table:
    """Joins the version of the row that each moment sees. Its interval stays behind under names of its own."""
    mark = f"_{key}"
    right = rows.select(
        {mark: rows[key], f"{mark}_from": rows.visible_at, f"{mark}_until": rows.superseded_at}
        | {here: rows[there] for here, there in columns.items()}
    )
    return frame.left_join(
        right,
        [value == right[mark], right[f"{mark}_from"] < frame.as_of, frame.as_of <= right[f"{mark}_until"]],
    )


def seen(frame: ir.Table, past: ir.Table, columns: AbstractSet[str], keys: tuple[str, ...]) -> ir.Table:
    """The rows of history that each moment may see.

    Args:
        frame: Moments, or whatever has the keys and `as_of`; with a `claim_id`, that claim's own rows are left out
            unless it is the key.
        past: A table's history, as `history` returns it.
        columns: Which columns of history are wanted, with their prefix.
        keys: Columns that must be equal.

    Returns:
        The moment's columns and the row's with the prefix ``past_``.

    Raises:
        ContractError: The history does not have a key.
    """
    lacking = [key for key in keys if key not in past.columns or key not in frame.columns]
    if lacking:
        msg = f"history cannot be joined by {', '.join(lacking)}"
        raise ContractError(msg)
    past = named_past(past, columns | {f"past_{name}" for name in (*keys, *ALWAYS)})
    conditions = [frame[key] == past[f"past_{key}"] for key in keys]
    conditions += [past.past_visible_at < frame.as_of, frame.as_of <= past.past_superseded_at]
    if "past_claim_id" in past.columns and "claim_id" in frame.columns and "claim_id" not in keys:
        conditions.append(past.past_claim_id.isnull() | (past.past_claim_id != frame.claim_id))
    return frame.inner_join(past, conditions)


def named_past(past: ir.Table, columns: AbstractSet[str]) -> ir.Table:
    """The wanted columns of history, each with the prefix ``past_``."""
    return past.select({f"past_{name}": past[name] for name in past.columns if f"past_{name}" in columns})
