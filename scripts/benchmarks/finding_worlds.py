"""The claims of a simulated world as the checks see them: with made readings, and with what the papers truly say."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from fraudpipe.records.moments import day_of
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet
from fraudpipe.records.reading import FieldReading, LaboratoryRow, LineItem, Reading, reading_from_json

_DATED_BEFORE = ("papers_inside_waiting", "papers_before_joining", "care_inside_waiting", "examined_outside_stay")
SIGNATURES: Mapping[str, tuple[str, ...]] = {
    "lines_do_not_add_up": ("items_differ_from_total", "words_differ_from_digits", "totals_differ_between_papers"),
    "words_differ_from_digits": ("words_differ_from_digits",),
    "bill_differs_from_invoice": ("totals_differ_between_papers",),
    "more_days_than_stay": ("charged_days_exceed_stay", "days_differ_from_dates", "item_charged_too_often"),
    "same_line_twice": ("lines_charged_again",),
    "name_contradicted": ("names_differ_between_papers", "name_differs_from_member"),
    "person_contradicted": (
        "names_differ_between_papers",
        "name_differs_from_member",
        "sexes_differ_between_papers",
        "sex_differs_from_member",
        "ages_differ_between_papers",
        "age_differs_from_member",
    ),
    "diagnosis_contradicted": (
        "diagnosis_differs_from_claim",
        "imaging_differs_from_claim",
        "diagnoses_differ_between_papers",
    ),
    "stage_contradicted": ("stages_differ_between_papers", "early_form_full_benefit"),
    "imaging_low_grade": ("imaging_differs_from_claim",),
    "duration_contradicted": ("durations_differ",),
    "date_contradicted": ("stays_differ_between_papers", "stay_differs_from_claim", "examined_outside_stay"),
    "age_of_another": ("age_differs_from_member", "ages_differ_between_papers"),
    "sampled_before_joining": (
        "care_inside_waiting",
        "papers_before_joining",
        "examined_before_symptoms",
        "tissue_taken_long_before",
    ),
    "past_history_reaches_back": ("earlier_illness_in_history", "claimed_illness_in_history"),
    "duration_reaches_back": ("symptoms_before_joining", "claimed_illness_in_history"),
    "stayed_before": ("earlier_admissions",),
    "pathology_report_before_event": _DATED_BEFORE,
    "imaging_report_before_event": _DATED_BEFORE,
    "laboratory_report_before_event": _DATED_BEFORE,
    "diagnosis_certificate_before_event": _DATED_BEFORE,
    "outpatient_invoice_before_event": ("care_inside_waiting",),
    "visit_before_joining": ("visit_before_joining",),
    "visit_in_waiting": ("visit_inside_waiting",),
    "health_check_before_joining": ("check_up_before_joining",),
    "unknown_department": ("department_not_at_hospital",),
    "unknown_doctor": ("doctor_not_at_hospital",),
    "kind:fabricated_paper": ("number_not_at_hospital", "invoice_not_registered"),
    "kind:generated_papers": ("number_not_at_hospital", "invoice_not_registered"),
    "kind:early_diagnosis": ("date_differs_from_register",),
    "kind:altered_paper": ("date_differs_from_register", "number_of_another_patient"),
    "kind:inflated_invoice": ("invoice_total_differs_from_register",),
    "kind:refunded_invoice": ("invoice_refunded",),
    "kind:filed_elsewhere": ("filed_elsewhere",),
}
"""What a fraud leaves in a claim's papers, as the truth names it, and the findings that are for it; after `kind:`, what
answers of offices show of a kind of fraud."""


def read_sets(world: Path) -> list[PaperSet]:
    """Every claim of the history with its member and its made readings."""
    tables = {one.stem: pd.read_parquet(one) for one in sorted((world / "history").glob("*.parquet"))}
    papers: dict[str, list[Paper]] = defaultdict(list)
    for row in tables["readings"].itertuples():
        tree = {"document_type": row.document_type, "rotation": 0, "pages": row.page_count}
        reading = reading_from_json(tree | {"fields": json.loads(row.fields)})
        papers[row.claim_id].append(Paper(row.document_id, reading, day_of(int(row.known_at))))
    members = {row.member_id: row for row in tables["members"].itertuples()}
    hospitals = dict(zip(tables["hospitals"]["hospital_id"], tables["hospitals"]["name"], strict=True))
    return [
        PaperSet(_claim(row, hospitals[row.hospital_id]), _member(members[row.member_id]), tuple(papers[row.claim_id]))
        for row in tables["claims"].drop_duplicates("claim_id").itertuples()
    ]


def true_sets(world: Path, sets: list[PaperSet]) -> list[PaperSet]:
    """The same claims with papers of which every field was read without a mistake."""
    documents = pd.read_parquet(world / "truth" / "documents.parquet")
    papers = {
        row.document_id: _true_reading(row.document_type, json.loads(row.fields)) for row in documents.itertuples()
    }
    return [
        replace(
            one,
            papers=tuple(Paper(paper.document_id, papers[paper.document_id], paper.sent_on) for paper in one.papers),
        )
        for one in sets
    ]


def _true_reading(document_type: str, values: Mapping[str, Any]) -> Reading:
    box = (0, 0, 1, 1)
    fields = {}
    for name, value in values.items():
        if name == "line_items":
            value = tuple(LineItem(one[0], one[-1], box, *one[1:-1]) for one in value)
        elif name == "laboratory_rows":
            value = tuple(LaboratoryRow(*one, box) for one in value)
        fields[name] = FieldReading(value, 1.0, "accepted", 1, box, ("truth",))
    return Reading(document_type, 0, 1, fields)


def _claim(row: Any, hospital_name: str) -> ClaimFacts:
    return ClaimFacts(
        claim_id=row.claim_id,
        plan_kind=row.plan_kind,
        illness_code=row.illness_code,
        event_on=_day(row.event_on),
        known_on=day_of(int(row.known_at)),
        hospital_name=hospital_name,
        amount_fen=int(row.amount_fen),
        admitted_on=_day(row.admitted_on),
        discharged_on=_day(row.discharged_on),
        department=None if pd.isna(row.department) else row.department,
    )


def _member(row: Any) -> MemberFacts:
    joined, born = _day(row.joined_on), _day(row.birth_on)
    return MemberFacts(row.name, row.sex, born, joined, bool(row.declared_illness), row.id_number)


def _day(value: object) -> dt.date | None:
    return None if pd.isna(value) or value == "" else pd.Timestamp(value).date()
