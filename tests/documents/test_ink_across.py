import cv2
import numpy as np
import pytest
from drawn_page import HEIGHT, WIDTH, lines

from fraudpipe.documents.cleaning import blue_pen_share
from fraudpipe.documents.ink_across import PEN_TRUST, ink_trust
from fraudpipe.records.reading import Pixels

_LINES = lines("诊断证明书", "姓名：模拟甲", "诊断：左肺癌", "开具日期：2021-03-13", "医师：模拟乙")
_BOX = _LINES[3].box
_BLUE, _BLACK, _RED = (30, 44, 130), (35, 35, 38), (205, 40, 45)


def _page(ink: tuple[int, int, int] = _BLACK) -> Pixels:
    """A page whose line of the date has strokes like print, in an ink."""
    page = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    x0, y0, x1, y1 = _BOX
    page[y0 + 6 : y1 - 6, x0 + 4 : x1 - 4 : 9] = ink
    return page


def _pulled(page: Pixels, ink: tuple[int, int, int]) -> Pixels:
    """The page with a slanting stroke through the middle of the date, out of it above and below."""
    x0, y0, x1, y1 = _BOX
    middle, reach = (x0 + x1) // 2, y1 - y0
    cv2.line(page, (middle - reach, y1 + reach), (middle + reach, y0 - reach), ink, 3)
    return page


def _trust(page: Pixels, name: str = "issue_date") -> float:
    return ink_trust(page, _LINES, name, _BOX)


def test_print_alone_is_trusted() -> None:
    assert _trust(_page()) == 1.0


@pytest.mark.parametrize("ink", [_BLUE, _BLACK])
def test_a_day_that_a_pen_crosses_is_trusted_less_than_below_a_stamp(ink: tuple[int, int, int]) -> None:
    stamped = _page()
    stamped[_BOX[1] : _BOX[3] : 3, _BOX[0] : _BOX[2]] = _RED
    assert _trust(_pulled(_page(), ink)) == PEN_TRUST < _trust(stamped) < 1.0


def test_only_days_and_people_are_signed_across() -> None:
    assert _trust(_pulled(_page(), _BLUE), "hospital_name") == 1.0


def test_what_is_written_in_blue_is_not_crossed_by_its_own_ink() -> None:
    assert blue_pen_share(_page(_BLUE), _BOX) == 0.0
    assert blue_pen_share(_pulled(_page(), _BLUE), _BOX) > 0.0


def test_an_upright_rule_of_a_table_is_no_stroke_of_a_pen() -> None:
    page, (x0, y0, x1, y1) = _page(), _BOX
    page[y0 - 60 : y1 + 60, (x0 + x1) // 2 : (x0 + x1) // 2 + 3] = _BLACK
    assert _trust(page) == 1.0


def test_a_day_in_a_line_far_higher_than_others_is_signed_across() -> None:
    x0, y0, x1, y1 = _BOX
    page = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    high = (x0, y0 - 40, x1, y1)
    assert ink_trust(page, _LINES, "issue_date", _BOX) == 1.0
    assert ink_trust(page, _LINES, "issue_date", high) < 1.0
    assert ink_trust(page, _LINES, "hospital_name", high) == 1.0, "names of hospitals are large"


def test_a_place_off_the_page_has_no_ink() -> None:
    assert ink_trust(_page(), _LINES, "issue_date", (WIDTH + 5, 10, WIDTH + 90, 40)) == 1.0
