from collections import Counter

from simulation.frauds.deeds import deeds, leaving

KIND = "altered_paper"


def _told(claim, name):
    return {str(one.values[name]) for one in claim.papers if name in one.values}


def test_every_claim_has_an_altered_paper_and_seven_in_ten_of_them_edited_pixels():
    papers = [paper for claim in deeds(KIND) for paper in claim.papers if paper.making == "altered"]
    assert {paper.token.split(":")[0] for paper in papers} == {str(one.number) for one in deeds(KIND)}
    edits = Counter(paper.edit for paper in papers)
    assert 0.6 < 1 - edits[""] / len(papers) < 0.8
    assert {"splice", "retype", "copy_move"} <= set(edits)


def test_a_spared_companion_tells_another_diagnosis():
    claims = leaving("diagnosis_contradicted", deeds(KIND))
    assert claims
    for claim in claims:
        said = {
            str(one.values[name])
            for one in claim.papers
            for name in ("diagnosis", "pathology_diagnosis", "imaging_diagnosis")
            if name in one.values
        }
        assert claim.illness.benign[1] in said
        assert len(said) > 1


def test_a_spared_companion_tells_other_dates_or_another_name():
    for claim in leaving("name_contradicted", deeds(KIND)):
        assert len(_told(claim, "patient_name")) == 2
    for claim in leaving("stage_contradicted", deeds(KIND)):
        assert any("原位癌" in one for name in ("diagnosis", "tumour_stage") for one in _told(claim, name))


def test_years_become_months():
    claims = leaving("duration_contradicted", deeds(KIND))
    assert claims
    for claim in claims:
        for paper in claim.papers:
            if "chief_complaint" in paper.original:
                assert paper.original["chief_complaint"].endswith("年")
                assert paper.values["chief_complaint"].endswith("月")
                assert "年前" in paper.values["present_illness"]


def test_nothing_but_the_altered_field_differs_from_what_was_printed():
    for claim in deeds(KIND):
        for paper in claim.papers:
            assert set(paper.original) <= set(paper.values)
