from drawn_page import labelled

from fraudpipe.documents.forms.rows.totals import find_check_code, find_stay, find_total


def test_a_check_code_whose_label_is_misread_is_found_by_its_place() -> None:
    rows = labelled("票据号码：00011843", "琵验吗：5101", "开票日期：2021-02-08")
    assert find_check_code(rows)["check_code"].value == "5101"
    assert find_check_code(labelled("琵验吗：5101")) == {}


def test_the_total_is_found_without_its_label_in_words_or_digits() -> None:
    found = find_total(labelled("金额合计（大写）代万肆仟泰佰玖拾式元泰角整\t(小25）24392.30"))
    assert found["total_amount"].value == "24392.30"
    assert found["total_amount_words"].value == "代万肆仟泰佰玖拾式元泰角整"
    assert found["total_amount_words"].trust < 0.5


def test_a_stay_with_one_readable_day_keeps_it() -> None:
    assert find_stay(labelled("住院时间：2021-02-14至20"))["admission_date"].value == "2021-02-14"
