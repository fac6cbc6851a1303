"""Trailing features of few moments: only the rows of history that can matter to them are looked at.

The same values as in `running`: a person's own rows are joined to the moments that name them. What many claims share is
walked through on one machine, else joined, too, as what the rows of a key come to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring.aggregate import (
    aggregate_value,
    condition,
    days_since,
    finished,
    in_window,
    parts,
    total,
    value_of,
)
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.cut import ALWAYS, Keep, Repeated, history, met, moments, repeated_keys, seen, source, versions
from fraudpipe.featuring.frame import CLAIM_CONTEXT, KEYS, joined_for
from fraudpipe.featuring.peers import MONTH_DAYS, peer_values
from fraudpipe.featuring.running.plan import OWN_KEYS, is_shared
from fraudpipe.featuring.running.replay import Local, Replay
from fraudpipe.featuring.running.totals import known
from fraudpipe.featuring.trailing import Count, DaysSince, Distinct, Max, Mean, Min, Share, Sum
from fraudpipe.records.moments import DAY_SECONDS

Values = list[tuple[Sequence[Feature], ir.Table]]
"""Features, and a table with moment and their values."""


@dataclass(frozen=True, slots=True)
class Night:
    """What a night's features are made from.

    Attributes:
        tables: Tables by name, uncut.
        frame: The moments.
        claims: Versions of claims, kept: nearly every history is joined to them.
        keep: Works a table out once.
        repeated: Which keys have more than one row, among millions.
        first_at: No moment is earlier, where that is told.
        replay: Walks through history as arrays, on one machine.
    """

    tables: Mapping[str, ir.Table]
    frame: ir.Table
    claims: ir.Table
    keep: Keep
    repeated: Repeated
    first_at: int | None
    replay: Replay | None

    def values(self, trailing: Sequence[Feature]) -> Values:
        """Every trailing feature."""
        own: dict[tuple[str, tuple[str, ...]], list[Feature]] = {}
        shared: dict[tuple[str, tuple[str, ...], bool], list[Feature]] = {}
        for one in trailing:
            declared = one.declared
            if declared.of_peers or (set(one.reads) <= set(declared.keys) and not OWN_KEYS & set(declared.keys)):
                joined = joined_for(declared.table, declared.keys)
                # What had to be joined is joined once, whatever the window.
                lasting = bool(joined) or declared.window_days is None
                shared.setdefault((declared.table, joined, lasting), []).append(one)
            else:
                own.setdefault((declared.table, declared.keys), []).append(one)
        found = [(members, self._own_values(members)) for members in own.values()]
        return [*found, *(values for members in shared.values() for values in self._shared_values(members))]

    def _own_values(self, members: Sequence[Feature]) -> ir.Table:
        declared = members[0].declared
        columns = source(self.tables, declared.table).columns
        past = self._past(members, [key for key in declared.keys if key in columns])
        return self.keep(group_values(self.frame, past, members))

    def _shared_values(self, members: Sequence[Feature]) -> Values:
        """By a walk what can be, on one machine: it takes a part of what joins do, and the rows are read but once."""
        walked = [one for one in members if self.replay is not None and one in self.replay.members]
        joined = [one for one in members if one not in walked]
        found: Values = []
        if self.replay is not None and walked:
            found.append((walked, self.replay.values(self._past(walked, []), walked)))
        return [*found, *self._joined_values(joined)] if joined else found

    def _joined_values(self, members: Sequence[Feature]) -> Values:
        past = self._past(members, [])
        past = self.keep(past) if joined_for(members[0].declared.table, _keys(members)) else past
        asking = self.keep(self.frame.select("moment", "claim_id", "as_of", *_keys(members)))
        few = self.keep(past.semi_join(asking, "claim_id")) if "claim_id" in past.columns else None
        groups: dict[tuple[tuple[str, ...], str], list[Feature]] = {}
        for one in members:
            groups.setdefault((one.declared.keys, _kind(one)), []).append(one)
        return [(some, self.keep(self._group(asking, past, few, some))) for some in groups.values()]

    def _group(self, frame: ir.Table, past: ir.Table, few: ir.Table | None, members: Sequence[Feature]) -> ir.Table:
        match _kind(members[0]):
            case "peers":
                return peer_values(frame, past, members, self.keep)
            case "summed":
                return summed(frame, past, few, members)
            case _:
                return chosen(frame, past, few, members[0])

    def _past(self, members: Sequence[Feature], shared: Sequence[str]) -> ir.Table:
        """History of the columns that these features look at; with `shared`, only of rows that share them."""
        name, keys = members[0].declared.table, _keys(members)
        columns = {*keys, *(column.removeprefix("past_") for one in members for column in one.past_reads)}
        done = {"claims": self.claims}
        if name == "claims":
            done[name] = self._recent(self.claims, members)
        else:
            rows = self._recent(source(self.tables, name), members)
            if shared:
                done[name] = met(rows, KEYS[name], self.frame, shared, columns, self.keep)
            else:
                done[name] = versions(rows, KEYS[name], self.keep, repeated=self.repeated)
        past = history(self.tables, name, keys, self.keep, done, self.repeated)
        return past.select([column for column in past.columns if column in {*columns, *ALWAYS}])

    def _recent(self, rows: ir.Table, members: Sequence[Feature]) -> ir.Table:
        """Without rows that no window reaches. What supersedes a row is known later than it, so it stays."""
        windows = [one.declared.window_days for one in members]
        days = [window + MONTH_DAYS for window in windows if window is not None]
        if self.first_at is None or len(days) < len(windows):
            return rows
        return rows.filter(rows.known_at >= self.first_at - max(days) * DAY_SECONDS)


def night_of(
    tables: Mapping[str, ir.Table],
    probes: ir.Table,
    columns: set[str],
    trailing: Sequence[Feature],
    keep: Keep,
    repeated: Repeated = repeated_keys,
    first_at: int | None = None,
    local: Local | None = None,
) -> Night:
    """Moments and claims, as `compute` has the arguments; `columns` are those of the moment."""
    looked_at = {column.removeprefix("past_") for one in trailing for column in one.past_reads}
    keys = {key for one in trailing for key in one.declared.keys}
    claims = versions(source(tables, "claims"), KEYS["claims"], keep, repeated=repeated)
    wanted = {*columns, *looked_at, *keys, *CLAIM_CONTEXT, *ALWAYS}
    claims = keep(claims.select([name for name in claims.columns if name in wanted]))
    frame = keep(moments(tables, probes, columns, keep, claims))
    walked = [one for one in trailing if is_shared(one, local=True)]
    replay = None if local is None or not walked else Replay(frame, walked, local)
    return Night(tables, frame, claims, keep, repeated, first_at, replay)


def group_values(frame: ir.Table, past: ir.Table, members: Sequence[Feature]) -> ir.Table:
    """Values of trailing features of one group, for the moments that saw a row that counts: moment, values."""
    if members[0].declared.of_peers:
        return peer_values(frame, past, members)
    keys = members[0].declared.keys
    here = {"moment", "claim_id", "as_of", *keys} | {name for one in members for name in one.reads}
    there = {name for one in members for name in one.past_reads}
    narrow = frame.select([name for name in frame.columns if name in here])
    rows = seen(narrow, past, there, keys)
    counting = [where for one in members if (where := condition(rows, one.declared)) is not None]
    if len(counting) == len(members):  # what counts for none need not be grouped
        rows = rows.filter(ibis.or_(*counting))
    values = {one.name: aggregate_value(rows, one.declared) for one in members}
    return rows.group_by("moment").aggregate(**values)


def summed(frame: ir.Table, past: ir.Table, few: ir.Table | None, members: Sequence[Feature]) -> ir.Table:
    """Counts, sums, means and shares of a key that many claims share: moment and one column a feature.

    The sums of everybody are worked out once for each key, and those of the claim's own rows taken off.

    Args:
        frame: Moments.
        past: The table's history.
        few: Its rows of the claims of these moments, where rows have a claim.
        members: Features of equal keys.
    """
    keys = members[0].declared.keys
    reads = {name for one in members for name in (*one.past_reads, "past_known_at")}
    asking = frame.select("moment", "claim_id", "as_of", *keys)
    rows = seen(known(asking, keys).distinct(), past, reads, keys)
    columns = {one: [f"{one.name}_{place}" for place, _ in enumerate(_parts(rows, one))] for one in members}
    names = [name for some in columns.values() for name in some]
    added = [value for one in members for value in _parts(rows, one)]
    named = (*keys, "as_of")
    told = rows.group_by(*named).aggregate(**dict(zip(names, map(total, added), strict=True)))
    both = _to_each(asking, told, named).select("moment", *names)
    if few is not None:
        rows = seen(asking, few, reads, ("claim_id", *keys))
        own = [(-value).cast("int64") for one in members for value in _parts(rows, one)]
        both = both.union(rows.select("moment", **dict(zip(names, own, strict=True))))
    both = both.group_by("moment").aggregate(**{name: total(both[name]) for name in names})
    values = {one.name: finished(one.declared, [both[name] for name in columns[one]]) for one in members}
    return both.select("moment", **values)


def chosen(frame: ir.Table, past: ir.Table, few: ir.Table | None, one: Feature) -> ir.Table:
    """A maximum, minimum, last day or number of different values of a key that many claims share.

    What the rows of all claims but the night's come to is worked out once for each key; the few rows of the night's
    claims are joined to every moment, so that each can leave out its own.
    """
    declared = one.declared
    asking = frame.select("moment", "claim_id", "as_of", *declared.keys)
    others = past if few is None else past.anti_join(asking, "claim_id")
    rows = _values(known(asking, declared.keys).distinct(), others, one)
    named = (*declared.keys, "as_of")
    if isinstance(declared.aggregate, Distinct):
        told = rows.select(*named, "value").distinct()
    else:
        told = rows.group_by(*named).aggregate(value=_best(rows.value, one))
    both = _to_each(asking, told, named).select("moment", "as_of", "value")
    if few is not None:
        both = both.union(_values(asking, few, one).select("moment", "as_of", "value"))
    return both.group_by("moment").aggregate(**{one.name: _finished(both, one)})


def _to_each(asking: ir.Table, told: ir.Table, named: tuple[str, ...]) -> ir.Table:
    """The moments with what is told of their keys."""
    told = told.rename({f"_{name}": name for name in named})
    return asking.inner_join(told, [asking[name] == told[f"_{name}"] for name in named])


def _parts(rows: ir.Table, one: Feature) -> list[ir.IntegerValue]:
    """What each row adds to the sums that a feature is made of."""
    inside = in_window(rows, one.declared)
    return [part if inside is None else inside.ifelse(part, 0) for part in parts(rows, one.declared) or ()]


def _values(asking: ir.Table, past: ir.Table, one: Feature) -> ir.Table:
    """The moments with the value of each row that counts for them."""
    rows = seen(asking, past, set(one.past_reads), one.declared.keys)
    counts = condition(rows, one.declared)
    rows = rows if counts is None else rows.filter(counts)
    match one.declared.aggregate:
        case Max(column) | Min(column) | Distinct(column):
            return rows.mutate(value=value_of(rows, column))
        case _:
            return rows.mutate(value=rows.past_known_at)


def _best(value: ir.Value, one: Feature) -> ir.Value:
    return value.min() if isinstance(one.declared.aggregate, Min) else value.max()


def _finished(rows: ir.Table, one: Feature) -> ir.Value:
    match one.declared.aggregate:
        case Distinct():
            return rows.value.nunique().cast("int64")
        case DaysSince():
            return days_since(rows.as_of.max(), rows.value.max())
        case _:
            return _best(rows.value, one)


def _kind(one: Feature) -> str:
    match one.declared.aggregate:
        case Count() | Sum() | Mean() | Share():
            return "summed"
        case Max() | Min() | Distinct() | DaysSince():
            # Each has rows of its own.
            return one.name
        case _:
            return "peers"


def _keys(members: Sequence[Feature]) -> tuple[str, ...]:
    return tuple(sorted({key for one in members for key in one.declared.keys}))
