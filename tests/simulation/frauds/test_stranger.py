from simulation.frauds.deeds import deeds, honest_claims, leaving

KIND = "stranger_paper"


def test_laboratory_results_repeat_those_of_another_patient_of_the_same_doctor():
    sources = {one.number: one for one in (*honest_claims(), *deeds(KIND))}
    claims = leaving("laboratory_repeated", deeds(KIND))
    assert claims
    for claim in claims:
        source = sources[int(claim.links[0].removeprefix("patient:"))]
        rows = claim.paper("laboratory_report").values["laboratory_rows"]
        assert rows == source.paper("laboratory_report").values["laboratory_rows"]
        assert source.doctor == claim.doctor
        assert source.member.name != claim.member.name


def test_the_papers_bear_the_members_own_name():
    for claim in deeds(KIND):
        assert all(one.values.get("patient_name", claim.member.name) == claim.member.name for one in claim.papers)


def test_a_doctor_does_it_again():
    doctors = [one.doctor for one in deeds(KIND)]
    assert len(set(doctors)) < 0.7 * len(doctors)
