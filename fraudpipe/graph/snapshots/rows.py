"""What the week's snapshot says of each claim, by the values that it shares as of its own moment."""

import numba
import numpy as np

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.occurrences import Ints, Occurrences
from fraudpipe.graph.outcomes import CLEARED_CODE, CONFIRMED_CODE, OutcomeSpans
from fraudpipe.graph.runs import between_members, grouped, pointers_of
from fraudpipe.graph.snapshots.cores import camouflage_weight, core_of, holders_of, plain_weight, value_cores
from fraudpipe.graph.snapshots.propagation import DAMPING, ONE, WALKS, given, taken_out, walked
from fraudpipe.graph.snapshots.week import Snapshot, binding, snapshot, week_start

_SEEDS = (("confirmed", CONFIRMED_CODE), ("cleared", CLEARED_CODE))
_MILLION = 1_000_000
_BIRANK = WALKS.index("birank") * len(_SEEDS)
WALK_COLUMNS = tuple(f"{walk}_{name}_millionths" for walk in WALKS for name, _ in _SEEDS)
COLUMNS = ("core_number", "block_hundredths", *WALK_COLUMNS)


def snapshot_rows(
    arrays: ClaimArrays, links: Occurrences, known: OutcomeSpans, claim: Ints, as_of: Ints
) -> dict[str, Ints]:
    """Core numbers and propagated outcomes of each probe, by column.

    Args:
        arrays: The claims.
        links: The values that link.
        known: Outcomes; those of the probe's own member are left out.
        claim: Position of each probe's claim.
        as_of: Moment of each probe.
    """
    found: dict[str, Ints] = {name: np.zeros(len(claim), np.int64) for name in COLUMNS}
    links = links.chosen(between_members(links.claim, links.value, arrays.member))
    pointed = (*grouped(links.claim, len(arrays.seen)), pointers_of(links.value, len(links.kind)))
    # By the day it came, not by the day it is asked about: a claim is never part of what it is held against.
    weeks = week_start(arrays.seen[claim].astype(np.int64))
    order = np.argsort(weeks, kind="stable")
    starts = np.flatnonzero(np.diff(weeks[order], prepend=-1)) if len(order) else order
    for part in np.split(order, starts[1:]) if len(order) else []:
        moment = int(weeks[part[0]])
        for name, values in _rows(arrays, links, pointed, known, moment, claim[part], as_of[part]).items():
            found[name][part] = values
    return found


def _rows(
    arrays: ClaimArrays,
    links: Occurrences,
    pointed: tuple[Ints, Ints, Ints],
    known: OutcomeSpans,
    moment: int,
    claim: Ints,
    as_of: Ints,
) -> dict[str, Ints]:
    rows = (links.claim, links.value, links.start, links.end)
    asked = _asked((claim, as_of), pointed, rows, arrays.member, moment)
    week = snapshot(links, arrays.member, moment, around=asked[1])
    place = week.value_place[asked[1]]
    found = {}
    holders = holders_of(week, arrays.member)
    weights = (("core_number", plain_weight(week)), ("block_hundredths", camouflage_weight(week, holders)))
    for name, weight in weights:
        # What one member alone showed at the start of the week was part of no core.
        cores = np.append(value_cores(holders, weight), 0)
        found[name] = _cores(asked[0], cores[place], np.append(weight, 0)[place])
    seeds = np.zeros((len(arrays.seen), len(_SEEDS)), np.int8)
    for number, (_, code) in enumerate(_SEEDS):
        told = (known.code == code) & (known.start < moment) & (known.end >= moment)
        seeds[known.claim[told], number] = 1
    reached = _reached_by(week, asked, (links, pointed[2]), (arrays.member, seeds), claim, moment)
    return found | dict(zip(WALK_COLUMNS, reached.T, strict=True))


def _reached_by(
    week: Snapshot,
    asked: tuple[Ints, Ints],
    shown: tuple[Occurrences, Ints],
    told: tuple[Ints, Ints],
    claim: Ints,
    moment: int,
) -> Ints:
    """Millionths that reach each probe from its values, its own member's seeds left out: probes x WALK_COLUMNS."""
    links, of_value = shown
    member, seeds = told
    inside = seeds[week.claims]
    sides = (week.claim_begins, week.value_of, week.value_begins, week.claim_of)
    rows = (links.claim, links.start, links.end, of_value, binding(links.kind))
    own = _own_seeds(member[week.claims], inside, member[claim])
    begin = seeds * np.int64((1 - DAMPING) * ONE)
    people = (member, member[claim], week.claim_place, begin)
    reached, weight = _reached(sides, walked(week, inside).parts(), asked, rows, people, own, moment)
    millionths = reached * (_MILLION / ONE)
    millionths[:, _BIRANK:] /= np.sqrt(weight + 1)[:, None]
    return np.asarray(millionths.astype(np.int64))


def _own_seeds(member: Ints, seeds: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """For each probe the run of seeds that are its own member's, and those seeds."""
    seed = np.flatnonzero(seeds.any(axis=1))
    seed = seed[np.argsort(member[seed], kind="stable")]
    low, high = (np.searchsorted(member[seed], owner, side=side) for side in ("left", "right"))
    counts = high - low
    step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), seed[np.repeat(low, counts) + step]


@numba.njit(cache=True)
def _asked(probes, pointed, rows, member, moment):  # type: ignore[no-untyped-def]
    """For each probe the run of its values that another member showed at the start of the week, and those values."""
    claim, as_of = probes
    of_claim, by_claim, of_value = pointed
    row_claim, row_value, row_start, row_end = rows
    begins, values = np.zeros(len(claim) + 1, np.int64), [np.int64(0) for _ in range(0)]
    for probe in range(len(claim)):
        for place in range(of_claim[claim[probe]], of_claim[claim[probe] + 1]):
            row = by_claim[place]
            if row_start[row] >= as_of[probe] or row_end[row] < as_of[probe]:
                continue
            for other in range(of_value[row_value[row]], of_value[row_value[row] + 1]):
                if row_start[other] >= moment:
                    break
                if row_end[other] >= moment and member[row_claim[other]] != member[claim[probe]]:
                    values.append(np.int64(row_value[row]))
                    break
        begins[probe + 1] = len(values)
    return begins, np.array(values)


@numba.njit(cache=True)
def _reached(sides, parts, asked, rows, people, own, moment):  # type: ignore[no-untyped-def]
    """What reaches each probe, x columns, and the weight of its values."""
    begins, values = asked
    row_claim, row_start, row_end, of_value, weight = rows
    member, owner, claim_place, begin = people
    start, give, take, share, _, at_claim = parts
    claims, columns = start.shape
    scratch = (
        np.zeros((claims, columns), np.int64), np.zeros((claims, columns), np.int64),
        np.zeros((len(share), columns), np.int64), np.zeros(claims, np.int8), np.zeros(len(share), np.int8),
    )  # fmt: skip
    less = scratch[0]
    found, total, arrived = np.zeros((len(owner), columns), np.int64), np.zeros(len(owner)), np.zeros(columns, np.int64)
    for probe in range(len(owner)):
        if begins[probe] == begins[probe + 1]:
            continue
        out = own[1][own[0][probe] : own[0][probe + 1]]
        touched = taken_out(sides, parts, out, scratch) if len(out) else [np.int64(0) for _ in range(0)]
        for value in values[begins[probe] : begins[probe + 1]]:
            holders = 0
            arrived[:] = 0
            for row in range(of_value[value], of_value[value + 1]):
                if row_start[row] >= moment:
                    break
                if row_end[row] < moment:
                    continue
                holders += 1
                place = claim_place[row_claim[row]]
                for one in range(columns):
                    if place >= 0:
                        sent = given(start[place, one], take[place, one], give[place, one], at_claim[-1, place, one])
                        arrived[one] += sent - less[place, one]
                    elif member[row_claim[row]] != owner[probe]:
                        # A claim with no link in the snapshot has its own seed to give, and nothing else.
                        arrived[one] += begin[row_claim[row], one % begin.shape[1]]
            total[probe] += weight[value]
            for one in range(columns):
                found[probe, one] += np.int64(arrived[one] * weight[value] / holders)
        for claim in touched:
            less[claim] = 0
    return found, total


@numba.njit(cache=True)
def _cores(begins, cores, weight):  # type: ignore[no-untyped-def]
    found = np.zeros(len(begins) - 1, np.int64)
    for probe in range(len(found)):
        run = slice(begins[probe], begins[probe + 1])
        found[probe] = core_of(cores[run], weight[run])
    return found
