import numpy as np
import pytest
from drawn_page import drawn

from fraudpipe.adapters import paddle_lines
from fraudpipe.adapters.model_session import as_numbers
from fraudpipe.adapters.paddle_lines import LineFinder

ROWS = ("虚构市人民医院", "出院记录", "姓名：模拟甲\t性别：女")
PAGE = drawn(ROWS, width=900, height=620)


def test_lines_are_found_in_the_order_of_reading() -> None:
    quads = LineFinder("tiny", 960).lines(PAGE)
    assert len(quads) == 4
    assert [quad[:, 1].mean() for quad in quads[:3]] == sorted(quad[:, 1].mean() for quad in quads[:3])
    name, sex = quads[2:]
    assert name[:, 0].max() < sex[:, 0].min()
    assert abs(name[:, 1].mean() - sex[:, 1].mean()) < 10


def test_corners_go_clockwise_around_the_ink() -> None:
    ink_rows, ink_columns = np.nonzero(PAGE.min(axis=2) < 128)
    quads = LineFinder("tiny", 960).lines(PAGE)
    for upper_left, upper_right, lower_right, lower_left in quads:
        assert upper_left[0] < upper_right[0]
        assert upper_right[1] < lower_right[1]
        assert lower_left[0] < lower_right[0]
    covered = np.zeros(PAGE.shape[:2], bool)
    for quad in quads:
        (x0, y0), (x1, y1) = quad.min(axis=0).astype(int), quad.max(axis=0).astype(int)
        covered[y0 : y1 + 1, x0 : x1 + 1] = True
    assert covered[ink_rows, ink_columns].mean() > 0.99


def test_a_large_page_is_looked_at_small_and_told_in_its_own_pixels() -> None:
    large = np.kron(PAGE, np.ones((3, 3, 1), np.uint8))
    finder = LineFinder("tiny", 960)
    for quad, tripled in zip(finder.lines(PAGE), finder.lines(large), strict=True):
        assert np.abs(quad * 3 - tripled).max() < 24


def test_nothing_is_found_on_paper_without_print() -> None:
    finder = LineFinder("tiny", 960)
    assert finder.lines(np.full((300, 200, 3), 255, np.uint8)) == []
    assert finder.lines(np.zeros((0, 0, 3), np.uint8)) == []


@pytest.mark.parametrize(("thick", "high"), [(3, 30), (2, 14), (4, 46)])
def test_a_page_with_a_single_upright_stroke_is_looked_at(thick: int, high: int) -> None:
    page = np.full((640, 480, 3), 255, np.uint8)
    page[300 : 300 + high, 200 : 200 + thick] = 20
    quads = LineFinder("tiny", 960).lines(page)
    assert all(quad[:, 0].min() > 150 and quad[:, 0].max() < 260 for quad in quads)


def test_margins_and_frames_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    page = np.full((1280, 960, 3), 245, np.uint8)
    page[10:13, 5:955] = page[1266:1269, 5:955] = page[10:1268, 5:8] = page[10:1268, 952:955] = 30
    page[500:900, 60:] = PAGE[:400]
    finder, looked_at = LineFinder("tiny", 1280), []
    monkeypatch.setattr(
        paddle_lines, "as_numbers", lambda picture: looked_at.append(picture.shape) or as_numbers(picture)
    )
    quads = finder.lines(page)
    assert looked_at[0][0] < 640
    assert len(quads) == 4
    for quad, alone in zip(quads, LineFinder("tiny", 1280).lines(PAGE), strict=True):
        assert np.abs(quad - alone - (60, 500)).max() < 6


def test_paper_between_lines_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    page = np.full((1280, 960, 3), 245, np.uint8)
    page[100:400, 60:], page[900:1200, 60:] = PAGE[:300], PAGE[:300]
    finder, looked_at = LineFinder("tiny", 1280), []
    monkeypatch.setattr(
        paddle_lines, "as_numbers", lambda picture: looked_at.append(picture.shape) or as_numbers(picture)
    )
    quads = finder.lines(page)
    assert looked_at[0][0] < 640
    alone = LineFinder("tiny", 1280).lines(PAGE)
    assert len(quads) == 2 * len(alone) == 8
    for at, quad in enumerate(quads):
        assert np.abs(quad - alone[at % 4] - (60, 100 + 800 * (at // 4))).max() < 6
