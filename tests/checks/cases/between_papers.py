"""Kinds of findings between papers: an example that each is for, its severity there, and an innocent look-alike."""

from checks.paper_sets import BOX, Case, paper, paper_set

from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.reading import LaboratoryRow

OTHER_STAY = {"admission_date": "2023-10-01", "discharge_date": "2023-10-05"}


URAEMIA = {"illness_code": "N18.5"}


def measured(*rows: tuple[str, str, str], sampled_date: str = "2024-03-02") -> Paper:
    table = tuple(LaboratoryRow(*row, "", "", BOX) for row in rows)
    return paper("laboratory_report", sampled_date=sampled_date, laboratory_rows=table)


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
    "blood_groups_differ_between_papers": (
        paper_set(paper("record_front_page", blood_group="A型"), paper("operation_record", blood_group="AB型")),
        "low",
        paper_set(paper("record_front_page", blood_group="A型"), paper("operation_record", blood_group="未查")),
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
    "departments_differ_between_papers": (
        paper_set(paper("discharge_record", department="甲状腺外科"), paper("inpatient_invoice", department="骨科")),
        "low",
        paper_set(
            paper("discharge_record", department="甲状腺外科"), paper("inpatient_invoice", department="外科2病区")
        ),
    ),
    "record_numbers_differ_between_papers": (
        paper_set(paper("discharge_record", record_number="24001"), paper("inpatient_invoice", record_number="23999")),
        "low",
        # Another stay has another number, and some houses print the number of the stay behind that of the patient.
        paper_set(
            paper("discharge_record", record_number="24001"),
            paper("inpatient_invoice", record_number="24001-2"),
            paper("inpatient_invoice", record_number="23999", **OTHER_STAY),
        ),
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
    "diagnoses_differ_between_papers": (
        paper_set(paper("discharge_record", diagnosis="结节性甲状腺肿")),
        "medium",
        # A biopsy of two years before.
        paper_set(
            paper(
                "pathology_report",
                pathology_diagnosis="甲状腺腺瘤",
                sampled_date="2022-03-01",
                reported_date="2022-03-03",
            )
        ),
    ),
    "stages_differ_between_papers": (
        paper_set(paper("pathology_report", tumour_stage="0期"), paper("discharge_record", diagnosis="甲状腺癌ⅡA期")),
        "medium",
        paper_set(paper("pathology_report", tumour_stage="IIA期"), paper("discharge_record", diagnosis="甲状腺癌Ⅱb期")),
    ),
    "tissue_without_tumour": (
        paper_set(paper("pathology_report", pathology_diagnosis="（甲状腺左叶）送检组织未见癌细胞")),
        "medium",
        # A lymph node without tumour beside the tumour.
        paper_set(paper("pathology_report", pathology_diagnosis="甲状腺乳头状癌，淋巴结未见癌转移")),
    ),
    "laboratory_without_illness": (
        paper_set(measured(("肌酐", "72", "μmol/L")), **URAEMIA),
        "low",
        # Measured half a year before it began, and in another unit.
        paper_set(
            measured(("肌酐", "72", "μmol/L"), sampled_date="2023-09-01"),
            measured(("肌酐", "7.2", "mg/dL")),
            **URAEMIA,
        ),
    ),
    "operation_outside_stay": (
        paper_set(paper("operation_record", operation_date="2024-04-02")),
        "medium",
        paper_set(paper("operation_record", operation_date="2024-03-09")),
    ),
    "examined_before_symptoms": (
        paper_set(
            paper("discharge_record", chief_complaint="颈部肿物2周"),
            paper("imaging_report", examined_date="2022-06-01"),
        ),
        "low",
        # "Two weeks" is as a patient remembers it.
        paper_set(
            paper("discharge_record", chief_complaint="颈部肿物2周"),
            paper("imaging_report", examined_date="2024-02-01"),
        ),
    ),
    "examined_outside_stay": (
        paper_set(
            paper("discharge_record", record_number="24000001"),
            paper("laboratory_report", sampled_date="2023-11-02", record_number="24000001"),
        ),
        "low",
        # Three weeks before, and half a year before as an outpatient.
        paper_set(
            paper("discharge_record", record_number="24000001"),
            paper("laboratory_report", sampled_date="2024-02-09", record_number="24000001"),
            paper("imaging_report", examined_date="2023-09-09"),
        ),
    ),
    "certified_before_pathology": (
        paper_set(paper("diagnosis_certificate", issue_date="2024-03-02")),
        "low",
        paper_set(
            paper("diagnosis_certificate", issue_date="2024-03-09"),
            paper("pathology_report"),
            paper("pathology_report", reported_date="2024-03-20"),
        ),
    ),
    "tissue_taken_long_before": (
        paper_set(paper("pathology_report", sampled_date="2023-06-03")),
        "low",
        paper_set(paper("pathology_report", sampled_date="2024-02-03")),
    ),
}
