"""Feature values of many moments at once: one row a (claim_id, as_of)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring.aggregate import empty_value
from fraudpipe.featuring.catalogue import Catalogue, Feature
from fraudpipe.featuring.cut import Keep, Repeated, as_is, history, moments, repeated_keys
from fraudpipe.featuring.night import Values, group_values, night_of
from fraudpipe.featuring.running.plan import Way, shared_values, split
from fraudpipe.featuring.running.replay import Local, Replay

_Made = TypeVar("_Made")


def compute(
    catalogue: Catalogue,
    tables: Mapping[str, ir.Table],
    probes: ir.Table,
    names: Sequence[str] | None = None,
    *,
    way: Way = "night",
    keep: Keep = as_is,
    local: Local | None = None,
    first_at: int | None = None,
    placed: bool = False,
) -> ir.Table:
    """The features of every probe.

    Args:
        catalogue: All features that exist.
        tables: Tables by name, as `frame.COLUMNS` lists them; uncut.
        probes: `claim_id`, `as_of`, each pair once.
        names: Which features, in which order; all of the catalogue when None.
        way: For how many moments: `night` looks only at rows that can matter to few, `training` at all of history for
            many. The values are the same.
        keep: For engines that can keep what was worked out; without it, all is one statement.
        local: An engine on this machine, which walks through what many claims share as arrays, where others join it (a
            night) or keep running sums (a training). The values are the same.
        first_at: No probe is earlier, where that is known: rows that no window of a night reaches need not be read.
        placed: Whether the place of each probe is told, by which engines write.

    Returns:
        claim_id, as_of and one column a feature: int64, float64 or int8 (a flag); where asked, before them `moment`,
        places from 0 in the order of claim_id and as_of.

    Raises:
        UserError: A feature is not in the catalogue.
        ContractError: A table or column is missing.
    """
    wanted = catalogue.select(names)
    trailing = catalogue.trailing_for(wanted)
    columns = {column for one in (*wanted, *trailing) for column in one.reads}
    once = _once(keep)
    place = ibis.row_number().over(order_by=[probes.claim_id, probes.as_of]).cast("int64")
    numbered = once(probes.select("claim_id", "as_of", moment=place))
    repeated = _once(local.repeated if local is not None else lambda rows, key: once(repeated_keys(rows, key)))
    if way == "night":
        night = night_of(tables, numbered, columns, trailing, once, repeated, first_at, local)
        frame, found = night.frame, night.values(trailing)
    else:
        frame = once(moments(tables, numbered, columns, once, repeated=repeated))
        found = _training_values(tables, frame, trailing, once, repeated, local)
    wide = attach(frame, found)
    place_of = ["moment"] if placed else []
    return wide.select(*place_of, "claim_id", "as_of", **{one.name: cell(one, wide) for one in wanted})


def _training_values(
    tables: Mapping[str, ir.Table],
    frame: ir.Table,
    trailing: Sequence[Feature],
    keep: Keep,
    repeated: Repeated,
    local: Local | None,
) -> Values:
    joined, shared = split(trailing, local=local is not None)
    found: Values = []
    replay = None
    if local is not None and shared:
        replay = Replay(frame, [one for members in shared.values() for one in members], local)
    for (table, keys, _), members in joined.items():
        past = history(tables, table, keys, keep, repeated=repeated)
        found.append((members, keep(group_values(frame, past, members))))
    for (table, _), members in shared.items():
        keys = tuple(sorted({key for one in members for key in one.declared.keys}))
        past = history(tables, table, keys, keep, repeated=repeated)
        if replay is not None:
            found.append((members, replay.values(past, members)))
        else:
            found += [(some, keep(values)) for some, values in shared_values(frame, keep(past), members)]
    return found


def _once(work: Callable[..., _Made]) -> Callable[..., _Made]:
    """Works equal expressions out once."""
    made: dict[object, _Made] = {}

    def kept(table: ir.Table, *further: object) -> _Made:
        asked = (table.op(), *further)
        if asked not in made:
            made[asked] = work(table, *further)
        return made[asked]

    return kept


def cell(one: Feature, wide: ir.Table) -> ir.Value:
    """The value of a feature over moments that hold every trailing feature it needs, in its fixed type."""
    value = wide[one.name] if one.trailing is not None else one.function(wide)
    return value.cast(one.dtype)


def attach(frame: ir.Table, groups: Sequence[tuple[Sequence[Feature], ir.Table]]) -> ir.Table:
    """The moments with their trailing features.

    Where a moment saw no row, a count is 0 and a mean is null; where its key is null, everything is: nothing is known
    about the history of nobody.
    """
    joined = frame
    columns: dict[str, ir.Value] = {}
    for number, (_, values) in enumerate(groups):
        joined = joined.left_join(values, "moment", rname=f"{{name}}_{number}")
    for members, _ in groups:
        for one in members:
            value = joined[one.name]
            empty = empty_value(one.declared)
            if empty is not None:
                present = joined[one.declared.keys[0]].notnull()
                for key in one.declared.keys[1:]:
                    present = present & joined[key].notnull()
                value = present.ifelse(value.fill_null(empty), None)
            columns[one.name] = value.cast(one.dtype)
    return joined.select(*frame.columns, **columns)
