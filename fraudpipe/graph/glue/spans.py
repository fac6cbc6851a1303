"""What holds for a time: links between two nodes, and marks that count on one."""

from dataclasses import dataclass

import numpy as np

from fraudpipe.graph.occurrences import ClaimArrays, Ints, Occurrences, overlaps
from fraudpipe.graph.outcomes import CONFIRMED_CODE, OutcomeSpans
from fraudpipe.records.moments import DAY_SECONDS

CLAIMS, CONFIRMED, RECENT_30, RECENT_90, TIES, REPEATS = range(6)
"""Columns of what is summed over a component."""
COLUMNS = 6


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
    kept = end > start
    node, start, end = node[kept], start[kept], end[kept]
    return Spans(node, np.full(len(node), column), start, end, np.full(len(node), amount))


def claim_marks(arrays: ClaimArrays, known: OutcomeSpans, window_days: int) -> Spans:
    """On claims: confirmed ones, those of the last 30 and 90 days, and those of a member who is counted already."""
    everyone, seen = np.arange(len(arrays.seen)), arrays.seen.astype(np.int64)
    fraud = known.code == CONFIRMED_CODE
    order = np.lexsort((seen, arrays.member))
    later = np.flatnonzero(np.diff(arrays.member[order]) == 0) + 1
    again, before = order[later], order[later - 1]
    return joined(
        marks(CONFIRMED, known.claim[fraud], known.start[fraud], known.end[fraud]),
        marks(RECENT_30, everyone, seen, seen + 30 * DAY_SECONDS),
        marks(RECENT_90, everyone, seen, seen + 90 * DAY_SECONDS),
        marks(REPEATS, again, seen[again], seen[before] + window_days * DAY_SECONDS),
    )


def tie_marks(arrays: ClaimArrays, shown: Occurrences, first_node: int) -> Spans:
    """On values: a tie for every member who shows one beyond the first, so that three holders make two ties."""
    member = arrays.member[shown.claim]
    order = np.lexsort((shown.start, member, shown.value))
    value, member = shown.value[order], member[order]
    start, end = shown.start[order].astype(np.int64), shown.end[order].astype(np.int64)
    fresh, until = overlaps(value.astype(np.int64) * (len(arrays.members) + 1) + member, start, end)
    value, start, end = value[fresh], start[fresh], until[fresh]
    order = np.lexsort((start, value))
    held, last = overlaps(value[order], start[order], end[order])
    return joined(
        marks(TIES, value + first_node, start, end),
        marks(TIES, value[order][held] + first_node, start[order][held], last[held], -1),
    )
