from simulation.frauds.deeds import deeds, honest_claims, leaving

KIND = "reused_paper"


def test_one_file_turns_up_under_two_members():
    files = {paper.token: claim.member.name for claim in honest_claims() for paper in claim.papers}
    for claim in leaving("same_file", deeds(KIND)):
        borrowed = [paper for paper in claim.papers if paper.making == "borrowed"]
        assert borrowed
        assert any(one.token in files for one in borrowed) or claim.links[0].startswith("same_file:")
        assert any(one.values.get("patient_name") != claim.member.name for one in borrowed)


def test_a_new_picture_bears_the_new_name_and_the_old_numbers():
    claims = leaving("same_numbers", deeds(KIND))
    assert claims
    for claim in claims:
        again = [paper for paper in claim.papers if paper.making == "altered"]
        assert all(one.values["patient_name"] == claim.member.name for one in again)
        assert all(set(one.original) == {"patient_name"} for one in again)


def test_true_links_name_the_claim_that_the_paper_came_from():
    for claim in deeds(KIND):
        assert claim.links
        assert all(link.startswith(("same_file:", "same_numbers:")) for link in claim.links)


def test_without_earlier_claims_nobody_has_a_paper_to_reuse():
    assert len({one.fraud_kind for one in deeds(KIND)}) == 1
