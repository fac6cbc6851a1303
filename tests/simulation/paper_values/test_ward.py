from simulation.claims import stays

from fraudpipe.simulation.paper_values.stay import body_of
from fraudpipe.simulation.paper_values.ward import (
    admission_note,
    diagnosis_certificate,
    discharge_record,
    operation_record,
    record_front_page,
)

_ALL = (discharge_record, diagnosis_certificate, admission_note, record_front_page, operation_record)


def _papers(count=200):
    for stay, dice in stays(count):
        makers = _ALL if stay.operated_on else _ALL[:-1]
        yield stay, {maker.__name__: maker(stay, dice) for maker in makers}


def test_papers_of_one_stay_agree_wherever_they_print_the_same():
    same = {
        "patient_name", "sex", "age", "department", "record_number", "admission_date", "discharge_date",
        "inpatient_days", "chief_complaint", "past_history", "admission_count", "attending_doctor", "operation_name",
    }  # fmt: skip
    for _, papers in _papers():
        for name in same:
            told = {str(values[name]) for values in papers.values() if name in values}
            assert len(told) <= 1, name


def test_the_final_diagnosis_is_one_and_only_the_first_note_may_ask():
    asked = 0
    for stay, papers in _papers():
        for kind, values in papers.items():
            if kind != "admission_note":
                assert values["diagnosis"] == stay.diagnosis
        asked += papers["admission_note"]["diagnosis"] != stay.diagnosis
    assert 60 < asked < 120


def test_the_front_page_repeats_the_pathologist_and_knows_the_body():
    groups = set()
    for stay, papers in _papers():
        page = papers["record_front_page"]
        assert page["diagnosis_code"] == stay.claim.illness.code
        assert page.get("pathology_number", "") == stay.pathology_number
        assert page["birth_date"] == stay.claim.member.birth_on.isoformat()
        height, group = body_of(stay.claim.member, stay.claim.admitted_on)
        assert page["blood_group"] in (group, "未查")
        assert papers["admission_note"]["height_cm"] == height
        groups.add(page["blood_group"])
    assert groups == {"A型", "B型", "O型", "AB型", "未查"}


def test_nobody_is_operated_outside_the_stay():
    for stay, papers in _papers():
        if "operation_record" in papers:
            day = papers["operation_record"]["operation_date"]
            assert stay.claim.admitted_on.isoformat() <= day <= stay.claim.discharged_on.isoformat()


def test_the_certificate_is_written_at_discharge_or_after():
    for stay, papers in _papers():
        assert papers["diagnosis_certificate"]["issue_date"] >= stay.claim.discharged_on.isoformat()
