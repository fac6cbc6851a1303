"""Kinds of findings between papers: an example that each is for, its severity there, and an innocent look-alike."""

from checks.paper_sets import Case, paper, paper_set

from fraudpipe.records.paper_set import PaperSet

OTHER_STAY = {"admission_date": "2023-10-01", "discharge_date": "2023-10-05"}


def two_bills() -> PaperSet:
    parts = paper("itemised_bill", total_amount="200.00"), paper("itemised_bill", total_amount="170.00")
    return paper_set(paper("inpatient_invoice"), *parts)


CASES: dict[str, Case] = {
    "names_differ_between_papers": (
        paper_set(paper("pathology_report", patient_name="虚构乙丙")),
        "high",
        paper_set(paper("pathology_report", patient_name="模拟 甲")),
    ),
    "sexes_differ_between_papers": (
        paper_set(paper("pathology_report", sex="男")),
        "medium",
        paper_set(paper("pathology_report", sex=None)),
    ),
    "ages_differ_between_papers": (
        paper_set(paper("diagnosis_certificate", age="49岁")),
        "medium",
        paper_set(paper("diagnosis_certificate", age="41岁")),
    ),
    "id_numbers_differ_between_papers": (
        paper_set(paper("discharge_record", id_number="110101198406010046")),
        "medium",
        paper_set(paper("discharge_record", id_number=" 110101198406010027")),
    ),
    "hospitals_differ_between_papers": (
        paper_set(paper("inpatient_invoice", hospital_name="虚构县中医院")),
        "low",
        # A consultation on the slides at a second hospital.
        paper_set(paper("pathology_report", hospital_name="虚构县中医院")),
    ),
    "stays_differ_between_papers": (
        paper_set(paper("inpatient_invoice", discharge_date="2024-03-29")),
        "medium",
        paper_set(paper("inpatient_invoice", **OTHER_STAY)),
    ),
    "totals_differ_between_papers": (
        paper_set(paper("inpatient_invoice"), paper("itemised_bill", total_amount="300.00")),
        "low",
        two_bills(),
    ),
}
