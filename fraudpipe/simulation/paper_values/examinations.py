"""What the imaging room and the laboratory report."""

import datetime as dt
from typing import Any

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.laboratory import laboratory_rows, measured
from fraudpipe.simulation.paper_values.stay import Stay

_SPECIMEN_OF = {"urine": "尿液", "stool": "粪便", "marrow": "骨髓"}
_EVERYBODY = ("blood_count", "liver")
_SECOND_PANEL_SHARE = 0.4


def imaging_report(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The examination that showed it first, some days before the diagnosis; only where the illness can be seen."""
    claim, illness = stay.claim, stay.claim.illness
    examined = min(claim.event_on, claim.admitted_on + dt.timedelta(days=1)) - dt.timedelta(days=dice.whole(0, 6))
    reported = examined + dt.timedelta(days=dice.weighted((0, 1, 2), (70, 25, 5)))
    side = f"{stay.side}侧" if stay.side else ""
    return stay.some("patient_name", "sex", "age", "department", "record_number") | {
        "imaging_number": f"{examined:%y%m%d}{dice.whole(1, 9_999):04d}",
        "examination": illness.imaging,
        "examined_date": examined.isoformat(),
        "reported_date": reported.isoformat(),
        "imaging_findings": f"{side}{measured(illness.imaging_findings, dice)}",
        "imaging_diagnosis": f"{side}{illness.imaging_diagnosis}",
        "attending_doctor": stay.shared["attending_doctor"],
    }


def laboratory_report(stay: Stay, dice: Dice) -> dict[str, Any]:
    """One or two panels of the first days of the stay."""
    claim = stay.claim
    sampled = min(claim.admitted_on + dt.timedelta(days=dice.whole(0, 2)), claim.discharged_on)
    panels = list(claim.illness.panels or _EVERYBODY)
    first = panels.pop(dice.whole(0, len(panels) - 1))
    rows = laboratory_rows(first, True, dice)
    in_blood = [one for one in panels if one not in _SPECIMEN_OF]
    if first not in _SPECIMEN_OF and in_blood and dice.chance(_SECOND_PANEL_SHARE):
        rows += laboratory_rows(dice.pick(in_blood), True, dice)
    return stay.some("patient_name", "sex", "age", "department", "record_number") | {
        "laboratory_number": f"{sampled:%y%m%d}{dice.whole(1, 99_999):05d}",
        "specimen": _SPECIMEN_OF.get(first, "静脉血"),
        "sampled_date": sampled.isoformat(),
        "reported_date": (sampled + dt.timedelta(days=dice.weighted((0, 1), (80, 20)))).isoformat(),
        "laboratory_rows": rows,
    }
