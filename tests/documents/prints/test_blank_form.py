from dataclasses import replace

import pytest
from drawn_page import labelled

from fraudpipe.documents.prints.blank_form import form_print

_FORM = ("姓名：模拟甲\t性别：女", "年龄：33\t科室：内科", "住院号：123456", "入院日期：2026-01-02")


def _print(*rows: str, kind: str = "discharge_record") -> str | None:
    return form_print(kind, labelled(*rows).spans)


def test_who_fills_in_a_form_changes_nothing_and_neither_does_what_comes_further_down() -> None:
    filled = ("姓名：模拟乙\t性别：男", "年龄：71\t科室：外科", "住院号：998", "手术名称：切除术")
    assert _print(*_FORM) == _print(*filled) is not None


@pytest.mark.parametrize(
    "rows",
    [
        ("病人姓名：模拟甲\t性别：女", *_FORM[1:]),
        ("姓名：模拟甲", "性别：女", *_FORM[1:]),
        ("性别：女\t姓名：模拟甲", *_FORM[1:]),
    ],
)
def test_other_words_another_row_or_another_order_make_another_form(rows: tuple[str, ...]) -> None:
    assert _print(*rows) not in (None, _print(*_FORM))


def test_another_type_is_another_form_and_too_few_labels_tell_none() -> None:
    assert _print(*_FORM) != _print(*_FORM, kind="admission_note")
    assert _print(*_FORM, kind="other") is None
    assert _print(*_FORM[:2]) is None


def test_what_may_be_a_label_or_not_tells_nothing() -> None:
    spans = labelled(*_FORM).spans
    doubtful = [[replace(span, strong=False) for span in row] for row in spans]
    assert form_print("discharge_record", [*doubtful, *spans]) is not None
    assert form_print("discharge_record", doubtful) is None
