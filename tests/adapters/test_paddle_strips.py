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
