from drawn_page import HEIGHT, WIDTH, labelled

from fraudpipe.documents.forms.catalogue import FORMS, shared_lexicon
from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.form import PageText, page_text
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.records.reading import TextLine

Placed = tuple[str, int, int]


def _page(*pieces: Placed, mark: int = 26) -> PageText:
    """Pieces of text at (left, top), a mark wide each."""
    lines = [TextLine(text, (x, y, x + mark * len(text), y + 36), 0.99) for text, x, y in pieces]
    return page_text(rows_of(lines), shared_lexicon(), WIDTH, HEIGHT)


def _value(name: str, page: PageText, document_type: str = "admission_note") -> object:
    found = extract(FORMS[document_type], page).get(name)
    return None if found is None else str(found.value).replace(" ", "")


def test_a_passage_goes_on_over_rows_and_ends_at_the_next_label() -> None:
    page = _page(
        ("现病史：患者3天前无明显诱因出现咳嗽，无发热，饮食睡眠可，体重无明显变化", 60, 100),
        ("，为进一步诊治收入我科。", 60, 160),
        ("既往史：既往体健。", 60, 220),
    )
    assert (
        _value("present_illness", page)
        == "患者3天前无明显诱因出现咳嗽，无发热，饮食睡眠可，体重无明显变化，为进一步诊治收入我科。"
    )
    assert _value("past_history", page) == "既往体健。"


def test_text_below_its_label_is_its_passage() -> None:
    page = _page(("影像诊断：", 60, 100), ("右肺上叶占位性病变，考虑恶性。", 110, 160), ("备注：", 60, 220))
    assert _value("imaging_diagnosis", page, "imaging_report") == "右肺上叶占位性病变，考虑恶性。"


def test_text_beside_its_cell_begins_at_the_cells_label() -> None:
    page = _page(
        ("既往史：既往体健，否认高血压、糖尿病病史，否认肝炎、结核病史，否认", 60, 100),
        ("手术外伤史。", 164, 160),
        ("家族史：父母体健。", 60, 240),
    )
    assert _value("past_history", page) == "既往体健，否认高血压、糖尿病病史，否认肝炎、结核病史，否认手术外伤史。"
    assert _value("family_history", page) == "父母体健。"


def test_a_label_in_the_middle_of_its_cell_has_text_above_it() -> None:
    page = _page(
        ("主诉：咳嗽3天。", 60, 40),
        ("患者3天前无明显诱因出现咳嗽，无发热，", 240, 140),
        ("现病史：", 60, 186),
        ("饮食睡眠可，", 240, 186),
        ("为进一步诊治收入我科。", 240, 232),
        ("既往史：既往体健。", 60, 340),
    )
    assert _value("present_illness", page) == "患者3天前无明显诱因出现咳嗽，无发热，饮食睡眠可，为进一步诊治收入我科。"
    assert _value("chief_complaint", page) == "咳嗽3天。"


def test_a_label_in_running_text_ends_nothing() -> None:
    page = _page(
        ("现病史：患者于外院就诊，诊断：肺炎，予输液3天，体温：38.5℃，", 60, 100),
        ("收入我科。", 60, 160),
        ("既往史：既往体健。", 60, 220),
    )
    assert _value("present_illness", page) == "患者于外院就诊，诊断：肺炎，予输液3天，体温：38.5℃，收入我科。"


def test_the_signs_of_life_stay_in_the_examination() -> None:
    page = _page(("体格检查：体温：36.5℃ 脉搏：80次/分 血压：124/78mmHg", 60, 100), ("神志清楚。", 60, 160))
    assert _value("physical_examination", page) == "体温：36.5℃脉搏：80次/分血压：124/78mmHg神志清楚。"


def test_two_passages_on_one_row_are_told_apart() -> None:
    page = _page(("主诉：咳嗽3天。现病史：患者3天前咳嗽。", 60, 100))
    assert _value("chief_complaint", page) == "咳嗽3天。"
    assert _value("present_illness", page) == "患者3天前咳嗽。"


def test_a_note_beside_the_text_is_not_of_it() -> None:
    page = _page(
        ("主诉：咳嗽3天，加重1天，伴发热，最高38.5度，无寒战", 60, 100),
        ("病案室", 900, 150),
        ("，无胸痛。", 60, 200),
    )
    assert _value("chief_complaint", page) == "咳嗽3天，加重1天，伴发热，最高38.5度，无寒战，无胸痛。"


def test_a_mark_of_the_watermark_is_not_of_the_passage() -> None:
    lines = [
        TextLine("家族史：父母体健，否认家族遗传病史。", (60, 100, 520, 136), 0.99),
        TextLine("院", (200, 140, 300, 240), 0.9),
        TextLine("体格检查：神志清楚。", (60, 250, 360, 286), 0.99),
    ]
    page = page_text(rows_of(lines), shared_lexicon(), WIDTH, HEIGHT)
    assert _value("family_history", page) == "父母体健，否认家族遗传病史。"


def test_text_far_below_is_not_of_the_passage() -> None:
    page = _page(("初步诊断：肺炎", 60, 100), ("查房病情平稳同意出院", 60, 400))
    assert _value("diagnosis", page) == "肺炎"


def test_a_passage_goes_on_over_the_page_break() -> None:
    first = _page(
        ("现病史：患者3天前无明显诱因出现咳嗽，无发热，饮食睡眠可，", 60, 1500),
        ("第 1 页 共 2 页", 560, 1700),
    )
    second = _page(
        ("虚构市人民医院", 480, 60),
        ("体重无明显变化，", 60, 130),
        ("为进一步诊治收入我科。", 60, 190),
        ("既往史：既往体健。", 60, 250),
    )
    found = extract(FORMS["admission_note"], first, following=second)
    assert str(found["present_illness"].value).replace(" ", "") == (
        "患者3天前无明显诱因出现咳嗽，无发热，饮食睡眠可，体重无明显变化，为进一步诊治收入我科。"
    )
    assert found["present_illness"].box[3] <= 1536
    assert "past_history" not in found


def test_a_passage_that_ended_does_not_go_on() -> None:
    first = _page(("现病史：患者3天前咳嗽。", 60, 100), ("既往史：既往体健。", 60, 160), ("主治医师：模拟甲", 700, 230))
    second = _page(("体重无明显变化。", 60, 130))
    found = extract(FORMS["admission_note"], first, following=second)
    assert found["present_illness"].value == "患者3天前咳嗽。"
    assert found["past_history"].value == "既往体健。"


def test_values_half_a_line_off_their_labels_are_found() -> None:
    page = _page(
        ("姓名：", 60, 100), ("模拟甲", 150, 128), ("性别：", 400, 100), ("女", 490, 128), ("入院记录", 60, 400)
    )
    assert _value("patient_name", page) == "模拟甲"
    assert _value("sex", page) == "女"


def test_values_in_the_cells_below_their_labels_are_found() -> None:
    page = _page(("姓名", 60, 100), ("性别", 400, 100), ("年龄", 700, 100),
                 ("模拟甲", 60, 156), ("女", 410, 156), ("36岁", 700, 156))  # fmt: skip
    assert (_value("patient_name", page), _value("sex", page), _value("age", page)) == ("模拟甲", "女", "36岁")


def test_the_value_of_another_label_is_not_borrowed() -> None:
    page = labelled("姓名：\t性别：女", "年龄：36岁\t科室：内科")
    assert _value("patient_name", page) is None
    assert _value("age", page) == "36岁"


def test_what_a_seal_puts_beside_a_date_is_not_of_it() -> None:
    page = _page(("开具日期：2021-03-09", 600, 900), ("igNM", 1040, 905))
    found = extract(FORMS["diagnosis_certificate"], page)["issue_date"]
    assert (found.value, found.box[2]) == ("2021-03-09", 600 + 26 * 15)


def test_a_date_that_lost_its_end_is_trusted_less() -> None:
    whole = extract(FORMS["diagnosis_certificate"], labelled("开具日期：2021-03-09"))["issue_date"]
    cut = extract(FORMS["diagnosis_certificate"], labelled("开具日期：2021-03-0"))["issue_date"]
    assert cut.trust < whole.trust


def test_of_two_stages_the_one_with_more_strokes_is_trusted_more() -> None:
    rows = [labelled(f"出院诊断：肺恶性肿瘤{stage}A期") for stage in ("III", "II", "I", "")]
    trusts = [extract(FORMS["discharge_record"], row)["diagnosis"].trust for row in rows]
    assert trusts == sorted(trusts, reverse=True)
    assert len(set(trusts)) == 4


def test_a_misread_illness_keeps_what_was_read() -> None:
    found = extract(FORMS["discharge_record"], labelled("出院诊断：右肺恶性肿榴"))["diagnosis"]
    assert (found.value, found.raw) == ("右肺恶性肿瘤", "右肺恶性肿榴")


def test_lists_side_by_side_stay_apart() -> None:
    page = _page(
        ("入院诊断：1.肺炎", 60, 100), ("出院诊断：1.肺恶性肿瘤", 620, 100),
        ("2.高血压病", 120, 160), ("2.糖尿病", 680, 160),
        ("3.脂肪肝", 680, 220),
        ("出院医嘱：休息", 60, 280),
    )  # fmt: skip
    assert _value("diagnosis", page, "discharge_record") == "1.肺恶性肿瘤2.糖尿病3.脂肪肝"
    assert _value("diagnosis", page, "admission_note") == "1.肺炎2.高血压病"


def test_numbered_and_framed_labels_end_the_passage_before_them() -> None:
    page = _page(
        ("一、主诉：咳嗽3天。", 60, 100), ("二、现病史：患者3天前咳嗽。", 60, 160), ("【既往史】既往体健。", 60, 220)
    )
    assert _value("chief_complaint", page) == "咳嗽3天。"
    assert _value("present_illness", page) == "患者3天前咳嗽。"
    assert _value("past_history", page) == "既往体健。"


def test_a_row_without_colons_is_read() -> None:
    page = labelled("姓名 模拟甲 性别 女 年龄 36岁", "科室 内科 住院号 21004411")
    assert [_value(name, page) for name in ("patient_name", "sex", "age", "department", "record_number")] == [
        "模拟甲", "女", "36岁", "内科", "21004411"
    ]  # fmt: skip
