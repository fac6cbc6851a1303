from drawn_page import labelled

from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.papers.record_front_page import RECORD_FRONT_PAGE, parse_disease_code, parse_id_number


def test_the_front_page_is_read_with_or_without_colons() -> None:
    found = extract(
        RECORD_FRONT_PAGE,
        labelled(
            "虚构市人民医院",
            "住院病案首页",
            "病案号：20210177\t第2次住院",
            "姓名：模拟甲\t性别：女\t出生日期：1970年01月02日\t年龄：51岁",
            "身份证号：11010519491231002X\t联系人：模拟乙\t联系电话：13800000000",
            "入院时间：2021年02月14日09时\t科别：内科\t实际住院：5天",
            "疾病编码：C34.902\t病理号：B210001\t血型：A型",
            "主要诊断：右肺癌",
            "住院费用（元）：总费用：12345.67",
        ),
    )
    values = {name: one.value for name, one in found.items()}
    assert values == {
        "hospital_name": "虚构市人民医院",
        "record_number": "20210177",
        "admission_count": 2,
        "patient_name": "模拟甲",
        "sex": "女",
        "birth_date": "1970-01-02",
        "age": "51岁",
        "id_number": "11010519491231002X",
        "contact_name": "模拟乙",
        "contact_phone": "13800000000",
        "admission_date": "2021-02-14",
        "department": "内科",
        "inpatient_days": 5,
        "diagnosis_code": "C34.902",
        "pathology_number": "B210001",
        "blood_group": "A型",
        "diagnosis": "右肺癌",
        "total_amount": "12345.67",
    }


def test_words_are_no_codes_and_short_numbers_no_identity() -> None:
    assert parse_disease_code("肺癌") is None
    assert parse_id_number("1101051949") is None
