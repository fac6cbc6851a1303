from drawn_page import INVOICE, labelled

from fraudpipe.documents.forms.catalogue import FORMS
from fraudpipe.documents.forms.extract import extract


def _values(document_type: str, *rows: str) -> dict[str, object]:
    return {name: one.value for name, one in extract(FORMS[document_type], labelled(*rows)).items()}


def test_every_field_of_an_invoice_is_read() -> None:
    values = _values("inpatient_invoice", *INVOICE)
    items = values.pop("line_items")
    assert [(item.name, item.amount) for item in items] == [
        ("西药费", "1230.50"),
        ("检查费", "708.00"),
        ("床位费", "61.50"),
    ]
    assert values == {
        "region": "河南省",
        "invoice_code": "41060221",
        "invoice_number": "1700551001",
        "check_code": "gw1b22",
        "issue_date": "2021-03-09",
        "patient_name": "模拟甲",
        "total_amount": "2000.00",
        "total_amount_words": "贰仟元整",
        "department": "神经内科",
        "sex": "女",
        "record_number": "20210177",
        "admission_date": "2021-02-14",
        "discharge_date": "2021-03-09",
        "prepaid": "3000.00",
        "insurance_fund_paid": "1500.00",
        "personal_account_paid": "0.00",
        "personal_cash_paid": "500.00",
        "hospital_name": "虚构市人民医院",
    }


def test_a_diagnosis_goes_on_until_the_next_heading() -> None:
    values = _values(
        "discharge_record",
        "虚构市人民医院",
        "出院记录",
        "姓名：模拟甲\t性别：男\t年龄：55岁\t科室：\t住院号：",
        "入院日期：2019-10-\t出院日期：2019年10月\t住院天数：5",
        "入院诊断：1、肺炎",
        "出院诊断：1、右肺小细胞肺癌（广泛期）化疗后2、脑转移放疗后3、低钠血症",
        "4、贫血",
        "入院情况(主诉、现病史、体检)及诊疗经过：给予化疗。",
    )
    assert values["diagnosis"] == "1、右肺小细胞肺癌（广泛期）化疗后2、脑转移放疗后3、低钠血症4、贫血"
    assert values["admission_date"] == values["discharge_date"] == "2019-10"
    assert values["inpatient_days"] == 5
    assert values["hospital_name"] == "虚构市人民医院"
    assert "department" not in values
    assert "record_number" not in values


def test_of_two_lists_the_complete_one_is_taken() -> None:
    values = _values(
        "discharge_record", "出院诊断：1、肺癌2、脑转移3、", "出院诊断：1、肺癌2、脑转移3、贫血", "出院情况：好"
    )
    assert values["diagnosis"] == "1、肺癌2、脑转移3、贫血"


def test_the_closing_date_of_a_certificate_is_its_issue_date() -> None:
    rows = (
        ["虚构市肿瘤医院", "诊断证明书", "诊断：右肺癌\t右肺门淋巴结转移", "治疗经过：化疗"]
        + [""] * 8
        + ["2019年12月9日"]
    )
    values = _values("diagnosis_certificate", *rows)
    assert values["issue_date"] == "2019-12-09"
    assert values["diagnosis"] == "右肺癌 右肺门淋巴结转移"


def test_a_pathology_report_is_read() -> None:
    values = _values(
        "pathology_report",
        "虚构市肿瘤医院",
        "病理检查报告单",
        "姓名：模拟甲\t病理号：B2021-0331",
        "取材日期：2021-04-26\t报告日期：2021.04.29",
        "病理诊断：浸润性导管癌",
        "肿瘤分期：ⅡA期",
    )
    assert values["pathology_diagnosis"] == "浸润性导管癌"
    assert values["pathology_number"] == "B2021-0331"
    assert (values["sampled_date"], values["reported_date"]) == ("2021-04-26", "2021-04-29")
    assert values["tumour_stage"] == "IIA期"


def test_cards_without_colons_are_read() -> None:
    values = _values("identity_card", "姓名模拟甲", "性别男\t民族汉", "公民身份号码 11010519491231002X")
    assert values == {"patient_name": "模拟甲", "sex": "男", "id_number": "11010519491231002X"}


def test_a_sentence_about_the_patient_is_no_name() -> None:
    assert "patient_name" not in _values("discharge_record", "患者入院", "诊疗经过：好转")
