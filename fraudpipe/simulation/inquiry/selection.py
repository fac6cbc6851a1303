"""Which claims are looked into beyond the desk, and how deeply: a random arm, tips, then the old rules.

Each province has its investigators, so many as its claims of the quarter before asked for: in a wave of claims there
are too few. The random arm is served first, tips wait up to a month for a place, and what the rules pick beyond the
capacity of a round falls back to the desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fraudpipe.simulation.dice import stream
from fraudpipe.simulation.inquiry.depths import EFFORT
from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.inquiry.rounds import MONTHS_A_QUARTER, ROUNDS, Rounds, Whole, decided_at

DESK, RANDOM, REFERRAL, RULES = range(4)
"""Why a claim was looked into; DESK is the routine review, which needs no reason."""

_MOST_EFFORT = int(EFFORT.max())
_LEAST_PLACES = 2
_WAITS_ROUNDS = ROUNDS
_QUARTERS_A_YEAR = 4
_MONTH_OF_EFFORT = 100

_RULE_DEPTHS = np.cumsum([[0.35, 0.05, 0.50, 0.10], [0.10, 0.10, 0.60, 0.20], [0.05, 0.05, 0.60, 0.30]], axis=1)
"""Rows: costs paid back, a small benefit, a large one. Columns: external, remote, one_hospital, full [A]."""

_OTHER_DEPTHS = np.cumsum([0.0, 0.0, 0.5, 0.5])
"""Of the random arm and of tips: whoever is sent is sent to a hospital at least [A]."""

_LARGE_FEN = 20_000_000

Real = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Claims:
    """What selection is told, one entry a claim, in the order of claim numbers. `guilty` is seen by tips alone."""

    rounds: Rounds
    province: Whole
    points: Whole
    amount_fen: Whole
    fixed_benefit: Flags
    in_waiting: Flags
    guilty: Flags
    waved: Flags


@dataclass(frozen=True, slots=True)
class Selected:
    """What was decided, one entry a claim.

    Attributes:
        why: DESK, RANDOM, REFERRAL or RULES.
        depth: How far the case is taken if nothing is found before, as a place in DEPTHS.
        decided_at: When it was selected; 0 at the desk.
        propensity: The chance, given the points and the round, that the claim would be looked into beyond the desk;
            NaN for tips, which have no chance anybody could state, and for what stayed at the desk, where the number
            would tell whom a reviewer kept out of the rules' reach.
    """

    why: Whole
    depth: Whole
    decided_at: Whole
    propensity: Real


def select(claims: Claims, parameters: InquiryParameters, seed: int) -> Selected:
    """Selects among all claims of a world, province by province and round by round."""
    count = len(claims.points)

    def draw(name: str) -> Real:
        return stream(seed, "investigations", name).random(count)

    tipped_share = parameters.referral_share * np.where(claims.guilty, parameters.referral_odds, 1.0)
    office = _Office(
        claims, parameters,
        depth=_depths(claims, draw("depth")), arm_depth=np.searchsorted(_OTHER_DEPTHS, draw("arm depth")) + 1,
        lottery=draw("lottery"), rest=draw("rest"),
        tipped=(draw("tips") < tipped_share) & ~claims.waved & ~claims.in_waiting,
        above=(claims.points >= _threshold(claims, parameters.rules_share)) & ~claims.in_waiting,
    )  # fmt: skip
    made = Selected(
        np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64), np.full(count, np.nan)
    )
    for province in np.unique(claims.province).tolist():
        office.serve(np.flatnonzero(claims.province == province), made)
    return made


def capacity(months: Whole, counts: Whole, parameters: InquiryParameters) -> dict[int, tuple[int, int]]:
    """What a province can do in each of `months`, by its claims of the quarter before (in the first: of that one).

    Args:
        months: Months since 1970, rising.
        counts: Claims of the province in each of them.
        parameters: The numbers.

    Returns:
        Month to (effort in hundredths of an investigator's month, the part of it that each round of the month keeps
        free for the random arm). However small the province, it can serve the random arm and two cases more.
    """
    quarter = months // MONTHS_A_QUARTER
    by_quarter = {one: int(counts[quarter == one].sum()) for one in np.unique(quarter).tolist()}
    first = int(quarter[0])
    found = {}
    for month, own in zip(months.tolist(), quarter.tolist(), strict=True):
        claims = by_quarter.get(own - 1, 0) if own > first else by_quarter[own]
        staff = claims * _QUARTERS_A_YEAR / parameters.claims_per_investigator
        drawn = int(parameters.random_share * claims / (MONTHS_A_QUARTER * ROUNDS)) + 1
        kept = _MOST_EFFORT * drawn
        found[month] = (max(ROUNDS * kept + _LEAST_PLACES * _MOST_EFFORT, int(staff * _MONTH_OF_EFFORT)), kept)
    return found


class _Office:
    """Hands out places of one province after the other."""

    def __init__(
        self,
        claims: Claims,
        parameters: InquiryParameters,
        *,
        depth: Whole,
        arm_depth: Whole,
        lottery: Real,
        rest: Real,
        tipped: Flags,
        above: Flags,
    ) -> None:
        self._claims = claims
        self._parameters = parameters
        self._depth, self._arm_depth = depth, arm_depth
        self._lottery, self._rest = lottery, rest
        self._tipped, self._above = tipped, above

    def serve(self, rows: Whole, made: Selected) -> None:
        """All rounds of the province whose claims are `rows`; writes into `made`."""
        months, counts = np.unique(self._claims.rounds.month[rows], return_counts=True)
        effort = capacity(months, counts, self._parameters)
        used = dict.fromkeys(effort, 0)
        waiting: list[tuple[int, int]] = []
        for number, group in self._by_round(rows):
            month, within = number // ROUNDS, number % ROUNDS
            total, kept = effort[month]
            drawn, arm_share = self._random_arm(group, total - used[month])
            used[month] += self._send(drawn, RANDOM, self._arm_depth, number, made)
            # Nobody else takes what the random arm may still need before the month is over.
            free = total - kept * (ROUNDS - 1 - within)
            waiting = [one for one in waiting if number - one[1] <= _WAITS_ROUNDS]
            waiting += [(row, number) for row in group[self._tipped[group] & (made.why[group] == DESK)].tolist()]
            served = waiting[: max(0, free - used[month]) // _MOST_EFFORT]
            waiting = waiting[len(served) :]
            tips = np.array([row for row, _ in served], dtype=np.int64)
            used[month] += self._send(tips, REFERRAL, self._arm_depth, number, made)
            picked, chance = self._rules(group, made, min(free, total * (within + 1) // ROUNDS) - used[month])
            used[month] += self._send(picked, RULES, self._depth, number, made)
            recorded = (made.why[group] == RANDOM) | (made.why[group] == RULES)
            made.propensity[group[recorded]] = arm_share + (1.0 - arm_share) * chance[recorded]

    def _by_round(self, rows: Whole) -> Iterator[tuple[int, Whole]]:
        """Each round and its claims, in the order of claim numbers."""
        numbers = self._claims.rounds.number[rows]
        order = np.argsort(numbers, kind="stable")
        edges = np.flatnonzero(np.diff(numbers[order])) + 1
        for group in np.split(rows[order], edges):
            yield int(self._claims.rounds.number[group[0]]), group

    def _random_arm(self, group: Whole, left: int) -> tuple[Whole, float]:
        """A lottery among all claims of a round, and the chance that each of them had."""
        wanted = self._parameters.random_share * len(group)
        places = max(0, left) // _MOST_EFFORT
        taken = min(places, int(wanted) + int(self._rest[group[0]] < wanted - int(wanted)))
        drawn = group[np.argsort(self._lottery[group], kind="stable")[:taken]]
        # Rounding by chance keeps the share exact; too few places lower it to places by claims.
        return drawn, min(wanted, places) / len(group)

    def _rules(self, group: Whole, made: Selected, left: int) -> tuple[Whole, Real]:
        """The claims with most points while places last, and for each claim of `group` the chance that its points had.

        Equal points draw lots. A place is one that would hold the deepest case, so that no claim is passed over for
        the depth it would have needed.
        """
        points = self._claims.points[group]
        free = self._above[group] & (made.why[group] == DESK) & ~self._claims.waved[group]
        candidates = group[free]
        order = np.lexsort((self._lottery[candidates], -self._claims.points[candidates]))
        queue = candidates[order]
        before = np.cumsum(EFFORT[self._depth[queue]]) - EFFORT[self._depth[queue]]
        picked = queue[before + _MOST_EFFORT <= left]
        if len(picked) == len(queue):
            return picked, self._above[group].astype(np.float64)
        margin = self._claims.points[queue[len(picked)]]
        tied = (self._claims.points[queue] == margin).sum()
        share = (self._claims.points[picked] == margin).sum() / tied
        chance = np.where(points > margin, 1.0, np.where(points == margin, share, 0.0))
        return picked, chance * self._above[group]

    def _send(self, rows: Whole, why: int, depth: Whole, number: int, made: Selected) -> int:
        """Opens the cases and returns the effort they take."""
        made.why[rows] = why
        made.depth[rows] = depth[rows]
        made.decided_at[rows] = decided_at(np.array([number]))[0]
        return int(EFFORT[depth[rows]].sum())


def _depths(claims: Claims, draw: Real) -> Whole:
    """How far the rules would take each claim: further where more is at stake."""
    row = np.where(claims.fixed_benefit, np.where(claims.amount_fen >= _LARGE_FEN, 2, 1), 0)
    return np.asarray((draw[:, None] >= _RULE_DEPTHS[row]).sum(axis=1) + 1, dtype=np.int64).clip(1, 4)


def _threshold(claims: Claims, share: float) -> Whole:
    """For each claim the points from which the rules pick: tuned on the quarter before, as such systems are."""
    quarter = claims.rounds.quarter
    found = np.zeros(len(quarter), dtype=np.int64)
    names = np.unique(quarter).tolist()
    for place, name in enumerate(names):
        found[quarter == name] = _level(claims.points[quarter == names[max(0, place - 1)]], share)
    return found


def _level(points: Whole, share: float) -> int:
    """The least points that a share of claims nearest to `share` reaches; points that nobody has at a share of 0."""
    levels, counts = np.unique(points, return_counts=True)
    reached = np.append(np.cumsum(counts[::-1])[::-1] / len(points), 0.0)
    return int(np.append(levels, levels[-1] + 1)[np.argmin(np.abs(reached - share))])
