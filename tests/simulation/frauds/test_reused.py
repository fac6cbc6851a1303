from simulation.frauds.deeds import deeds, honest_claims, leaving

KIND = "reused_paper"


def test_one_file_turns_up_under_two_members():
    sources = {one.number: one for one in (*honest_claims(), *deeds(KIND))}
    for claim in leaving("same_file", deeds(KIND)):
        link = next(one for one in claim.links if one.startswith("same_file:"))
        source = sources[int(link.removeprefix("same_file:"))]
        shared = {one.token for one in source.papers} & {one.token for one in claim.papers}
        assert shared
        assert source.member is not claim.member
        for paper in claim.papers:
            if paper.token in shared and source.paper(paper.document_type).making == "genuine":
                assert paper.values.get("patient_name") == source.member.name


def test_a_new_picture_bears_the_new_name_and_the_old_numbers():
    claims = leaving("same_numbers", deeds(KIND))
    assert claims
    for claim in claims:
        again = [paper for paper in claim.papers if paper.making == "altered"]
        assert all(one.values["patient_name"] == claim.member.name for one in again)
        assert any(set(one.original) == {"patient_name"} for one in again)


def test_true_links_name_the_claim_that_the_paper_came_from():
    for claim in deeds(KIND):
        assert claim.links
        assert all(link.startswith(("same_file:", "same_paper:")) for link in claim.links)


def test_without_earlier_claims_nobody_has_a_paper_to_reuse():
    assert len({one.fraud_kind for one in deeds(KIND)}) == 1
