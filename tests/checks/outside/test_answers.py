"""An answer accuses; silence neither accuses nor clears."""

import pytest
from checks.cases.outside import CERTIFICATE, INVOICE, PATHOLOGY, answer, answered
from checks.paper_sets import paper, paper_set

from fraudpipe.checks.outside.answers import check_answers
from fraudpipe.records.paper_set import PaperSet


def said(papers: PaperSet) -> dict[str, str]:
    return {one.code: one.severity for one in check_answers(papers)}


@pytest.mark.parametrize("state", ["not_checked", "unknown"])
def test_what_nobody_answered_says_nothing(state: str) -> None:
    silent = [
        answer(kind, None, of, state=state)
        for kind, of in (("invoice", INVOICE), ("stay", CERTIFICATE), ("filed_elsewhere", None))
    ]
    assert said(answered(*silent)) == {}
    assert said(answered(answer("invoice", "refunded", INVOICE, state=state))) == {}


def test_one_unknown_number_among_known_ones_is_low() -> None:
    lost = answer("pathology", "not_held", PATHOLOGY)
    assert said(answered(lost)) == {"number_not_at_hospital": "medium"}
    held = answer("stay", "held", CERTIFICATE, same_name=True)
    assert said(answered(lost, held)) == {"number_not_at_hospital": "low"}
    assert set(said(answered(lost, held, answer("invoice", "not_held", INVOICE))).values()) == {"medium"}


def test_one_unknown_number_on_two_papers_is_one() -> None:
    again = paper("discharge_record", record_number="24000123")
    lost = [answer("stay", "not_held", of) for of in (CERTIFICATE, again)]
    held = answer("invoice", "held", INVOICE)
    assert said(answered(*lost, held, of=paper_set(INVOICE, CERTIFICATE, again))) == {"number_not_at_hospital": "low"}
    other = paper("discharge_record", record_number="24000124")
    lost[1] = answer("stay", "not_held", other)
    assert said(answered(*lost, held, of=paper_set(INVOICE, CERTIFICATE, other))) == {
        "number_not_at_hospital": "medium"
    }


def test_a_paper_in_another_name_does_not_pretend_to_be_the_members() -> None:
    other = paper("pathology_report", pathology_number="202400123", patient_name="虚构乙丙")
    papers = answered(answer("pathology", "held", other, same_name=False), of=paper_set(other))
    assert said(papers) == {"number_of_another_patient": "low"}


def test_two_fixed_benefits_for_one_illness_are_lawful() -> None:
    assert said(answered(answer("filed_elsewhere", "filed"))) == {"filed_elsewhere": "low"}


def test_of_two_papers_in_one_picture_the_answer_is_about_its_own() -> None:
    both = paper_set(INVOICE, paper("inpatient_invoice", invoice_number=None, total_amount="9.00"))
    refunded = answer("invoice", "refunded", INVOICE)
    assert said(answered(refunded, of=both)) == {"invoice_refunded": "high"}
    second = answer("invoice", "refunded", INVOICE, place=1)
    assert said(answered(second, of=both)) == {}, "the second paper states no number"
