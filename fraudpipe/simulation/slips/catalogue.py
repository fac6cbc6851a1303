"""Innocent explanations: what honest claims and honest offices do that looks like fraud.

Applied to every claim alike, after whatever a fraud did, so a slip says nothing about honesty by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.paper_values.cards import show_account
from fraudpipe.simulation.slips import clerical, examinations, hospital, innocent, invoices, records
from fraudpipe.simulation.truth import ClaimTruth

USUAL_SHARE = 0.015
"""The share at which slips are as frequent as the table says."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One kind of slip.

    Attributes:
        name: As the truth of a claim lists it.
        probability: Of a claim that offers the occasion, 0-1.
        source: Where the probability comes from.
        happen: Lets it happen; False where the claim offers no occasion.
    """

    name: str
    probability: float
    source: str
    happen: Callable[[ClaimTruth, Dice], bool]


_LIKE_CLERKS = "assumed: as often as a clerk's slip"

SLIPS = (
    Slip("wrong_date", 0.015, _LIKE_CLERKS, clerical.wrong_date),
    Slip("wrong_age", 0.012, _LIKE_CLERKS, clerical.wrong_age),
    Slip("wrong_name", 0.020, _LIKE_CLERKS, clerical.wrong_name),
    Slip("stand_in_doctor", 0.015, _LIKE_CLERKS, clerical.stand_in_doctor),
    Slip("ward_by_other_name", 0.015, _LIKE_CLERKS, clerical.ward_by_other_name),
    Slip("no_record_number", 0.020, _LIKE_CLERKS, clerical.no_record_number),
    Slip("days_by_other_count", 0.040, "assumed: some wards count both the first and the last day", clerical.days),
    Slip("late_charge", 0.020, "assumed", clerical.late_charge),
    Slip("relatives_paper", 0.003, "assumed: one upload for a household", innocent.relatives_paper),
    Slip("other_name", 0.150, "assumed: maiden, minority and rarely written names", innocent.other_name),
    Slip("wrong_birthday", 0.008, "assumed: two registers differ", innocent.wrong_birthday),
    Slip("traditional_age", 0.015, "assumed: years counted from one", innocent.traditional_age),
    Slip("lent_card", 0.010, "assumed; courts know it well", innocent.lent_card),
    Slip("doctors_rounding", 0.020, "assumed; courts know it well", innocent.doctors_rounding),
    Slip("poor_memory", 0.030, "assumed: dialect, sedation, poor memory", innocent.poor_memory),
    Slip("family_history_as_own", 0.015, _LIKE_CLERKS, innocent.family_history_as_own),
    Slip("questioned_diagnosis", 0.015, "assumed: written before pathology arrived", records.questioned_diagnosis),
    Slip("second_illness", 0.040, "assumed", records.second_illness),
    Slip("corrected_record", 0.020, "assumed", records.corrected_record),
    Slip("originals_elsewhere", 0.020, "assumed: a second insurer keeps originals", records.originals_elsewhere),
    Slip("consultation_pathology", 0.030, "assumed", records.consultation_pathology),
    Slip("outside_slides", 0.015, "assumed", records.outside_slides),
    Slip("two_hospitals", 0.008, "assumed: a transfer", records.two_hospitals),
    Slip("clinical_stage", 0.015, "assumed: clinical and pathological stages differ", hospital.clinical_stage),
    Slip("small_operation", 0.010, "assumed: tissue first, or all that was needed", hospital.small_operation),
    Slip("body_by_hearsay", 0.060, "assumed: asked and not measured", hospital.body_by_hearsay),
    Slip("doctor_left", 0.012, "assumed: staff lists are a year old", hospital.doctor_left),
    Slip("number_of_earlier_stay", 0.015, "assumed: one number for good", hospital.number_of_earlier_stay),
    Slip("one_number", 0.006, "assumed: numbers by bar code", hospital.one_number),
    Slip("harmless_check_up", 0.080, "assumed", hospital.harmless_check_up),
    Slip("follow_up_imaging", 0.060, "assumed: nodules are followed for years", examinations.follow_up_imaging),
    Slip("template_findings", 0.080, "assumed: record systems offer templates", examinations.template_findings),
    Slip("earlier_biopsy", 0.010, "assumed: nodules are punctured", examinations.earlier_biopsy),
    Slip("first_seen_elsewhere", 0.080, "assumed: the house at home came first", examinations.first_seen_elsewhere),
    Slip("sent_from_elsewhere", 0.040, "assumed: the house at home came first", examinations.sent_from_elsewhere),
    Slip("ward_template", 0.080, "assumed: record systems offer templates", hospital.ward_template),
    Slip("reissued_invoice", 0.030, "assumed: settled by hand, a name corrected", invoices.reissued_invoice),
)
"""Every kind of slip, in the order in which they happen."""


def make_slips(claim: ClaimTruth, share: float, dice: Dice) -> None:
    """Lets slips happen to a claim whose identifiers are known.

    Args:
        claim: The claim; it lists what happened in `slips`.
        share: USUAL_SHARE for slips as frequent as in SLIPS, 0 for none.
        dice: Chance.
    """
    show_account(claim)
    times = share / USUAL_SHARE
    for slip in SLIPS:
        if dice.chance(slip.probability * times) and slip.happen(claim, dice):
            claim.slips.append(slip.name)
