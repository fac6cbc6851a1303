"""What offices outside would answer when asked.

The tax office about invoices, hospitals about their records, other platforms about claims, insurance offices about
visits, and the register of hospitals: neither delivered nor
secret, a verification asks for one number at a time. A fabricated paper has no entry; an altered one stands here as it
was issued; a refunded invoice says so from that day, and names the one in its place if it was merely corrected.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.money import fen
from fraudpipe.simulation.block import Block
from fraudpipe.simulation.country.places import Country
from fraudpipe.simulation.truth import ClaimTruth, Paper, Reissue

Row = tuple[Any, ...]
_HOSPITAL = re.compile(r"H[0-9]+")

INVOICES = (
    "invoice_code", "invoice_number", "check_code", "hospital_id", "total_fen", "issued_on", "refunded_at",
    "replaced_by",
)  # fmt: skip
"""`replaced_by` is the number of the corrected invoice, where the old one was refunded for no other reason."""
RECORDS = ("hospital_id", "kind", "number", "patient_name", "event_on")
HOSPITALS = ("hospital_id", "name", "other_names", "level", "province", "departments", "doctors")
"""`departments` and `doctors` are parted by blanks."""
FILINGS = ("id_number", "illness_code", "filed_at")
VISITS = ("member_id", "hospital_id", "event_on", "illness_code", "visit_kind")

_NUMBERS = (
    ("stay", "record_number", "admission_date"),
    ("pathology", "pathology_number", "sampled_date"),
    ("imaging", "imaging_number", "examined_date"),
    ("laboratory", "laboratory_number", "sampled_date"),
)
"""(kind, the field that holds the number, the field that dates it)."""


_FILED_BEFORE_DAYS = 7
"""Before the claim, the other platform had it [A]."""


def hospitals_frame(country: Country) -> pd.DataFrame:
    """The register of all hospitals."""
    rows = [
        (
            one.hospital_id,
            one.name,
            "",
            one.level,
            one.province,
            " ".join(sorted(one.doctors)),
            " ".join(sorted({doctor.name for ward in one.doctors.values() for doctor in ward})),
        )
        for one in country.hospitals
    ]
    return pd.DataFrame(rows, columns=list(HOSPITALS))


def registry_frames(block: Block) -> dict[str, pd.DataFrame]:
    """The registries' entries about the claims of a block: `invoices`, `records`, `filings` and `visits`."""
    invoices: dict[Row, Row] = {}
    records: dict[Row, Row] = {}
    visits: dict[Row, None] = {}
    for claim in block.claims:
        for paper in _issued(claim):
            # A paper stands under the house that printed it; papers of no house carry no hospital's numbers.
            if paper.making != "fabricated" and _HOSPITAL.fullmatch(paper.house):
                issued = paper.values | paper.original
                _enter_invoice(claim, paper, issued, invoices)
                for row in _numbers(paper.house, issued):
                    if row[:3] not in records or _knows_more(row, records[row[:3]], claim.member.name):
                        records[row[:3]] = row
        if claim.reissue is not None and _HOSPITAL.fullmatch(claim.reissue.house):
            _enter_reissue(claim.reissue, invoices)
        for one in claim.visits:
            if not one.recorded:
                continue
            visits.setdefault(
                (claim.member.member_id, one.hospital_id, one.event_on.isoformat(), one.illness_code, one.visit_kind)
            )
    return {
        "invoices": pd.DataFrame(invoices.values(), columns=list(INVOICES)).astype({"refunded_at": "Int64"}),
        "records": pd.DataFrame(records.values(), columns=list(RECORDS)),
        "filings": pd.DataFrame(
            [
                (one.member.id_number, one.illness.code, one.submitted_at - _FILED_BEFORE_DAYS * DAY_SECONDS)
                for one in block.claims
                if one.filed_elsewhere
            ],
            columns=list(FILINGS),
        ),
        "visits": pd.DataFrame(list(visits), columns=list(VISITS)),
    }


def _knows_more(row: Row, entered: Row, name: str) -> bool:
    """Whether a paper tells more of its number: whose it is, which a relative's paper does not, and of which day."""
    return (row[3] == name, row[4] is not None) >= (entered[3] == name, entered[4] is not None)


def _issued(claim: ClaimTruth) -> Iterator[Paper]:
    """All papers of a claim: who issued a paper knows nothing of the picture it was handed in on."""
    for paper in claim.papers:
        yield paper
        if paper.beside is not None:
            yield paper.beside


def _enter_invoice(claim: ClaimTruth, paper: Paper, issued: Mapping[str, Any], invoices: dict[Row, Row]) -> None:
    if "invoice_number" not in issued:
        return
    key = (issued.get("invoice_code"), issued["invoice_number"])
    refunded = claim.refunded_at or None if paper.document_type == "inpatient_invoice" else None
    if refunded or key not in invoices:
        invoices[key] = _invoice(paper.house, issued, refunded, None)


def _enter_reissue(reissue: Reissue, invoices: dict[Row, Row]) -> None:
    old, new = ((one.get("invoice_code"), one["invoice_number"]) for one in (reissue.old, reissue.new))
    invoices[old] = _invoice(reissue.house, reissue.old, reissue.refunded_at, reissue.new["invoice_number"])
    invoices.setdefault(new, _invoice(reissue.house, reissue.new, None, None))


def _invoice(house: str, issued: Mapping[str, Any], refunded_at: int | None, replaced_by: str | None) -> Row:
    return (
        issued.get("invoice_code"), issued["invoice_number"], issued.get("check_code"), house,
        fen(issued["total_amount"]), issued.get("issue_date"), refunded_at, replaced_by,
    )  # fmt: skip


def _numbers(hospital_id: str, issued: Mapping[str, Any]) -> Iterator[Row]:
    for kind, field, dated in _NUMBERS:
        if field in issued:
            yield hospital_id, kind, issued[field], issued.get("patient_name"), issued.get(dated)
