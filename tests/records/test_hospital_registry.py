"""A hospital is found by its name, its parts and small misreadings, and never taken for another."""

import pytest

from fraudpipe.records.hospital_registry import HospitalRegistry, RegisteredHospital

KNOWN = HospitalRegistry.of(
    [
        (RegisteredHospital(name), ())
        for name in ("复旦大学附属中山医院", "广州医科大学附属肿瘤医院", "江苏省常州市人民医院", "示例市第一人民医院")
    ],
    complete=True,
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("复旦大学附属中山医院厦门医院", None),
        ("复旦大学附属中山医院（厦门医院门诊部）", None),
        ("复旦大学附属中山医院徐汇卫生服务中心", None),
        ("贵州医科大学附属肿瘤医院", None),
        ("江苏省泰州市人民医院", None),
        ("示例市第二人民医院", None),
        ("复旦大学附属中山医院（浦东院区）", "复旦大学附属中山医院"),
        ("复旦大学附属中山医院厦门分院", "复旦大学附属中山医院"),
        ("示例市第一人民医院 甲状腺外科二病区", "示例市第一人民医院"),
        ("示例市第一人民医院北院", "示例市第一人民医院"),
        ("示例市第一人民医院门诊部", "示例市第一人民医院"),
        ("广州医科大学附属肿廇医院", "广州医科大学附属肿瘤医院"),
    ],
)
def test_which_hospital_a_name_is(name: str, found: str | None) -> None:
    hospital = KNOWN.find(name)
    assert (None if hospital is None else hospital.name) == found
