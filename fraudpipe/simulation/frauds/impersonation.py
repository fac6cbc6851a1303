"""Treatment under a member's identity (冒名): somebody uninsured is ill, a member lends the name.

Who: a patient without cover and a member who resembles them. What pays: the benefit or the bill of a real illness that
is not the member's. Signature: a real stay of another body. Pages: all genuine and unaltered (making "genuine"); pixel
forensics must stay silent. Footprint (TRACES): height and blood group unlike those of an earlier paper of the member,
an age that is the patient's own, a contact telephone unlike the earlier one, the member seen elsewhere during the stay.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.care import claim_again, make_claim
from fraudpipe.simulation.country.people import phone
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.borrowing import recent, relate
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.phantom import visit_during_stay
from fraudpipe.simulation.honest import made_claim
from fraudpipe.simulation.papers import add_paper, write_papers
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "impersonation"
TRACES: Mapping[str, float] = MappingProxyType(
    {"blood_group_differs": 0.65, "height_differs": 0.6, "age_of_another": 0.35, "visit_during_stay": 0.45}
)
_BODY = ("admission_note", "record_front_page")
_GROUPS = ("A型", "B型", "O型", "AB型")
_KNOWN_MEMBER = 0.1
"""Hardly more often than honest members claim again: being known is no sign by itself [A]."""
_ASKED_FOR_RECORD = 0.5
_TRIES = 60


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A claim on the stay of somebody else, at times in the name of a member whose papers are known."""
    claim = (_in_known_name(slot, scene, earlier, dice) if dice.chance(_KNOWN_MEMBER) else None) or made_claim(
        slot, scene, dice
    )
    stay = write_papers(claim, dice)
    deed = begin(claim, scene, dice, KIND, TRACES)
    for document_type in _BODY:
        if claim.paper(document_type) is None and dice.chance(_ASKED_FOR_RECORD):
            add_paper(claim, document_type, stay, dice)
    _embody(deed)
    visit_during_stay(deed)
    return claim


def _in_known_name(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth | None:
    """A claim in the name of a member whose papers are known, or None."""
    patient = make_claim(scene, slot.number, slot.submitted_at, dice)
    before = _known(patient, earlier, dice)
    if before is None:
        return None
    claim = claim_again(
        scene, slot.number, slot.submitted_at, before, earlier, dice, plan_kind=before.plan_kind,
        illness=patient.illness if before.plan_kind == patient.plan_kind else None,
    )  # fmt: skip
    if claim is not None:
        relate(claim, before, "member")
    return claim


def _known(claim: ClaimTruth, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth | None:
    """An honest claim of a member who could be the patient, likelier one whose papers describe the body."""
    near = recent(earlier)
    fitting = []
    for _ in range(_TRIES if near else 0):
        other = dice.pick(near)
        member = other.member
        alike = member.sex == claim.member.sex and abs((member.birth_on - claim.member.birth_on).days) < 6_000
        if alike and not other.fraud_kind and member.joined_on < claim.event_on:
            fitting.append(other)
    if not fitting:
        return None
    return dice.weighted(fitting, [1 + 2 * sum(one.paper(kind) is not None for kind in _BODY) for one in fitting])


def _embody(deed: Deed) -> None:
    """Writes the patient's body where the ward measured it."""
    claim, dice = deed.claim, deed.dice
    older = dice.pick((-1, 1)) * dice.whole(3, 9)
    taller = dice.pick((-1, 1)) * dice.whole(6, 14)
    aged = deed.leaves("age_of_another")
    for paper in claim.papers:
        values = paper.values
        age = str(values.get("age", ""))
        if aged and paper.document_type in _BODY and age.endswith("岁"):
            values["age"] = f"{max(1, int(age.removesuffix('岁')) + older)}岁"
            deed.left("age_of_another")
        if "height_cm" in values and deed.leaves("height_differs"):
            values["height_cm"] += taller
            deed.left("height_differs")
        if values.get("blood_group") in _GROUPS and deed.leaves("blood_group_differs"):
            values["blood_group"] = dice.pick([one for one in _GROUPS if one != values["blood_group"]])
            deed.left("blood_group_differs")
        if "contact_phone" in values:
            values["contact_phone"] = phone(dice)
