"""One paper in several claims: a stranger's genuine paper handed in again.

Footprint: the same file under two members; the name on it is the first one's. The page itself is unaltered.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from fraudpipe.simulation.care import make_claim, retake
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.names import identity_number
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth, Paper

KIND = "reused_paper"
_SAME_FILE = 0.7
_BORROWED = ("pathology_report", "discharge_record", "inpatient_invoice")


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Puts one to two papers of an earlier claim into a new one, for the same illness at the same hospital."""
    recent = earlier[-3_000:]
    if not recent:
        return honest_claim(slot, scene, dice)
    source = dice.pick([one for one in recent if one.paper("pathology_report") and not one.fraud_kind] or recent)
    claim = make_claim(
        scene, slot.number, slot.submitted_at, dice, plan_kind=source.plan_kind, illness=source.illness,
        hospital=source.hospital, doctor=source.doctor,
    )  # fmt: skip
    _resemble(claim, source, dice)
    write_papers(claim, dice)
    claim.fraud_kind = KIND
    claim.lost_fen = claim.amount_fen
    taken = 0
    for kind in _BORROWED:
        theirs, own = source.paper(kind), claim.paper(kind)
        if theirs is None or own is None or taken == 2 or (taken == 1 and dice.chance(0.6)):
            continue
        claim.papers[claim.papers.index(own)] = borrow(theirs, claim, dice)
        taken += 1
    return claim


def _resemble(claim: ClaimTruth, source: ClaimTruth, dice: Dice) -> None:
    """Gives `claim` a member whom the paper fits: of the same sex and nearly the same age."""
    member = claim.member
    years = round(dice.normal(0, 2.5) * 365.25)
    member.sex = source.member.sex
    member.birth_on = min(source.member.birth_on + dt.timedelta(days=years), member.joined_on - dt.timedelta(days=30))
    member.id_number = identity_number(dice, member.birth_on.strftime("%Y%m%d"))
    retake(claim, member, dice)


def borrow(theirs: Paper, claim: ClaimTruth, dice: Dice) -> Paper:
    """The other member's paper as a paper of `claim`: the same file, or photographed again with the name changed."""
    paper = replace(theirs, values=dict(theirs.values), original=dict(theirs.original))
    if dice.chance(_SAME_FILE):
        paper.making = "borrowed"
        claim.footprints.append("same_file")
        return paper
    paper.token = f"{claim.number}:again:{theirs.document_type}"
    paper.alter("patient_name", claim.member.name)
    paper.making = "altered"
    claim.footprints.append("same_numbers")
    return paper
