import cv2
import numpy as np
import pytest
from drawn_page import HEIGHT, INVOICE, WIDTH, drawn, lines

from fraudpipe.documents.sheets.problems import page_problems, sharpness
from fraudpipe.records.page_notes import PROBLEM_CODES
from fraudpipe.records.reading import Pixels

POOR = lines(*INVOICE[:4], score=0.4)


def _codes(page: Pixels, found: object = POOR, *, legible: bool = False, whole: bool = False) -> list[str]:
    problems = page_problems(page, found, 2, legible=legible, whole=whole)  # type: ignore[arg-type]
    assert all(one.page == 2 and one.code in PROBLEM_CODES and one.message_zh and one.message_en for one in problems)
    return [one.code for one in problems]


def _dim(page: Pixels, share: float, least: int = 0) -> Pixels:
    return (page * share + least).astype(np.uint8)


def test_the_reason_is_seen_on_the_page() -> None:
    page = drawn(INVOICE)
    assert _codes(_dim(page, 0.15)) == ["too_dark"]
    assert _codes(_dim(page, 0.18, 205)) == ["too_bright"]
    assert _codes(cv2.GaussianBlur(page, (0, 0), 7)) == ["blurred"]
    assert _codes(cv2.resize(page, (330, 467), interpolation=cv2.INTER_AREA)) == ["only_thumbnail"]
    assert _codes(np.full((HEIGHT, WIDTH, 3), 240, np.uint8), ()) == ["no_text"]


def test_sharp_print_is_sharper_than_a_blurred_copy() -> None:
    page = drawn(INVOICE)
    assert sharpness(page) > 2 * sharpness(cv2.GaussianBlur(page, (0, 0), 6))


@pytest.mark.parametrize("edge", ["left", "right", "top", "bottom"])
def test_print_that_runs_into_an_edge_is_cut_off_there(edge: str) -> None:
    found = lines(*INVOICE)
    low, high = min(one.box[1] for one in found), max(one.box[3] for one in found)
    moves = {"left": (-62, 0), "right": (WIDTH - 200, 0), "top": (0, -low), "bottom": (0, HEIGHT - high)}
    x, y = moves[edge]
    moved = [
        type(one)(one.text, (max(0, one.box[0] + x), one.box[1] + y, min(WIDTH, one.box[2] + x), one.box[3] + y), 0.99)
        for one in found
    ]
    assert _codes(drawn(INVOICE), moved, legible=True) == [f"cut_off_{edge}"]
    assert _codes(drawn(INVOICE), moved, legible=True, whole=True) == []


def test_a_dark_page_of_which_something_was_read_is_too_dark_for_the_rest() -> None:
    page, ghost = drawn(INVOICE), lines("，蝴蝶", score=0.5)[0]
    found = (*lines(*INVOICE), type(ghost)(ghost.text, (900, 0, 1000, 40), 0.5))
    assert _codes(_dim(page, 0.15), found, legible=True) == ["too_dark"]
    assert _codes(_dim(page, 0.15), found, legible=True, whole=True) == []


def test_a_head_that_is_gone_leaves_no_margin() -> None:
    found = lines(*INVOICE)
    moved = [type(one)(one.text, (one.box[0], one.box[1] - 35, one.box[2], one.box[3] - 35), 0.99) for one in found]
    assert _codes(drawn(INVOICE), moved, legible=True) == ["cut_off_top"]
    assert _codes(drawn(INVOICE), found, legible=True) == []


def test_a_mark_at_the_side_cuts_nothing_off() -> None:
    mark = lines("", "", "", "装")[0]
    found = (*lines(*INVOICE), type(mark)(mark.text, (0, *mark.box[1:]), 0.99))
    assert _codes(drawn(INVOICE), found, legible=True) == []
    note = (*lines(*INVOICE), type(mark)("5256.4", (900, 0, 1000, 40), 0.99))
    assert _codes(drawn(INVOICE), note, legible=True) == []


def test_a_readable_page_has_no_problem() -> None:
    page = drawn(INVOICE)
    assert _codes(page, lines(*INVOICE), legible=True, whole=True) == []
    assert _codes(page, lines(*INVOICE), legible=True) == []
    assert _codes(_dim(page, 0.15), lines(*INVOICE), legible=True, whole=True) == []
