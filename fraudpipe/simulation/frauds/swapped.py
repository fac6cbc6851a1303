"""Swapped specimen: another patient's malignant tissue under the member's name.

Who: somebody with access to the pathology counter. What pays: the benefit of a tumour that is not there. Signature: the
microscope says one thing, everything else another. Pages: all genuine and unaltered; only the tissue was not the
member's (the report is "borrowed"), so pixel forensics must stay silent. Footprint (TRACES): low-grade imaging, normal
laboratory values, and no treatment after a diagnosis that demands one.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.honest import made_claim
from fraudpipe.simulation.illnesses import ILLNESSES, Illness
from fraudpipe.simulation.laboratory import measured
from fraudpipe.simulation.paper_values.stay import Stay
from fraudpipe.simulation.papers import add_paper, send_something, write_papers
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "swapped_specimen"
TRACES: Mapping[str, float] = MappingProxyType(
    {"imaging_low_grade": 0.7, "laboratory_normal": 0.5, "no_treatment": 0.65}
)
_ASKED_FOR_IMAGING = 0.6
_TREATMENT = ("手术费", "治疗费")


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A claim on a tumour of which only the pathology report knows."""
    del earlier
    illness = _illness(dice)
    claim = made_claim(slot, scene, dice, plan_kind="fixed_benefit", illness=illness)
    deed = begin(claim, scene, dice, KIND, TRACES)
    untreated = deed.leaves("no_treatment")
    if untreated:
        _charge_no_treatment(claim)
    stay = write_papers(claim, dice)
    pathology = claim.paper("pathology_report") or add_paper(claim, "pathology_report", stay, dice)
    pathology.making = "borrowed"
    _image(deed, stay)
    report = claim.paper("laboratory_report")
    if report is not None and deed.leaves("laboratory_normal"):
        report.values["laboratory_rows"] = [_normal(row) for row in report.values["laboratory_rows"]]
        deed.left("laboratory_normal")
    if untreated:
        claim.papers = [one for one in claim.papers if one.document_type != "operation_record"]
        for paper in claim.papers:
            paper.values.pop("operation_name", None)
        deed.left("no_treatment")
    send_something(claim)
    return claim


def _illness(dice: Dice) -> Illness:
    """A solid tumour that tissue decides and imaging would show."""
    solid = [one for one in ILLNESSES if one.is_cancer and one.tissue and one.imaging_benign and one.operation]
    return dice.weighted(solid, [one.women + one.men for one in solid])


def _image(deed: Deed, stay: Stay) -> None:
    """Whoever asks for the imaging sees what was really there."""
    claim, dice = deed.claim, deed.dice
    if not deed.leaves("imaging_low_grade"):
        claim.papers = [one for one in claim.papers if one.document_type != "imaging_report"]
        return
    report = claim.paper("imaging_report")
    if report is None and dice.chance(_ASKED_FOR_IMAGING):
        report = add_paper(claim, "imaging_report", stay, dice)
    if report is not None:
        side = f"{stay.side}侧" if stay.side else ""
        report.values["imaging_findings"] = f"{side}{measured(claim.illness.imaging_benign, dice)}"
        report.values["imaging_diagnosis"] = f"{side}考虑{claim.illness.benign[1]}。"
        deed.left("imaging_low_grade")


def _charge_no_treatment(claim: ClaimTruth) -> None:
    """The bill of a stay in which somebody was only looked at."""
    kept = [line for line in claim.lines if line.category not in _TREATMENT]
    left_out = sum(line.amount_fen for line in claim.lines) - sum(line.amount_fen for line in kept)
    if not kept or left_out >= claim.total_fen:
        return
    claim.fund_fen = round(claim.fund_fen * (claim.total_fen - left_out) / claim.total_fen)
    claim.lines = kept
    claim.total_fen -= left_out


def _normal(row: tuple[str, str, str, str, str]) -> tuple[str, str, str, str, str]:
    """A laboratory row of somebody healthy: moved to the near end of its range if it lay outside."""
    name, result, unit, span, flag = row
    if not flag:
        return row
    low, high = (float(one) for one in span.split("-"))
    inside = high - (high - low) * 0.2 if flag == "↑" else low + (high - low) * 0.2
    return name, f"{inside:.{len(result.partition('.')[2])}f}", unit, span, ""
