"""Non-disclosure (带病加入): the member had the illness, or its forerunner, when joining and said nothing.

Who: members alone, of whom many did not read the question. What pays: a benefit that the declaration would have
excluded. It has an outcome of its own and is no fraud in the sense of `is_fraud`. Pages: all genuine. Footprint
(TRACES): visits for it before joining, a past history or a duration in the record that reaches behind the joining date,
an earlier stay counted at the hospital.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.paper_values.wording import LONG_STANDING
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth, Visit

KIND = "non_disclosure"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        "visit_before_joining": 0.55,
        "past_history_reaches_back": 0.5,
        "duration_reaches_back": 0.3,
        "health_check_before_joining": 0.5,
        "stayed_before": 0.3,
    }
)


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Gives a claim an illness that is older than the membership."""
    del earlier
    claim = honest_claim(slot, scene, dice)
    deed = begin(claim, scene, dice, KIND, TRACES)
    claim.member.declared_illness = False
    if deed.leaves("visit_before_joining"):
        _visits(deed)
    _records(deed)
    check = claim.paper("health_check_report")
    if check is not None and deed.leaves("health_check_before_joining"):
        examined = claim.member.joined_on - dt.timedelta(days=dice.whole(20, 500))
        check.values |= {
            "examined_date": examined.isoformat(),
            "reported_date": (examined + dt.timedelta(days=dice.whole(1, 7))).isoformat(),
            "health_check_findings": f"{claim.illness.benign[1]}，建议专科进一步检查。",
        }
        deed.left("health_check_before_joining")
    return claim


def _visits(deed: Deed) -> None:
    claim, dice = deed.claim, deed.dice
    for _ in range(dice.whole(1, 4)):
        day = claim.member.joined_on - dt.timedelta(days=dice.whole(20, 900))
        found = claim.illness.code if dice.chance(0.4) else claim.illness.benign[0]
        claim.visits.append(Visit(day, found, "outpatient", claim.hospital.hospital_id))
    deed.left("visit_before_joining")


def _records(deed: Deed) -> None:
    """What the patient told the ward stands in every paper that repeats it."""
    claim, dice = deed.claim, deed.dice
    years = (claim.event_on - claim.member.joined_on).days // 365 + dice.whole(1, 4)
    told: dict[str, str | int] = {}
    if deed.leaves("past_history_reaches_back"):
        told["past_history"] = f"{claim.illness.benign[1]}病史{years}年{dice.pick(('。', '，间断治疗。'))}"
    if deed.leaves("duration_reaches_back"):
        told["chief_complaint"] = f"{claim.illness.complaint}{years}年余"
        told["present_illness"] = LONG_STANDING.format(when=f"{years}年")
    if deed.leaves("stayed_before"):
        told["admission_count"] = dice.whole(2, 4)
    traces = {
        "past_history": "past_history_reaches_back",
        "chief_complaint": "duration_reaches_back",
        "admission_count": "stayed_before",
    }
    for paper in claim.papers:
        for name, value in told.items():
            if name in paper.values:
                paper.values[name] = value
                if name in traces:
                    deed.left(traces[name])
