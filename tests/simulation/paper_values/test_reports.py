from simulation.claims import stays

from fraudpipe.simulation.paper_values.examinations import imaging_report, laboratory_report
from fraudpipe.simulation.paper_values.reports import health_check_report, pathology_report


def test_a_pathology_report_states_the_tissue_and_its_days_in_order():
    for stay, dice in stays(200):
        if stay.pathology_number:
            values = pathology_report(stay, dice)
            assert values["pathology_diagnosis"].endswith(stay.claim.illness.tissue)
            assert values["sampled_date"] < values["reported_date"]
            assert values.get("tumour_stage", "") == stay.stage


def test_a_check_up_was_long_before_and_a_fifth_have_a_thyroid_nodule():
    found = [(stay, health_check_report(stay, dice)) for stay, dice in stays(1_500)]
    for stay, values in found:
        assert values["reported_date"] < stay.claim.event_on.isoformat()
        assert values["examined_date"] < values["reported_date"]
    share = sum("甲状腺结节" in values["health_check_findings"] for _, values in found) / len(found)
    assert 0.16 < share < 0.24


def test_men_are_told_nothing_of_breasts():
    for stay, dice in stays(300):
        findings = health_check_report(stay, dice)["health_check_findings"]
        assert "乳腺" not in findings or stay.claim.member.sex == "F"


def test_imaging_comes_before_the_diagnosis_and_shows_the_illness():
    for stay, dice in stays(300):
        if stay.claim.illness.imaging:
            values = imaging_report(stay, dice)
            assert values["examined_date"] <= min(values["reported_date"], stay.claim.event_on.isoformat())
            assert values["imaging_diagnosis"].endswith(stay.claim.illness.imaging_diagnosis)
            assert values["examination"] == stay.claim.illness.imaging


def test_laboratory_rows_carry_the_flag_of_their_range():
    flags = set()
    for stay, dice in stays(200):
        values = laboratory_report(stay, dice)
        assert stay.claim.admitted_on.isoformat() <= values["sampled_date"] <= values["reported_date"]
        assert values["laboratory_rows"]
        for name, result, _unit, limits, flag in values["laboratory_rows"]:
            low, high = (float(one) for one in limits.split("-"))
            assert flag == ("↑" if float(result) > high else "↓" if float(result) < low else ""), name
            flags.add(flag)
    assert flags == {"", "↑", "↓"}


def test_a_sheet_of_urine_or_marrow_names_what_was_taken():
    taken = {laboratory_report(stay, dice)["specimen"] for stay, dice in stays(600)}
    assert {"静脉血", "尿液", "骨髓"} <= taken
