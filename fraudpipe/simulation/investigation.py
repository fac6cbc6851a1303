"""How claims were looked into, what was found, and when it became known.

Selection and depth decide what can be found: a fraud that got only a desk review is often paid and labelled honest.
"""

import numpy as np
import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.dice import stream
from fraudpipe.simulation.inquiry.casebook import casebook
from fraudpipe.simulation.inquiry.depths import reach_of
from fraudpipe.simulation.inquiry.outcomes import appeal_rows, first_rows, outcomes_frame
from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.inquiry.reviewers import Staff, hire
from fraudpipe.simulation.inquiry.rounds import Whole, rounds_of
from fraudpipe.simulation.inquiry.selection import DESK, Claims, Flags, Real, select
from fraudpipe.simulation.inquiry.verdicts import Truth, judge

INPUT = (
    "number", "submitted_at", "complete_at", "province", "plan_kind", "amount_fen", "kind", "in_waiting", "points",
    "reviewer",
)  # fmt: skip
"""Columns that `investigate_all` reads, one row a claim of the world."""

_YEAR_DAYS = 365.25


def investigate_all(
    claims: pd.DataFrame, parameters: InquiryParameters, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What became of every claim of a world, and what it took to find out.

    The answer depends on the claims and the seed, never on the order or the pieces in which the claims were made.

    Args:
        claims: The columns of INPUT: `number` once each, `complete_at` the moment of the last paper,
            `province` two digits, `kind` "" for an honest claim, `points` of the old rules, `reviewer` "" or the id of
            the insider who waves the claim through.
        parameters: The numbers.
        seed: Of the world.

    Returns:
        The rows of `outcomes` with `number` in place of the claim's id, in the order in which they became known (also
        beyond the end of history), and the casebook.
    """
    claims = claims.sort_values("number", ignore_index=True)
    number = claims["number"].to_numpy(dtype=np.int64)
    submitted_at = claims["submitted_at"].to_numpy(dtype=np.int64)
    complete_at = claims["complete_at"].to_numpy(dtype=np.int64)
    kind, kinds = pd.factorize(claims["kind"].astype("str"), sort=True)
    province, provinces = pd.factorize(claims["province"].astype("str"), sort=True)
    insider, insiders = pd.factorize(claims["reviewer"].where(claims["reviewer"] != ""), sort=True)
    staff = _staff(submitted_at, province, len(provinces), [str(one) for one in insiders], parameters, seed)
    desk = staff.at_desk(_draw(seed, "desk", len(number)))
    # `hire` puts the insiders first.
    desk = np.where(insider >= 0, insider, desk)
    truth = Truth(
        kind=kind.astype(np.int64), kinds=tuple(str(one) for one in kinds),
        reach=_reach(kind, [str(one) for one in kinds], staff.strictness[desk]),
        in_waiting=claims["in_waiting"].to_numpy(dtype=bool), waved=insider >= 0, complete_at=complete_at,
    )  # fmt: skip
    guilty: Flags = claims["kind"].to_numpy(dtype=object) != ""
    selected = select(
        Claims(
            rounds_of(complete_at), province.astype(np.int64), claims["points"].to_numpy(dtype=np.int64),
            claims["amount_fen"].to_numpy(dtype=np.int64),
            (claims["plan_kind"] == "fixed_benefit").to_numpy(dtype=bool), truth.in_waiting, guilty, truth.waved,
        ),
        parameters, seed,
    )  # fmt: skip
    verdicts = judge(truth, selected, parameters, seed)
    outside = staff.in_province(province.astype(np.int64), _draw(seed, "outside", len(number)))
    first = first_rows(verdicts, np.where(selected.why == DESK, desk, outside))
    appeals = appeal_rows(first, guilty, staff.at_desk(_draw(seed, "appeals desk", len(number))), parameters, seed)
    outcomes = outcomes_frame(number, [first, *appeals], selected, verdicts.depth, staff.ids)
    return outcomes, casebook(number, complete_at, selected, verdicts)


def _draw(seed: int, name: str, count: int) -> Real:
    return stream(seed, "investigations", name).random(count)


def _staff(
    submitted_at: Whole, province: Whole, provinces: int, insiders: list[str], parameters: InquiryParameters, seed: int
) -> Staff:
    days = max(1.0, (submitted_at.max() - submitted_at.min()) / DAY_SECONDS) if len(submitted_at) else 1.0
    yearly = _YEAR_DAYS / max(days, _YEAR_DAYS / 12)
    by_province = np.bincount(province, minlength=provinces) * yearly / parameters.claims_per_investigator
    desk = int(len(submitted_at) * yearly / parameters.claims_per_reviewer)
    return hire(seed, insiders, desk, np.maximum(1, np.ceil(by_province)).astype(np.int64))


def _reach(kind: Whole, kinds: list[str], strictness: Real) -> Real:
    """Chance that each claim's case has found it, by depth: a strict reviewer finds more at the desk."""
    reach = reach_of(kinds)[kind]
    reach[:, 0] = np.minimum(reach[:, 0] * strictness, reach[:, -1])
    return np.maximum.accumulate(reach, axis=1)
