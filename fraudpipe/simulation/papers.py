"""The papers of a claim: which there are, in which layout, and what they say."""

import datetime as dt
import functools
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from fraudpipe.simulation.deliveries import WANTED, late_days, lateness, page_count
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.paper_values.cards import authorisation_letter, bank_card, identity_card
from fraudpipe.simulation.paper_values.examinations import imaging_report, laboratory_report
from fraudpipe.simulation.paper_values.invoices import inpatient_invoice, itemised_bill, outpatient_invoice, sums_of
from fraudpipe.simulation.paper_values.reports import health_check_centre, health_check_report, pathology_report
from fraudpipe.simulation.paper_values.stay import Stay, record_number, stay_of
from fraudpipe.simulation.paper_values.ward import (
    admission_note,
    diagnosis_certificate,
    discharge_record,
    operation_record,
    record_front_page,
)
from fraudpipe.simulation.truth import ClaimTruth, Paper

__all__ = [
    "TEMPLATES",
    "add_paper",
    "new_token",
    "record_number",
    "send_something",
    "set_total",
    "stay_of",
    "template_of",
    "write_papers",
]

TEMPLATES = 4
"""Layouts of each type that hospitals use, from 0; a forger's and a generator's come after them. Of invoices the even
ones are electronic receipts, the odd ones printed forms."""

_MAKERS: Mapping[str, Callable[[Stay, Dice], dict[str, Any]]] = MappingProxyType(
    {
        "inpatient_invoice": inpatient_invoice,
        "outpatient_invoice": outpatient_invoice,
        "itemised_bill": itemised_bill,
        "discharge_record": discharge_record,
        "diagnosis_certificate": diagnosis_certificate,
        "pathology_report": pathology_report,
        "imaging_report": imaging_report,
        "laboratory_report": laboratory_report,
        "admission_note": admission_note,
        "record_front_page": record_front_page,
        "operation_record": operation_record,
        "health_check_report": health_check_report,
        "authorisation_letter": authorisation_letter,
        "identity_card": identity_card,
        "bank_card": bank_card,
    }
)
_PLACE_OF = MappingProxyType({kind: place for place, kind in enumerate(_MAKERS)})
_NO_HOUSE = frozenset({"identity_card", "bank_card", "authorisation_letter"})
"""National forms, or the platform's own: no hospital's habits show."""
_NAMELESS = frozenset({"identity_card", "bank_card"})
_INVOICES = frozenset({"inpatient_invoice", "outpatient_invoice"})
# Electronic medical receipts spread over these years (assumed: from a third of hospitals in 2023 to most in 2026).
_ELECTRONIC_FROM, _ELECTRONIC_DAYS = dt.date(2021, 1, 1).toordinal(), 2_200
# Two hospitals of three change a layout within a dozen years, with a new record system (assumed).
_CHANGE_FROM, _CHANGE_DAYS = dt.date(2020, 1, 1).toordinal(), 6_500
_LETTER_FROM = 2023
_CONSENT_BY_APP = 0.7  # assumed


def write_papers(claim: ClaimTruth, dice: Dice) -> Stay:
    """Gives the claim the papers that such a claim brings in the end, those that come later included.

    Returns:
        What they agree on, for papers to be added.
    """
    stay = stay_of(claim, dice)
    stay.deliveries = late_days(dice)
    for wanted in WANTED[claim.plan_kind]:
        if not dice.chance(wanted.brought) or not _exists(wanted.document_type, stay):
            continue
        add_paper(claim, wanted.document_type, stay, dice)
    if not claim.papers:
        add_paper(claim, "discharge_record", stay, dice)
    send_something(claim)
    signed = any(one.document_type == "authorisation_letter" and not one.late_days for one in claim.papers)
    claim.authorised = signed or dice.chance(_CONSENT_BY_APP)
    return stay


def send_something(claim: ClaimTruth) -> None:
    """Sees to it that something comes with the claim itself, as something always does."""
    if claim.papers and all(paper.late_days for paper in claim.papers):
        claim.papers[0].late_days = 0


def add_paper(claim: ClaimTruth, document_type: str, stay: Stay, dice: Dice) -> Paper:
    """One more paper, in the layout that the hospital uses for this type by then, as late as its type usually comes.

    Args:
        claim: Gets it as its last one.
        document_type: One of DOCUMENT_TYPES.
        stay: What it tells of, from `stay_of` or `write_papers`; before any delivery is planned it comes at once.
        dice: Chance.
    """
    values = _MAKERS[document_type](stay, dice)
    if document_type not in _NAMELESS:
        values = {"hospital_name": _issuer(document_type, claim.hospital.name)} | values
    house = "" if document_type in _NO_HOUSE else claim.hospital.hospital_id
    template = template_of(house or claim.member.id_number, document_type, claim.discharged_on)
    if document_type in _INVOICES and template % 2:
        del values["check_code"]  # only electronic receipts carry one
    paper = Paper(
        document_type,
        token=new_token(claim, dice),
        template=template,
        values=values,
        house=house,
        pages=page_count(document_type, stay.thoroughness, dice),
        late_days=lateness(claim.plan_kind, document_type, stay.deliveries, dice) if stay.deliveries else 0,
    )
    claim.papers.append(paper)
    return paper


def new_token(claim: ClaimTruth, dice: Dice) -> str:
    """The name of a file that nobody has handed in before."""
    return f"{claim.number}:{len(claim.papers)}:{int(dice.unit() * 10**12):012d}"


def set_total(paper: Paper, total_fen: int, fund_fen: int) -> None:
    """Makes an invoice's sums say `total_fen`, as whoever alters one would."""
    for name, value in sums_of(paper.values, total_fen, fund_fen).items():
        paper.alter(name, value)


@functools.cache
def _habit(house: str, document_type: str) -> int:
    """A number that a hospital's habits for a type follow from; ids are shuffled, so it says nothing else."""
    number = zlib.crc32(house.encode())
    return ((number * 2_654_435_761 + _PLACE_OF.get(document_type, 0) * 40_503 + 97) & 0xFFFFFFFF) >> 6


def template_of(house: str, document_type: str, day: dt.date) -> int:
    """The layout, below TEMPLATES, in which a hospital prints a type on a day.

    Args:
        house: Hospital id; for a national form whoever's copy it is.
        document_type: The type.
        day: The day of printing.
    """
    if document_type == "authorisation_letter":
        return min(TEMPLATES - 1, max(0, day.year - _LETTER_FROM))
    habit = _habit(house, document_type)
    if document_type in _INVOICES:
        # One cashier, one changeover for both invoices.
        changed = _ELECTRONIC_FROM + _habit(house, "inpatient_invoice") // 4 % _ELECTRONIC_DAYS
        return habit % 2 * 2 + (day.toordinal() < changed)
    changed = _CHANGE_FROM + habit // 4 % _CHANGE_DAYS
    return (habit + (day.toordinal() >= changed)) % TEMPLATES


def _issuer(document_type: str, hospital_name: str) -> str:
    return health_check_centre(hospital_name) if document_type == "health_check_report" else hospital_name


def _exists(document_type: str, stay: Stay) -> bool:
    if document_type == "pathology_report":
        return bool(stay.pathology_number)
    if document_type == "operation_record":
        return stay.operated_on is not None
    return document_type != "imaging_report" or bool(stay.claim.illness.imaging)
