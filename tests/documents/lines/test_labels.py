from drawn_page import labelled

from fraudpipe.documents.lines.labels import Lexicon


def _labels(row: str) -> list[str]:
    return [span.label for span in labelled(row).spans[0] if span.strong]


def test_labels_on_one_row_are_told_apart() -> None:
    assert _labels("入院日期：2021-01-02\t出院日期：2021-01-09\t住院天数：7") == ["入院日期", "出院日期", "住院天数"]


def test_a_label_with_one_wrong_mark_is_recognised() -> None:
    assert _labels("医保忧筹基金支付：7.00") == ["医保统筹基金支付"]


def test_a_misread_label_that_could_be_two_is_none() -> None:
    # 入院时间, 出院时间 and 住院时间 are one mark apart.
    assert _labels("八院时间：2021-01-02") == []


def test_words_within_a_sentence_are_no_label() -> None:
    assert _labels("患者目前诊断明确，性别对治疗无影响") == []


def test_brackets_belong_to_the_label() -> None:
    page = labelled("收款单位（章）：虚构市人民医院")
    span = page.spans[0][0]
    assert page.rows[0].text[span.end :] == "虚构市人民医院"


def test_spaces_inside_a_label_do_not_hide_it() -> None:
    assert _labels("性 别：男") == ["性别"]


def test_a_label_that_lacks_one_mark_is_known_where_it_can_be_only_one() -> None:
    labels = Lexicon(("票据号码", "开票日期"))
    assert [(span.label, span.exact) for span in labels.find("据号码：84099473\t开日期：2023")] == [
        ("票据号码", False),
        ("开票日期", False),
    ]


def test_a_label_right_behind_a_short_value_is_one() -> None:
    assert _labels("科室：乳腺外科住院号：23001187") == ["科室", "住院号"]


def test_a_label_behind_a_comma_is_part_of_a_sentence() -> None:
    assert _labels("现病史：外院就诊，诊断：肺炎，予输液") == ["现病史"]


def test_a_label_that_lost_its_first_mark_is_recognised() -> None:
    assert _labels("治医师：模拟甲") == ["主治医师"]
    assert _labels("告时间：2022/10/25") == ["报告时间"]


def test_a_cut_label_that_could_be_of_two_fields_is_none() -> None:
    # What is left of 入院日期 or 出院日期.
    assert _labels("院日期：2021-01-02") == []


def test_words_that_end_like_a_label_are_none() -> None:
    assert _labels("术中冰冻送检组织诊断：腺癌") == []


def test_a_colon_may_be_read_as_a_semicolon_where_a_line_begins() -> None:
    assert _labels("诊断医师；模拟柏") == ["诊断医师"]
    assert _labels("予输液；诊断；肺炎") == []


def test_a_label_in_brackets_is_one() -> None:
    page = labelled("【检查所见】右肺上叶见肿块")
    assert [(span.label, span.strong) for span in page.spans[0]] == [("检查所见", True)]
    assert page.rows[0].text[page.spans[0][0].end :] == "右肺上叶见肿块"


def test_a_numbered_label_begins_its_row() -> None:
    for row in ("一、主诉：咳嗽3天", "2.主诉：咳嗽3天", "（3）主诉：咳嗽3天"):
        span = labelled(row).spans[0][0]
        assert (span.label, span.start, span.strong) == ("主诉", 0, True)


def test_labels_between_blanks_make_a_row_of_a_form() -> None:
    assert _labels("姓名 模拟甲 性别 女 年龄 36岁") == ["姓名", "性别", "年龄"]
    assert _labels("患者家属 性别 不详") == []
