"""Counts, sums, means and shares of keys that many claims share: totals of everybody less those of the claim itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from fraudpipe.featuring.aggregate import finished, parts
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.cut import ALWAYS, named_past
from fraudpipe.featuring.running.totals import Part, Steps, inside_sums, running_totals, with_row


@dataclass(frozen=True, slots=True)
class _Group:
    """Features of equal keys, and the sums that they are made of, each once."""

    keys: tuple[str, ...]
    parts: tuple[Part, ...]
    made_of: dict[Feature, list[str]]


def sums(frame: ir.Table, past: ir.Table, groups: Sequence[Sequence[Feature]], steps: Steps) -> ir.Table:
    """Values of additive features over one table: moment and one column a feature.

    Args:
        frame: Moments.
        past: The table's history, with every key.
        groups: Features, those of equal keys together.
        steps: Of these moments.
    """
    events, made = _worth(past, groups)
    keys = sorted({key for group in made for key in group.keys})
    taken = [part.name for group in made for part in group.parts]
    wide = moments = frame.select("moment", "claim_id", "as_of", *keys)
    for group in made:
        found = running_totals(events, group.keys, group.parts, moments, steps)
        wide = with_row(wide, found, (*group.keys, "as_of"))
    if "claim_id" in past.columns:
        own = _own(moments, events, made).rename({f"own_{name}": name for name in taken})
        wide = with_row(wide, own, ("moment",))
        left = {name: wide[name].fill_null(0) - wide[f"own_{name}"].fill_null(0) for name in taken}
    else:
        left = {name: wide[name].fill_null(0) for name in taken}
    wide = wide.select("moment", **left)
    values = {
        one.name: finished(one.declared, [wide[name] for name in names])
        for group in made
        for one, names in group.made_of.items()
    }
    return wide.select("moment", **values)


def _worth(past: ir.Table, groups: Sequence[Sequence[Feature]]) -> tuple[ir.Table, list[_Group]]:
    """History with what each row adds to each sum, and which sums each feature is made of."""
    keys = sorted({key for features in groups for key in features[0].declared.keys})
    there = named_past(past, {f"past_{name}" for name in past.columns})
    there = there.mutate(**{key: there[f"past_{key}"] for key in keys})
    worth: dict[str, ir.Value] = {}
    made = []
    for number, features in enumerate(groups):
        found: dict[Part, None] = {}
        made_of: dict[Feature, list[str]] = {}
        for one in features:
            made_of[one] = []
            for value in parts(there, one.declared) or ():
                column = next((name for name, other in worth.items() if other.equals(value)), f"worth_{len(worth)}")
                worth[column] = value
                part = Part(f"sum_{number}_{column}_{one.declared.window_days}", column, one.declared.window_days)
                found[part] = None
                made_of[one].append(part.name)
        made.append(_Group(features[0].declared.keys, tuple(found), made_of))
    times = {name: there[f"past_{name}"] for name in ALWAYS if name in past.columns}
    return there.select(**{key: there[key] for key in keys}, **times, **worth), made


def _own(moments: ir.Table, events: ir.Table, made: Sequence[_Group]) -> ir.Table:
    """What the claim's own rows would have added to each sum."""
    right = events.rename({f"past_{name}": name for name in events.columns})
    seen = [right.past_visible_at < moments.as_of, moments.as_of <= right.past_superseded_at]
    rows = moments.inner_join(right, [moments.claim_id == right.past_claim_id, *seen])
    summed: dict[str, ir.Value] = {}
    for group in made:
        same = rows[group.keys[0]] == rows[f"past_{group.keys[0]}"]
        for key in group.keys[1:]:
            same = same & (rows[key] == rows[f"past_{key}"])
        summed |= inside_sums(rows, group.parts, same)
    return rows.group_by("moment").aggregate(**summed)
