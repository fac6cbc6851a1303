"""Feature values of many moments at once: one row a (claim_id, as_of)."""

from collections.abc import Mapping, Sequence

import ibis.expr.types as ir

from fraudpipe.errors import ContractError
from fraudpipe.featuring.aggregate import aggregate_value, empty_value
from fraudpipe.featuring.catalogue import Catalogue, Feature
from fraudpipe.featuring.cut import history, moments, seen
from fraudpipe.featuring.trailing import Trailing


def compute(
    catalogue: Catalogue,
    tables: Mapping[str, ir.Table],
    probes: ir.Table,
    names: Sequence[str] | None = None,
) -> ir.Table:
    """The features of every probe.

    The same expression serves a training run and a night: the probes are joined to history, never the other way.

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
    trailing = catalogue.trailing_for(wanted)
    columns = {column for one in (*wanted, *trailing) for column in one.reads}
    frame = moments(tables, probes, columns)
    groups: dict[tuple[str, tuple[str, ...], int | None], list[Feature]] = {}
    for one in trailing:
        groups.setdefault(declaration(one).group, []).append(one)
    found = [
        (members, group_values(frame, history(tables, table, keys), members))
        for (table, keys, _), members in groups.items()
    ]
    wide = attach(frame, found)
    return wide.select("claim_id", "as_of", **{one.name: cell(one, wide) for one in wanted})


def cell(one: Feature, wide: ir.Table) -> ir.Value:
    """The value of a feature over moments that hold every trailing feature it needs, in its fixed type."""
    value = wide[one.name] if one.trailing is not None else one.function(wide)
    return value.cast(one.dtype)


def group_values(frame: ir.Table, past: ir.Table, members: Sequence[Feature]) -> ir.Table:
    """Values of trailing features of one group, for the moments that saw at least one row: claim_id, as_of, values."""
    here = {"claim_id", "as_of", *declaration(members[0]).keys} | {name for one in members for name in one.reads}
    there = {name for one in members for name in one.past_reads}
    narrow = frame.select([name for name in frame.columns if name in here])
    rows = seen(narrow, past, there, declaration(members[0]))
    values = {one.name: aggregate_value(rows, declaration(one)) for one in members}
    return rows.group_by("claim_id", "as_of").aggregate(**values)


def attach(frame: ir.Table, groups: Sequence[tuple[Sequence[Feature], ir.Table]]) -> ir.Table:
    """The moments with their trailing features.

    Where a moment saw no row, a count is 0 and a mean is null; where its key is null, everything is: nothing is known
    about the history of nobody.
    """
    joined = frame
    columns: dict[str, ir.Value] = {}
    for number, (_, values) in enumerate(groups):
        right = values.rename({f"_claim_id_{number}": "claim_id", f"_as_of_{number}": "as_of"})
        joined = joined.left_join(right, [("claim_id", f"_claim_id_{number}"), ("as_of", f"_as_of_{number}")])
    for members, _ in groups:
        for one in members:
            declared = declaration(one)
            value = joined[one.name]
            empty = empty_value(declared)
            if empty is not None:
                present = joined[declared.keys[0]].notnull()
                for key in declared.keys[1:]:
                    present = present & joined[key].notnull()
                value = present.ifelse(value.fill_null(empty), None)
            columns[one.name] = value.cast(one.dtype)
    return joined.select(*frame.columns, **columns)


def declaration(one: Feature) -> Trailing:
    """What a trailing feature declares.

    Raises:
        ContractError: It is a row feature.
    """
    if one.trailing is None:
        msg = f"feature {one.name} is not a trailing feature"
        raise ContractError(msg)
    return one.trailing
