"""One paper in several claims: a stranger's genuine paper handed in again.

Who: somebody who was sent pictures of another patient's papers. What pays: the benefit of an illness that somebody
else has. Signature: one paper under two members. Pages: the very file, unaltered, and then the name on it is the first
one's; or a new picture of it whose name alone is edited on the pixels or printed anew. Footprint (TRACES): the same
file under two members, else the same numbers under another name, unless they were changed as well.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.care import make_claim
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.borrowing import SAME_NUMBERS, at_hand, borrow, one_at_hand, put_in, recent
from fraudpipe.simulation.frauds.deed import begin
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.paper_values.stay import Stay
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "reused_paper"
TRACES: Mapping[str, float] = MappingProxyType({"same_file": 0.7, "same_numbers": SAME_NUMBERS})
_BORROWED = ("pathology_report", "discharge_record", "inpatient_invoice")


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Puts one to two papers of an earlier claim into a new one, for the same illness at the same hospital."""
    near = recent(earlier)
    if not near:
        return honest_claim(slot, scene, dice)
    source = like_source(near, slot.submitted_at, dice)
    claim, _stay = claim_like(source, slot, scene, dice)
    deed = begin(claim, scene, dice, KIND, TRACES)
    taken = 0
    for document_type in _BORROWED:
        theirs = one_at_hand(source, claim, document_type)
        if theirs is None or claim.paper(document_type) is None or taken == 2 or (taken == 1 and dice.chance(0.6)):
            continue
        put_in(borrow(theirs, source, deed, whole=deed.leaves("same_file")), claim, dice)
        taken += 1
    if not taken:
        # A claim must not count as this fraud without the paper that makes it one.
        there = at_hand(source, claim)
        theirs = next((one for one in there if one.document_type in _BORROWED), there[0])
        put_in(borrow(theirs, source, deed, whole=deed.leaves("same_file")), claim, dice)
    return claim


def like_source(near: Sequence[ClaimTruth], moment: int, dice: Dice) -> ClaimTruth:
    """An honest claim with a telling paper, handed in by `moment`; of a few tries the last if none has one."""
    for _ in range(12):
        source = dice.pick(near)
        there = [one for one in source.papers if one.is_there(source.submitted_at, moment)]
        if not source.fraud_kind and any(one.document_type in _BORROWED for one in there):
            return source
    return dice.pick(near)


def claim_like(source: ClaimTruth, slot: Slot, scene: Scene, dice: Dice) -> tuple[ClaimTruth, Stay]:
    """A claim for the illness of `source` at its hospital, by a member whom the papers fit: same sex, near in age."""
    claim = make_claim(
        scene, slot.number, slot.submitted_at, dice, plan_kind=source.plan_kind, illness=source.illness,
        hospital=source.hospital, doctor=source.doctor, like=source.member,
    )  # fmt: skip
    return claim, write_papers(claim, dice)
