from simulation.frauds.deeds import deeds, honest_claims, leaving

from fraudpipe.simulation.paper_values.stay import body_of

KIND = "impersonation"


def test_another_body_lay_in_the_bed():
    for claim in leaving("height_differs", deeds(KIND)):
        height = claim.paper("admission_note").values["height_cm"]
        assert abs(height - body_of(claim.member, claim.admitted_on)[0]) >= 6
    for claim in leaving("blood_group_differs", deeds(KIND)):
        assert claim.paper("record_front_page").values["blood_group"] != body_of(claim.member, claim.admitted_on)[1]


def test_some_members_are_known_from_an_earlier_claim():
    known = {id(one.member) for one in honest_claims()}
    again = [one for one in deeds(KIND) if id(one.member) in known]
    assert 0.03 < len(again) / len(deeds(KIND)) < 0.25
    assert all(one.links[0].startswith("member:") for one in again)


def test_papers_bear_the_members_name():
    for claim in deeds(KIND):
        assert all(one.values.get("patient_name", claim.member.name) == claim.member.name for one in claim.papers)
