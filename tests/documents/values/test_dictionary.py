import pytest

from fraudpipe.documents.values.dictionary import (
    Dictionary,
    diagnosis_codes,
    edits,
    known_diagnosis,
    with_known_hospital,
)
from fraudpipe.records.reading import FieldReading, Reading

HOSPITALS = Dictionary(
    [
        "虚构市第一人民医院",
        "虚构市第二人民医院",
        "虚构省肿瘤医院",
        "演示市中医医院",
        "演示县中心医院",
        "某某大学附属第一医院",
    ]
)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("虚枸市第一人民医院", "虚构市第一人民医院"),
        ("构省肿瘤医院", "虚构省肿瘤医院"),
        ("某某大学附属第一医陀", "某某大学附属第一医院"),
        ("演示县中心医完", "演示县中心医院"),
    ],
)
def test_a_misread_name_is_the_only_one_it_can_be(seen: str, meant: str) -> None:
    assert HOSPITALS.snapped(seen) == meant


@pytest.mark.parametrize(
    "seen",
    [
        "虚构市第一人民医院",  # a name
        "虚构市第 一人民医院",  # the same with a space
        "虚构市第三人民医院",  # another hospital that the platform does not know
        "虚构市第丨人民医院",  # could be the first or the second
        "演示市中心医院",  # 市 is no misread 县
        "虚构市肿瘤医院",  # 市 is no misread 省
        "医院",
        "完全不同的体检中心",
    ],
)
def test_what_is_not_clear_stays_as_it_was_read(seen: str) -> None:
    assert HOSPITALS.snapped(seen) is None


def test_the_order_of_the_names_decides_nothing() -> None:
    names = ["虚构市人民医院", "虚构市仁民医院"]
    assert Dictionary(names).snapped("虚构市入民医院") == Dictionary(names[::-1]).snapped("虚构市入民医院") is None


def test_a_reading_keeps_what_was_read() -> None:
    field = FieldReading("虚枸市第一人民医院", 0.9, "doubtful", 1, (0, 0, 9, 9), ("paddle_tiny",))
    other = FieldReading("模拟甲", 0.9, "doubtful", 1, (0, 0, 9, 9), ("paddle_tiny",))
    reading = Reading("discharge_record", 0, 1, {"hospital_name": field, "patient_name": other})

    known = with_known_hospital(reading, HOSPITALS)

    assert known.fields["hospital_name"].value == "虚构市第一人民医院"
    assert known.fields["hospital_name"].raw == "虚枸市第一人民医院"
    assert known.fields["patient_name"] == other
    assert with_known_hospital(known, HOSPITALS) == known


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("1、左肺恶性肿榴IIA期2、高血压病", "1、左肺恶性肿瘤IIA期2、高血压病"),
        ("胆囊结石伴慢性胆囊奕", "胆囊结石伴慢性胆囊炎"),
        ("慢牲肾衰竭尿毒症期", "慢性肾衰竭尿毒症期"),
    ],
)
def test_a_misread_illness_is_set_right_within_its_diagnosis(seen: str, meant: str) -> None:
    assert known_diagnosis(seen) == meant


@pytest.mark.parametrize(
    "seen",
    ["乳腺良性肿瘤", "急性肾衰竭尿毒症期", "右肺恶性肿瘤IIA期", "十恶性肿瘤", "胃溃疡？", "肝内胆管瘤", "混合痔"],
)
def test_another_illness_is_no_misread_one(seen: str) -> None:
    assert known_diagnosis(seen) is None


def test_every_diagnosis_has_a_code() -> None:
    codes = diagnosis_codes()
    assert codes["乳腺恶性肿瘤"] == "C50.9"
    assert all(codes.values())
    assert len(codes) > 500


def test_edits_count_marks() -> None:
    assert [edits("abc", other) for other in ("abc", "abd", "ac", "xabc", "")] == [0, 1, 1, 1, 3]


def test_a_name_that_was_surely_read_may_be_another_hospital_s() -> None:
    field = FieldReading("虚枸市第一人民医院", 0.995, "accepted", 1, (0, 0, 9, 9), ("tiny",))
    reading = Reading("discharge_record", 0, 1, {"hospital_name": field})
    assert with_known_hospital(reading, Dictionary(["虚构市第一人民医院"])) == reading
