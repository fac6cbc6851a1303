"""Stage up-coding: an early or mild form told as an invasive one. Pays only under a fixed benefit.

Who: a member and a doctor who writes a favour. What pays: the difference between the small benefit of an early thyroid
or prostate tumour and the full one, or the whole where an in-situ finding pays nothing. Signature: a grave stage and a
light stay. Pages: certificate and discharge record are the hospital's own, genuine and unaltered; what they say of the
stage is untrue. Footprint (TRACES): pathology, front page or operation record still give the true stage; a stay and a
bill far below what the stage needs; a small operation.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.billing import charges_of
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.honest import made_claim
from fraudpipe.simulation.illnesses import ILLNESSES, Illness
from fraudpipe.simulation.paper_values.stay import IN_SITU, SMALL_OPERATION, Stay
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.plans import MILD_BENEFIT_FEN, WAITING_DAYS, benefit_fen
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "stage_upcoding"
TRACES: Mapping[str, float] = MappingProxyType(
    {"stage_contradicted": 0.6, "stay_too_short": 0.6, "small_operation": 0.5}
)
_MILD_SHARE = 0.6
_TRUE_MILD = "IA期"
_ALWAYS_TOLD = ("diagnosis_certificate", "discharge_record")
_LIGHT_COST = (0.3, 0.6)


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A claim on a tumour that is real but not as grave as its papers say."""
    del earlier
    illness = _illness(dice)
    claim = made_claim(slot, scene, dice, plan_kind="fixed_benefit", illness=illness)
    light = scene.leaves("stay_too_short", TRACES["stay_too_short"], slot.submitted_at, dice)
    if light:
        _shorten(claim, dice.whole(1, 3), dice)
    # The full benefit is what it is done for.
    claim.mild = False
    claim.amount_fen = benefit_fen(claim.member.age_on(claim.event_on), mild=False)
    stay = write_papers(claim, dice)
    deed = begin(claim, scene, dice, KIND, TRACES)
    if illness.mild:
        claim.lost_fen = claim.amount_fen - MILD_BENEFIT_FEN
    if light:
        deed.left("stay_too_short")
    _tell(deed, stay, _TRUE_MILD if illness.mild else IN_SITU)
    return claim


def _illness(dice: Dice) -> Illness:
    """A thyroid or prostate tumour, whose early form pays less, or another one that can be caught in situ."""
    staged = [one for one in ILLNESSES if one.is_cancer and one.code < "C90" and one.operation and one.tissue]
    mild = [one for one in staged if one.mild]
    chosen = mild if mild and dice.chance(_MILD_SHARE) else staged
    return dice.weighted(chosen, [one.women + one.men for one in chosen])


def _shorten(claim: ClaimTruth, days: int, dice: Dice) -> None:
    """The stay that the true stage needed, with its smaller bill."""
    claim.discharged_on = claim.admitted_on + dt.timedelta(days=days)
    claim.event_on = min(claim.event_on, claim.discharged_on)
    claim.in_waiting = (claim.event_on - claim.member.joined_on).days < WAITING_DAYS
    fund_share = claim.fund_fen / claim.total_fen
    claim.lines = charges_of(claim.illness, days, claim.total_fen * dice.between(*_LIGHT_COST), dice)
    claim.total_fen = sum(line.amount_fen for line in claim.lines)
    claim.fund_fen = round(claim.total_fen * fund_share)


def _tell(deed: Deed, stay: Stay, true_stage: str) -> None:
    """Certificate and discharge record give the higher stage, the others the true one if nobody thought of them.

    What is told is what honest patients have whom the full benefit is paid.
    """
    claim, told = deed.claim, stay.stage
    forgotten = deed.leaves("stage_contradicted")
    small = deed.leaves("small_operation")
    for paper in claim.papers:
        stage = true_stage if forgotten and paper.document_type not in _ALWAYS_TOLD else told
        for name in ("diagnosis", "tumour_stage"):
            was = str(paper.values.get(name, ""))
            if told and told in was:
                paper.values[name] = was.replace(told, stage)
                if stage == true_stage:
                    deed.left("stage_contradicted")
        if small and "operation_name" in paper.values:
            paper.values["operation_name"] = SMALL_OPERATION
            deed.left("small_operation")
