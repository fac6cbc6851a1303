"""Components of strongly linked claims, as of every moment at once.

Links appear and end (window, crowded values). Moments that are computed together agree with moments that are computed
alone: every moment sees exactly the links that hold then. What hangs together if no link ever ended is found first;
most of those groups lose no link before they are last asked about and only grow, the others are walked with links taken
back.
"""

from dataclasses import dataclass

import numba
import numpy as np

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.glue.changing import change
from fraudpipe.graph.glue.growing import ever_joined, grow
from fraudpipe.graph.glue.spans import (
    CLAIMS,
    COLUMNS,
    CONFIRMED,
    RECENT_30,
    RECENT_90,
    RECENT_SECONDS,
    REPEATS,
    TIES,
    Spans,
    confirmed_marks,
    joined,
    marks,
    member_links,
    strong_links,
)
from fraudpipe.graph.glue.ties import tie_marks
from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS, Ints, Occurrences
from fraudpipe.graph.outcomes import OutcomeSpans
from fraudpipe.graph.runs import between_members, grouped, in_order
from fraudpipe.records.moments import DAY_SECONDS


@dataclass(frozen=True)
class ComponentRows:
    """One row a probe.

    Attributes:
        claim_count: Claims in the component, the probe's own included.
        member_count: The same with a member's claims inside the window counted once.
        recent_30_count: Those that became visible in the last 30 days.
        recent_90_count: Those that became visible in the last 90 days.
        tie_count: For every strong value in it, its members beyond the first.
        first_seen: Instant at which the oldest of the claims became visible.
        confirmed_count: Other members' claims in it whose outcome was then confirmed.
    """

    claim_count: Ints
    member_count: Ints
    recent_30_count: Ints
    recent_90_count: Ints
    tie_count: Ints
    first_seen: Ints
    confirmed_count: Ints


def component_rows(
    arrays: ClaimArrays, shown: Occurrences, known: OutcomeSpans, claim: Ints, as_of: Ints, *, window_days: int
) -> ComponentRows:
    """The component of each probe's claim, glued by strong values and by identity (claims of one member)."""
    strong = strong_values(arrays, shown, window_days=window_days)
    claims = len(arrays.seen)
    chains = member_links(arrays, window_days)
    links = joined(strong_links(strong, claims), chains)
    # A claim that hangs on an earlier one of its member is of a member who is counted already.
    repeats = marks(REPEATS, chains.left, chains.start, chains.end)
    marked = joined(confirmed_marks(known), tie_marks(arrays, strong), repeats)
    home = ever_joined(links.left, links.right, claims + len(strong.kind))
    order = in_order(as_of)
    changing = _changing(links, home, claim[order], as_of[order])
    linked = np.zeros(len(home), bool)
    linked[home[links.left]] = True
    linked = linked[home]
    found = np.empty((len(claim), COLUMNS), np.int32)
    first = np.empty(len(claim), arrays.seen.dtype)
    single = np.flatnonzero(~linked[claim])
    found[single], first[single] = _alone(arrays, claim[single], as_of[single]), arrays.seen[claim[single]]
    for ends in (False, True):
        part = linked & (changing[home] == ends)
        asked = order[part[claim[order]]]
        found[asked], first[asked] = _part(arrays, part, (links, marked), claim[asked], as_of[asked], ends=ends)
    return ComponentRows(
        found[:, CLAIMS],
        found[:, CLAIMS] - found[:, REPEATS],
        found[:, RECENT_30],
        found[:, RECENT_90],
        found[:, TIES],
        first,
        found[:, CONFIRMED],
    )


def strong_values(arrays: ClaimArrays, shown: Occurrences, *, window_days: int) -> Occurrences:
    """Only the values that glue, without those that glue nothing which identity does not glue as long.

    That is so of a value that only one member ever shows, on each claim no longer than the claim is in the window.
    """
    strong = np.isin(shown.kind, [LINK_KINDS.index(kind) for kind in STRONG_KINDS])[shown.value]
    kept = shown.chosen(np.flatnonzero(strong))
    longer = kept.end > arrays.seen[kept.claim].astype(np.int64) + window_days * DAY_SECONDS
    needed = np.zeros(len(shown.kind), bool)
    needed[kept.value[longer | between_members(kept.claim, kept.value, arrays.member)]] = True
    kept = kept.chosen(np.flatnonzero(needed[kept.value]))
    # What is left of the values is numbered anew: nodes are what fills the memory.
    value = (np.cumsum(needed, dtype=shown.value.dtype) - 1)[kept.value]
    return Occurrences(kept.claim, value, kept.start, kept.end, shown.kind[needed], shown.labels[needed])


def _changing(links: Spans, home: Ints, claim: Ints, as_of: Ints) -> Ints:
    """By root: whether a link of the group ends before the last moment at which one of its claims is asked about.

    Probes come in the order of their moments, so that the last one of a group is what stays.
    """
    last = np.zeros(len(home), as_of.dtype)
    last[home[claim]] = as_of
    changing = np.zeros(len(home), bool)
    root = home[links.left]
    changing[root[links.end < last[root]]] = True
    return changing


def _alone(arrays: ClaimArrays, claim: Ints, as_of: Ints) -> Ints:
    """Sums of claims that no link ever touches."""
    found = np.zeros((len(claim), COLUMNS), np.int32)
    age = as_of.astype(np.int64) - arrays.seen[claim]
    found[:, CLAIMS] = 1
    found[:, RECENT_30], found[:, RECENT_90] = age <= RECENT_SECONDS[0], age <= RECENT_SECONDS[1]
    return found


def _part(
    arrays: ClaimArrays, part: Ints, spans: tuple[Spans, Spans], claim: Ints, as_of: Ints, *, ends: bool
) -> tuple[Ints, Ints]:
    """Sums and first instants of the probes of some groups, worked out on the nodes of those groups only."""
    nodes = np.flatnonzero(part)
    place = (np.cumsum(part, dtype=np.int32) - 1).astype(np.int32)
    links, marked = (one.chosen(np.flatnonzero(part[one.left])) for one in spans)
    links = Spans(place[links.left], place[links.right], links.start, links.end, links.amount)
    marked = Spans(place[marked.left], marked.right, marked.start, marked.end, marked.amount)
    seen = arrays.seen[nodes[nodes < len(arrays.seen)]]
    fraud = marked.chosen(marked.right == CONFIRMED)
    own = _own_marks(len(arrays.members), arrays.member[nodes[fraud.left]], fraud, arrays.member[claim], as_of)
    walk = change if ends else grow
    return walk(seen, len(nodes), links, marked, (place[claim], as_of), own)


def _own_marks(members: int, owner: Ints, marked: Spans, member: Ints, as_of: Ints) -> tuple[Ints, Ints]:
    """For each probe the marked claims of its own member, itself included, as runs: they must not count."""
    found: tuple[Ints, Ints] = _held_marks(*grouped(owner, members), marked.start, marked.end, member, as_of)
    return found[0], marked.left[found[1]]


@numba.njit(cache=True)
def _held_marks(begins, by_member, start, end, member, as_of):  # type: ignore[no-untyped-def]
    """For each probe the marks of its member that hold at its moment, as runs."""
    runs, held = np.zeros(len(member) + 1, np.int64), np.zeros(0, np.int32)
    for filling in (False, True):
        count = 0
        for probe in range(len(member)):
            for place in range(begins[member[probe]], begins[member[probe] + 1]):
                mark = by_member[place]
                if start[mark] < as_of[probe] <= end[mark]:
                    if filling:
                        held[count] = mark
                    count += 1
            runs[probe + 1] = count
        if not filling:
            held = np.zeros(count, np.int32)
    return runs, held
