"""Feature values of many moments at once: one row a (claim_id, as_of)."""

from collections.abc import Mapping, Sequence

import ibis.expr.types as ir

from fraudpipe.errors import ContractError
from fraudpipe.featuring.catalogue import Catalogue, Feature
from fraudpipe.featuring.cut import history, moments, seen
from fraudpipe.featuring.trailing import Count, DaysSince, Distinct, Max, Mean, Min, Share, Sum, Trailing


def compute(
    catalogue: Catalogue,
    tables: Mapping[str, ir.Table],
    probes: ir.Table,
    names: Sequence[str] | None = None,
) -> ir.Table:
    """The features of every probe.

    The same expression serves a training run and a night: a night's probes are joined to history, never the other way.

    Args:
        catalogue: All features that exist.
        tables: Tables by name, as `frame.COLUMNS` lists them; uncut.
        probes: `claim_id`, `as_of`, each pair once.
        names: Which features, in which order; all of the catalogue when None.

    Returns:
        claim_id, as_of and one column a feature: int64, float64 or int8 (a flag).

    Raises:
        UserError: A feature is not in the catalogue.
        ContractError: A table or column is missing.
    """
    wanted = catalogue.select(names)
    frame = moments(tables, probes)
    trailing = catalogue.trailing_for(wanted)
    groups: dict[tuple[str, tuple[str, ...], int | None], list[Feature]] = {}
    for one in trailing:
        groups.setdefault(_declaration(one).group, []).append(one)
    wide = frame
    for (table, keys, _), members in groups.items():
        wide = attach(wide, frame, history(tables, table, keys), members)
    columns = {one.name: cell(one, wide) for one in wanted}
    return wide.select("claim_id", "as_of", **columns)


def cell(one: Feature, wide: ir.Table) -> ir.Value:
    """The value of a feature over moments that hold every trailing feature it needs, in its fixed type."""
    value = wide[one.name] if one.trailing is not None else one.function(wide)
    return value.cast(one.dtype)


def group_values(frame: ir.Table, past: ir.Table, members: Sequence[Feature]) -> ir.Table:
    """Values of trailing features of one group, for the moments that saw at least one row: claim_id, as_of, values."""
    rows = seen(frame, past, _declaration(members[0]))
    values = {one.name: _aggregate(rows, _declaration(one)) for one in members}
    return rows.group_by("claim_id", "as_of").aggregate(**values)


def attach(wide: ir.Table, frame: ir.Table, past: ir.Table, members: Sequence[Feature]) -> ir.Table:
    """Adds a group to the moments. A null key gives null: nothing is known about nobody's history."""
    values = group_values(frame, past, members)
    right = values.rename(_claim_id="claim_id", _as_of="as_of")
    joined = wide.left_join(right, [wide.claim_id == right._claim_id, wide.as_of == right._as_of])
    filled = {}
    for one in members:
        declared = _declaration(one)
        empty = _empty(declared)
        if empty is not None:
            present = joined[declared.keys[0]].notnull()
            for key in declared.keys[1:]:
                present = present & joined[key].notnull()
            filled[one.name] = present.ifelse(joined[one.name].fill_null(empty), None).cast(one.dtype)
    return joined.mutate(**filled).drop("_claim_id", "_as_of") if filled else joined.drop("_claim_id", "_as_of")


def _declaration(one: Feature) -> Trailing:
    if one.trailing is None:
        msg = f"feature {one.name} is not a trailing feature"
        raise ContractError(msg)
    return one.trailing


def _empty(declared: Trailing) -> int | float | None:
    """The value of an aggregate over no rows at all."""
    match declared.aggregate:
        case Count() | Sum() | Distinct():
            return 0
        case Share(prior=prior, weight=weight) if weight > 0:
            return prior
        case _:
            return None


def _aggregate(rows: ir.Table, declared: Trailing) -> ir.Value:
    where = None if declared.where is None else declared.where(rows)
    match declared.aggregate:
        case Count():
            return rows.count(where=where).cast("int64")
        case Sum(column):
            return _whole(rows, column, declared).sum(where=where).cast("int64").fill_null(0)
        case Mean(column):
            value = _whole(rows, column, declared)
            total = value.sum(where=where).cast("int64").cast("float64")
            count = value.count(where=where).cast("float64")
            return total / count.nullif(0.0)
        case Max(column):
            return _column(rows, column).max(where=where)
        case Min(column):
            return _column(rows, column).min(where=where)
        case Distinct(column):
            return _column(rows, column).nunique(where=where).cast("int64")
        case Share(hits, prior, weight):
            hit = hits(rows)
            hit_count = rows.count(where=hit if where is None else hit & where).cast("int64").cast("float64")
            count = rows.count(where=where).cast("int64").cast("float64")
            return (hit_count + float(prior * weight)) / (count + float(weight)).nullif(0.0)
        case DaysSince():
            last = rows.past_known_at.max(where=where)
            return ((rows.as_of.max() - last) // 86_400).cast("int64")


def _column(rows: ir.Table, column: object) -> ir.Value:
    return rows[f"past_{column}"] if isinstance(column, str) else column(rows)  # type: ignore[operator]


def _whole(rows: ir.Table, column: object, declared: Trailing) -> ir.Value:
    value = _column(rows, column)
    if value.type().is_boolean():
        return value.cast("int64")
    if not value.type().is_integer():
        msg = f"sum and mean over {declared.table!r} need a whole-number column, not {value.type()}"
        raise ContractError(msg)
    return value.cast("int64")
