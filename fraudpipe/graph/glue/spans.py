"""What holds for a time: links between two nodes, and marks that count on one."""

from dataclasses import dataclass

import numpy as np

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.occurrences import Ints, Occurrences
from fraudpipe.graph.outcomes import CONFIRMED_CODE, OutcomeSpans
from fraudpipe.graph.runs import grouped, in_order
from fraudpipe.records.moments import DAY_SECONDS

CLAIMS, CONFIRMED, RECENT_30, RECENT_90, TIES, REPEATS = range(6)
"""Columns of what is summed over a component."""
COLUMNS = 6
RECENT_SECONDS = (30 * DAY_SECONDS, 90 * DAY_SECONDS)


@dataclass(frozen=True)
class Spans:
    """Things that hold for ``start < as_of <= end``: links between `left` and `right`, or marks on `left`.

    Attributes:
        left: A node.
        right: The other node of a link; of a mark, the column that it counts in.
        start: Instant after which it holds.
        end: Last instant at which it holds.
        amount: What a mark adds; 0 is a link.
    """

    left: Ints
    right: Ints
    start: Ints
    end: Ints
    amount: Ints

    def chosen(self, kept: Ints) -> "Spans":
        """The spans at some places, or where a mask is true."""
        return Spans(self.left[kept], self.right[kept], self.start[kept], self.end[kept], self.amount[kept])


def joined(*parts: Spans) -> Spans:
    """All spans of several lists."""
    return Spans(
        *(np.concatenate([getattr(one, name) for one in parts]) for name in ("left", "right", "start", "end", "amount"))
    )


def marks(column: int, node: Ints, start: Ints, end: Ints, amount: int = 1) -> Spans:
    """Marks of one column; those that never hold are left out."""
    kept = np.flatnonzero(end > start)
    few = (np.full(len(kept), number, np.int8) for number in (column, amount))
    return Spans(node[kept], next(few), start[kept], end[kept], next(few))


def strong_links(shown: Occurrences, claims: int) -> Spans:
    """Links between claims and the nodes of values, which come after those of the claims."""
    node = shown.value + np.array(claims, shown.value.dtype)
    return Spans(shown.claim, node, shown.start, shown.end, np.zeros(len(node), np.int8))


def member_links(arrays: ClaimArrays, window_days: int) -> Spans:
    """Links from each claim to its member's claim before, while both are in the window."""
    by_seen = in_order(arrays.seen)
    _, order = grouped(arrays.member[by_seen], len(arrays.members))
    order = by_seen[order]
    later = np.flatnonzero(np.diff(arrays.member[order]) == 0) + 1
    claim, before = order[later], order[later - 1]
    start, end = arrays.seen[claim], arrays.seen[before].astype(np.int64) + window_days * DAY_SECONDS
    kept = np.flatnonzero(end > start)
    return Spans(claim[kept], before[kept], start[kept], end[kept], np.zeros(len(kept), np.int8))


def confirmed_marks(known: OutcomeSpans) -> Spans:
    """Marks on claims while their outcome is confirmed fraud."""
    fraud = known.code == CONFIRMED_CODE
    return marks(CONFIRMED, known.claim[fraud], known.start[fraud], known.end[fraud])


def recent_marks(node: Ints, seen: Ints) -> Spans:
    """Marks on claims that became visible in the last 30 and 90 days."""
    seen = seen.astype(np.int64)
    return joined(
        *(
            marks(column, node, seen, seen + seconds)
            for column, seconds in zip((RECENT_30, RECENT_90), RECENT_SECONDS, strict=True)
        )
    )
