"""Non-disclosure: the member had the illness, or its forerunner, when joining and said nothing.

It has an outcome of its own and is no fraud in the sense of `is_fraud`. Footprint: visits for it before joining, a
past history or a duration in the record that reaches behind the joining date, `declared_illness` false.
"""

import datetime as dt
from collections.abc import Sequence

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth, Visit

KIND = "non_disclosure"


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Gives a claim an illness that is older than the membership."""
    del earlier
    claim = honest_claim(slot, scene, dice)
    _bend(claim, dice)
    return claim


def _bend(claim: ClaimTruth, dice: Dice) -> None:
    claim.fraud_kind = KIND
    claim.lost_fen = claim.amount_fen
    claim.member.declared_illness = False
    member_years = (claim.event_on - claim.member.joined_on).days // 365
    years = member_years + dice.whole(1, 4)
    code, name = claim.illness.benign
    if dice.chance(0.55):
        claim.footprints.append("visit_before_joining")
        for _ in range(dice.whole(1, 4)):
            day = claim.member.joined_on - dt.timedelta(days=dice.whole(20, 900))
            found = claim.illness.code if dice.chance(0.4) else code
            claim.visits.append(Visit(day, found, "outpatient", claim.hospital.hospital_id))
    record = claim.paper("discharge_record")
    if record is None:
        return
    if dice.chance(0.5):
        claim.footprints.append("past_history_reaches_back")
        record.values["past_history"] = f"{name}病史{years}年，间断治疗。"
    if dice.chance(0.3):
        claim.footprints.append("duration_reaches_back")
        record.values["chief_complaint"] = f"{claim.illness.complaint}{years}年余"
        record.values["present_illness"] = f"患者{years}年前即出现类似不适，曾于外院就诊，近来加重。"
