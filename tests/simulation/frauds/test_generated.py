from simulation.frauds.deeds import deeds, leaving

KIND = "generated_papers"
NUMBERS = ("record_number", "pathology_number", "imaging_number", "laboratory_number")


def test_every_hospital_paper_was_made_by_a_machine():
    for claim in deeds(KIND):
        for paper in claim.papers:
            if paper.document_type not in ("identity_card", "bank_card", "authorisation_letter"):
                assert (paper.making, paper.edit) == ("fabricated", "regenerate")
                assert (paper.template == 5) == ("machine_layout" in claim.footprints)


def test_all_numbers_of_a_set_end_alike():
    for claim in leaving("numbers_in_step", deeds(KIND)):
        ends = {str(paper.values[name])[-4:] for paper in claim.papers for name in NUMBERS if name in paper.values}
        assert len(ends) == 1


def test_one_service_gives_several_members_the_same_results():
    claims = leaving("laboratory_repeated", deeds(KIND, 900))
    results = [tuple(one.paper("laboratory_report").values["laboratory_rows"]) for one in claims]
    assert len(set(results)) < len(results)
