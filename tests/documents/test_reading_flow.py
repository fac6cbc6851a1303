"""The flow with readers that say what the test tells them."""

import numpy as np
from drawn_page import HEIGHT, INVOICE, WIDTH, lines

from fraudpipe.documents.reading_flow import Readers, read_document
from fraudpipe.records.reading import Pixels, TextLine, reading_from_json, reading_json


class _Told:
    def __init__(self, name: str, found: tuple[TextLine, ...] = ()) -> None:
        self.name, self.found, self.calls = name, found, 0

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        assert page.ndim == 3
        self.calls += 1
        return self.found

    def version(self) -> str:
        return self.name


class _Turned:
    def __init__(self, rotation: int = 0) -> None:
        self._rotation = rotation

    def rotation(self, page: Pixels) -> tuple[int, float]:
        assert page.ndim == 3
        return self._rotation, 1.0


def _page() -> Pixels:
    return np.full((HEIGHT, WIDTH, 3), 255, np.uint8)


def test_a_paper_whose_arithmetic_agrees_is_read_once() -> None:
    fast, careful, second = _Told("tiny", lines(*INVOICE)), _Told("small"), _Told("tesseract")
    reading = read_document([_page()], Readers(fast, careful, second, _Turned()))
    assert (fast.calls, careful.calls, second.calls) == (1, 0, 0)
    assert reading.document_type == "inpatient_invoice"
    assert reading.fields["total_amount"].confidence > 0.95
    assert reading_from_json(reading_json(reading)) == reading


def test_a_missing_field_is_read_with_care_and_shown_where_it_stands() -> None:
    blurred = lines(*INVOICE[:6], "金额合计", *INVOICE[7:])
    fast, careful = _Told("tiny", blurred), _Told("small", lines(*INVOICE))
    reading = read_document([_page()], Readers(fast, careful, None, _Turned()))
    assert careful.calls == 1
    assert reading.text("total_amount_words") == "贰仟元整"
    assert reading.fields["total_amount_words"].readers == ("small",)


def test_a_field_in_doubt_is_shown_to_the_second_reader() -> None:
    rows = ("虚构市人民医院", "诊断证明书", "姓名：模拟甲", "诊断：左肺癌", "开具日期：2021-03-09")
    unsure = lines(*rows[:4]) + lines(*rows, score=0.6)[-1:]
    sheet = (TextLine("2021-03-09", (30, 30, 200, 60), 0.9),)
    agreeing = _Told("tesseract", sheet)
    reading = read_document([_page()], Readers(_Told("tiny", unsure), _Told("small"), agreeing, _Turned()))
    assert agreeing.calls == 1
    assert reading.fields["issue_date"].readers == ("tesseract", "tiny")
    other = _Told("tesseract", (TextLine("2021-03-07", (30, 30, 200, 60), 0.9),))
    doubted = read_document([_page()], Readers(_Told("tiny", unsure), _Told("small"), other, _Turned()))
    assert doubted.fields["issue_date"].confidence < reading.fields["issue_date"].confidence
    assert doubted.fields["issue_date"].status == "doubtful"


def test_boxes_are_those_of_the_page_as_it_came() -> None:
    fast = _Told("tiny", lines(*INVOICE))
    lying = np.full((WIDTH, HEIGHT, 3), 255, np.uint8)
    reading = read_document([lying], Readers(fast, _Told("small"), None, _Turned(90)))
    assert reading.rotation == 90
    x0, y0, x1, y1 = next(line.box for line in lines(*INVOICE) if line.text == "（小写）2000.00")
    box = reading.fields["total_amount"].box
    assert box[0] == y0
    assert box[2] == y1
    assert WIDTH - x1 <= box[1] < box[3] <= WIDTH - x0


def test_the_page_that_knows_a_field_is_named() -> None:
    pages = [lines("虚构市人民医院", "出院记录", "姓名：模拟甲"), lines("出院诊断：左肺癌", "出院情况：好")]

    class _PageAfterPage(_Told):
        def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
            assert page.ndim == 3
            self.calls += 1
            return pages[(self.calls - 1) % 2]

    readers = Readers(_PageAfterPage("tiny"), _PageAfterPage("small"), None, _Turned())
    reading = read_document([_page(), _page()], readers)
    assert reading.page_count == 2
    assert reading.fields["diagnosis"].page == 2
    assert reading.fields["patient_name"].page == 1


def test_an_empty_page_is_a_reading_without_fields() -> None:
    reading = read_document([_page()], Readers(_Told("tiny"), _Told("small"), _Told("tesseract"), _Turned()))
    assert reading.document_type == "other"
    assert reading.fields == {}


def test_a_bill_goes_on_over_the_pages_and_every_row_says_where_it_stands() -> None:
    bill = lines(
        "虚构市人民医院", "住院费用清单", "项目名称                \t数量\t单价\t金额",
        "静脉输液                \t2   \t15.50\t31.00",
    )  # fmt: skip
    fast, careful = _Told("tiny", bill), _Told("small")
    reading = read_document([_page(), _page()], Readers(fast, careful, None, _Turned()))
    rows = reading.fields["line_items"].value
    assert isinstance(rows, tuple)
    assert [(row.name, row.page) for row in rows] == [("静脉输液", 1), ("静脉输液", 2)]
    assert reading_from_json(reading_json(reading)) == reading
