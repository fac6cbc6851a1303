"""The links that hold at the start of a week, as two lists of neighbours.

A claim is held against the snapshot of the last Monday, 00:00 Asia/Shanghai, at or before its moment: all that is in
it was visible before. What has come since is in the counts as of the moment itself.
"""

from dataclasses import dataclass

import numpy as np

from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS, Ints, Occurrences
from fraudpipe.graph.runs import grouped
from fraudpipe.records.moments import DAY_SECONDS

_SHANGHAI_SECONDS, _MONDAY, _WEEK = 8 * 3_600, 3, 7
STRONG_WEIGHT, MEDIUM_WEIGHT = 2, 1


@dataclass(frozen=True)
class Snapshot:
    """Claims and the values that link them, numbered for this week only.

    Attributes:
        claims: Positions of the claims in it.
        values: Positions of the values in it.
        claim_begins: Where each claim's run of `value_of` starts.
        value_of: Values of each claim.
        value_begins: Where each value's run of `claim_of` starts.
        claim_of: Claims of each value.
        weight: How much each value binds: strong kinds twice as much as medium ones.
    """

    claims: Ints
    values: Ints
    claim_begins: Ints
    value_of: Ints
    value_begins: Ints
    claim_of: Ints
    weight: Ints

    @property
    def holders(self) -> Ints:
        """How many claims show each value."""
        return np.diff(self.value_begins)


def week_start(as_of: Ints) -> Ints:
    """The last Monday 00:00 Asia/Shanghai at or before each moment.

    >>> week_start(np.array([1_709_308_800])).tolist()  # a Saturday
    [1708876800]
    """
    day = (as_of + _SHANGHAI_SECONDS) // DAY_SECONDS
    return (day - (day + _MONDAY) % _WEEK) * DAY_SECONDS - _SHANGHAI_SECONDS


def snapshot(links: Occurrences, moment: int) -> Snapshot:
    """What links at `moment`.

    Args:
        links: The values that link, each on a claim once at any time.
        moment: Only what was visible before it is in the snapshot.
    """
    held = np.flatnonzero((links.start < moment) & (links.end >= moment))
    claims, claim = _numbered(links.claim[held])
    values, value = _numbered(links.value[held])
    claim_begins, by_claim = grouped(claim, len(claims))
    value_begins, by_value = grouped(value, len(values))
    strong = np.isin(links.kind[values], [LINK_KINDS.index(kind) for kind in STRONG_KINDS])
    weight = np.where(strong, STRONG_WEIGHT, MEDIUM_WEIGHT)
    return Snapshot(claims, values, claim_begins, value[by_claim], value_begins, claim[by_value], weight)


def _numbered(keys: Ints) -> tuple[Ints, Ints]:
    """The keys that occur, and the place of each among them."""
    occurs = np.zeros(int(keys.max(initial=-1)) + 1, bool)
    occurs[keys] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs, dtype=np.int32) - 1)[keys]
