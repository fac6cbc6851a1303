from simulation.frauds.deeds import deeds, leaving

KIND = "swapped_specimen"


def test_malignant_tissue_stands_against_harmless_imaging():
    claims = leaving("imaging_low_grade", deeds(KIND))
    assert claims
    for claim in claims:
        assert claim.illness.tissue in claim.paper("pathology_report").values["pathology_diagnosis"]
        assert claim.illness.benign[1] in claim.paper("imaging_report").values["imaging_diagnosis"]


def test_only_the_tissue_is_somebody_elses():
    for claim in deeds(KIND):
        assert [one.document_type for one in claim.papers if one.making == "borrowed"] == ["pathology_report"]


def test_no_treatment_follows_and_the_bill_still_adds_up():
    for claim in leaving("no_treatment", deeds(KIND)):
        assert claim.paper("operation_record") is None
        assert not [one for one in claim.papers if "operation_name" in one.values]
        assert sum(line.amount_fen for line in claim.lines) == claim.total_fen
        assert "手术费" not in {line.category for line in claim.lines}


def test_a_healthy_laboratory_flags_nothing():
    for claim in leaving("laboratory_normal", deeds(KIND, 400)):
        assert not any(row[4] for row in claim.paper("laboratory_report").values["laboratory_rows"])
