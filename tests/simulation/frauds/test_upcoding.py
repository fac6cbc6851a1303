from simulation.frauds.deeds import deeds, leaving

KIND = "stage_upcoding"


def test_certificate_and_record_tell_a_grave_stage():
    for claim in deeds(KIND):
        certificate = claim.paper("diagnosis_certificate")
        if certificate is not None:
            grave = ("IIA期", "IIB期", "IIIA期", "IIIB期")
            told = grave if claim.illness.mild else ("IA期", "IB期", *grave)
            assert certificate.values["diagnosis"].endswith(told)


def test_another_paper_gives_the_true_one():
    claims = leaving("stage_contradicted", deeds(KIND))
    assert claims
    for claim in claims:
        told = [str(one.values.get(name, "")) for one in claim.papers for name in ("diagnosis", "tumour_stage")]
        assert any(one.endswith(("IA期", "0期（原位癌）")) and "IIIA" not in one for one in told)


def test_of_a_mild_form_only_the_difference_is_lost():
    for claim in deeds(KIND):
        assert claim.amount_fen in (30_000_000, 10_000_000)
        assert claim.lost_fen == claim.amount_fen - (5_000_000 if claim.illness.mild else 0)


def test_the_stay_is_light_and_its_bill_counts_no_other_days():
    claims = leaving("stay_too_short", deeds(KIND))
    assert claims
    for claim in claims:
        assert claim.event_on <= claim.discharged_on
        assert claim.stay_days <= 3
        # A package is one piece, a change of ward adds days to the bed.
        assert sum(line.quantity for line in claim.lines if line.category == "诊察费") in (1, claim.stay_days)
        assert sum(line.amount_fen for line in claim.lines) == claim.total_fen
