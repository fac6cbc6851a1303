"""Examples for the terms of the plan and for what was earlier: true, its severity, innocent."""

import datetime as dt
from dataclasses import replace

from checks.paper_sets import PAID_BACK, Case, field, paper, paper_set

from fraudpipe.records.paper_set import EarlierClaim, Paper, PaperSet, VisitFacts
from fraudpipe.records.reading import Reading

LATE_JOINER = {"joined_on": dt.date(2023, 12, 1)}  # the waiting period ends on 2024-02-29


def claimed(decision: str = "paid", of: PaperSet | None = None, **changed: object) -> PaperSet:
    usual = EarlierClaim("C0", "fixed_benefit", "C73", dt.date(2023, 6, 1), decision)
    return replace(of or paper_set(), earlier=(replace(usual, **changed),))  # type: ignore[arg-type]


def stayed(first: dt.date, last: dt.date, decision: str = "paid") -> PaperSet:
    costs = paper_set(paper("inpatient_invoice"), **PAID_BACK)
    return claimed(decision, costs, plan_kind="reimbursement", admitted_on=first, discharged_on=last)


def visited(day: dt.date, code: str, **member: object) -> PaperSet:
    return replace(paper_set(member=member), visits=(VisitFacts(day, code, "outpatient"),))


def checked_up(findings: str, day: str = "2022-05-01", **member: object) -> PaperSet:
    fields = {"health_check_findings": field(findings), "examined_date": field(day)}
    return paper_set(Paper("D-check", Reading("health_check_report", 0, 1, fields)), member=member)


def told(history: str, **member: object) -> PaperSet:
    return paper_set(paper("discharge_record", past_history=history), member=member)


CASES: dict[str, Case] = {
    "benefit_above_plan": (paper_set(amount_fen=50_000_000), "medium", paper_set(amount_fen=30_000_000)),
    "early_form_full_benefit": (
        paper_set(paper("pathology_report", tumour_stage="IA期")),
        "medium",
        # The mild benefit is what an early form pays.
        paper_set(paper("pathology_report", tumour_stage="IA期"), amount_fen=5_000_000),
    ),
    "illness_not_covered": (paper_set(illness_code="K80.1"), "low", paper_set(illness_code="K80.1", **PAID_BACK)),
    "claimed_after_limit": (
        paper_set(known_on=dt.date(2024, 9, 2)),
        "low",
        paper_set(known_on=dt.date(2024, 9, 1)),
    ),
    "illness_claimed_before": (claimed("withdrawn"), "medium", claimed("paid", illness_code="I21.9")),
    "stay_claimed_before": (
        stayed(dt.date(2024, 3, 1), dt.date(2024, 3, 9)),
        "medium",
        # Moved to another ward on the day on which the first stay ended.
        stayed(dt.date(2024, 2, 20), dt.date(2024, 3, 1)),
    ),
    "visit_before_joining": (
        visited(dt.date(2022, 5, 1), "C73"),
        "medium",
        visited(dt.date(2022, 5, 1), "J06.9"),
    ),
    "visit_inside_waiting": (
        visited(dt.date(2024, 1, 5), "C73", **LATE_JOINER),
        "medium",
        # A nodule is no tumour.
        visited(dt.date(2024, 1, 5), "E04.1", **LATE_JOINER),
    ),
    "check_up_before_joining": (
        checked_up("甲状腺恶性肿瘤，建议专科检查。"),
        "medium",
        checked_up("甲状腺结节，建议复查。", day="2023-05-01"),
    ),
    "illness_dated_before_joining": (
        told("2019年3月诊断为甲状腺癌。"),
        "high",
        told("母亲2019年患甲状腺癌，否认2018年甲状腺结节，2023年发现甲状腺结节。"),
    ),
}
