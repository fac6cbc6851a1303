import cv2
import numpy as np

from fraudpipe.documents.cleaning import has_stamp, red_share, without_shading, without_stamps


def _stamped() -> np.ndarray:
    page = np.full((600, 600, 3), 255, np.uint8)
    page[100:110, 50:500] = 20
    page[80:140, 200:260] = (220, 60, 60)
    page[100:110, 210:220] = (30, 10, 10)  # print below the stamp
    return page


def test_a_stamp_fades_and_the_print_below_it_stays() -> None:
    page = _stamped()
    cleaned = without_stamps(page)
    assert has_stamp(page)
    assert cleaned[120, 240].min() == 255
    assert cleaned[105, 215].max() < 60
    assert not has_stamp(cleaned)


def test_a_form_printed_in_red_is_no_stamp() -> None:
    page = np.full((600, 600, 3), 255, np.uint8)
    page[20::40, 20:580] = (220, 60, 60)
    page[21::40, 20:580] = (220, 60, 60)
    assert not has_stamp(page)


def test_red_over_a_box_is_measured() -> None:
    assert red_share(_stamped(), (200, 80, 260, 140)) > 0.9
    assert red_share(_stamped(), (300, 200, 400, 300)) == 0.0


def test_a_shadow_is_divided_away() -> None:
    page = np.full((400, 400, 3), 240, np.uint8)
    page[:, 200:] = 120
    page[100:106, 20:380] = 10
    level = without_shading(page)
    assert level[300, 50, 0] > 230
    assert level[300, 350, 0] > 230
    assert level[103, 350, 0] < 60


def test_brown_print_hides_no_stamp_and_stays() -> None:
    page = np.full((600, 600, 3), 255, np.uint8)
    for y in range(18, 600, 40):
        page[y : y + 3, 20:580] = (120, 60, 35)
        page[y + 3, 20:580] = (190, 158, 145)  # the pale edge of brown print
    assert not has_stamp(page)
    page[300:380, 300:380] = (220, 60, 60)
    page[340:344, 310:370] = (70, 20, 20)  # black print below the stamp
    cleaned = without_stamps(page)
    assert has_stamp(page)
    assert tuple(cleaned[21, 30]) == (190, 158, 145)
    assert cleaned[320, 330].min() == 255
    assert cleaned[342, 330].max() < 90


def test_edges_smeared_by_jpeg_go_with_the_stamp_and_the_paper_keeps_its_tone() -> None:
    page = np.full((600, 600, 3), (205, 200, 190), np.uint8)
    page[200:400, 200:212] = page[200:400, 388:400] = page[200:212, 200:400] = page[388:400, 200:400] = (190, 60, 60)
    page[290:296, 150:450] = 40
    page = cv2.blur(page, (5, 5))  # edges between ink and paper are pale pink
    cleaned = without_stamps(page)
    assert np.abs(cleaned[250:280, 190:220].astype(int) - (205, 200, 190)).max() < 25
    assert cleaned[293, 205].max() < 90
    assert cleaned[293, 300].max() < 60


def test_a_small_faint_stamp_is_one_and_a_line_of_red_print_is_none() -> None:
    page = np.full((1800, 1200, 3), 250, np.uint8)
    page[60:100, 780:1120:3] = (220, 60, 60)  # the number of an invoice
    assert without_stamps(page) is page
    page[1200:1212, 400:580] = page[1368:1380, 400:580] = (225, 170, 172)
    page[1200:1380, 400:412] = page[1200:1380, 568:580] = (225, 170, 172)
    cleaned = without_stamps(page)
    assert has_stamp(page)
    assert tuple(cleaned[70, 780]) == (220, 60, 60)
    assert cleaned[1300, 405].min() > 230
