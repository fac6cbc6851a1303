import pytest
from simulation.pages.fixtures import TYPES

from fraudpipe.simulation.pages.house import FORGER, GENERATOR, draw_house


def _houses(document_type="discharge_record", template=0, count=120):
    return [draw_house(1, f"H{place}", document_type, template) for place in range(count)]


def test_houses_differ_in_faces_dates_seals_and_wording():
    houses = _houses()
    assert len({one.body for one in houses}) >= 6
    assert {one.seal for one in houses} == {"round", "oval", "square"}
    written = {one.text("admission_date", "2024-03-05") for one in houses}
    assert {"2024-03-05", "2024年03月05日", "2024.03.05", "20240305", "2024年3月5日"} <= written
    assert {one.label(("姓名", "患者姓名")) for one in houses} == {"姓名", "患者姓名"}


def test_the_papers_of_one_house_agree():
    for document_type in TYPES:
        if document_type.endswith("_card") or document_type.endswith("_invoice"):
            continue
        for one, other in zip(_houses(), _houses(document_type), strict=True):
            assert (one.body, one.seal, one.date_form, one.margin) == (
                other.body, other.seal, other.date_form, other.margin
            )  # fmt: skip


def test_a_forger_does_not_know_the_habits_and_a_generator_has_its_own():
    house = draw_house(1, "H7", "discharge_record", 0)
    assert draw_house(1, "H7", "discharge_record", FORGER) != house
    made = _houses(template=GENERATOR)
    assert all(one == made[0] for one in made)
    assert made[0].shift == (0, 0)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("card_number", "9900123456780018", "9900 1234 5678 0018"),
        ("height_cm", 171, "171cm"),
        ("patient_name", "模拟建国", "模拟建国"),
        ("issue_date", "not a date", "not a date"),
    ],
)
def test_values_are_written_as_papers_do(name, value, shown):
    assert draw_house(1, "H7", "bank_card", 0).text(name, value) == shown


def test_some_count_in_thousands_and_say_days_but_not_on_invoices():
    assert {one.text("total_amount", "13580.50") for one in _houses()} == {"13580.50", "13,580.50"}
    assert {one.text("inpatient_days", 13) for one in _houses()} == {"13", "13天"}
    assert {one.text("total_amount", "13580.50") for one in _houses("inpatient_invoice")} == {"13580.50"}
