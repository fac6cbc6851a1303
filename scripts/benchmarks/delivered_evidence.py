"""Could a footprint be seen at all, and were the fields that show it read?

What a fraud left behind is *delivered* where the truth's own values of what a claimant handed in, what offices answered
and what visits were known put the contradiction side by side. A bill without quantities shows no days too many; a visit
that nobody recorded is none; an office knows dates, names and sums, and no diagnoses. A claim's papers are *readable*
for a footprint where every deciding field that they print was read and accepted. Nothing here calls a check.
"""

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS, midnight_after
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import PaperSet
from fraudpipe.records.plan_terms import WAITING_DAYS
from fraudpipe.simulation.illnesses import ILLNESS_BY_CODE

_STAGE = re.compile(r"(0|I{1,3}|IV|[Ⅰ-Ⅳ])[ABCabc]?\d?期")
_DIAGNOSES = ("diagnosis", "pathology_diagnosis", "imaging_diagnosis", "tumour_stage")
_EXAMINED = ("sampled_date", "examined_date")
_STAY = ("admission_date", "discharge_date")
_PICTURE_DAYS = 30
"""A harmless picture of longer ago says nothing against an illness of today."""
_ENTERED = {
    "admission_date": "record_number",
    "sampled_date": "pathology_number laboratory_number",
    "examined_date": "imaging_number",
    "issue_date": "invoice_number",
    "total_amount": "invoice_number",
    "patient_name": "record_number pathology_number laboratory_number imaging_number",
}
"""What an office holds under which number."""
_EVER_DAYS = 100_000
_NUMBERS = ("record_number", "pathology_number", "laboratory_number", "imaging_number", "invoice_number")


@dataclass(frozen=True)
class Delivered:
    """One claim as the truth knows it.

    Attributes:
        papers: Its papers as they truly read, with all that is known beside them.
        making: Document to how it came about: genuine, altered, fabricated or borrowed.
        original: Document to what its altered fields first said.
        refunded: Numbers of invoices that were refunded when the office was asked.
        filed: Whether another platform holds the claim.
        entered: By field and number, all that offices hold.
    """

    papers: PaperSet
    making: Mapping[str, str]
    original: Mapping[str, Mapping[str, Any]]
    refunded: frozenset[str]
    filed: bool
    entered: Mapping[tuple[str, str], frozenset[str]]

    def prints(self, *names: str, kinds: tuple[str, ...] = (), making: str = "") -> list[dict[str, str]]:
        """The texts of papers that print all these fields, by name."""
        return [
            {name: one.reading.text(name) or "" for name in one.reading.fields} | {"document_id": one.document_id}
            for one in self.papers.papers
            if all(name in one.reading.fields for name in names)
            and (not kinds or one.reading.document_type in kinds)
            and (not making or self.making[one.document_id] == making)
        ]

    def quantities(self) -> bool:
        """Whether charged lines come with their quantities."""
        lists = [one.reading.fields["line_items"].value for one in self.papers.papers if _lists(one)]
        return any(row.quantity for rows in lists if isinstance(rows, tuple) for row in rows)


def _lists(paper: Any) -> bool:
    return "line_items" in paper.reading.fields


def read_delivered(world: Path, perfect: list[PaperSet], *, asked_after_days: int) -> dict[str, Delivered]:
    """By claim, what could be seen when offices were asked so many days after it."""
    truth = pd.read_parquet(world / "truth" / "documents.parquet").set_index("document_id")
    claims = pd.read_parquet(world / "history" / "claims.parquet").sort_values("known_at", kind="stable")
    known = claims.drop_duplicates("claim_id").set_index("claim_id")["known_at"]
    invoices = pd.read_parquet(world / "registry" / "invoices.parquet").dropna(subset=["refunded_at"])
    filings = pd.read_parquet(world / "registry" / "filings.parquet")
    entered = _entered(world / "registry")
    found = {}
    for one in perfect:
        moment = midnight_after(int(known[one.claim.claim_id])) + asked_after_days * DAY_SECONDS
        filed = filings[(filings["id_number"] == one.member.id_number) & (filings["filed_at"] < moment)]
        documents = [paper.document_id for paper in one.papers]
        found[one.claim.claim_id] = Delivered(
            one,
            {name: str(truth.at[name, "making"]) for name in documents},
            {name: json.loads(truth.at[name, "original_fields"]) for name in documents},
            frozenset(invoices.loc[invoices["refunded_at"] < moment, "invoice_number"]),
            any(code[:3] == one.claim.illness_code[:3] for code in filed["illness_code"]),
            entered,
        )
    return found


def _entered(registry: Path) -> dict[tuple[str, str], frozenset[str]]:
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    dated = {"stay": "admission_date", "imaging": "examined_date"}
    for row in pd.read_parquet(registry / "records.parquet").itertuples():
        held["patient_name", row.number].add(row.patient_name)
        if row.event_on:
            held[dated.get(row.kind, "sampled_date"), row.number].add(row.event_on)
    for row in pd.read_parquet(registry / "invoices.parquet").itertuples():
        held["total_amount", row.invoice_number].add(yuan_text(row.total_fen))
        held["issue_date", row.invoice_number].add(row.issued_on)
    return {key: frozenset(values) for key, values in held.items()}


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _contradicted_diagnosis(case: Delivered) -> bool:
    """A paper still says what others were altered from, or all say it of a claim of something else."""
    before = {str(value) for one in case.original.values() for name, value in one.items() if name in _DIAGNOSES}
    now = {paper[name] for paper in case.prints() for name in _DIAGNOSES if name in paper}
    return bool(before & now) or not before


def _stages(case: Delivered) -> bool:
    texts = [paper[name] for paper in case.prints() for name in ("tumour_stage", "diagnosis") if name in paper]
    return len({found[0] for text in texts if (found := _STAGE.search(text))}) > 1


def _contradicted_date(case: Delivered) -> bool:
    """Some papers tell of the stay, or print its number, with other days than the claim."""
    claim = case.papers.claim
    told = case.prints("admission_date", "discharge_date")
    if any(one["admission_date"] != str(claim.admitted_on) for one in told):
        return True
    numbers = {one.get("record_number", "") for one in told} - {""}
    examined = [(one.get("record_number"), one[name]) for name in _EXAMINED for one in case.prints(name)]
    first = claim.admitted_on or claim.event_on
    return any(number in numbers and (first - _day(day)).days > _PICTURE_DAYS for number, day in examined)


def _low_picture(case: Delivered) -> bool:
    days = (_day(one["examined_date"]) for one in case.prints("imaging_diagnosis", "examined_date"))
    return any((case.papers.claim.event_on - day).days <= _PICTURE_DAYS for day in days)


def _pictured(case: Delivered) -> bool:
    """A picture of the claimed illness is there: an older one of what is harmless was followed up, and left in."""
    harmless = ILLNESS_BY_CODE[case.papers.claim.illness_code].benign[1]
    shown = case.prints("examined_date", kinds=("imaging_report",))
    return any(harmless not in one.get("imaging_diagnosis", "") for one in shown)


def _visited(case: Delivered, days: range, *, harmless: bool) -> bool:
    """A visit so many days after joining was known, for the claimed illness or, too, what it is passed off for."""
    claim, joined = case.papers.claim, case.papers.member.joined_on
    wanted = {claim.illness_code[:3]}
    if harmless:
        wanted.add(ILLNESS_BY_CODE[claim.illness_code].benign[0][:3])
    return any((one.event_on - joined).days in days and one.illness_code[:3] in wanted for one in case.papers.visits)


def _sampled_early(case: Delivered) -> bool:
    joined = case.papers.member.joined_on
    return any(_day(one["sampled_date"]) < joined for one in case.prints("sampled_date"))


def _unknown(case: Delivered, name: str, held: str) -> bool:
    """A made-up paper names what the hospital does not have."""
    for one in case.prints(name, "hospital_name", making="fabricated"):
        hospital = case.papers.hospitals.find(one["hospital_name"]) if case.papers.hospitals else None
        if hospital is not None and one[name] not in getattr(hospital, held):
            return True
    return False


def _entered_otherwise(case: Delivered, *names: str) -> bool:
    """An altered field is entered at an office under a number of its paper, and never as the paper says it now."""
    for one in case.prints():
        for name in set(case.original[one["document_id"]]) & set(names):
            numbers = [one[number] for number in _ENTERED[name].split() if number in one]
            entered = {value for number in numbers for value in case.entered.get((name, number), ())}
            if entered and one[name] not in entered:
                return True
    return False


def _numbered(case: Delivered) -> bool:
    return any(number in one for one in case.prints(making="fabricated") for number in _NUMBERS)


def _before(kind: str, *names: str) -> tuple[Callable[[Delivered], bool], tuple[str, ...]]:
    return lambda case: any(case.prints(name, kinds=(kind,)) for name in names), names


_ANY: Callable[[Delivered], bool] = bool

FOOTPRINTS: Mapping[str, tuple[Callable[[Delivered], bool], tuple[str, ...]]] = {
    "lines_do_not_add_up": (
        lambda case: bool(case.prints("line_items", "total_amount")),
        ("line_items", "total_amount"),
    ),
    "words_differ_from_digits": (
        lambda case: bool(case.prints("total_amount_words")),
        ("total_amount", "total_amount_words"),
    ),
    "bill_differs_from_invoice": (
        lambda case: len({one["total_amount"] for one in case.prints("total_amount")}) > 1,
        ("total_amount",),
    ),
    "more_days_than_stay": (Delivered.quantities, ("line_items", *_STAY)),
    "same_line_twice": (Delivered.quantities, ("line_items",)),
    "name_contradicted": (_ANY, ("patient_name",)),
    "person_contradicted": (_ANY, ("patient_name", "sex", "age")),
    "diagnosis_contradicted": (_contradicted_diagnosis, _DIAGNOSES),
    "stage_contradicted": (_stages, ("diagnosis", "tumour_stage")),
    "imaging_low_grade": (_low_picture, ("imaging_diagnosis", "examined_date", "reported_date")),
    "duration_contradicted": (
        lambda case: bool(case.prints("chief_complaint", "present_illness")),
        ("chief_complaint", "present_illness"),
    ),
    "date_contradicted": (_contradicted_date, (*_STAY, *_EXAMINED, "record_number")),
    "age_of_another": (_ANY, ("age",)),
    "sampled_before_joining": (_sampled_early, _EXAMINED),
    "past_history_reaches_back": (lambda case: bool(case.prints("past_history")), ("past_history",)),
    "duration_reaches_back": (
        lambda case: bool(case.prints("chief_complaint")),
        ("chief_complaint", "present_illness"),
    ),
    "stayed_before": (lambda case: bool(case.prints("admission_count")), ("admission_count",)),
    "pathology_report_before_event": _before("pathology_report", "sampled_date", "reported_date"),
    "imaging_report_before_event": (_pictured, ("examined_date", "reported_date")),
    "laboratory_report_before_event": _before("laboratory_report", "sampled_date", "reported_date"),
    "diagnosis_certificate_before_event": _before("diagnosis_certificate", "issue_date", "admission_date"),
    "outpatient_invoice_before_event": _before("outpatient_invoice", "issue_date"),
    "visit_before_joining": (lambda case: _visited(case, range(-_EVER_DAYS, 0), harmless=True), ()),
    "visit_in_waiting": (lambda case: _visited(case, range(WAITING_DAYS), harmless=False), ()),
    "health_check_before_joining": (
        lambda case: bool(case.prints("health_check_findings", "examined_date")),
        ("health_check_findings", "examined_date"),
    ),
    "unknown_department": (lambda case: _unknown(case, "department", "departments"), ("department", "hospital_name")),
    "unknown_doctor": (
        lambda case: _unknown(case, "attending_doctor", "doctors"),
        ("attending_doctor", "hospital_name"),
    ),
    "kind:fabricated_paper": (_numbered, ("hospital_name", *_NUMBERS)),
    "kind:generated_papers": (_numbered, ("hospital_name", *_NUMBERS)),
    "kind:early_diagnosis": (
        lambda case: _entered_otherwise(case, "admission_date", "sampled_date", "examined_date", "issue_date"),
        ("hospital_name", "admission_date", "issue_date", *_EXAMINED, *_NUMBERS),
    ),
    "kind:altered_paper": (
        lambda case: _entered_otherwise(
            case, "admission_date", "sampled_date", "examined_date", "issue_date", "patient_name"
        ),
        ("hospital_name", "admission_date", "issue_date", "patient_name", *_EXAMINED, *_NUMBERS),
    ),
    "kind:inflated_invoice": (
        lambda case: _entered_otherwise(case, "total_amount"),
        ("total_amount", "invoice_code", "invoice_number"),
    ),
    "kind:refunded_invoice": (
        lambda case: any(one["invoice_number"] in case.refunded for one in case.prints("invoice_number")),
        ("invoice_code", "invoice_number"),
    ),
    "kind:filed_elsewhere": (lambda case: case.filed, ()),
}
"""By footprint, whether it was delivered, and the fields that decide it."""


def readable(read: PaperSet, perfect: PaperSet, footprint: str) -> bool:
    """Whether every deciding field that the papers print was read and accepted."""
    deciding = FOOTPRINTS[footprint][1]
    for seen, true in zip(read.papers, perfect.papers, strict=True):
        fields = (seen.reading.fields.get(name) for name in deciding if name in true.reading.fields)
        if not all(one is not None and one.status == "accepted" for one in fields):
            return False
    return True
