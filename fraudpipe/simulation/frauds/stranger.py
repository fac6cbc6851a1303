"""Another person's genuine case in one's own name: a colluding doctor prints a patient's record for somebody else.

Who: a doctor and the members sent there. What pays: the benefit of an illness that the other patient has. Signature:
two people with one body. Pages: printed by the hospital, genuine and unaltered (making "borrowed"): pixel forensics
must stay silent. Footprint (TRACES): laboratory results, blood pressure, imaging and operation texts repeated from an
earlier patient of the same doctor and ward.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.borrowing import recent, relate
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.reused import claim_like
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.paper_values.stay import Stay
from fraudpipe.simulation.papers import add_paper
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "stranger_paper"
TRACES: Mapping[str, float] = MappingProxyType(
    {"laboratory_repeated": 0.8, "vitals_repeated": 0.7, "findings_repeated": 0.75, "same_doctor_again": 0.6}
)
_COPIED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "laboratory_repeated": ("laboratory_rows",),
        "vitals_repeated": ("blood_pressure", "height_cm", "physical_examination"),
        "findings_repeated": ("imaging_findings", "operation_findings", "specimen"),
    }
)
_TELLING = ("laboratory_report", "admission_note", "imaging_report", "operation_record")
_TRIES = 40


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A claim whose record tells of an earlier patient of the same doctor."""
    near = recent(earlier)
    if not near:
        return honest_claim(slot, scene, dice)
    again = [one for one in near if one.fraud_kind == KIND]
    doctors_own = bool(again) and scene.leaves(
        "same_doctor_again", TRACES["same_doctor_again"], slot.submitted_at, dice
    )
    source = again[-1] if doctors_own else _source(near, dice)
    claim, stay = claim_like(source, slot, scene, dice)
    deed = begin(claim, scene, dice, KIND, TRACES)
    relate(claim, source, "patient")
    if doctors_own:
        deed.left("same_doctor_again")
    _copy(deed, stay, source)
    for paper in claim.papers:
        if paper.document_type in _TELLING or paper.document_type == "pathology_report":
            paper.making = "borrowed"
    return claim


def _source(near: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A patient of some that were looked at, likelier one whose record is worth copying."""
    looked_at = [dice.pick(near) for _ in range(_TRIES)]
    honest = [one for one in looked_at if not one.fraud_kind] or looked_at
    return dice.weighted(honest, [(1 + sum(one.paper(kind) is not None for kind in _TELLING)) ** 2 for one in honest])


def _copy(deed: Deed, stay: Stay, source: ClaimTruth) -> None:
    """Repeats what the doctor is too lazy to invent; the papers that show it come with the claim."""
    for document_type in _TELLING:
        theirs = source.paper(document_type)
        if theirs is None:
            continue
        own = deed.claim.paper(document_type) or add_paper(deed.claim, document_type, stay, deed.dice)
        for trace, names in _COPIED.items():
            shown = [name for name in names if name in own.values and name in theirs.values]
            if shown and deed.leaves(trace):
                own.values |= {name: theirs.values[name] for name in shown}
                deed.left(trace)
