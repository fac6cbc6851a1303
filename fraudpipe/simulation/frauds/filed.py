"""Withdrawn once looked into, then filed again: the same papers under another identity or at another platform.

Who: a family with one set of forged papers. What pays: whichever platform does not look. Signature: a first claim that
ends as withdrawn, and later a relative's with the same papers. Pages: altered as in altered.py the first time; then
the very files, or new pictures of them with the name edited on the pixels or printed anew. Footprint (TRACES): the same
file or the same numbers under two members of one household; another platform knows the papers
(`claim.filed_elsewhere`).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.country.people import share_household
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds import altered
from fraudpipe.simulation.frauds.borrowing import SAME_NUMBERS, at_hand, borrow, put_in, recent, relate
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.falsifying import OWN_CARDS, show_address
from fraudpipe.simulation.frauds.reused import claim_like
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "filed_elsewhere"
TRACES: Mapping[str, float] = MappingProxyType(
    {"same_file": 0.5, "same_numbers": SAME_NUMBERS, "same_household": 0.8, **altered.TRACES}
)
_OTHER_PLATFORM = 0.7
_AFTER_DAYS = 30
_FORGED = ("pathology_report", "diagnosis_certificate", "discharge_record")


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """The first claim of a family, or the second one of a family whose first was looked into."""
    first = _waiting(earlier, slot.submitted_at)
    if first is None:
        claim = honest_claim(slot, scene, dice, plan_kind="fixed_benefit")
        altered.alter_claim(begin(claim, scene, dice, KIND, TRACES))
        claim.filed_elsewhere = dice.chance(_OTHER_PLATFORM)
        return claim
    claim, _stay = claim_like(first, slot, scene, dice)
    deed = begin(claim, scene, dice, KIND, TRACES)
    _again(deed, first)
    return claim


def _waiting(earlier: Sequence[ClaimTruth], moment: int) -> ClaimTruth | None:
    """The oldest first claim whose papers have not been used again and which has had time to be withdrawn."""
    for one in recent(earlier):
        if one.fraud_kind == KIND and not any(link.startswith("refiled:") for link in one.links):
            return one if one.submitted_at <= moment - _AFTER_DAYS * DAY_SECONDS else None
    return None


def _again(deed: Deed, first: ClaimTruth) -> None:
    """The same set under a relative's name."""
    claim = deed.claim
    relate(claim, first, "refiled")
    claim.filed_elsewhere = first.filed_elsewhere
    if deed.leaves("same_household"):
        share_household(claim.member, first.member, deed.dice)
        show_address(claim)
        deed.left("same_household")
    whole = deed.leaves("same_file")
    there = [one for one in at_hand(first, claim) if one.document_type not in OWN_CARDS]
    forged = {one.document_type: one for one in reversed(there) if one.document_type in _FORGED}
    for theirs in list(forged.values()) or there[:1]:
        put_in(borrow(theirs, first, deed, whole=whole), claim, deed.dice)
