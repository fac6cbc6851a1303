"""Fabricated paper: a stay that never was, typed up with somebody's template.

Who: forgers who sell sets of papers; a few workshops serve the whole country, each with its layout and its wording.
What pays: any benefit. Signature: papers that no register knows. Pages: printed by the forger (making "fabricated"),
in a layout of no hospital (template 4) unless they copied the hospital's; no pixel is edited afterwards. Footprint
(TRACES): a doctor or a ward that the hospital does not have, no record number, sums too round, dates without the usual
gaps, laboratory values all in the middle, one workshop's wording in claims that share nothing else.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.records.money import fen, yuan_text
from fraudpipe.simulation.country.names import person_name
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds.bills import sum_up
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.falsifying import FORGERS_LAYOUT, hospital_papers, rewrite
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.illnesses import KINDRED_WARDS
from fraudpipe.simulation.paper_values.wording import ENDINGS, MIDDLES, OPENINGS, when_of
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "fabricated_paper"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        "unknown_doctor": 0.5,
        "unknown_department": 0.35,
        "no_record_number": 0.4,
        "round_sums": 0.45,
        "dates_without_gaps": 0.4,
        "laboratory_all_average": 0.6,
        "wording_alike": 0.5,
        "foreign_layout": 0.6,
    }
)
_WORKSHOPS = 9


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Makes all papers of a claim somebody's invention."""
    del earlier
    claim = honest_claim(slot, scene, dice)
    deed, workshop = begin(claim, scene, dice, KIND, TRACES), dice.whole(0, _WORKSHOPS - 1)
    print_set(deed, workshop)
    if deed.leaves("wording_alike"):
        reword(deed, workshop)
    return claim


def print_set(deed: Deed, workshop: int) -> None:
    """Lets a workshop print all hospital papers of a claim.

    Args:
        deed: Its traces name all of this module's, but for the wording.
        workshop: Number of the workshop; the same number has the same habits.
    """
    claim = deed.claim
    foreign = deed.leaves("foreign_layout")
    for paper in hospital_papers(claim):
        paper.making = "fabricated"
        if foreign:
            paper.template, paper.house = FORGERS_LAYOUT, f"F{workshop:02d}"
            deed.left("foreign_layout")
    if deed.leaves("unknown_doctor"):
        deed.left("unknown_doctor")
        claim.names_doctor = False
        rewrite(claim, {"attending_doctor": _unknown_name(deed)})
    if deed.leaves("unknown_department"):
        _move_ward(deed)
    if deed.leaves("no_record_number"):
        deed.left("no_record_number")
        for paper in claim.papers:
            paper.values.pop("record_number", None)
    if claim.lines and deed.leaves("round_sums"):
        _round_sums(deed)
    if deed.leaves("dates_without_gaps"):
        _same_day(deed)
    report = claim.paper("laboratory_report")
    if report is not None and deed.leaves("laboratory_all_average"):
        report.values["laboratory_rows"] = [_average(row) for row in report.values["laboratory_rows"]]
        deed.left("laboratory_all_average")


def reword(deed: Deed, author: int) -> None:
    """Tells the history of a claim in the words of one author, who has a single way to begin.

    Args:
        deed: Its claim; papers whose history was altered stay as they are.
        author: Number of the author in the world.
    """
    dice = Dice(stream(deed.scene.seed, "wording", author), block=16)
    text = dice.pick(OPENINGS) + dice.pick(MIDDLES) + dice.pick(ENDINGS)
    for paper in hospital_papers(deed.claim):
        if "present_illness" in paper.values and not paper.original:
            paper.values["present_illness"] = text.format(when=when_of(str(paper.values["present_illness"])))
            deed.left("wording_alike")


def _unknown_name(deed: Deed) -> str:
    """A name that nobody at the hospital bears."""
    staff = {one.name for ward in deed.claim.hospital.doctors.values() for one in ward}
    name = person_name(deed.dice)
    while name in staff:
        name = person_name(deed.dice)
    return name


def _move_ward(deed: Deed) -> None:
    """A ward that treats such illnesses in other houses and that this one does not have, if there is one."""
    claim = deed.claim
    wards = [one for one in KINDRED_WARDS[claim.illness.is_cancer] if one not in claim.hospital.doctors]
    if wards:
        claim.department = deed.dice.pick(wards)
        rewrite(claim, {"department": claim.department})
        deed.left("unknown_department")


def _round_sums(deed: Deed) -> None:
    claim = deed.claim
    for line in claim.lines:
        line.unit_price_fen = max(10_000, round(line.unit_price_fen * line.quantity / 10_000) * 10_000)
        line.quantity = 1
        line.amount_fen = line.unit_price_fen
    sum_up(claim, deed.dice)
    claim.lost_fen = claim.amount_fen
    own = claim.total_fen - claim.fund_fen
    for paper in claim.papers:
        if paper.document_type in ("inpatient_invoice", "itemised_bill"):
            deed.left("round_sums")
        if "prepaid" in paper.values:
            paper.values["prepaid"] = yuan_text(fen("1000") * (own // fen("1000") + 1))


def _same_day(deed: Deed) -> None:
    """Everything was done and signed within two days: whoever invents dates forgets that offices take theirs."""
    day = deed.claim.discharged_on.isoformat()
    before = (deed.claim.discharged_on - dt.timedelta(days=1)).isoformat()
    dates = {"issue_date": day, "sampled_date": before, "examined_date": before, "reported_date": day}
    for paper in hospital_papers(deed.claim):
        paper.values |= {name: value for name, value in dates.items() if name in paper.values}
    deed.left("dates_without_gaps")


def _average(row: tuple[str, str, str, str, str]) -> tuple[str, str, str, str, str]:
    """A laboratory row whose result is the middle of its range."""
    name, result, unit, span, _flag = row
    low, high = (float(one) for one in span.split("-"))
    decimals = len(result.partition(".")[2])
    return name, f"{(low + high) / 2:.{decimals}f}", unit, span, ""
