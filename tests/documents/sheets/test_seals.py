import cv2
import numpy as np
import pytest

from fraudpipe.documents.sheets.seals import impressions
from fraudpipe.records.reading import Pixels

RED, BLUE, BLACK = (205, 40, 45), (40, 60, 200), (25, 25, 25)


def _paper() -> Pixels:
    page = np.full((1754, 1240, 3), 246, np.uint8)
    for y in range(200, 1500, 60):
        cv2.putText(page, "admission 2021-03-09 department", (90, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (30, 30, 30), 2)
    return page


def _ring(page: Pixels, colour: tuple[int, int, int], axes: tuple[int, int], degrees: int = 0) -> Pixels:
    cv2.ellipse(page, (800, 1200), axes, degrees, 0, 360, colour, 5, cv2.LINE_AA)
    for turn in range(150, 400, 25):
        lean = np.deg2rad(degrees)
        x, y = 0.76 * axes[0] * np.cos(np.deg2rad(turn)), 0.76 * axes[1] * np.sin(np.deg2rad(turn))
        at = (800 + x * np.cos(lean) - y * np.sin(lean), 1200 + x * np.sin(lean) + y * np.cos(lean))
        cv2.circle(page, (round(at[0]), round(at[1])), 11, colour, -1)
    return page


@pytest.mark.parametrize("colour", [RED, BLUE, BLACK], ids=["red", "blue", "black"])
def test_a_round_seal_is_found_in_its_colour(colour: tuple[int, int, int], request: pytest.FixtureRequest) -> None:
    (found,) = impressions(_ring(_paper(), colour, (140, 140)))
    assert found.kind == "round"
    assert found.colour == request.node.callspec.id
    assert found.middle == pytest.approx((800, 1200), abs=6)
    assert found.axes == pytest.approx((140, 140), rel=0.06)


def test_an_oval_seal_keeps_its_lean() -> None:
    (found,) = impressions(_ring(_paper(), RED, (160, 100), 20))
    assert found.kind == "oval"
    assert found.axes == pytest.approx((160, 100), rel=0.06)
    assert found.degrees == pytest.approx(20, abs=4)


def test_a_square_seal_is_a_frame_with_rows_in_it() -> None:
    page = _paper()
    cv2.rectangle(page, (640, 1120), (960, 1280), RED, 5)
    for y in (1155, 1200, 1245):
        cv2.rectangle(page, (680, y - 8), (920, y + 8), RED, -1)
    (found,) = impressions(page)
    assert found.kind == "square"
    assert found.box == pytest.approx((640, 1120, 960, 1280), abs=10)


def test_print_and_red_marks_are_no_seals() -> None:
    page = _paper()
    assert impressions(page) == ()
    cv2.line(page, (100, 900), (700, 940), RED, 12)
    cv2.circle(page, (800, 1200), 140, RED, -1)
    cv2.putText(page, "No 00012345", (700, 150), cv2.FONT_HERSHEY_SIMPLEX, 2.0, RED, 5)
    assert "square" not in {one.kind for one in impressions(page)}


def test_a_seal_pressed_on_the_rules_of_a_red_form_is_found() -> None:
    page = _ring(_paper(), RED, (140, 140))
    page[1240:1244, 60:1180] = page[300:304, 60:1180] = page[300:1244, 60:64] = page[300:1244, 1176:1180] = RED
    (found,) = impressions(page)
    assert found.kind == "round"
    assert found.middle == pytest.approx((800, 1200), abs=8)
