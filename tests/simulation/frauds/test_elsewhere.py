from simulation.frauds.deeds import deeds, leaving

KIND = "earlier_elsewhere"


def test_pathology_is_a_consultation_on_slides_from_elsewhere():
    claims = leaving("consultation_pathology", deeds(KIND))
    assert claims
    assert all(one.paper("pathology_report").values["specimen"] == "外院切片会诊" for one in claims)


def test_the_tissue_was_taken_before_joining():
    claims = leaving("sampled_before_joining", deeds(KIND))
    assert claims
    for claim in claims:
        assert claim.paper("pathology_report").values["sampled_date"] < claim.member.joined_on.isoformat()


def test_first_papers_are_another_hospitals():
    for claim in leaving("several_hospitals", deeds(KIND)):
        names = {one.values["hospital_name"] for one in claim.papers if one.house}
        assert len(names - {one for one in names if "体检" in one}) == 2


def test_no_office_holds_what_was_paid_in_cash():
    for claim in deeds(KIND):
        # On the way to the second diagnosis a visit may be coded as what was suspected; before joining none is.
        early = [one for one in claim.visits if one.event_on < claim.member.joined_on]
        assert not [one for one in early if one.recorded and one.illness_code == claim.illness.code]
