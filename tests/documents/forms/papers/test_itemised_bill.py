from drawn_page import labelled

from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.papers.itemised_bill import ITEMISED_BILL

HEAD = "项目名称                \t数量\t单价\t金额"
ROW = "静脉输液                \t2   \t15.50\t31.00"


def _total(*rows: str) -> tuple[object, float] | None:
    found = extract(ITEMISED_BILL, labelled(*rows)).get("total_amount")
    return None if found is None else (found.value, found.trust)


def test_head_and_total_of_a_bill_are_read() -> None:
    found = extract(
        ITEMISED_BILL,
        labelled(
            "虚构市人民医院",
            "住院费用清单",
            "姓名：模拟甲\t性别：女\t科室：内科",
            "住院号：20210177\t入院日期：2021-02-14\t出院日期：2021.03.09",
            HEAD,
            ROW,
            "费用合计：31.00",
        ),
    )
    values = {name: one.value for name, one in found.items() if name != "line_items"}
    assert values == {
        "hospital_name": "虚构市人民医院",
        "patient_name": "模拟甲",
        "sex": "女",
        "department": "内科",
        "record_number": "20210177",
        "admission_date": "2021-02-14",
        "discharge_date": "2021-03-09",
        "total_amount": "31.00",
    }


def test_the_sum_of_a_page_is_not_the_total() -> None:
    assert _total(HEAD, ROW, "总计：62.00", "本页合计：31.00") == ("62.00", 1.0)
    assert _total(HEAD, ROW, "本页小计：31.00") is None


def test_an_amount_alone_at_the_foot_may_be_the_total() -> None:
    assert _total(HEAD, ROW, "31.00") == ("31.00", 0.5)
