"""Settings may switch a finding off or change its weight, never make doubt or a complaint accuse."""

import pytest
from checks.cases import known_earlier
from checks.paper_sets import field, paper, paper_set

from builders import check_claim
from fraudpipe.checks.evidence import WEAK_FIELDS, Evidence, finding
from fraudpipe.checks.weights import NEVER_HIGH, Weight, weighed

MAN = check_claim(paper_set(paper("pathology_report", sex="男"), paper("discharge_record", sex="男")))


def severities(weights: dict[str, Weight]) -> dict[str, str]:
    return {one.code: one.severity for one in weighed(MAN, weights)}


@pytest.mark.parametrize("weight", ["low", "medium", "high"])
def test_a_finding_takes_the_weight_of_the_settings(weight: Weight) -> None:
    assert severities({"sex_differs_from_member": weight})["sex_differs_from_member"] == weight
    assert severities({"sex_differs_from_member": weight})["sexes_differ_between_papers"] == "medium"


def test_a_finding_that_is_off_is_not_told() -> None:
    assert set(severities({"sex_differs_from_member": "off"})) == {"sexes_differ_between_papers"}


def test_what_the_circumstances_made_less_stays_less() -> None:
    one_day_off = check_claim(paper_set(paper("inpatient_invoice", discharge_date="2024-03-10")))
    assert {one.severity for one in one_day_off} == {"low"}
    assert weighed(one_day_off, {"stay_differs_from_claim": "high"}) == one_day_off


def test_a_complaint_or_a_card_number_alone_is_never_more_than_low() -> None:
    grounds = {name: Evidence(paper("bank_card"), name, field("x"), "x") for name in (*WEAK_FIELDS, "patient_name")}
    assert {"chief_complaint", "card_number"} == WEAK_FIELDS
    for name in WEAK_FIELDS:
        assert finding("name_differs_from_member", grounds[name]).severity == "low"
        assert finding("name_differs_from_member", grounds[name], grounds["patient_name"]).severity == "high"


@pytest.mark.parametrize("code", sorted(NEVER_HIGH))
def test_the_record_of_an_office_or_a_check_up_alone_is_never_high(code: str) -> None:
    alone, severity, _ = known_earlier.CASES[code]
    found = [one for one in check_claim(alone) if one.code == code]
    assert [one.severity for one in weighed(found, {code: "high"})] == [severity] == ["medium"]
    assert [one.severity for one in weighed(found, {code: "low"})] == ["low"]


def test_doubt_and_complaints_accuse_nobody_whatever_the_settings_say() -> None:
    open_question = paper("diagnosis_certificate", "doubtful", diagnosis="甲状腺恶性肿瘤待查")
    doubted = check_claim(paper_set(paper("pathology_report", "doubtful", sex="男"), open_question))
    assert "diagnosis_uncertain" in {one.code for one in doubted}
    complaint = check_claim(paper_set(paper("discharge_record", chief_complaint="发现颈部肿物3年")))
    everything: dict[str, Weight] = {one.code: "high" for one in (*doubted, *complaint)}
    assert {one.severity for one in weighed((*doubted, *complaint), everything)} == {"low"}
