import numpy as np
import pytest

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.laying import folded, lay, worn

TABLE = (60, 60, 60)


def _sheet(width, height, spot=(20, 12)):
    sheet = np.full((height, width, 3), 250, np.uint8)
    sheet[spot[1] - 3 : spot[1] + 4, spot[0] - 3 : spot[0] + 4] = (200, 0, 0)
    return sheet


def _dice(number=1):
    return Dice(stream(number, "laying"), block=32)


def _landed(matrix, x, y):
    return np.round((matrix @ np.array([x, y, 1.0]))[:2]).astype(int)


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("sizes", [((400, 250), (400, 250)), ((1654, 2339), (674, 425)), ((2339, 1654), (2339, 1654))])
def test_points_of_a_sheet_come_to_lie_where_its_matrix_says(sizes, number):
    sheets = [_sheet(*size) for size in sizes]
    laid = lay(*sheets, TABLE, 3.0, _dice(number))
    assert max(laid.pixels.shape) <= 2402
    for sheet, matrix in zip(sheets, laid.matrices, strict=True):
        x, y = _landed(matrix, 20, 12)
        red, green, _ = laid.pixels[y, x]
        assert red > 150
        assert green < 90
        height, width = sheet.shape[:2]
        for corner in ((8, 8), (width - 9, 8), (width - 9, height - 9), (8, height - 9)):
            x, y = _landed(matrix, *corner)
            assert laid.pixels[y, x].min() > 200


@pytest.mark.parametrize("number", range(12))
def test_the_first_lies_left_or_above_and_the_sheets_do_not_touch(number):
    laid = lay(_sheet(700, 450), _sheet(600, 500), TABLE, 3.0, _dice(number))
    (first, other) = (
        np.array([_landed(matrix, x, y) for x in (0, size[0] - 1) for y in (0, size[1] - 1)])
        for matrix, size in zip(laid.matrices, ((700, 450), (600, 500)), strict=True)
    )
    assert (first.max(axis=0) < other.min(axis=0)).any()
    assert min(first.min(), other.min()) > 0


def test_two_cards_lie_one_above_the_other_and_two_upright_sheets_side_by_side():
    cards = lay(_sheet(800, 500), _sheet(800, 500), TABLE, 2.0, _dice()).pixels
    sheets = lay(_sheet(500, 800), _sheet(500, 800), TABLE, 2.0, _dice()).pixels
    assert cards.shape[0] > cards.shape[1]
    assert sheets.shape[0] < sheets.shape[1]


def test_an_empty_lower_part_is_folded_away_and_print_never_is():
    short, long = _sheet(400, 900, (200, 300)), _sheet(400, 900, (200, 800))
    heights = {folded(short, _dice(number)).shape[0] for number in range(20)}
    assert heights == {900, 303 + 70}
    assert {folded(long, _dice(number)).shape[0] for number in range(20)} == {900}
    assert folded(np.full((90, 40, 3), 250, np.uint8), _dice()).shape[0] == 90


def test_a_watermark_darkens_the_sheet_where_it_stands():
    gains = np.ones((50, 100), np.float32)
    gains[:25] = 0.8
    page = worn(_sheet(400, 200), gains)
    assert page[80, 200, 1] == pytest.approx(200, abs=2)
    assert page[180, 200, 1] == 250
