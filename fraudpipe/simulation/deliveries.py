"""Which papers a claim brings, when they are handed in, and how many pages they have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fraudpipe.simulation.dice import Dice

LATEST_DAYS = 150
"""No paper is handed in later than so many days after its claim."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row of the list of papers of a plan.

    Attributes:
        document_type: What is handed in.
        needed: Whether a claim is complete only with it.
        brought: Probability, 0-1, that it is ever handed in.
        at_once: Probability, 0-1, that it then comes with the claim and not later.
    """

    document_type: str
    needed: bool
    brought: float
    at_once: float


# Shares assumed, set so that under 30 % of honest claims are complete at first (public report of the largest platform),
# about 2.2 deliveries and 6 papers a claim come in (assumed).
WANTED: Mapping[str, tuple[Wanted, ...]] = MappingProxyType(
    {
        "fixed_benefit": (
            Wanted("discharge_record", True, 0.93, 0.82),
            Wanted("diagnosis_certificate", True, 0.95, 0.85),
            Wanted("pathology_report", True, 0.93, 0.76),
            Wanted("identity_card", True, 0.97, 0.90),
            Wanted("authorisation_letter", True, 0.90, 0.88),
            Wanted("bank_card", True, 0.70, 0.72),
            Wanted("inpatient_invoice", False, 0.38, 0.66),
            Wanted("outpatient_invoice", False, 0.18, 0.7),
            Wanted("itemised_bill", False, 0.06, 0.6),
            Wanted("record_front_page", False, 0.12, 0.35),
            Wanted("admission_note", False, 0.11, 0.4),
            Wanted("operation_record", False, 0.10, 0.4),
            Wanted("imaging_report", False, 0.17, 0.65),
            Wanted("laboratory_report", False, 0.10, 0.65),
            Wanted("health_check_report", False, 0.04, 0.5),
        ),
        "reimbursement": (
            Wanted("inpatient_invoice", True, 1.0, 0.97),
            Wanted("discharge_record", True, 0.95, 0.80),
            Wanted("itemised_bill", True, 0.85, 0.72),
            Wanted("identity_card", True, 0.96, 0.88),
            Wanted("bank_card", True, 0.76, 0.74),
            Wanted("authorisation_letter", False, 0.52, 0.65),
            Wanted("diagnosis_certificate", False, 0.35, 0.8),
            Wanted("pathology_report", False, 0.24, 0.7),
            Wanted("outpatient_invoice", False, 0.22, 0.8),
            Wanted("record_front_page", False, 0.07, 0.35),
            Wanted("admission_note", False, 0.05, 0.4),
            Wanted("operation_record", False, 0.05, 0.4),
            Wanted("imaging_report", False, 0.10, 0.65),
            Wanted("laboratory_report", False, 0.10, 0.65),
            Wanted("health_check_report", False, 0.01, 0.5),
        ),
    }
)
"""Plan kind to the papers it asks for, the most telling first."""

# (median, 90th percentile) of pages; assumed, set so that all papers of a claim have a median of 18 pages and a 90th
# percentile of 60.
_PAGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "itemised_bill": (8.0, 20.0),
        "discharge_record": (3.5, 8.0),
        "admission_note": (4.0, 9.0),
        "record_front_page": (2.4, 4.0),
        "operation_record": (2.6, 5.0),
        "laboratory_report": (7.0, 20.0),
        "imaging_report": (2.2, 5.0),
        "pathology_report": (1.8, 4.0),
        "health_check_report": (10.0, 22.0),
        "authorisation_letter": (2.0, 3.5),
        "identity_card": (1.9, 2.6),
        "diagnosis_certificate": (1.4, 2.4),
    }
)
_AT_ONCE: Mapping[tuple[str, str], float] = MappingProxyType(
    {(plan, one.document_type): one.at_once for plan, wanted in WANTED.items() for one in wanted}
)
_MOST_PAGES = 120
_AFTER_FIRST_REQUEST = (9.0, 28.0)
_AFTER_ANOTHER = (14.0, 40.0)
_PARCELS = (0.36, 0.34, 0.30)


def late_days(dice: Dice) -> tuple[int, ...]:
    """Days after the claim at which what was asked for once, again and a third time is handed in."""
    first = max(1, round(dice.lognormal(*_AFTER_FIRST_REQUEST)))
    second = first + max(1, round(dice.lognormal(*_AFTER_ANOTHER)))
    third = second + max(1, round(dice.lognormal(*_AFTER_ANOTHER)))
    return tuple(min(days, LATEST_DAYS) for days in (first, second, third))


def lateness(plan_kind: str, document_type: str, days: Sequence[int], dice: Dice) -> int:
    """Days after its claim at which a paper is handed in: 0 as often as its type comes at once.

    Args:
        plan_kind: The plan that asks for it.
        document_type: Its type.
        days: The later deliveries of the claim, from `late_days`, or those of them that are known.
        dice: Chance.
    """
    if dice.chance(_AT_ONCE[plan_kind, document_type]):
        return 0
    return dice.weighted(days, _PARCELS[: len(days)])


def page_count(document_type: str, thoroughness: float, dice: Dice) -> int:
    """Pages of a paper.

    Args:
        document_type: Its type.
        thoroughness: How much of everything this claimant copies; 1 is usual.
        dice: Chance.
    """
    usual = _PAGES.get(document_type)
    if usual is None:
        return 1
    return min(_MOST_PAGES, max(1, round(dice.lognormal(*usual) * thoroughness)))
