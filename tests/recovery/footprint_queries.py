"""One direct query for each kind of fraud, on the tables that a platform holds or can ask for.

Each takes `Tables` and returns the claims on which the footprint shows. They are written for recovery, not for use:
no weights, no learning, one sign or two each.
"""

import datetime as dt
import difflib
import functools
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fraudpipe.records.capitals import words_of
from fraudpipe.records.money import fen
from fraudpipe.simulation.illnesses import ILLNESS_BY_CODE

_ALIKE = 0.6
_DATE = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)")
_AMOUNT = re.compile(r"\d+\.\d\d")
_STAGES = ("0期", "IIIA期", "IIIB期", "IIA期", "IIB期", "IA期", "IB期")
_NUMBERS = ("record_number", "pathology_number", "imaging_number", "laboratory_number", "invoice_number")


@dataclass(frozen=True)
class Tables:
    """History as frames by name, and by name what registries would answer."""

    frames: Mapping[str, pd.DataFrame]
    registry: Mapping[str, pd.DataFrame]

    @functools.cached_property
    def claims(self) -> dict[str, Any]:
        joined = self.frames["claims"].merge(self.frames["members"], on="member_id", suffixes=("", "_member"))
        return {row.claim_id: row for row in joined.itertuples()}

    @functools.cached_property
    def papers(self) -> dict[str, list[tuple[str, dict[str, Any]]]]:
        """Claim to (document type, field to value as read with confidence); a field in doubt is None."""
        found: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        rows = self.frames["readings"]
        for claim_id, kind, text in zip(rows["claim_id"], rows["document_type"], rows["fields"], strict=True):
            fields = {
                name: one["value"] if one["status"] == "accepted" and _whole(name, one["value"]) else None
                for name, one in json.loads(text).items()
            }
            found[claim_id].append((kind, fields))
        return found

    def values(self, claim_id: str, name: str, *besides: str) -> list[Any]:
        """What the papers of a claim, but for some types, say in one field."""
        return [
            fields[name]
            for kind, fields in self.papers[claim_id]
            if fields.get(name) is not None and kind not in besides
        ]

    def one(self, claim_id: str, kind: str) -> dict[str, Any]:
        return next((fields for found, fields in self.papers[claim_id] if found == kind), {})


Found = set[str]


def contradicting_papers(tables: Tables) -> Found:
    """altered_paper: papers of one stay disagree about diagnosis, dates, name, stage or duration."""
    found = set()
    for claim_id in tables.papers:
        names = set(tables.values(claim_id, "patient_name"))
        days = sorted(tables.values(claim_id, "admission_date"))
        told = sorted(tables.values(claim_id, "diagnosis", "admission_note", "imaging_report"))
        record = tables.one(claim_id, "discharge_record")
        if (
            _unlike(sorted(names))
            or (days and _days_between(days[0], days[-1]) > 15)
            or _unlike(told)
            or any("0期" in str(one) for one in (*told, *tables.values(claim_id, "tumour_stage")))
            or ("年前" in str(record.get("present_illness")) and "月" in str(record.get("chief_complaint"))[-2:])
        ):
            found.add(claim_id)
    return found


def dated_before_event(tables: Tables) -> Found:
    """early_diagnosis: the diagnosis is on paper, or at the office, well before the stated event."""
    found = set()
    for claim_id, claim in tables.claims.items():
        if claim.plan_kind != "fixed_benefit":
            continue
        for kind, name in (("pathology_report", "reported_date"), ("imaging_report", "reported_date")):
            day = tables.one(claim_id, kind).get(name)
            if day and _days_between(day, claim.event_on) > 13:
                found.add(claim_id)
    return found


def unknown_staff(tables: Tables) -> Found:
    """fabricated_paper: a doctor or a ward, or numbers, that the hospital does not have."""
    staff = tables.frames["doctors"].groupby("hospital_id")["name"].agg(set)
    wards = tables.frames["doctors"].groupby("hospital_id")["department"].agg(set)
    found = set()
    for claim_id, claim in tables.claims.items():
        doctors = set(tables.values(claim_id, "attending_doctor"))
        named = set(tables.values(claim_id, "department"))
        strange = bool(doctors) and not doctors & staff[claim.hospital_id]
        elsewhere = bool(named) and not {one[:3] for one in named} & {one[:3] for one in wards[claim.hospital_id]}
        stays = [
            fields for kind, fields in tables.papers[claim_id] if kind in ("discharge_record", "inpatient_invoice")
        ]
        numberless = len(stays) > 1 and not any("record_number" in one for one in stays)
        if strange or elsewhere or numberless:
            found.add(claim_id)
    return found


def numbers_in_step(tables: Tables) -> Found:
    """generated_papers: numbers of different offices end in the same run of digits."""
    found = set()
    for claim_id in tables.papers:
        ends = [{one[-4:] for one in tables.values(claim_id, name)} for name in _NUMBERS[:4]]
        ends = [one for one in ends if one]
        if len(ends) > 1 and set.intersection(*ends):
            found.add(claim_id)
    return found


def crowded_identifiers(tables: Tables) -> Found:
    """broker_ring, insider: a telephone, account or device that three members and more use."""
    rows = tables.frames["identifiers"].dropna(subset=["claim_id"])
    rows = rows[rows["kind"].isin(["phone", "bank_account", "device"])]
    holders = rows.groupby(["kind", "value"])["member_id"].transform("nunique")
    return set(rows.loc[holders >= 3, "claim_id"])


def slides_from_elsewhere(tables: Tables) -> Found:
    """earlier_elsewhere: only a consultation on slides, or tissue that was taken before joining."""
    found = set()
    for claim_id, claim in tables.claims.items():
        reports = [fields for kind, fields in tables.papers[claim_id] if kind == "pathology_report"]
        sampled = [one["sampled_date"] for one in reports if one.get("sampled_date")]
        consulted = bool(reports) and all(one.get("specimen") == "外院切片会诊" for one in reports)
        if consulted or (sampled and min(sampled) < claim.joined_on):
            found.add(claim_id)
    return found


def two_people_one_body(tables: Tables) -> Found:
    """stranger_paper: the same laboratory results or the same measured findings under two members of one doctor."""
    seen: dict[Any, dict[str, str]] = defaultdict(dict)
    for claim_id, claim in tables.claims.items():
        for _kind, fields in tables.papers[claim_id]:
            rows = fields.get("laboratory_rows")
            if rows and len(rows) >= 5:
                seen["rows", tuple(sorted((one["name"], one["result"]) for one in rows))[:6]][claim_id] = (
                    claim.member_id
                )
            for name in ("imaging_findings", "operation_findings", "physical_examination"):
                text = fields.get(name)
                if text and "mm" in text:
                    seen[claim.doctor_id, name, text][claim_id] = claim.member_id
    return {one for holders in seen.values() if len(set(holders.values())) > 1 for one in holders}


def malignant_and_harmless(tables: Tables) -> Found:
    """swapped_specimen: tissue is malignant, imaging is not; or nothing was operated on where everybody is."""
    found = set()
    for claim_id, claim in tables.claims.items():
        illness = ILLNESS_BY_CODE[claim.illness_code]
        if not illness.is_cancer or not tables.one(claim_id, "pathology_report"):
            continue
        imaging = str(tables.one(claim_id, "imaging_report").get("imaging_diagnosis"))
        record = tables.one(claim_id, "discharge_record")
        if illness.benign[1] in imaging or (record and illness.operation and "operation_name" not in record):
            found.add(claim_id)
    return found


def two_bodies_one_name(tables: Tables) -> Found:
    """impersonation: a body unlike the member's other papers, an age unlike the member's, or a visit elsewhere."""
    bodies: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for claim_id, claim in tables.claims.items():
        for _kind, fields in tables.papers[claim_id]:
            group, height = fields.get("blood_group"), fields.get("height_cm")
            if group not in (None, "未查"):
                bodies[claim.member_id].append((claim_id, str(group), 0))
            if height is not None:
                bodies[claim.member_id].append((claim_id, "", int(height)))
    found = set()
    for known in bodies.values():
        groups = {group for _, group, _ in known if group}
        heights = [height for _, _, height in known if height]
        if len(groups) > 1 or (heights and max(heights) - min(heights) > 4):
            found |= {claim_id for claim_id, _, _ in known}
    return found | of_another_age(tables) | seen_elsewhere(tables)


def of_another_age(tables: Tables) -> Found:
    """What the ward measured the body of says an age that is years from the member's."""
    found = set()
    for claim_id, claim in tables.claims.items():
        for kind, fields in tables.papers[claim_id]:
            age = str(fields.get("age"))
            if kind in ("admission_note", "record_front_page") and age.endswith("岁"):
                years = _days_between(claim.birth_on, claim.admitted_on) / 365.25
                if abs(int(age.removesuffix("岁")) + 0.5 - years) > 2.6:
                    found.add(claim_id)
    return found


def seen_elsewhere(tables: Tables) -> Found:
    """A visit at another hospital in the middle of the stay."""
    visits: dict[str, list[Any]] = defaultdict(list)
    for row in tables.registry["visits"].itertuples():
        visits[row.member_id].append(row)
    return {
        claim_id
        for claim_id, claim in tables.claims.items()
        for one in visits[claim.member_id]
        if claim.admitted_on < one.event_on < claim.discharged_on and one.hospital_id != claim.hospital_id
    }


def stages_apart(tables: Tables) -> Found:
    """stage_upcoding: two papers of one stay tell stages apart, or a grave stage was treated in three days."""
    found = set()
    for claim_id, claim in tables.claims.items():
        told = (*tables.values(claim_id, "diagnosis"), *tables.values(claim_id, "tumour_stage"))
        stages = {next((stage for stage in _STAGES if str(one).endswith(stage)), "") for one in told} - {""}
        stages |= {"0期"} if any("0期" in str(one) for one in told) else set()
        light = _days_between(claim.admitted_on, claim.discharged_on) <= 3
        if (len(stages) > 1 and stages & {"0期", "IA期"}) or (light and any(one.startswith("II") for one in stages)):
            found.add(claim_id)
    return found


def sums_apart(tables: Tables) -> Found:
    """inflated_invoice: more bed days than the stay, sums unlike items, words unlike digits, a bill beyond reason."""
    lines = tables.frames["claim_lines"]
    beds = lines[lines["category"] == "床位费"].groupby("claim_id")["quantity"].max()
    totals = lines.groupby("claim_id")["amount_fen"].sum()
    found = set()
    for claim_id, total in totals.items():
        claim = tables.claims[claim_id]
        days = max(1, _days_between(claim.admitted_on, claim.discharged_on))
        invoice = tables.one(claim_id, "inpatient_invoice")
        printed = invoice.get("total_amount")
        usual = ILLNESS_BY_CODE[claim.illness_code].cost_yuan * 100
        if (
            beds.get(claim_id, 0) > days + 1
            or (printed and fen(printed) > 1.2 * total)
            or (printed and invoice.get("total_amount_words") not in (None, words_of(fen(printed))))
            or total > 5 * usual
        ):
            found.add(claim_id)
    return found


def empty_beds(tables: Tables) -> Found:
    """phantom_stay: days without nursing, or the same line charged twice."""
    lines = tables.frames["claim_lines"]
    nursed = set(lines.loc[lines["category"] == "护理费", "claim_id"])
    twice = lines[lines.duplicated(["claim_id", "item_name", "quantity", "unit_price_fen"], keep=False)]
    return (set(lines["claim_id"]) - nursed) | set(twice["claim_id"])


def flushed_invoices(tables: Tables) -> Found:
    """refunded_invoice: the register says so to whoever asks for the number."""
    invoices = tables.registry["invoices"]
    refunded = set(invoices.loc[invoices["refunded_at"].notna(), ["invoice_number", "check_code"]].stack())
    return {
        claim_id
        for claim_id in tables.papers
        if {tables.one(claim_id, "inpatient_invoice").get(one) for one in ("invoice_number", "check_code")} & refunded
    }


def used_twice(tables: Tables) -> Found:
    """reused_paper, filed_elsewhere: one file, or one number of one hospital, under two members."""
    holders: dict[Any, dict[str, str]] = defaultdict(dict)
    documents = tables.frames["documents"]
    for claim_id, digest in zip(documents["claim_id"], documents["content_sha256"], strict=True):
        holders[digest][claim_id] = tables.claims[claim_id].member_id
    for claim_id, claim in tables.claims.items():
        for name in _NUMBERS:
            for number in tables.values(claim_id, name):
                holders[claim.hospital_id, name, number][claim_id] = claim.member_id
    return {one for shared in holders.values() if len(set(shared.values())) > 1 for one in shared}


def one_person_two_ids(tables: Tables) -> Found:
    """joined_twice: one identity number, or one name with one telephone, under two members who both claim."""
    holders: dict[Any, dict[str, str]] = defaultdict(dict)
    sent = tables.frames["identifiers"]
    phones = sent[sent["kind"] == "phone"].groupby("member_id")["value"].agg(set)
    for claim_id, claim in tables.claims.items():
        for shown in (claim.id_number, *((claim.name, one) for one in phones[claim.member_id])):
            holders[shown][claim_id] = claim.member_id
    return {one for shared in holders.values() if len(set(shared.values())) > 1 for one in shared}


def known_before_joining(tables: Tables) -> Found:
    """non_disclosure: the office holds it from before joining, or the ward was told of years beyond the membership."""
    found = set()
    visits = tables.registry["visits"]
    by_member: dict[str, list[Any]] = defaultdict(list)
    for claim in tables.claims.values():
        by_member[claim.member_id].append(claim)
    for row in visits.itertuples():
        for claim in by_member[row.member_id]:
            illness = ILLNESS_BY_CODE[claim.illness_code]
            if row.event_on < claim.joined_on and row.illness_code in (illness.code, illness.benign[0]):
                found.add(claim.claim_id)
    for claim_id, claim in tables.claims.items():
        history = "".join(map(str, tables.values(claim_id, "past_history")))
        if f"{ILLNESS_BY_CODE[claim.illness_code].benign[1]}病史" in history:
            found.add(claim_id)
    return found


def _whole(name: str, value: Any) -> bool:
    """Whether a date is one with a day and an amount is one: readers lose pieces even of what they are sure of."""
    if name.endswith("_date"):
        return bool(_DATE.fullmatch(str(value)))
    return name != "total_amount" or bool(_AMOUNT.fullmatch(str(value)))


def _unlike(texts: list[str]) -> bool:
    """Whether some of the texts have little in common: a character that was misread is no other text."""
    return any(
        texts[0] not in other and difflib.SequenceMatcher(None, texts[0], other).ratio() < _ALIKE for other in texts[1:]
    )


def _days_between(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
