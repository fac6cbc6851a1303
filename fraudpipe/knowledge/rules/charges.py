"""Charged lines as the rules look at them, and whoever they are charged for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Charge:
    """One charged line.

    Attributes:
        name: The item as printed.
        quantity: How many, or None where it is not printed.
        amount_fen: Amount of the line, or None.
        place: Which line of the list it is, from 0.
    """

    name: str
    quantity: float | None = None
    amount_fen: int | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Treatment:
    """For whom, where and how long.

    Attributes:
        sex: F or M, or None where unknown.
        age_years: Age in years with fractions, or None.
        hospital_level: 1, 2 or 3; 0 unknown.
        inpatient: Whether it is a stay; None unknown.
        days: Days on which something may be charged, first and last included; None unknown.
    """

    sex: str | None = None
    age_years: float | None = None
    hospital_level: int = 0
    inpatient: bool | None = None
    days: int | None = None
