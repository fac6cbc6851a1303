import pytest

from fraudpipe.documents.forms.catalogue import FORMS
from fraudpipe.documents.lines.label_table import labels_of, other_labels, same_field
from fraudpipe.records.reading import DOCUMENT_TYPES


def test_a_type_with_labels_of_its_own_goes_before_the_rest() -> None:
    assert labels_of("diagnosis", "operation_record")[0] == "术后诊断"
    assert "术前诊断" not in labels_of("diagnosis", "operation_record")
    assert labels_of("diagnosis_code", "operation_record") == labels_of("diagnosis_code")


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(KeyError):
        labels_of("favourite_colour")


def test_no_label_of_one_form_names_two_of_its_fields() -> None:
    # On imaging reports 登记号 is the hospital's number or the room's, on health checks the centre's.
    known = {"登记号", "检查号", "标本号", "诊断意见", "诊断结果", "诊断结论", "诊断", "检查结论", "医疗机构名称"}
    for document_type, form in FORMS.items():
        seen: dict[str, str] = {}
        for rule in form.rules:
            for label in rule.labels:
                other = seen.setdefault(label, rule.name)
                assert other == rule.name or label in known, (document_type, label, other, rule.name)


def test_misread_labels_may_be_mixed_up_only_within_a_field() -> None:
    assert same_field(("报告日期", "报告时间"))
    assert not same_field(("取材日期", "报告日期"))
    assert not same_field(("主治医师", "床号"))


def test_the_table_names_types_that_exist() -> None:
    assert set(DOCUMENT_TYPES) >= {"pathology_report", "bank_card"}
    assert "床号" in other_labels()
    assert "诊疗经过" in other_labels()
