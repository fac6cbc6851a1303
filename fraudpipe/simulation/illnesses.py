"""The illnesses of the world: who falls ill when, where they are treated, how long and for how much.

They stand in `tables/illnesses.csv`, with a source a row: the order of frequency follows what platforms publish (women:
breast, lung, thyroid; men: lung, acute myocardial infarction, bowel) or the order of magnitude of the national cancer
registry; ages, stays and costs are assumed, round and plausible. Codes are ICD-10.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Illness:
    """One illness.

    Attributes:
        code: ICD-10.
        name: As a Chinese record writes it.
        department: The ward that treats it.
        specialty: The specialist hospital that draws it, or "".
        women: Onsets per 100,000 women of the membership and year.
        men: The same of men.
        age: Mean age at onset in years; `age_spread` its deviation.
        stay_days: Median stay.
        cost_yuan: Median cost of a stay.
        complaint: What brings the patient, before the duration.
        operation: The usual operation, or "".
        tissue: The pathologist's conclusion, "" where no tissue is taken.
        benign: The harmless finding that it can be mistaken or passed off for: (code, name).
        mild: Whether it has an early form that pays the small benefit.
        imaging: The examination that shows it, "" where none is usual.
        imaging_findings: What a report of it then describes; its sizes in mm are typical ones (see `measured`).
        imaging_diagnosis: What that report concludes.
        imaging_benign: What the report would describe of the harmless finding.
        panels: Laboratory panels that are taken (see laboratory.py).
        drugs: Drugs that are given (see pharmacy.py).
        covered: Whether a fixed benefit is paid for it; other illnesses only bring stays whose costs are paid back.
        source: Where the onset rates come from: platform, registry or assumed.
    """

    code: str
    name: str
    department: str
    specialty: str
    women: float
    men: float
    age: float
    age_spread: float
    stay_days: float
    cost_yuan: float
    complaint: str
    operation: str
    tissue: str
    benign: tuple[str, str]
    mild: bool = False
    imaging: str = ""
    imaging_findings: str = ""
    imaging_diagnosis: str = ""
    imaging_benign: str = ""
    panels: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    covered: bool = True
    source: str = "assumed"

    @property
    def is_cancer(self) -> bool:
        """Whether it is malignant."""
        return self.code.startswith("C")

    def strikes(self, sex: str) -> bool:
        """Whether people of `sex` (F or M) fall ill of it."""
        return (self.women if sex == "F" else self.men) > 0


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of one table of this package.

    >>> rows_of("imaging")[0]["site"]
    'none'
    """
    source = resources.files("fraudpipe.simulation").joinpath(f"tables/{table}.csv")
    return list(csv.DictReader(source.read_text("utf-8").splitlines()))


def _illnesses() -> tuple[Illness, ...]:
    sites = {row["site"]: row for row in rows_of("imaging")}
    return tuple(_illness(row, sites[row["imaging"]]) for row in rows_of("illnesses"))


def _illness(row: Mapping[str, str], site: Mapping[str, str]) -> Illness:
    return Illness(
        code=row["code"],
        name=row["name"],
        department=row["department"],
        specialty=row["specialty"],
        women=float(row["women"]),
        men=float(row["men"]),
        age=float(row["age"]),
        age_spread=float(row["age_spread"]),
        stay_days=float(row["stay_days"]),
        cost_yuan=float(row["cost_yuan"]),
        complaint=row["complaint"],
        operation=row["operation"],
        tissue=row["tissue"],
        benign=(row["benign_code"], row["benign_name"]),
        mild=row["mild"] == "yes",
        imaging=site["examination"],
        imaging_findings=site["findings"],
        imaging_diagnosis=site["diagnosis"],
        imaging_benign=site["benign"],
        panels=tuple(row["panels"].split()),
        drugs=tuple(row["drugs"].split()),
        covered=row["plan"] == "covered",
        source=row["source"],
    )


# Constants of the package, read once like literals: they hang on nothing but the installed files.
EVERY_ILLNESS: tuple[Illness, ...] = _illnesses()
"""All illnesses of the world, the covered ones first."""

ILLNESSES: tuple[Illness, ...] = tuple(one for one in EVERY_ILLNESS if one.covered)
"""The hundred illnesses for which a fixed benefit is paid."""

ORDINARY: tuple[Illness, ...] = tuple(one for one in EVERY_ILLNESS if not one.covered)
"""Ordinary illnesses whose stays a reimbursement plan pays too; their rates are of stays dear enough to be claimed."""

DEPARTMENTS: tuple[str, ...] = tuple(sorted({one.department for one in EVERY_ILLNESS}))
"""All wards, in order of their characters."""

KINDRED_WARDS: Mapping[bool, tuple[str, ...]] = MappingProxyType(
    {
        malignant: tuple(sorted({one.department for one in EVERY_ILLNESS if one.is_cancer == malignant}))
        for malignant in (False, True)
    }
)
"""The wards that treat malignant illnesses, and those that treat others."""

ILLNESS_BY_CODE: Mapping[str, Illness] = MappingProxyType({one.code: one for one in EVERY_ILLNESS})

EVERYDAY = (
    ("J06.9", "上呼吸道感染"),
    ("I10", "高血压"),
    ("E11.9", "2型糖尿病"),
    ("K29.5", "慢性胃炎"),
    ("E04.1", "甲状腺结节"),
    ("N63", "乳腺结节"),
    ("M51.2", "腰椎间盘突出"),
    ("K80.2", "胆囊结石"),
    ("E78.5", "高脂血症"),
    ("K76.0", "脂肪肝"),
    ("J31.0", "慢性鼻炎"),
    ("K04.0", "牙髓炎"),
    ("L30.9", "湿疹"),
    ("R91", "肺结节"),
)
"""What people see a doctor for in ordinary years: (code, name)."""

EVERYDAY_YOUNG = ("J06.9", "K29.5", "J31.0", "K04.0", "L30.9")
"""Codes of EVERYDAY that the young have too."""

WOMEN_ONLY = frozenset({"N63"})
"""Codes of EVERYDAY that are recorded of women."""
