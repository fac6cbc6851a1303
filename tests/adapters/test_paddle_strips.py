import numpy as np
from drawn_page import ROW, drawn

from fraudpipe.adapters.paddle_strips import StripReader
from fraudpipe.records.reading import Pixels

PAGE = drawn(("出院日期：2021-03-09", "虚构市人民医院"), width=620, height=240)


def _strip(at: int) -> Pixels:
    return PAGE[60 + at * 2 * ROW : 60 + at * 2 * ROW + ROW, 50:480]


def test_a_strip_reads_the_same_in_any_company() -> None:
    reader = StripReader()
    (date, score), (hospital, _) = reader.read_strips([_strip(0), _strip(1)])
    assert "2021-03-09" in date
    assert hospital == "虚构市人民医院"
    assert 0.8 < score <= 1
    assert reader.read_strips([_strip(0)]) == ((date, score),)


def test_nothing_to_read_is_no_text() -> None:
    blank = np.full((48, 200, 3), 255, np.uint8)
    assert [text for text, _ in StripReader().read_strips([blank, blank[:0]])] == ["", ""]


def test_each_character_is_sure_where_none_may_be_missing() -> None:
    page = drawn(("虚构市人民医院：", "虚构市\u3000人民医院"), width=620, height=240)
    whole, parted = StripReader("tiny").recognise([page[60:104, 50:480], page[148:192, 50:480]])
    assert (whole.text[:7], parted.text.replace(" ", "")) == ("虚构市人民医院", "虚构市人民医院")
    assert whole.least > 0.9
    assert parted.least == 0.0, "there is room for a character that the network does not know"
