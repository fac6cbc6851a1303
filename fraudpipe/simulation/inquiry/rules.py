"""The old rules: points for what shows at the desk, without a model and without knowing who cheats.

A rule sees a sign, not its cause: a date that a forger moved and a date that a clerk mistyped are the same sign and
cost the same points. So honest claims with slips are picked as well, which is why nine picks in ten are wrong [S].
"""

import datetime as dt
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from fraudpipe.simulation.truth import ClaimTruth

_WAITING_DAYS = 90
_WAIT = dt.timedelta(days=_WAITING_DAYS)
_SOON_DAYS, _RECENT_DAYS = 120, 180
_SOON, _RECENT = 12, 5
_BENEFIT_STEP_FEN = 5_000_000
_MOST_FOR_AMOUNT = 8
_WATCHED_PERCENT = 3
_WATCHED = 10
_MOST_SHARED = 24

POINTS: Mapping[str, int] = MappingProxyType(
    {
        "same_file": 25,
        "name_differs": 18,
        "dates_differ": 18,
        "diagnosis_differs": 18,
        "earlier_visit": 14,
        "person_differs": 9,
        "sums_differ": 12,
        "history_reaches_back": 10,
        "doctor_unknown": 10,
        "identifier_shared": 8,
        "ward_unknown": 6,
        "number_odd": 6,
        "cost_high": 8,
        "days_differ": 6,
        "paper_missing": 5,
        "number_missing": 5,
        "care_missing": 5,
        "round_sums": 4,
        "wording_alike": 3,
    }
)
"""Sign to its points [A]."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        # what frauds leave
        "diagnosis_contradicted": "diagnosis_differs",
        "duration_contradicted": "history_reaches_back",
        "date_contradicted": "dates_differ",
        "pathology_report_before_event": "dates_differ",
        "outpatient_invoice_before_event": "dates_differ",
        "diagnosis_certificate_before_event": "dates_differ",
        "record_number_out_of_order": "number_odd",
        "unknown_doctor": "doctor_unknown",
        "unknown_department": "ward_unknown",
        "round_sums": "round_sums",
        "dates_without_gaps": "dates_differ",
        "more_days_than_stay": "days_differ",
        "lines_do_not_add_up": "sums_differ",
        "words_differ_from_digits": "sums_differ",
        "far_above_usual_cost": "cost_high",
        "stay_without_nursing": "care_missing",
        "past_history_reaches_back": "history_reaches_back",
        "duration_reaches_back": "history_reaches_back",
        "same_file": "same_file",
        "stage_contradicted": "diagnosis_differs",
        "name_contradicted": "name_differs",
        "person_contradicted": "person_differs",
        "age_of_another": "person_differs",
        "imaging_report_before_event": "dates_differ",
        "laboratory_report_before_event": "dates_differ",
        "sampled_before_joining": "dates_differ",
        "bill_differs_from_invoice": "sums_differ",
        "same_line_twice": "sums_differ",
        "mentions_elsewhere": "history_reaches_back",
        "stayed_before": "history_reaches_back",
        "health_check_before_joining": "history_reaches_back",
        "imaging_low_grade": "diagnosis_differs",
        "no_treatment": "care_missing",
        "stay_too_short": "care_missing",
        "wording_alike": "wording_alike",
        "wording_generated": "wording_alike",
        "same_numbers": "number_odd",
        "shared_phone": "identifier_shared",
        "shared_bank_account": "identifier_shared",
        "shared_device": "identifier_shared",
        "shared_referrer": "identifier_shared",
        # what innocent hands leave; some codes are the same on both sides
        "no_record_number": "number_missing",
        "clinical_stage": "diagnosis_differs",
        "follow_up_imaging": "diagnosis_differs",
        "earlier_biopsy": "diagnosis_differs",
        "doctor_left": "doctor_unknown",
        "number_of_earlier_stay": "number_odd",
        "one_number": "number_odd",
        "harmless_check_up": "history_reaches_back",
        "sent_from_elsewhere": "history_reaches_back",
        "first_seen_elsewhere": "dates_differ",
        "ward_template": "wording_alike",
        "mixed_upload": "same_file",
        "body_by_hearsay": "person_differs",
        "small_operation": "care_missing",
        "wrong_date": "dates_differ",
        "wrong_age": "person_differs",
        "wrong_name": "name_differs",
        "relatives_paper": "name_differs",
        "questioned_diagnosis": "diagnosis_differs",
        "stand_in_doctor": "doctor_unknown",
        "ward_by_other_name": "ward_unknown",
        "days_by_other_count": "days_differ",
        "doctors_rounding": "history_reaches_back",
        "family_history_as_own": "history_reaches_back",
        "late_charge": "sums_differ",
        "other_name": "name_differs",
        "wrong_birthday": "person_differs",
        "traditional_age": "person_differs",
        "poor_memory": "history_reaches_back",
        "second_illness": "diagnosis_differs",
        "corrected_record": "dates_differ",
        "originals_elsewhere": "paper_missing",
        "consultation_pathology": "number_odd",
        "outside_slides": "number_odd",
        "two_hospitals": "dates_differ",
    }
)
"""Trace of a fraud or innocent slip to the sign that it is at the desk. What is not listed does not show there."""

INNOCENT_LINKS = ("household", "volunteer", "family", "campaign")
"""Beginnings of true links by which honest claimants share a telephone, an account or a device."""


def signs(claim: ClaimTruth) -> frozenset[str]:
    """What shows of `claim` at the desk."""
    found = {SIGNS[code] for code in (*claim.footprints, *claim.slips) if code in SIGNS}
    waited_on = claim.member.joined_on + _WAIT
    near = {claim.illness.code, claim.illness.benign[0]}
    answered = [one for one in claim.visits if one.recorded and one.online] if claim.authorised else []
    if any(one.event_on < waited_on and one.illness_code in near for one in answered):
        found.add("earlier_visit")
    return frozenset(found)


def rule_points(claim: ClaimTruth) -> int:
    """The points of `claim` when it comes in, 0 to about 150.

    A sign counts once however many papers show it; only shared identifiers count one by one.
    """
    total = sum(POINTS[sign] for sign in signs(claim) if sign != "identifier_shared")
    shared = sum(SIGNS.get(code) == "identifier_shared" for code in claim.footprints)
    shared += sum(one.partition(":")[0] in INNOCENT_LINKS for one in claim.links)
    total += min(_MOST_SHARED, shared * POINTS["identifier_shared"])
    tenure = (claim.event_on - claim.member.joined_on).days
    if _WAITING_DAYS <= tenure <= _RECENT_DAYS:
        total += _SOON if tenure <= _SOON_DAYS else _RECENT
    total += min(_MOST_FOR_AMOUNT, claim.amount_fen // _BENEFIT_STEP_FEN)
    return total + (_WATCHED if watched(claim.doctor.doctor_id) else 0)


def watched(doctor_id: str) -> bool:
    """Whether a doctor stands on the platform's watch list: one in thirty, for old reasons nobody wrote down [A]."""
    return zlib.crc32(doctor_id.encode()) % 100 < _WATCHED_PERCENT
