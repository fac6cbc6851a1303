"""How many other members' claims share a value with a claim, as of the moment it is scored."""

import numba
import numpy as np

from fraudpipe.graph.occurrences import LINK_KINDS, ClaimArrays, Ints, Occurrences, pointers
from fraudpipe.graph.outcomes import CLEARED_CODE, CONFIRMED_CODE, OutcomeSpans


def sharing_counts(
    arrays: ClaimArrays, shown: Occurrences, known: OutcomeSpans, claim: Ints, as_of: Ints
) -> tuple[Ints, Ints]:
    """Counts of other members' claims that share a value.

    Args:
        arrays: The claims.
        shown: Values on claims.
        known: Outcomes.
        claim: Position of each probe's claim.
        as_of: Moment of each probe.

    Returns:
        Distinct claims by kind, probes x LINK_KINDS; and distinct claims over all kinds whose outcome was then
        confirmed or cleared, probes x 2.
    """
    by_claim = np.argsort(shown.claim, kind="stable")
    counts, labelled = _count(
        claim,
        as_of,
        arrays.member,
        (pointers(shown.claim[by_claim], len(arrays.seen)), by_claim),
        pointers(shown.value, len(shown.kind)),
        (shown.claim, shown.value, shown.start, shown.end),
        shown.kind,
        (known.begins, known.start, known.end, known.code),
        len(LINK_KINDS),
    )
    return counts, labelled


@numba.njit(cache=True)
def _count(claim, as_of, member, of_claim, of_value, rows, kind, outcomes, kinds):  # type: ignore[no-untyped-def]
    row_claim, row_value, row_start, row_end = rows
    begins, order = of_claim
    counts = np.zeros((len(claim), kinds), np.int64)
    labelled = np.zeros((len(claim), 2), np.int64)
    # The probe that counted a claim last, by kind and (last line) over all kinds: distinct without sets.
    counted = np.full((kinds + 1, len(member)), -1, np.int64)
    for probe in range(len(claim)):
        own, moment = claim[probe], as_of[probe]
        for place in range(begins[own], begins[own + 1]):
            row = order[place]
            if row_start[row] >= moment or row_end[row] < moment:
                continue
            value = row_value[row]
            for other in range(of_value[value], of_value[value + 1]):
                if row_start[other] >= moment:
                    break
                found = row_claim[other]
                if row_end[other] < moment or member[found] == member[own]:
                    continue
                if counted[kind[value], found] != probe:
                    counted[kind[value], found] = probe
                    counts[probe, kind[value]] += 1
                if counted[kinds, found] != probe:
                    counted[kinds, found] = probe
                    code = _outcome(outcomes, found, moment)
                    labelled[probe, 0] += code == CONFIRMED_CODE
                    labelled[probe, 1] += code == CLEARED_CODE
    return counts, labelled


@numba.njit(cache=True)
def _outcome(outcomes, claim, moment):  # type: ignore[no-untyped-def]
    begins, start, end, code = outcomes
    for row in range(begins[claim], begins[claim + 1]):
        if start[row] < moment <= end[row]:
            return code[row]
    return -1
