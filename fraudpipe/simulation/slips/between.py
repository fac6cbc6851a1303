"""Two honest claims get mixed up: a file put to the wrong one, a sample under the wrong name."""

from collections.abc import Sequence
from dataclasses import replace

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.truth import ClaimTruth

MIXED_UPLOAD = 0.06
"""Claims of a household with a file that was meant for the other one [A]."""
MIXED_SAMPLE = 0.04
"""Laboratory sheets that show another patient's sample, where one was near: tubes changed, a sheet reprinted [A]."""
_NEAR = 1_500


def mixed_upload(claim: ClaimTruth, other: ClaimTruth, dice: Dice) -> bool:
    """Whoever uploads for a household puts one file of `other` to this claim as well; False where one cheats."""
    if other.fraud_kind:
        return False
    there = [one for one in other.papers if one.is_there(other.submitted_at, claim.submitted_at)]
    claim.papers.append(replace(dice.pick(there), late_days=0, making="borrowed"))
    claim.slips.append("mixed_upload")
    return True


def mixed_sample(claim: ClaimTruth, earlier: Sequence[ClaimTruth]) -> bool:
    """The laboratory mixed up two patients: the sheet shows what another one of that house had not long before."""
    own = claim.paper("laboratory_report")
    for one in reversed(earlier[-_NEAR:]):
        theirs = one.paper("laboratory_report") if one.hospital is claim.hospital and not one.fraud_kind else None
        if own is not None and theirs is not None and theirs.values["specimen"] == own.values["specimen"]:
            own.values["laboratory_rows"] = theirs.values["laboratory_rows"]
            claim.slips.append("mixed_sample")
            return True
    return False
