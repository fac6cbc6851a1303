import pytest

from fraudpipe.documents.trust.said_value import same_value


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("issue_date", "2024年3月1日", "2024-03-01"),
        ("issue_date", "2024/3/1", "2024-03-01"),
        ("total_amount", "1,234.50", "1234.50"),
        ("total_amount", "1234.5", "1234.50"),
        ("total_amount", "¥1234.50元", "1234.50"),
        ("total_amount", "1234", "1234.00"),
        ("total_amount_words", "人民币壹仟圆整", "壹仟元整"),
        ("inpatient_days", "7天", 7),
        ("height_cm", "172 cm", "172"),
        ("age", "36", "36岁"),
        ("patient_name", "模拟 甲", "模拟甲"),
    ],
)
def test_it_is_the_same_however_it_is_written(name: str, said: str, value: object) -> None:
    assert same_value(name, said, value)


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("issue_date", "2024年3月", "2024-03-01"),
        ("issue_date", "2024-03-11", "2024-03-01"),
        ("issue_date", "无", "看不清"),
        ("total_amount", "12.50", "1250.00"),
        ("total_amount", "12.50", "-12.50"),
        ("age", "36个月", "36岁"),
        ("inpatient_days", "17天", 7),
        ("diagnosis", "结节12cm", "结节1.2cm"),
    ],
)
def test_another_value_is_another(name: str, said: str, value: object) -> None:
    assert not same_value(name, said, value)
