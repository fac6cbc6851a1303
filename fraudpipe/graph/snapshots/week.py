"""The links that hold at the start of a week, as two lists of neighbours.

A claim is held against the snapshot of the last Monday, 00:00 Asia/Shanghai, at or before the moment it came: on
whatever day it is asked about, it is no part of that. What has come since is in the counts as of the moment itself.
"""

from dataclasses import dataclass

import numpy as np

from fraudpipe.graph.glue.growing import ever_joined
from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS, Ints, Occurrences
from fraudpipe.graph.runs import between_members, grouped, pointers_of
from fraudpipe.records.moments import DAY_SECONDS

_SHANGHAI_SECONDS, _MONDAY, _WEEK = 8 * 3_600, 3, 7
STRONG_WEIGHT, MEDIUM_WEIGHT = 2, 1


@dataclass(frozen=True)
class Snapshot:
    """Values that two members or more show, and the claims that show them, numbered for this week only.

    Attributes:
        claims: Positions of the claims in it.
        values: Positions of the values in it.
        claim_place: Number of each claim by position, -1 for those that are not in it.
        value_place: Number of each value by position, -1 for those that are not in it.
        claim_begins: Where each claim's run of `value_of` starts.
        value_of: Values of each claim.
        value_begins: Where each value's run of `claim_of` starts.
        claim_of: Claims of each value.
        weight: How much each value binds: strong kinds twice as much as medium ones.
    """

    claims: Ints
    values: Ints
    claim_place: Ints
    value_place: Ints
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


def binding(kind: Ints) -> Ints:
    """How much a value of each kind binds."""
    strong = np.isin(kind, [LINK_KINDS.index(name) for name in STRONG_KINDS])
    return np.where(strong, STRONG_WEIGHT, MEDIUM_WEIGHT)


def snapshot(links: Occurrences, member: Ints, moment: int, around: Ints | None = None) -> Snapshot:
    """What links at `moment`.

    Args:
        links: The values that link, each on a claim once at any time.
        member: Member of each claim.
        moment: Only what was visible before it is in the snapshot.
        around: Positions of values; only what hangs together with the members who show them is in the snapshot, since
            nothing else bears on them. Everything when None.
    """
    held = np.flatnonzero((links.start < moment) & (links.end >= moment))
    between = held[between_members(links.claim[held], links.value[held], member)]
    if around is not None:
        asked = np.zeros(len(links.kind), bool)
        asked[around] = True
        near = member[links.claim[held[asked[links.value[held]]]]]
        between = _hanging_on(near, links.claim[between], links.value[between], between, member)
    claims, claim_place = _numbered(links.claim[between], len(member))
    values, value_place = _numbered(links.value[between], len(links.kind))
    claim, value = claim_place[links.claim[between]], value_place[links.value[between]]
    claim_begins, by_claim = grouped(claim, len(claims))
    value_begins = pointers_of(value, len(values))
    weight = binding(links.kind[values])
    return Snapshot(
        claims, values, claim_place, value_place, claim_begins, value[by_claim], value_begins, claim, weight
    )


def _hanging_on(near: Ints, claim: Ints, value: Ints, rows: Ints, member: Ints) -> Ints:
    """The rows, sorted by value, whose members hang together with those of `near`."""
    who = member[claim]
    fresh = np.diff(value, prepend=-1) != 0
    first = who[np.maximum.accumulate(np.where(fresh, np.arange(len(who)), 0))]
    home = ever_joined(who, first, int(member.max(initial=-1)) + 1)
    reached = np.zeros(len(home), bool)
    reached[home[near]] = True
    return rows[reached[home[who]]]


def _numbered(keys: Ints, count: int) -> tuple[Ints, Ints]:
    """The keys that occur, and the place of each among them."""
    occurs = np.zeros(count, bool)
    occurs[keys] = True
    return np.flatnonzero(occurs), np.where(occurs, np.cumsum(occurs, dtype=np.int32) - 1, np.int32(-1))
