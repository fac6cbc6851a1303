"""Which diagnoses contradict a claim, and which only sound as if they did."""

import datetime as dt

import pytest
from checks.paper_sets import paper, paper_set

from builders import check_claim
from fraudpipe.records.illness import IllnessMention
from fraudpipe.records.paper_set import PaperSet


def severity(papers: PaperSet, code: str = "diagnosis_differs_from_claim") -> str | None:
    return {one.code: one.severity for one in check_claim(papers)}.get(code)


def recorded(diagnosis: str, illness_code: str) -> PaperSet:
    fields = {"diagnosis": diagnosis, "pathology_diagnosis": None}
    return paper_set(
        paper("discharge_record", **fields),
        paper("diagnosis_certificate", diagnosis=diagnosis),
        paper("pathology_report", pathology_diagnosis=None),
        illness_code=illness_code,
    )


@pytest.mark.parametrize(
    ("diagnosis", "illness_code"),
    [
        ("急性肾盂肾炎", "N10"),
        ("肾小球肾炎", "N05.9"),
        ("脉络膜黑色素瘤", "C69.3"),
        ("恶性脑膜瘤", "C70.0"),
        ("皮肤恶性黑色素瘤", "C69.9"),
        ("重型颅脑损伤；高血压", "S06.9"),  # the first is not in the table: it may be the claimed one
        ("不明之病；胃溃疡", "C16.9"),
    ],
)
def test_the_claimed_illness_by_another_name_is_left_alone(diagnosis: str, illness_code: str) -> None:
    assert severity(recorded(diagnosis, illness_code)) is None


@pytest.mark.parametrize("diagnosis", ["1.甲状腺结节 2.高血压", "甲状腺结节", "排除甲状腺癌；甲状腺结节"])
def test_another_illness_is_found(diagnosis: str) -> None:
    assert severity(recorded(diagnosis, "C73")) == "medium"


def test_a_printed_code_is_held_against_the_claim() -> None:
    assert severity(paper_set(paper("record_front_page", diagnosis_code="D34"))) == "medium"
    assert severity(paper_set(paper("record_front_page", diagnosis_code="C73.x00"))) is None


def test_what_was_thought_on_admission_or_long_before_is_low() -> None:
    assert severity(paper_set(paper("admission_note", diagnosis="甲状腺结节"))) == "low"
    biopsy = {"pathology_diagnosis": "甲状腺腺瘤", "sampled_date": "2023-05-01", "reported_date": "2023-05-04"}
    assert severity(paper_set(paper("pathology_report", **biopsy))) == "low"
    assert severity(paper_set(paper("discharge_record", diagnosis="甲状腺结节？；胃溃疡"))) == "low"


def test_an_admission_note_may_ask() -> None:
    assert severity(paper_set(paper("admission_note")), "diagnosis_uncertain") is None


def test_a_spread_tumour_fits_any_claimed_cancer() -> None:
    def reads_spread(text: str) -> tuple[IllnessMention, ...]:
        return (IllnessMention(text, "C79.5", "骨继发恶性肿瘤", 1.0, start=0, end=len(text)),)

    papers = recorded("骨继发恶性肿瘤", "C50.9")
    assert [one.code for one in check_claim(papers, reads_spread)] == []
    assert "diagnosis_differs_from_claim" in {one.code for one in check_claim(recorded("x", "K35.8"), reads_spread)}


def test_a_paper_that_was_handed_in_late_may_be_younger_than_the_claim() -> None:
    late = paper("diagnosis_certificate", issue_date="2024-05-01", sent_on=dt.date(2024, 5, 3))
    assert severity(paper_set(late), "dated_after_claim") is None
    later = paper("diagnosis_certificate", issue_date="2024-05-05", sent_on=dt.date(2024, 5, 3))
    assert severity(paper_set(later), "dated_after_claim") == "medium"


def test_a_year_far_ahead_in_doubt_is_a_misread_digit() -> None:
    misread = paper("diagnosis_certificate", "doubtful", issue_date="2029-03-09")
    assert severity(paper_set(misread), "dated_after_claim") is None


def test_a_stay_whose_invoice_did_not_come_is_not_compared_with_others() -> None:
    paid_back = {"plan_kind": "reimbursement", "event_on": dt.date(2024, 3, 9), "amount_fen": 37_000}
    assert severity(paper_set(paper("outpatient_invoice"), **paid_back), "amount_above_papers") is None


def test_a_month_places_an_age_and_a_history_at_its_end() -> None:
    told = {"age": "29岁", "admission_date": "2014-03", "discharge_date": None}
    assert severity(paper_set(paper("discharge_record", **told)), "age_differs_from_member") is None


def test_a_bill_or_a_note_of_another_stay_alone_is_noticed() -> None:
    other = {"admission_date": "2023-10-01", "discharge_date": "2023-10-09"}
    assert severity(paper_set(paper("itemised_bill", **other)), "stay_differs_from_claim") == "medium"
    assert (
        severity(paper_set(paper("admission_note", admission_date="2023-10-01")), "stay_differs_from_claim") == "medium"
    )
    both = paper("admission_note", admission_date="2023-10-01"), paper("admission_note")
    assert severity(paper_set(*both), "stay_differs_from_claim") is None


EARLY = {"sampled_date": "2024-02-01", "reported_date": "2024-02-03"}


@pytest.mark.parametrize(
    ("tissue", "expected"),
    [
        ("未找到癌细胞", None),
        ("涂片中未发现恶性细胞", None),
        ("没有癌细胞", None),
        ("恶性细胞：阴性", None),
        ("癌前病变", None),
        ("滤泡性病变，目前恶性证据不足", None),
        ("BRAF基因阴性，恶性风险5%", None),
        ("低度恶性潜能不能评估，倾向良性", None),
        ("乳头状癌", "low"),
    ],
)
def test_tissue_of_no_named_place_is_no_diagnosis(tissue: str, expected: str | None) -> None:
    early = paper("pathology_report", pathology_diagnosis=tissue, **EARLY)
    papers = paper_set(early, member={"joined_on": dt.date(2023, 12, 1)})
    assert severity(papers, "papers_inside_waiting") == expected


def test_a_stage_of_another_illness_is_none_of_the_tumour() -> None:
    staged = paper("pathology_report", tumour_stage="Ⅰ期")
    kidney = paper("discharge_record", diagnosis="甲状腺恶性肿瘤；2型糖尿病肾病Ⅳ期")
    assert severity(paper_set(staged, kidney), "stages_differ_between_papers") is None
    tumour = paper("discharge_record", diagnosis="甲状腺恶性肿瘤，pT4N1M1，Ⅳ期；2型糖尿病肾病Ⅰ期")
    assert severity(paper_set(staged, tumour), "stages_differ_between_papers") == "medium"


@pytest.mark.parametrize("other", ["甲状腺乳头状癌", None])
def test_a_node_without_tumour_beside_the_tumour_is_routine(other: str | None) -> None:
    node = paper("pathology_report", pathology_diagnosis="淋巴结3枚，未见癌转移")
    beside = paper("pathology_report", "accepted" if other else "unreadable", pathology_diagnosis=other or "")
    assert severity(paper_set(node), "tissue_without_tumour") == "medium"
    assert severity(paper_set(node, beside), "tissue_without_tumour") is None


def test_a_printed_code_is_weighed_like_the_words_beside_it() -> None:
    assert severity(paper_set(paper("pathology_report", diagnosis_code="M85030/3"))) is None
    assert severity(paper_set(paper("admission_note", diagnosis_code="D34"))) == "low"
    before = {"diagnosis": None, "admission_date": "2023-05-01", "discharge_date": "2023-05-04"}
    assert severity(paper_set(paper("discharge_record", diagnosis_code="D34", **before))) == "low"


@pytest.mark.parametrize("age", ["8天", "6周", "20日", "12小时"])
def test_the_age_of_a_newborn_is_no_number_of_years(age: str) -> None:
    told = paper("discharge_record", age=age), paper("diagnosis_certificate", age=None)
    newborn = paper_set(*told, member={"birth_on": dt.date(2000, 2, 22)})
    assert severity(newborn, "age_differs_from_member") is None
    assert severity(paper_set(paper("discharge_record", age="8周岁")), "age_differs_from_member") == "medium"


@pytest.mark.parametrize(
    ("shown", "expected"), [("考虑脂肪瘤。", "low"), ("软组织肿物。", None), ("软组织肉瘤。", None)]
)
def test_a_picture_of_something_harmless_speaks_against_a_cancer(shown: str, expected: str | None) -> None:
    papers = paper_set(paper("imaging_report", imaging_diagnosis=shown), illness_code="C49.9")
    assert severity(papers, "imaging_differs_from_claim") == expected


@pytest.mark.parametrize(("shown", "expected"), [("甲状腺恶性肿瘤", "low"), ("甲状腺结节", None)])
def test_a_picture_inside_the_wait_that_names_the_illness_asks_for_a_look(shown: str, expected: str | None) -> None:
    seen = paper("imaging_report", imaging_diagnosis=shown, examined_date="2023-02-01")
    assert severity(paper_set(seen), "papers_inside_waiting") == expected
