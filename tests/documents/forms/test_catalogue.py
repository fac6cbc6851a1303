import pytest
from drawn_page import HEIGHT, INVOICE, lines

from fraudpipe.documents.forms.catalogue import FORMS, document_type_of
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.records.reading import DOCUMENT_TYPES


def _type(*rows: str) -> str:
    return document_type_of(rows_of(lines(*rows)), HEIGHT)[0]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("住院收费票据（电子）", "inpatient_invoice"),
        ("贵州省医疗门诊收费票据（电子）", "outpatient_invoice"),
        ("出院小结", "discharge_record"),
        ("出院诊断证明书", "diagnosis_certificate"),
        ("病理检查报告书", "pathology_report"),
        ("CT检查报告单", "imaging_report"),
        ("检验报告单", "laboratory_report"),
        ("入院记录", "admission_note"),
        ("住院病案首页", "record_front_page"),
        ("手术记录", "operation_record"),
        ("健康体检报告", "health_check_report"),
        ("住院费用清单", "itemised_bill"),
        ("授权委托书", "authorisation_letter"),
        ("个人信息查询授权书", "authorisation_letter"),
        ("病 案 首 页", "record_front_page"),
        ("出 院 小 结", "discharge_record"),
        ("彩色多普勒超声检查报告单", "imaging_report"),
        ("电子胃镜检查报告", "imaging_report"),
        ("磁共振成像(MRI)诊断报告", "imaging_report"),
        ("组织病理检查报告单", "pathology_report"),
        ("冰冻切片报告", "pathology_report"),
        ("健康检查报告书", "health_check_report"),
        ("出院記錄", "discharge_record"),
    ],
)
def test_a_title_tells_the_type(title: str, expected: str) -> None:
    assert _type("虚构市人民医院", title, "姓名：模拟甲") == expected


def test_a_title_that_a_stamp_spoils_is_made_up_for_by_the_labels() -> None:
    assert _type("河南省医疗在设“费系", *INVOICE[1:]) == "inpatient_invoice"


def test_the_desk_where_a_bill_is_paid_makes_it_no_invoice() -> None:
    assert _type("住院收费处", "收费-31", "第1页") == "other"
    assert _type("虚构市人民医院", "住院费用清单", "门诊收费窗口") == "itemised_bill"


def test_a_report_that_a_sentence_mentions_tells_nothing() -> None:
    assert _type("虚构市人民医院", "出院记录", "诊疗经过：病理检查报告提示腺癌，予化疗。") == "discharge_record"


def test_a_front_page_with_an_identity_number_is_no_card() -> None:
    rows = (
        "虚构市人民医院",
        "姓名：模拟甲\t性别：女\t出生：1979-01-04",
        "公民身份号码：11010519491231002X",
        "病案号：21004411",
    )
    assert _type(*rows) != "identity_card"
    assert _type("姓名 模拟甲", "性别 女\t民族 汉", "公民身份号码 11010519491231002X") == "identity_card"


def test_a_bank_card_is_told_by_its_number() -> None:
    assert _type("虚构银行", "6222 0000 0000 0000 000", "VALID THRU") == "bank_card"


def test_a_page_that_says_nothing_is_other() -> None:
    assert _type("你好") == "other"


def test_every_document_type_has_a_form() -> None:
    assert set(FORMS) == set(DOCUMENT_TYPES)
    assert all(FORMS[name].document_type == name for name in FORMS)
