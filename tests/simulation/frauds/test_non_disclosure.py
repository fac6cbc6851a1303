from simulation.frauds.deeds import deeds, leaving

KIND = "non_disclosure"


def test_nobody_declared_it():
    assert not [one for one in deeds(KIND) if one.member.declared_illness]


def test_visits_for_it_lie_before_joining():
    for claim in leaving("visit_before_joining", deeds(KIND)):
        near = (claim.illness.code, claim.illness.benign[0])
        assert any(one.event_on < claim.member.joined_on and one.illness_code in near for one in claim.visits)


def test_what_the_ward_was_told_stands_in_every_paper_that_repeats_it():
    for claim in leaving("past_history_reaches_back", deeds(KIND)):
        told = {one.values["past_history"] for one in claim.papers if "past_history" in one.values}
        assert len(told) == 1
        assert claim.illness.benign[1] in told.pop()


def test_an_early_check_up_had_found_it():
    for claim in leaving("health_check_before_joining", deeds(KIND, 400)):
        assert claim.paper("health_check_report").values["examined_date"] < claim.member.joined_on.isoformat()
