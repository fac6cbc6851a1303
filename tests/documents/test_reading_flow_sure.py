"""What the flow of reading is sure of, and what goes on over the pages."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import pytest
from drawn_page import MARK, lines
from told_readers import Told, Turned, blank_page

from fraudpipe.documents.reading_flow import read_document
from fraudpipe.documents.sheets.look import Readers
from fraudpipe.documents.trust.field_evidence import FieldEvidence
from fraudpipe.documents.trust.judging import Verdict
from fraudpipe.records.reading import Pixels, TextLine


def _surely_read(pages: Sequence[Pixels], told: Sequence[Sequence[TextLine]]) -> set[str]:
    """The fields that one reader alone has seen and was sure of."""
    sure = set()

    class _PageAfterPage(Told):
        def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
            del page
            self.calls += 1
            return tuple(told[(self.calls - 1) % len(told)])

    def judge(evidence: FieldEvidence) -> Verdict:
        if "alone_sure" in evidence.terms:
            sure.add(evidence.field)
        return Verdict(0.9, "accepted")

    read_document(pages, Readers(_PageAfterPage("tiny"), Told("small"), None, Turned()), judge)
    return sure


@pytest.mark.parametrize(("strokes", "sure"), [(1, True), (3, False)])
def test_nobody_is_sure_of_a_stage_whose_strokes_were_counted_and_not_read(strokes: int, sure: bool) -> None:
    rows = ("虚构市人民医院", "诊断证明书", "姓名：模拟甲", "诊断：某处肿瘤IA期", "开具日期：2021-03-09")
    seen = [replace(one, least=0.99) for one in lines(*rows)]
    page = blank_page()
    x0, y0, x1, _ = seen[3].box
    for left in (*range(x0, x0 + 7 * MARK, MARK), x1 + 10):
        cv2.rectangle(page, (left + 1, y0 + 7), (left + 22, y0 + 36), (30, 30, 30), 2)
    for at in range(strokes):
        left = x0 + 7 * MARK + 4 + 10 * at
        page[y0 + 10 : y0 + 33, left : left + 3] = 30
    assert ("diagnosis" in _surely_read([page], [seen])) is sure


def test_of_a_passage_over_the_break_the_first_page_alone_makes_nobody_sure() -> None:
    first = ("虚构市人民医院", "出院记录", "姓名：模拟甲", "出院诊断：左肺癌", "现病史：患者3天前出现咳嗽，")
    rest = ("无发热，收入我科。", "入院情况：咳嗽", "诊疗经过：对症", "出院情况：好转", "出院医嘱：休息")
    whole = [replace(one, least=0.99) for one in lines(*first, rest[1])]
    assert "present_illness" in _surely_read([blank_page()], [whole])
    assert "present_illness" not in _surely_read([blank_page()] * 2, [whole[:-1], lines(*rest)])


def test_a_value_that_is_held_unreadable_is_withheld() -> None:
    seen = lines("虚构市人民医院", "诊断证明书", "姓名：模拟甲", "诊断：左肺癌", "开具日期：2021-03-09")
    readers = Readers(Told("tiny", seen), Told("small"), None, Turned())
    reading = read_document([blank_page()], readers, judge=lambda _evidence: Verdict(0.05, "unreadable"))
    assert "diagnosis" in reading.fields
    assert {(field.status, field.value, field.raw) for field in reading.fields.values()} == {("unreadable", None, None)}


def test_a_passage_goes_on_over_the_break_to_the_next_page_and_no_further() -> None:
    first = lines("虚构市人民医院", "出院记录", "姓名：模拟甲", "出院诊断：左肺癌", "现病史：患者3天前出现咳嗽，")
    card = lines("居民身份证", "姓名：模拟乙", "公民身份号码 11010119900307123X")
    rest = lines("无发热，收入我科。", "入院情况：咳嗽", "诊疗经过：对症", "出院情况：好转", "出院医嘱：休息")

    def illness(*pages: tuple[TextLine, ...]) -> str | None:
        class _PageAfterPage(Told):
            def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
                del page
                self.calls += 1
                return pages[(self.calls - 1) % len(pages)]

        readers = Readers(_PageAfterPage("tiny"), Told("small"), None, Turned())
        return read_document([blank_page()] * len(pages), readers).text("present_illness")

    assert illness(first, rest) == "患者3天前出现咳嗽，无发热，收入我科。"
    assert illness(first, card, rest) == "患者3天前出现咳嗽，"
