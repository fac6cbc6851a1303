import json
from typing import Any

import pytest
from simulation.claims import claims

from fraudpipe.records.reading import Reading, reading_from_json
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.reading.misreading import kind_of
from fraudpipe.simulation.reading.noise import reading_noise
from fraudpipe.simulation.reading.readings import SUMMARY_TYPE, MadeReading, make_reading, summary_json
from fraudpipe.simulation.truth import Paper

VALUES: dict[str, Any] = {
    "hospital_name": "模拟市第一医院",
    "patient_name": "模拟甲",
    "sex": "女",
    "age": "41岁",
    "record_number": "24001234",
    "admission_date": "2024-03-05",
    "discharge_date": "2024-03-12",
    "inpatient_days": 7,
    "diagnosis": "左乳腺恶性肿瘤IIA期",
}
BILL = [("模拟药片", "2", "10.00", "20.00"), ("模拟检查", "1", "80.50", "80.50")]
RESULTS = [("白细胞", "11.2", "10^9/L", "4.0-10.0", "↑"), ("血红蛋白", "120", "g/L", "115-150", "")]


def paper(number: int = 0, document_type: str = "diagnosis_certificate", **values: Any) -> Paper:
    return Paper(document_type, f"{number}:0:000000000000", 0, VALUES | values)


def parsed(made: MadeReading) -> Reading:
    return reading_from_json(
        {"document_type": made.document_type, "rotation": 0, "pages": 1, "fields": json.loads(made.fields)}
    )


def many(count: int, **values: Any) -> list[MadeReading]:
    return [make_reading(paper(number, **values), seed=5) for number in range(count)]


def test_a_file_is_read_once_whoever_hands_it_in_and_whatever_was_done_to_it() -> None:
    bent = paper(3)
    bent.original, bent.making, bent.document_id = {"diagnosis": "模拟结节"}, "altered", "D1"

    assert make_reading(paper(3), seed=5) == make_reading(bent, seed=5)
    assert [make_reading(paper(3), seed=seed) for seed in range(20)] != [make_reading(paper(3), seed=5)] * 20


@pytest.mark.parametrize(
    ("document_type", "name", "value"),
    [("itemised_bill", "line_items", BILL), ("laboratory_report", "laboratory_rows", RESULTS)],
)
def test_lists_have_the_form_that_nights_write(document_type: str, name: str, value: Any) -> None:
    lists = []
    for number in range(200):
        reading = parsed(make_reading(paper(number, document_type, **{name: value}), seed=5))
        lists += [one.value for label, one in reading.fields.items() if label == name]

    exact = [one for one in lists if len(one) == 2 and _names(one) == [value[0][0], value[1][0]]]
    assert len(lists) > 100
    assert len(exact) > 50


def _names(rows: Any) -> list[str]:
    return [row["name"] if isinstance(row, dict) else row.name for row in rows]


def test_fields_come_out_as_often_right_as_the_fitted_table_says() -> None:
    noise = reading_noise()
    readings = [one for one in many(2_500) if one.document_type == "diagnosis_certificate"]
    for name in ("diagnosis", "patient_name", "admission_date"):
        bad = noise.fields["diagnosis_certificate"][name]
        good = sum(
            f'"{name}"' in one.fields and name not in one.doubtful and name not in one.mistaken for one in readings
        )
        assert good / len(readings) == pytest.approx(1.0 - sum(bad), abs=0.02 + 0.3 * sum(bad))


def test_what_is_mistaken_is_wrong_and_accepted_and_what_is_doubtful_says_so() -> None:
    mistaken = 0
    for made in many(10_000):
        fields = json.loads(made.fields)
        for name in made.mistaken:
            mistaken += 1
            assert fields[name]["status"] == "accepted"
            assert fields[name]["value"] != VALUES[name]
        assert all(fields[name]["status"] == "doubtful" for name in made.doubtful)
        accepted = set(fields) & set(VALUES) - set(made.mistaken) - set(made.doubtful)
        assert all(fields[name]["value"] == VALUES[name] for name in accepted)
    assert mistaken > 3


def test_a_field_that_was_never_printed_when_fitting_is_read_like_others_of_its_kind() -> None:
    made = many(300, fictitious_date="2024-01-31")

    assert kind_of("fictitious_date") == "date"
    assert sum('"fictitious_date"' in one.fields for one in made) > 200


def test_a_claim_without_papers_is_summed_up_from_what_is_true_of_it() -> None:
    claim = claims(1)[0]
    dice = Dice(stream(5, "summary"))
    read = [json.loads(summary_json(claim, dice)) for _ in range(200)]

    assert claim.papers == []
    assert sum(one.get("patient_name", {}).get("value") == claim.member.name for one in read) > 150
    assert sum(one.get("admission_date", {}).get("value") == claim.admitted_on.isoformat() for one in read) > 100


def test_a_claim_with_papers_is_summed_up_from_its_discharge_record() -> None:
    claim = claims(1)[0]
    claim.papers.append(paper(0, SUMMARY_TYPE, diagnosis="模拟改写的诊断"))
    dice = Dice(stream(5, "summary"))
    read = [json.loads(summary_json(claim, dice)) for _ in range(200)]

    assert sum(one.get("diagnosis", {}).get("value") == "模拟改写的诊断" for one in read) > 100
