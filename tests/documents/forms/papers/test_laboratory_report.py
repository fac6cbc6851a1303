from drawn_page import labelled

from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.papers.laboratory_report import LABORATORY_REPORT

HEAD = (
    "虚构市人民医院",
    "检验报告单",
    "姓名：模拟甲\t性别：女\t年龄：51岁\t科室：内科",
    "检验号：23042934894\t标本：静脉血\t采样日期：2023-04-28",
    "检验项目              \t结果      \t单位      \t参考范围    \t提示",
    "白细胞计数            \t11.2      \t10^9/L    \t3.5-9.5     \t↑",
)


def test_a_laboratory_report_is_read() -> None:
    found = extract(LABORATORY_REPORT, labelled(*HEAD, "报告日期：2023-04-29"))
    values = {name: one.value for name, one in found.items() if name != "laboratory_rows"}
    assert values == {
        "hospital_name": "虚构市人民医院",
        "patient_name": "模拟甲",
        "sex": "女",
        "age": "51岁",
        "department": "内科",
        "laboratory_number": "23042934894",
        "specimen": "静脉血",
        "sampled_date": "2023-04-28",
        "reported_date": "2023-04-29",
    }


def test_a_date_behind_a_half_hidden_label_is_that_of_the_report() -> None:
    found = extract(LABORATORY_REPORT, labelled(*HEAD, "报告时\t2023-04-29"))
    assert found["reported_date"].value == "2023-04-29"
    assert "reported_date" not in extract(LABORATORY_REPORT, labelled(*HEAD, "报告时\t2023-04"))
