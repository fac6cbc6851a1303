"""The flow with readers that say what the test tells them."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from drawn_page import HEIGHT, INVOICE, WIDTH, lines
from told_readers import Told, Turned, blank_page

from fraudpipe.documents.reading_flow import read_document
from fraudpipe.documents.sheets.look import Readers
from fraudpipe.records.reading import Pixels, TextLine, reading_from_json, reading_json


def test_a_paper_whose_arithmetic_agrees_is_read_once() -> None:
    fast, careful, second = Told("tiny", lines(*INVOICE)), Told("small"), Told("tesseract")
    reading = read_document([blank_page()], Readers(fast, careful, second, Turned()))
    assert (fast.calls, careful.calls, second.calls) == (1, 0, 0)
    assert reading.document_type == "inpatient_invoice"
    assert reading.fields["total_amount"].confidence > 0.95
    assert reading_from_json(reading_json(reading)) == reading


def test_a_missing_field_is_read_with_care_and_shown_where_it_stands() -> None:
    blurred = lines(*INVOICE[:6], "金额合计", *INVOICE[7:])
    fast, careful = Told("tiny", blurred), Told("small", lines(*INVOICE))
    reading = read_document([blank_page()], Readers(fast, careful, None, Turned()))
    assert careful.calls == 1
    assert reading.text("total_amount_words") == "贰仟元整"
    assert reading.fields["total_amount_words"].readers == ("small",)


def test_a_field_in_doubt_is_shown_to_the_second_reader() -> None:
    rows = ("虚构市人民医院", "诊断证明书", "姓名：模拟甲", "诊断：左肺癌", "开具日期：2021-03-09")
    unsure = lines(*rows[:4]) + lines(*rows, score=0.6)[-1:]
    sheet = (TextLine("2021-03-09", (30, 30, 200, 60), 0.9),)
    agreeing = Told("tesseract", sheet)
    reading = read_document([blank_page()], Readers(Told("tiny", unsure), Told("small"), agreeing, Turned()))
    assert agreeing.calls == 1
    assert reading.fields["issue_date"].readers == ("tesseract", "tiny")
    other = Told("tesseract", (TextLine("2021-03-07", (30, 30, 200, 60), 0.9),))
    doubted = read_document([blank_page()], Readers(Told("tiny", unsure), Told("small"), other, Turned()))
    assert doubted.fields["issue_date"].confidence < reading.fields["issue_date"].confidence
    assert doubted.fields["issue_date"].status == "doubtful"


def test_the_second_reader_sees_no_stamp() -> None:
    rows = (
        "虚构市人民医院",
        "诊断证明书",
        "姓名：模拟甲",
        "诊断：左肺上叶结节，" + "右肺下叶结节，" * 4 + "双侧胸膜增厚",
    )
    unsure = lines(*rows[:3]) + lines(*rows, score=0.6)[-1:]
    x0, y0, _, y1 = unsure[-1].box
    page = blank_page()
    cv2.rectangle(page, (x0 + 200, y0 - 80), (x0 + 400, y1 + 80), (220, 60, 60), 12)

    class _Sees(Told):
        def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
            assert page.min() > 230
            return super().read_page(page)

    second = _Sees("tesseract")
    read_document([page], Readers(Told("tiny", unsure), Told("small"), second, Turned()))
    assert second.calls == 1


def test_boxes_are_those_of_the_page_as_it_came() -> None:
    fast = Told("tiny", lines(*INVOICE))
    lying = np.full((WIDTH, HEIGHT, 3), 255, np.uint8)
    reading = read_document([lying], Readers(fast, Told("small"), None, Turned(90)))
    assert reading.rotation == 90
    x0, y0, x1, y1 = next(line.box for line in lines(*INVOICE) if line.text == "（小写）2000.00")
    box = reading.fields["total_amount"].box
    assert box[0] == y0
    assert box[2] == y1
    assert WIDTH - x1 <= box[1] < box[3] <= WIDTH - x0


def test_the_page_that_knows_a_field_is_named() -> None:
    pages = [lines("虚构市人民医院", "出院记录", "姓名：模拟甲"), lines("出院诊断：左肺癌", "出院情况：好")]

    class _PageAfterPage(Told):
        def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
            assert page.ndim == 3
            self.calls += 1
            return pages[(self.calls - 1) % 2]

    readers = Readers(_PageAfterPage("tiny"), _PageAfterPage("small"), None, Turned())
    reading = read_document([blank_page(), blank_page()], readers)
    assert reading.page_count == 2
    assert reading.fields["diagnosis"].page == 2
    assert reading.fields["patient_name"].page == 1


def test_an_empty_page_is_a_reading_without_fields() -> None:
    reading = read_document([blank_page()], Readers(Told("tiny"), Told("small"), Told("tesseract"), Turned()))
    assert reading.document_type == "other"
    assert reading.fields == {}


class _Strips:
    name = "small"

    def __init__(self, lines: Sequence[TextLine], other: str = "") -> None:
        """Tells lines by the size of their strips; every other strip says `other`."""
        self.texts = {(y1 - y0, x1 - x0): text for text, (x0, y0, x1, y1) in ((one.text, one.box) for one in lines)}
        self.other = other
        self.asked: list[str] = []

    def read_strips(self, strips: Sequence[Pixels]) -> tuple[tuple[str, float], ...]:
        texts = [self.texts.get(strip.shape[:2], self.other) for strip in strips]
        self.asked += texts
        return tuple((text, 0.95) for text in texts)


def test_weak_and_deciding_lines_are_read_again_alone() -> None:
    rows = ("虚构市人民医院", "诊断证明书", "姓名：模拟甲", "性别：女", "诊断：左肺癌", "开具日期：2021-03-09")
    unsure = lines(*rows[:5]) + lines(*rows, score=0.6)[-1:]
    careful, strips = Told("small"), _Strips(lines(*rows[:5], "开具日期：2021-03-08"))
    readers = Readers(Told("tiny", unsure), careful, None, Turned(), careful, strips)
    reading = read_document([blank_page()], readers)
    assert {"诊断：左肺癌", "开具日期：2021-03-08"} <= set(strips.asked)
    assert "性别：女" not in strips.asked, "nothing hangs on it"
    assert careful.calls == 0
    assert reading.fields["issue_date"].value == "2021-03-08"
    assert reading.fields["issue_date"].status == "doubtful"
    assert reading.fields["diagnosis"].readers == ("small", "tiny")


@pytest.mark.parametrize(("least", "again"), [(0.99, {"姓名：模拟甲"}), (0.9, {"姓名：模拟甲", "诊断：左肺腺癌"})])
def test_of_deciding_lines_that_are_sure_only_names_are_read_again(least: float, again: set[str]) -> None:
    rows = ("虚构市人民医院", "诊断证明书", "姓名：模拟甲", "诊断：左肺腺癌", "开具日期：2021-03-09")
    fast, strips = Told("tiny", tuple(replace(one, least=least) for one in lines(*rows))), _Strips(lines(*rows))
    read_document([blank_page()], Readers(fast, Told("small"), None, Turned(), strips=strips))
    assert {"姓名：模拟甲", "诊断：左肺腺癌"} & set(strips.asked) == again


def test_a_day_that_is_cut_off_is_looked_at_together_with_the_rest_of_its_row() -> None:
    rows = ("虚构市人民医院", "诊断证明书", "姓名：模拟甲", "诊断：左肺癌", "开具日期：2021-03")
    strips = _Strips(lines(*rows), other="开具日期：2021-03-09")
    readers = Readers(Told("tiny", lines(*rows)), Told("small"), None, Turned(), strips=strips)
    reading = read_document([blank_page()], readers)
    assert reading.fields["issue_date"].value == "2021-03-09"
    assert reading.fields["issue_date"].readers == ("small",), "what is cut off speaks for no day"


def test_a_card_beside_a_paper_keeps_its_fields_to_itself() -> None:
    left = lines("虚构市人民医院", "诊断证明书", "诊断：左肺癌", "开具日期：2021-03-09")
    card = ("模拟银行", "借记卡 DEBIT 银联", "6222020000000000000", "持卡人：模拟乙")
    right = [replace(one, box=(one.box[0] + 700, one.box[1], one.box[2] + 700, one.box[3])) for one in lines(*card)]
    page = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    page[20:-20, 20:560] = page[20:600, 700:-20] = 245

    class _BySize(Told):
        """The whole page, then each part of it, left edge at its own left edge."""

        def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
            self.calls += 1
            if page.shape[1] == WIDTH:
                return (*left, *right)
            return left if self.calls == 2 else lines(*card)

    reading = read_document([page], Readers(_BySize("tiny"), Told("small"), None, Turned()))
    assert reading.document_type == "diagnosis_certificate"
    assert "patient_name" not in reading.fields
    assert "card_number" not in reading.fields
    (beside,) = reading.beside
    assert beside.document_type == "bank_card"
    assert beside.text("patient_name") == "模拟乙"
    assert beside.fields["card_number"].box[0] > 560
    assert reading_from_json(reading_json(reading)) == reading


def test_pages_of_another_type_are_a_paper_of_their_own() -> None:
    pages = [
        lines("虚构市人民医院", "出院记录", "姓名：模拟甲", "入院情况：咳嗽", "出院诊断：左肺癌", "出院医嘱：休息"),
        lines("居民身份证", "姓名：模拟乙", "公民身份号码 11010119900307123X"),
    ]

    class _PageAfterPage(Told):
        def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
            assert page.ndim == 3
            self.calls += 1
            return pages[(self.calls - 1) % 2]

    reading = read_document(
        [blank_page(), blank_page()], Readers(_PageAfterPage("tiny"), Told("small"), None, Turned())
    )
    assert reading.document_type == "discharge_record"
    assert reading.text("patient_name") == "模拟甲"
    assert [one.document_type for one in reading.beside] == ["identity_card"]
    assert reading.beside[0].fields["patient_name"].page == 2


def test_a_page_in_the_dark_is_unreadable_and_says_so() -> None:
    dark = np.full((HEIGHT, WIDTH, 3), 18, np.uint8)
    dark[200:220, 100:900] = 2
    seen = lines("诊断证明书", "特此证明", "建议休息", "处理意见", score=0.4)
    reading = read_document([dark], Readers(Told("tiny", seen), Told("small"), None, Turned()))
    assert [one.code for one in reading.problems] == ["too_dark"]
    assert reading.fields["diagnosis"].status == "unreadable"
    assert reading.fields["diagnosis"].value is None
    assert reading_from_json(reading_json(reading)) == reading


def test_a_page_whose_head_was_cut_off_is_of_no_type_and_says_so() -> None:
    rest = lines("姓名：模拟甲", "建议休息两周", "开具日期：2021-03-09")
    cut = tuple(TextLine(one.text, (one.box[0], one.box[1] - 40, one.box[2], one.box[3] - 40), 0.99) for one in rest)
    reading = read_document([blank_page()], Readers(Told("tiny", cut), Told("small"), None, Turned()))
    assert reading.document_type == "other"
    assert [one.code for one in reading.problems] == ["cut_off_top"]


def test_the_seal_names_the_hospital_that_no_print_names() -> None:
    page = blank_page().copy()
    cv2.circle(page, (800, 1200), 150, (210, 40, 40), 6)
    for turn in range(150, 400, 25):
        at = (round(800 + 114 * np.cos(np.deg2rad(turn))), round(1200 + 114 * np.sin(np.deg2rad(turn))))
        cv2.circle(page, at, 14, (210, 40, 40), -1)
    seen = lines("", "诊断证明书", "姓名：模拟甲", "诊断：左肺癌", "开具日期：2021-03-09")
    strips = _Strips(seen[1:], other="虚构市人民医院")
    reading = read_document([page], Readers(Told("tiny", seen), Told("small"), None, Turned(), None, strips))
    (seal,) = reading.seals
    assert (seal.kind, seal.colour, seal.text) == ("round", "red", "虚构市人民医院")
    assert reading.fields["hospital_name"].value == "虚构市人民医院"
    assert reading.fields["hospital_name"].status == "doubtful"


def test_a_bill_goes_on_over_the_pages_and_every_row_says_where_it_stands() -> None:
    bill = lines(
        "虚构市人民医院", "住院费用清单", "项目名称                \t数量\t单价\t金额",
        "静脉输液                \t2   \t15.50\t31.00",
    )  # fmt: skip
    fast, careful = Told("tiny", bill), Told("small")
    reading = read_document([blank_page(), blank_page()], Readers(fast, careful, None, Turned()))
    rows = reading.fields["line_items"].value
    assert isinstance(rows, tuple)
    assert [(row.name, row.page) for row in rows] == [("静脉输液", 1), ("静脉输液", 2)]
    assert reading_from_json(reading_json(reading)) == reading


def test_a_total_that_stands_in_words_alone_ends_no_reader() -> None:
    rows = ("医疗住院收费票据（电子）", "票据号码：00000001", "收款单位：虚构市人民医院", "金额合计（大写）：陆元整")
    seen = lines(*rows)
    readers = Readers(Told("tiny", seen), Told("small"), Told("second"), Turned(), None, _Strips(seen))
    reading = read_document([blank_page()], readers)
    assert reading.fields["total_amount"].status != "accepted"


def test_two_invoices_in_one_file_keep_their_numbers_and_totals_to_themselves() -> None:
    other = [row.replace("1700551001", "1700557434").replace("2000.00", "1770.00").replace("1230.50", "1000.50")
                 .replace("gw1b22", "7k90ds")
             .replace("贰仟元整", "壹仟柒佰柒拾元整") for row in INVOICE]  # fmt: skip
    pages = [lines(*INVOICE), lines(*other)]

    class _PageAfterPage(Told):
        def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
            del page
            self.calls += 1
            return pages[(self.calls - 1) % 2]

    reading = read_document([blank_page()] * 2, Readers(_PageAfterPage("tiny"), Told("small"), None, Turned()))
    told = [(one.text("invoice_number"), one.text("total_amount")) for one in (reading, *reading.beside)]
    assert told == [("1700551001", "2000.00"), ("1700557434", "1770.00")]
    assert {field.page for field in reading.beside[0].fields.values()} == {2}


def test_a_page_without_a_title_goes_on_with_the_paper_before_it() -> None:
    pages = [
        lines(
            "医疗住院收费票据（电子）",
            "票据号码：00000001",
            "预缴金额：10.00",
            "金额合计（大写）：陆元整 （小写）：6.00",
        ),
        lines("虚构市人民医院", "出院记录", "姓名：模拟甲", "出院诊断：左肺癌"),
        lines("出院日期：2021-03-09"),
    ]

    class _PageAfterPage(Told):
        def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
            del page
            self.calls += 1
            return pages[(self.calls - 1) % 3]

    reading = read_document([blank_page()] * 3, Readers(_PageAfterPage("tiny"), Told("small"), None, Turned()))
    by_type = {one.document_type: one for one in (reading, *reading.beside)}
    assert by_type["discharge_record"].fields["discharge_date"].page == 3
    assert "discharge_date" not in by_type["inpatient_invoice"].fields


def test_a_strip_of_paper_is_read_as_far_as_it_can_be() -> None:
    strip = np.full((32, 4800, 3), 245, np.uint8)
    reading = read_document([strip], Readers(Told("tiny"), Told("small"), None, Turned()))
    assert reading.fields == {}
