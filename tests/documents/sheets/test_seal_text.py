"""Seals with a reader that says how much ink stands where: unrolled letters lie level in the middle of the strip."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from fraudpipe.documents.sheets.seal_text import seal_text
from fraudpipe.documents.sheets.seals import Impression
from fraudpipe.records.reading import Pixels


class _Watching:
    name = "watching"

    def __init__(self, text: str = "虚构市 人民医院", score: float = 0.9) -> None:
        self.seen: list[Pixels] = []
        self._answer = (text, score)

    def read_strips(self, strips: Sequence[Pixels]) -> tuple[tuple[str, float], ...]:
        self.seen += strips
        return tuple(self._answer for _ in strips)


def _sealed(tilt: float) -> Pixels:
    """Nine dots along the upper rim, as letters stand there, and a black row across."""
    page = np.full((600, 600, 3), 250, np.uint8)
    cv2.circle(page, (300, 300), 200, (200, 40, 40), 6)
    for place in range(9):
        angle = np.deg2rad(-90 + tilt + (place - 4) * 26)
        at = (round(300 + 150 * np.cos(angle)), round(300 + 150 * np.sin(angle)))
        cv2.circle(page, at, 18, (200, 40, 40), -1)
    cv2.rectangle(page, (60, 290), (540, 310), (20, 20, 20), -1)
    return page


def _impression(kind: str = "round") -> Impression:
    return Impression(kind, "red", (100, 100, 500, 500), (300.0, 300.0), (200.0, 200.0), 0.0)


@pytest.mark.parametrize("tilt", [0.0, 35.0, -50.0])
def test_letters_on_a_rim_come_to_lie_in_a_row(tilt: float) -> None:
    reader = _Watching()
    assert seal_text(_sealed(tilt), _impression(), reader) == ("虚构市人民医院", 0.9)
    (strip,) = reader.seen
    dark = (strip[..., 0] < 120).sum(axis=0) > 4
    blobs = np.flatnonzero(dark[1:] & ~dark[:-1])
    assert len(blobs) == 9
    assert blobs.mean() == pytest.approx(strip.shape[1] / 2, rel=0.08)
    steps = np.diff(blobs)
    assert steps.max() - steps.min() <= 0.15 * steps.mean()


def test_rows_of_a_square_seal_are_read_one_by_one() -> None:
    page = np.full((600, 600, 3), 250, np.uint8)
    cv2.rectangle(page, (150, 200), (450, 400), (200, 40, 40), 6)
    for y in (250, 300, 350):
        cv2.rectangle(page, (190, y - 14), (410, y + 14), (200, 40, 40), -1)
    reader = _Watching("医院")
    square = Impression("square", "red", (150, 200, 450, 400), (300.0, 300.0), (150.0, 100.0), 0.0)
    assert seal_text(page, square, reader) == ("医院医院医院", 0.9)


def test_what_is_not_legible_is_no_text() -> None:
    assert seal_text(_sealed(0), _impression(), _Watching(score=0.2)) == ("", 0.0)
