"""Does what the papers say of a hospital and of days agree with public registers?"""

import csv
import datetime as dt
import functools
import re
from collections.abc import Iterator
from importlib import resources

from rapidfuzz import fuzz

from fraudpipe.checks.evidence import Evidence, evidence, evidence_day, finding, unread
from fraudpipe.checks.names_alike import bare, names_agree
from fraudpipe.records.finding import Finding
from fraudpipe.records.hospital_registry import HospitalRegistry, RegisteredHospital, bare_name
from fraudpipe.records.paper_set import Paper, PaperSet

# Slides and pictures lawfully travel to centres that are no hospitals.
_OF_A_STAY = (
    "inpatient_invoice",
    "itemised_bill",
    "discharge_record",
    "diagnosis_certificate",
    "admission_note",
    "record_front_page",
    "operation_record",
)
_DIAGNOSED_BY = ("diagnosis_certificate", "discharge_record", "record_front_page")
_SIGNED = {"diagnosis_certificate": "issue_date", "pathology_report": "reported_date"}
_WARD_ENDS = re.compile(r"(病区|病房|门诊|[一二三四五六七八九十\d]+(?=科|区|$)|[东西南北]院区?)")
_SAME_WARD_PERCENT = 75.0
_PROVINCE_LETTERS = 2


def check_registry_facts(papers: PaperSet) -> Iterator[Finding]:
    """Hospitals, their provinces and departments, and days on which offices are closed."""
    for paper in papers.papers:
        yield from _signed_on_holiday(paper)
        if papers.hospitals is not None:
            yield from _of_hospital(paper, papers.hospitals)
    yield from _level(papers)


def _of_hospital(paper: Paper, registry: HospitalRegistry) -> Iterator[Finding]:
    named = evidence(paper, "hospital_name")
    if named is None:
        return
    hospital = registry.find(named.text)
    if hospital is None:
        # A small register is silent about most hospitals.
        if registry.complete and paper.reading.document_type in _OF_A_STAY:
            yield finding("hospital_not_registered", named)
        return
    region = evidence(paper, "region")
    if region is not None and hospital.province and _province(region.text) != _province(hospital.province):
        yield finding("province_differs_from_registry", region, against=(named,))
    ward = evidence(paper, "department")
    if ward is not None and hospital.departments and not has_department(hospital, ward.text):
        yield finding("department_not_at_hospital", ward, against=(named,))
    doctor = evidence(paper, "attending_doctor")
    if doctor is not None and hospital.doctors and not any(_is_doctor(doctor, one) for one in hospital.doctors):
        yield finding("doctor_not_at_hospital", doctor, against=(named,))


def _is_doctor(printed: Evidence, name: str) -> bool:
    """Whether the name may be that doctor's; among so many, one that is a character apart is nearly always there."""
    return names_agree(printed.text, name) if printed.doubtful else bare(printed.text) == bare(name)


def has_department(hospital: RegisteredHospital, ward: str) -> bool:
    """Whether a printed ward may be one of the hospital's: the same, a part of one, or nearly the same letters.

    >>> known = RegisteredHospital("示例市第一人民医院", departments=("甲状腺外科", "肿瘤科"))
    >>> has_department(known, "甲状腺外科二病区"), has_department(known, "神经外科")
    (True, False)
    """
    printed = _ward(ward)
    if not printed:
        return True
    return any(
        printed in known or known in printed or fuzz.ratio(printed, known) >= _SAME_WARD_PERCENT
        for known in map(_ward, hospital.departments)
    )


def _province(text: str) -> str:
    """The first two characters, which tell provinces apart: 浙江 and 浙江省 are one."""
    return text[:_PROVINCE_LETTERS]


@functools.lru_cache(maxsize=10_000)
def _ward(text: str) -> str:
    return _WARD_ENDS.sub("", bare_name(text))


def _level(papers: PaperSet) -> Iterator[Finding]:
    """Whether none but houses of level one say what the patient has, under a plan that pays for grave illnesses."""
    if papers.hospitals is None or papers.claim.plan_kind != "fixed_benefit":
        return
    diagnosed = [paper for paper in papers.papers if paper.reading.document_type in _DIAGNOSED_BY]
    # A house whose name was not read may be a larger one.
    if any(unread(paper, "hospital_name") for paper in diagnosed):
        return
    levels: list[tuple[Evidence, int]] = []
    for paper in diagnosed:
        named = evidence(paper, "hospital_name")
        hospital = None if named is None else papers.hospitals.find(named.text)
        if named is not None:
            levels.append((named, 0 if hospital is None else hospital.level))
    if levels and all(level == 1 for _, level in levels):
        yield finding("hospital_level_low", *(named for named, _ in levels))


def _signed_on_holiday(paper: Paper) -> Iterator[Finding]:
    signed = evidence_day(paper, _SIGNED.get(paper.reading.document_type, ""))
    if signed is not None and signed[1] in holidays():
        yield finding("signed_on_holiday", signed[0], day=signed[1])


@functools.cache
def holidays() -> frozenset[dt.date]:
    """The statutory holidays of the years that the table covers; other years have none that we know of.

    >>> dt.date(2026, 10, 1) in holidays(), dt.date(2026, 10, 8) in holidays()
    (True, False)
    """
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.checks").joinpath("tables/holidays.csv")
    rows = csv.DictReader(source.read_text("utf-8").splitlines())
    return frozenset(dt.date.fromisoformat(row["day"]) for row in rows)
