"""What the plans promise: waiting, limits, benefits, costs paid back, and how members share what is paid.

Figures of the fixed benefit and of sharing are those that platforms published [S]; the franchise is assumed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fraudpipe.records.plan_terms import CLAIM_LIMIT_DAYS, MILD_BENEFIT_FEN, WAITING_DAYS, benefit_fen

__all__ = [
    "CLAIM_LIMIT_DAYS",
    "FEE_SHARE",
    "FRANCHISE_FEN",
    "MILD_BENEFIT_FEN",
    "OLDEST_JOINING",
    "WAITING_DAYS",
    "Sharing",
    "benefit_fen",
    "contributions",
    "reimbursed_fen",
]

OLDEST_JOINING = 59
"""Members join at 0 to 59 years [S]."""
FEE_SHARE = 0.08
"""The management fee on top of the aid [S]."""

_FEN = 100
FRANCHISE_FEN = 1_000 * _FEN
"""A reimbursement plan pays the whole own part of a bill that reaches this, and nothing below it [A]."""


def reimbursed_fen(total_fen: int, fund_fen: int) -> int:
    """What a reimbursement plan pays of a bill: what the insurance fund did not, from the franchise on.

    >>> reimbursed_fen(1_000_000, 600_000), reimbursed_fen(150_000, 60_000)
    (400000, 0)
    """
    own = total_fen - fund_fen
    return own if own >= FRANCHISE_FEN else 0


@dataclass(frozen=True, slots=True)
class Sharing:
    """One sharing; all money in fen.

    Attributes:
        members: Who shares.
        aid_fen: What was verified and is paid out.
        fee_fen: The management fee on it.
        share_fen: What every member pays, the same for all.
        carried_fen: What is left over by rounding up and lowers the next sharing.
    """

    members: int
    aid_fen: int
    fee_fen: int
    share_fen: int
    carried_fen: int


def contributions(members: Sequence[int], aid_fen: Sequence[int]) -> list[Sharing]:
    """The sharings of consecutive months: (aid + fee - carried) / members, rounded up, the remainder carried on.

    Args:
        members: Members of each month, at least 1.
        aid_fen: What was verified in each month.

    >>> contributions([1_000, 1_000], [100_000, 0])[0]
    Sharing(members=1000, aid_fen=100000, fee_fen=8000, share_fen=108, carried_fen=0)
    """
    found: list[Sharing] = []
    carried = 0
    for count, aid in zip(members, aid_fen, strict=True):
        fee = round(aid * FEE_SHARE)
        due = max(0, aid + fee - carried)
        share = -(-due // count)
        carried += share * count - aid - fee
        found.append(Sharing(count, aid, fee, share, carried))
    return found
