"""Components of strongly linked claims, as of every moment at once.

Links appear and end (window, crowded values). Moments that are computed together agree with moments that are computed
alone: every moment sees exactly the links that hold then. What hangs together if no link ever ended is found first;
most of those groups lose no link before they are last asked about and only grow, the others are walked with links taken
back.
"""

from dataclasses import dataclass

import numpy as np

from fraudpipe.graph.glue.changing import change
from fraudpipe.graph.glue.growing import ever_joined, grow
from fraudpipe.graph.glue.spans import (
    CLAIMS,
    COLUMNS,
    CONFIRMED,
    RECENT_30,
    RECENT_90,
    REPEATS,
    TIES,
    Spans,
    claim_marks,
    joined,
    tie_marks,
)
from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS, ClaimArrays, Ints, Occurrences
from fraudpipe.graph.outcomes import OutcomeSpans
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
    strong = strong_values(shown)
    links, nodes = strong_links(arrays, strong, window_days=window_days)
    marked = joined(claim_marks(arrays, known, window_days), tie_marks(arrays, strong, len(arrays.seen)))
    order = np.argsort(as_of, kind="stable")
    home = ever_joined(links, nodes)
    changing = _changing(links, home, claim, as_of)
    alone = np.bincount(home, minlength=nodes)[home] == 1
    found = np.empty((len(claim), COLUMNS + 1), np.int64)
    single = alone[claim]
    found[single] = _alone(arrays, claim[single], as_of[single])
    for part in (~alone & ~changing[home], ~alone & changing[home]):
        asked = order[part[claim[order]]]
        found[asked] = _part(
            arrays, part, (links, marked), claim[asked], as_of[asked], ending=bool(changing[home[part]].any())
        )
    return ComponentRows(
        found[:, CLAIMS],
        found[:, CLAIMS] - found[:, REPEATS],
        found[:, RECENT_30],
        found[:, RECENT_90],
        found[:, TIES],
        found[:, COLUMNS],
        found[:, CONFIRMED],
    )


def strong_values(shown: Occurrences) -> Occurrences:
    """Only the values that glue."""
    kept = np.isin(shown.kind, [LINK_KINDS.index(kind) for kind in STRONG_KINDS])[shown.value]
    return Occurrences(
        shown.claim[kept], shown.value[kept], shown.start[kept], shown.end[kept], shown.kind, shown.labels
    )


def strong_links(arrays: ClaimArrays, strong: Occurrences, *, window_days: int) -> tuple[Spans, int]:
    """Links between claim nodes and nodes of values and members; and the number of nodes, claims first."""
    again = np.flatnonzero(np.bincount(arrays.member, minlength=len(arrays.members))[arrays.member] > 1)
    value_nodes, member_nodes = len(arrays.seen), len(arrays.seen) + len(strong.kind)
    seen = arrays.seen[again].astype(np.int64)
    links = Spans(
        np.concatenate([strong.claim, again]),
        np.concatenate([strong.value + value_nodes, arrays.member[again] + member_nodes]),
        np.concatenate([strong.start, seen]),
        np.concatenate([strong.end, seen + window_days * DAY_SECONDS]),
        np.zeros(len(strong.claim) + len(again), np.int8),
    )
    return links, member_nodes + len(arrays.members)


def _changing(links: Spans, home: Ints, claim: Ints, as_of: Ints) -> Ints:
    """By root: whether a link of the group ends before the last moment at which one of its claims is asked about."""
    last = np.zeros(len(home), np.int64)
    np.maximum.at(last, home[claim], as_of)
    changing = np.zeros(len(home), bool)
    root = home[links.left]
    changing[root[links.end < last[root]]] = True
    return changing


def _alone(arrays: ClaimArrays, claim: Ints, as_of: Ints) -> Ints:
    """Sums of claims that no link ever touches."""
    found = np.zeros((len(claim), COLUMNS + 1), np.int64)
    seen = arrays.seen[claim].astype(np.int64)
    found[:, CLAIMS], found[:, COLUMNS] = 1, seen
    found[:, RECENT_30] = as_of <= seen + 30 * DAY_SECONDS
    found[:, RECENT_90] = as_of <= seen + 90 * DAY_SECONDS
    return found


def _part(
    arrays: ClaimArrays, part: Ints, spans: tuple[Spans, Spans], claim: Ints, as_of: Ints, *, ending: bool
) -> Ints:
    """Sums of the probes of some groups, worked out on the nodes of those groups only."""
    nodes = np.flatnonzero(part)
    place = np.full(len(part), -1, np.int64)
    place[nodes] = np.arange(len(nodes))
    links, marked = (one.chosen(part[one.left]) for one in spans)
    links = Spans(place[links.left], place[links.right], links.start, links.end, links.amount)
    marked = Spans(place[marked.left], marked.right, marked.start, marked.end, marked.amount)
    claims = nodes < len(arrays.seen)
    first = np.full(len(nodes), np.iinfo(np.int64).max, np.int64)
    first[claims] = arrays.seen[nodes[claims]]
    fraud = marked.chosen(marked.right == CONFIRMED)
    begins, owned = _own_marks(arrays.member[nodes[fraud.left]], fraud, arrays.member[claim], as_of)
    given = (claims.astype(np.int64), first)
    if ending:
        return change(given, joined(links, marked), (place[claim], as_of), (begins, owned))
    return grow(given, links, marked, (place[claim], as_of), (begins, owned))


def _own_marks(owner: Ints, marked: Spans, member: Ints, as_of: Ints) -> tuple[Ints, Ints]:
    """For each probe the marked claims of its own member, itself included, as runs: they must not count."""
    by_member = np.argsort(owner, kind="stable")
    owner = owner[by_member]
    low = np.searchsorted(owner, member)
    counts = np.searchsorted(owner, member, side="right") - low
    probe = np.repeat(np.arange(len(member)), counts)
    step = np.arange(len(probe)) - np.repeat(np.cumsum(counts) - counts, counts)
    mark = by_member[low[probe] + step]
    holds = (marked.start[mark] < as_of[probe]) & (as_of[probe] <= marked.end[mark])
    begins = np.searchsorted(probe[holds], np.arange(len(member) + 1)).astype(np.int64)
    return begins, marked.left[mark[holds]]
