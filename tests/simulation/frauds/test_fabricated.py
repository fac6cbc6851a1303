from collections import Counter

from simulation.frauds.deeds import deeds, leaving, scene

KIND = "fabricated_paper"


def test_cards_are_the_claimants_own_and_everything_else_is_forged():
    for claim in deeds(KIND):
        for paper in claim.papers:
            own = paper.document_type in ("identity_card", "bank_card", "authorisation_letter")
            assert paper.making == ("genuine" if own else "fabricated")
            assert own or (paper.template == 4) == ("foreign_layout" in claim.footprints)


def test_the_hospital_knows_no_such_doctor():
    staff = {
        one.hospital_id: {d.name for ward in one.doctors.values() for d in ward} for one in scene().country.hospitals
    }
    for claim in leaving("unknown_doctor", deeds(KIND)):
        named = {one.values["attending_doctor"] for one in claim.papers if "attending_doctor" in one.values}
        assert not named & staff[claim.hospital.hospital_id]


def test_the_hospital_has_no_such_ward():
    wards = {one.hospital_id: set(one.doctors) for one in scene().country.hospitals}
    claims = leaving("unknown_department", deeds(KIND))
    assert claims
    for claim in claims:
        assert claim.department not in wards[claim.hospital.hospital_id]
        assert {one.values["department"] for one in claim.papers if "department" in one.values} <= {claim.department}


def test_one_workshop_has_one_wording():
    beginnings = Counter(
        one.values["present_illness"][-12:]
        for claim in leaving("wording_alike", deeds(KIND))
        for one in claim.papers
        if one.document_type == "discharge_record"
    )
    assert beginnings.most_common(1)[0][1] >= 4


def test_round_bills_still_add_up():
    claims = [one for one in leaving("round_sums", deeds(KIND)) if one.paper("itemised_bill")]
    assert claims
    for claim in claims:
        assert all(line.amount_fen % 10_000 == 0 for line in claim.lines)
        assert sum(line.amount_fen for line in claim.lines) == claim.total_fen


def test_the_ward_is_one_of_other_houses_and_the_fund_bears_what_it_bore():
    wards = {ward for one in scene().country.hospitals for ward in one.doctors}
    assert all(one.department in wards for one in leaving("unknown_department", deeds(KIND)))
    shares = {round(one.fund_fen / one.total_fen, 3) for one in leaving("round_sums", deeds(KIND))}
    assert len(shares) > 20
