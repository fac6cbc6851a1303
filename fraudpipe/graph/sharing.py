"""Which other members' claims share a value with a claim, at one hop and at two, as of the moment it is scored."""

from dataclasses import dataclass

import numba
import numpy as np

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS, Ints, Occurrences
from fraudpipe.graph.outcomes import CLEARED_CODE, CONFIRMED_CODE, OutcomeSpans
from fraudpipe.graph.runs import between_members, grouped, pointers_of

_STRONG = sum(1 << LINK_KINDS.index(kind) for kind in STRONG_KINDS)
_CONFIRMED, _CLEARED = CONFIRMED_CODE, CLEARED_CODE


@dataclass(frozen=True)
class SharingRows:
    """One row a probe. A claim at two hops shares a value with one at one hop; its member has no claim at one hop.

    Attributes:
        by_kind: Claims at one hop, by the kind of the value, probes x LINK_KINDS.
        confirmed: Of all at one hop, those whose outcome was then confirmed.
        cleared: Those whose outcome was then not_fraud.
        strong_confirmed: Of those at one hop by a strong value, the confirmed ones.
        claims: Distinct claims at one hop.
        first_at: When the first of them showed a shared value; the moment itself where there is none.
        last_at: When the last of them began to show one; 0 where there is none.
        two_by_kind: Claims at two hops, by the kind of the second value.
        two_claims: Distinct claims at two hops.
        two_confirmed: Confirmed ones among them.
        two_cleared: Cleared ones among them.
    """

    by_kind: Ints
    confirmed: Ints
    cleared: Ints
    strong_confirmed: Ints
    claims: Ints
    first_at: Ints
    last_at: Ints
    two_by_kind: Ints
    two_claims: Ints
    two_confirmed: Ints
    two_cleared: Ints


def sharing_rows(arrays: ClaimArrays, shown: Occurrences, known: OutcomeSpans, claim: Ints, as_of: Ints) -> SharingRows:
    """Claims of other members around each probe.

    Args:
        arrays: The claims.
        shown: The values that link.
        known: Outcomes.
        claim: Position of each probe's claim.
        as_of: Moment of each probe.
    """
    # A value of a single member tells nobody of anybody else.
    kept = between_members(shown.claim, shown.value, arrays.member)
    claims, values = shown.claim[kept], shown.value[kept]
    # What is asked of a row stands side by side: every row that is met is one reach into the memory, not four.
    rows = np.empty((len(claims), 4), np.result_type(shown.start, shown.end, shown.claim, arrays.member))
    rows[:, 0], rows[:, 1] = claims, arrays.member[claims]
    rows[:, 2], rows[:, 3] = shown.start[kept], shown.end[kept]
    near, far, seen = _count(
        (claim, as_of, arrays.member),
        (*grouped(claims, len(arrays.seen)), pointers_of(values, len(shown.kind))),
        (rows, values),
        shown.kind,
        (known.begins, known.start, known.end, known.code),
        len(LINK_KINDS),
    )
    kinds = len(LINK_KINDS)
    return SharingRows(
        near[:, :kinds],
        near[:, kinds + 1],
        near[:, kinds + 2],
        near[:, kinds + 3],
        near[:, kinds],
        seen[:, 0],
        seen[:, 1],
        far[:, :kinds],
        far[:, kinds],
        far[:, kinds + 1],
        far[:, kinds + 2],
    )


@numba.njit(cache=True)
def _count(probes, pointed, shown, kind, outcomes, kinds):  # type: ignore[no-untyped-def]
    claim, as_of, member = probes
    begins, order, of_value = pointed
    rows, row_value = shown
    near = np.zeros((len(claim), kinds + 4), np.int32)
    far = np.zeros((len(claim), kinds + 3), np.int32)
    seen = np.zeros((len(claim), 2), as_of.dtype)
    # The probe that met a claim or a value last, and by which kinds: distinct without sets.
    met, met_far = np.full(len(member), -1, np.int32), np.full(len(member), -1, np.int32)
    met_member = np.full(member.max() + 1 if len(member) else 0, -1, np.int32)
    ways = np.zeros(len(member), np.uint8)
    walked = np.full(len(kind), -1, np.int32)
    around = np.zeros(len(member), np.int32)
    for probe in range(len(claim)):
        own, moment = claim[probe], as_of[probe]
        reached = 0
        seen[probe, 0] = moment
        for place in range(begins[own], begins[own + 1]):
            row = order[place]
            value = row_value[row]
            if rows[row, 2] >= moment or rows[row, 3] < moment or walked[value] == probe:
                continue
            walked[value] = probe
            reached = _meet_near(
                (near[probe], seen[probe]), (met, ways, around), reached, rows, of_value[value : value + 2],
                (probe, moment, member[own], kind[value]),
            )  # fmt: skip
        for step in range(reached):
            middle = around[step]
            met_member[member[middle]] = probe
            near_code = _outcome(outcomes, middle, moment)
            near[probe, kinds + 1] += near_code == _CONFIRMED
            near[probe, kinds + 2] += near_code == _CLEARED
            near[probe, kinds + 3] += near_code == _CONFIRMED and ways[middle] & _STRONG != 0
        near[probe, kinds] = reached
        for step in range(reached):
            middle = around[step]
            for place in range(begins[middle], begins[middle + 1]):
                row = order[place]
                value = row_value[row]
                if rows[row, 2] >= moment or rows[row, 3] < moment or walked[value] == probe:
                    continue
                walked[value] = probe
                _meet_far(
                    far[probe], (met_member, met_far, ways), rows, of_value[value : value + 2],
                    (probe, moment, member[own], kind[value]), outcomes,
                )  # fmt: skip
    return near, far, seen


@numba.njit(cache=True)
def _meet_near(found, marks, reached, rows, run, asked):  # type: ignore[no-untyped-def]
    """Notes the claims of one value of the probe's own; returns how many have been reached by now."""
    counts, seen = found
    met, ways, around = marks
    probe, moment, owner, kind = asked
    for row in range(run[0], run[1]):
        other, holder, start, end = rows[row, 0], rows[row, 1], rows[row, 2], rows[row, 3]
        if start >= moment:
            break
        if end < moment or holder == owner:
            continue
        if met[other] != probe:
            met[other], ways[other] = probe, 0
            around[reached] = other
            reached += 1
        if ways[other] >> kind & 1 == 0:
            ways[other] |= 1 << kind
            counts[kind] += 1
        seen[0] = min(seen[0], start)
        seen[1] = max(seen[1], start)
    return reached


@numba.njit(cache=True)
def _meet_far(counts, marks, rows, run, asked, outcomes):  # type: ignore[no-untyped-def]
    """Notes the claims of one value of a claim at one hop."""
    met_member, met_far, ways = marks
    probe, moment, owner, kind = asked
    kinds = len(counts) - 3
    for row in range(run[0], run[1]):
        other, holder, start, end = rows[row, 0], rows[row, 1], rows[row, 2], rows[row, 3]
        if start >= moment:
            break
        if end < moment or holder == owner or met_member[holder] == probe:
            continue
        if met_far[other] != probe:
            met_far[other], ways[other] = probe, 0
            counts[kinds] += 1
            code = _outcome(outcomes, other, moment)
            counts[kinds + 1] += code == _CONFIRMED
            counts[kinds + 2] += code == _CLEARED
        if ways[other] >> kind & 1 == 0:
            ways[other] |= 1 << kind
            counts[kind] += 1


@numba.njit(cache=True)
def _outcome(outcomes, claim, moment):  # type: ignore[no-untyped-def]
    begins, start, end, code = outcomes
    for row in range(begins[claim], begins[claim + 1]):
        if start[row] < moment <= end[row]:
            return code[row]
    return -1
