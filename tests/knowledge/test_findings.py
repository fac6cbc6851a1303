import datetime as dt
from dataclasses import replace

import pytest
from knowledge.cases import BOX, STAY, bill, field, papers, past, record, report

from fraudpipe.knowledge.case import case_of
from fraudpipe.knowledge.findings import check_plausibility
from fraudpipe.knowledge.graph import KnowledgeGraph, curated_graph
from fraudpipe.knowledge.kinds import PLAUSIBILITY
from fraudpipe.records.finding import Finding
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.reading import Reading

GRAPH = replace(curated_graph(), past=past())
LONG = {"discharged_on": dt.date(2024, 4, 9)}
CHILD = {"birth_on": dt.date(2016, 6, 1)}
PNEUMONIA = record("肺炎")

EXAMPLES: dict[str, tuple[PaperSet, PaperSet]] = {
    "item_for_other_sex": (
        papers(bill(("尼拉帕利胶囊", "1", "6000.00"))),
        papers(bill(("尼拉帕利胶囊", "1", "6000.00")), member={"sex": "F"}),
    ),
    "item_for_other_age": (
        papers(bill(("小儿肺热清颗粒", "2", "60.00"))),
        papers(bill(("小儿肺热清颗粒", "2", "60.00")), member=CHILD),
    ),
    "item_above_hospital_level": (
        papers(bill(("艾迪注射液(10ml)", "5", "300.00")), hospital_level=1),
        papers(bill(("氯化钠注射液(10ml)", "5", "300.00")), hospital_level=1),
    ),
    "item_for_stays_only": (
        papers(bill(("ω-3鱼油脂肪乳注射液", "1", "200.00"), kind="outpatient_invoice")),
        papers(bill(("ω-3鱼油脂肪乳注射液", "1", "200.00"), kind="inpatient_invoice")),
    ),
    "course_longer_than_paid": (
        papers(bill(("天麻素注射液", "40", "800.00")), **LONG),
        papers(bill(("天麻素注射液", "14", "280.00")), **LONG),
    ),
    "item_charged_too_often": (
        papers(bill(("住院诊察费", "16", "320.00"))),
        papers(bill(("住院诊察费", "8", "160.00"))),
    ),
    "item_repeated_too_soon": (
        papers(bill(("糖化血红蛋白测定", "3", "180.00"))),
        papers(bill(("糖化血红蛋白测定", "1", "60.00"))),
    ),
    "item_included_in_other": (
        papers(bill(("急诊监护费", "8", "800.00"), ("急诊诊查费", "8", "80.00"))),
        papers(bill(("急诊监护费", "1", "100.00"), ("急诊诊查费", "1", "10.00"))),
    ),
    "second_procedure_at_full_price": (
        papers(bill(("乙状结肠悬吊术", "1", "1200.00"), ("全胃切除术", "1", "1200.00"))),
        papers(bill(("乙状结肠悬吊术", "1", "600.00"), ("全胃切除术", "1", "1200.00"))),
    ),
    "lines_charged_again": (
        papers(bill(("磁共振增强扫描", "1", "900.00"), ("磁共振增强扫描", "1", "900.00"))),
        papers(bill(("磁共振增强扫描", "1", "900.00"), ("磁共振平扫", "1", "900.00"))),
    ),
    "illness_of_other_sex": (
        papers(record("卵巢恶性肿瘤")),
        papers(record("肺炎；家族史：母亲患卵巢恶性肿瘤，否认前列腺癌，卵巢癌？")),
    ),
    "illness_outside_its_ages": (
        papers(record("前列腺增生"), member={"birth_on": dt.date(2014, 1, 1)}),
        papers(record("前列腺增生")),
    ),
    "illness_unusual_at_age": (
        papers(PNEUMONIA, member={"birth_on": dt.date(1944, 1, 1)}),
        papers(PNEUMONIA, member={"birth_on": dt.date(1996, 1, 1)}),
    ),
    "item_unusual_for_illness": (
        papers(PNEUMONIA, bill(("人工关节置换术", "1", "9000.00"))),
        papers(PNEUMONIA, record("股骨颈骨折"), bill(("人工关节置换术", "1", "9000.00"))),
    ),
    "ward_unusual_for_illness": (
        papers(PNEUMONIA, department="骨科"),
        papers(PNEUMONIA, department="呼吸内科"),
    ),
    "expected_step_missing": (
        papers(record("胃恶性肿瘤"), bill(), illness_code="C16.9", plan_kind="fixed_benefit"),
        papers(
            record("胃恶性肿瘤"), bill(), report("pathology_report"), illness_code="C16.9", plan_kind="fixed_benefit"
        ),
    ),
    "stay_longer_than_peers": (papers(PNEUMONIA, **LONG), papers(PNEUMONIA)),
    "cost_above_peers": (
        papers(PNEUMONIA, amount_fen=9_000_000),
        papers(PNEUMONIA, amount_fen=9_000_000, plan_kind="fixed_benefit"),
    ),
}


def found(case: PaperSet, graph: KnowledgeGraph = GRAPH) -> list[Finding]:
    return list(check_plausibility(case, graph))


def test_every_kind_has_an_example() -> None:
    assert [kind.code for kind in PLAUSIBILITY] == list(EXAMPLES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_true_example_is_found_and_an_innocent_one_is_not(code: str) -> None:
    true, innocent = EXAMPLES[code]
    raised = [one for one in found(true) if one.code == code]
    assert raised
    assert code not in [one.code for one in found(innocent)]
    assert "{" not in raised[0].message_zh + raised[0].message_en
    assert "模拟" not in raised[0].message_zh


def test_a_usual_claim_has_no_finding() -> None:
    assert found(papers(PNEUMONIA, bill())) == []


def test_a_finding_points_at_its_line() -> None:
    (one,) = found(papers(bill(("尼拉帕利胶囊", "1", "6000.00"))))
    assert (one.document_id, one.page, one.box) == ("D-itemised_bill", 1, (0, 6, 9, 7))
    assert [(point.field, point.value) for point in one.evidence] == [("line_items", "尼拉帕利胶囊")]
    assert one.message_zh == "收费项目“尼拉帕利胶囊”限女性使用，参保人为男性"


def test_tissue_of_the_other_sex_is_seen_too() -> None:
    tissue = replace(report("pathology_report"), reading=Reading("pathology_report", 0, 1, {
        "pathology_diagnosis": field("（左）卵巢浆液性癌")}))  # fmt: skip
    (one,) = found(papers(tissue))
    assert (one.code, one.severity) == ("illness_of_other_sex", "high")
    assert one.evidence[0].field == "pathology_diagnosis"


def test_what_stands_on_doubt_is_low() -> None:
    (sure,) = found(papers(record("卵巢恶性肿瘤")))
    (doubtful,) = found(papers(record("卵巢恶性肿瘤", "doubtful")))
    assert (sure.severity, doubtful.severity) == ("high", "low")
    assert sure.box == BOX


def test_a_misread_item_is_low_and_an_unknown_one_says_nothing() -> None:
    (misread,) = found(papers(bill(("尼拉帕利胶襄", "1", "6000.00"))))
    assert (misread.code, misread.severity) == ("item_for_other_sex", "low")
    assert found(papers(bill(("某某胶囊", "1", "6000.00")))) == []


def test_a_day_charged_twice_is_low_and_so_is_a_bill_without_days() -> None:
    (slight,) = found(papers(bill(("持续膀胱冲洗", "10", "200.00"), stay=STAY)))
    (grave,) = found(papers(bill(("持续膀胱冲洗", "16", "320.00"), stay=STAY)))
    (guessed,) = found(papers(bill(("持续膀胱冲洗", "16", "320.00"))))
    assert (slight.severity, grave.severity, guessed.severity) == ("low", "medium", "low")


def test_a_bill_of_another_stay_is_not_held_against_the_claimed_one() -> None:
    beds = ("住院诊察费", "14", "280.00")
    assert found(papers(bill(beds, stay=("2024-03-15", "2024-03-28")))) == []
    unread = bill(beds, stay=STAY)
    unread.reading.fields["admission_date"] = field(None, "unreadable")
    assert found(papers(unread)) == []
    assert found(papers(bill(beds, stay=STAY))) == []  # the paper itself contradicts it: charged_days_exceed_stay


@pytest.mark.parametrize(
    ("shown", "severity"),
    [
        ("直肠癌；盆腔积液", None),
        ("盆腔脓肿", None),
        ("会阴脓肿", None),
        ("绒毛膜癌", None),
        ("念珠菌性龟头包皮炎", None),
        ("盆腔积液(N94.806)", "low"),
        ("子宫肌瘤", "low"),
    ],
)
def test_an_everyday_name_under_a_code_of_women_accuses_no_man(shown: str, severity: str | None) -> None:
    seen = Paper("D", Reading("imaging_report", 0, 1, {"imaging_diagnosis": field(shown)}))
    codes = {one.code: one.severity for one in found(papers(seen))}
    assert codes.get("illness_of_other_sex") == severity
    told = {one.code for one in found(papers(record(shown)))}
    assert ("illness_of_other_sex" in told) == (severity is not None)


@pytest.mark.parametrize("name", ["胎膜早破", "脐带绕颈", "巨大儿", "胎膜早破(O42.900)"])
def test_words_of_the_birth_on_the_papers_of_a_newborn_are_of_its_mother(name: str) -> None:
    assert found(papers(record(name), member={"birth_on": dt.date(2024, 3, 1)})) == []


def test_thrush_strikes_at_every_age() -> None:
    assert found(papers(record("鹅口疮"))) == []
    assert [one.mention.category for one in case_of(papers(record("鹅口疮"))).named] == ["B37"]


@pytest.mark.parametrize(
    "open_paper",
    [
        report("other"),
        replace(bill(), reading=Reading("itemised_bill", 0, 1, {"line_items": field(None, "unreadable")})),
    ],
)
def test_a_step_may_stand_on_what_was_not_read(open_paper: Paper) -> None:
    case = EXAMPLES["expected_step_missing"][0]
    assert "expected_step_missing" not in [one.code for one in found(replace(case, papers=(*case.papers, open_paper)))]


def test_a_later_stay_may_lack_some_steps_but_not_all() -> None:
    case = papers(record("胃恶性肿瘤"), bill(), illness_code="C16.9")
    assert found(case) == []
    rows = case.papers[1].reading.fields["line_items"]
    without = replace(rows, value=tuple(row for row in rows.value if "CT" not in row.name))
    blind = replace(case.papers[1], reading=replace(case.papers[1].reading, fields={"line_items": without}))
    assert [one.code for one in found(replace(case, papers=(case.papers[0], blind)))] == ["expected_step_missing"] * 2


def test_without_history_only_rules_speak() -> None:
    case = papers(PNEUMONIA, bill(("人工关节置换术", "1", "9000.00")), department="骨科", **LONG)
    assert [one.code for one in found(case, graph=curated_graph())] == []


def test_totals_of_categories_hide_what_they_hold() -> None:
    totals = bill(("检查费", "1", "900.00"), ("化验费", "1", "900.00"), kind="inpatient_invoice")
    rows = totals.reading.fields["line_items"].value[-2:]
    only_totals = replace(totals.reading.fields["line_items"], value=rows)
    hidden = replace(totals, reading=replace(totals.reading, fields={"line_items": only_totals}))
    assert found(papers(record("胃恶性肿瘤"), hidden, illness_code="C16.9", plan_kind="fixed_benefit")) == []


def test_the_same_claim_gives_the_same_findings() -> None:
    case = EXAMPLES["item_included_in_other"][0]
    assert found(case) == found(case)
