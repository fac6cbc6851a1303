"""Why a page that gave too little could not be read, so that whoever took it knows what to do.

Asked only where reading fell short: a readable page is never called unreadable for how it looks.
"""

import re
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.records.page_notes import PageProblem
from fraudpipe.records.reading import Pixels, TextLine

_ADVICE = {
    "too_dark": (
        "照片太暗，文字无法辨认；请在明亮处重新拍摄。",
        "The picture is too dark to read; take it again in good light.",
    ),
    "too_bright": (
        "照片过亮或反光，文字已褪去；请避开强光重新拍摄。",
        "The picture is too bright and the print has faded; take it again without glare.",
    ),
    "blurred": (
        "照片模糊；请对准焦点、持稳后重新拍摄。",
        "The picture is blurred; hold still, let it focus and take it again.",
    ),
    "cut_off_left": (
        "单据左侧未拍全；请把整张单据放入画面后重新拍摄。",
        "The paper is cut off on the left; take it again with the whole paper in the picture.",
    ),
    "cut_off_right": (
        "单据右侧未拍全；请把整张单据放入画面后重新拍摄。",
        "The paper is cut off on the right; take it again with the whole paper in the picture.",
    ),
    "cut_off_top": (
        "单据上方未拍全；请把整张单据放入画面后重新拍摄。",
        "The paper is cut off at the top; take it again with the whole paper in the picture.",
    ),
    "cut_off_bottom": (
        "单据下方未拍全；请把整张单据放入画面后重新拍摄。",
        "The paper is cut off at the bottom; take it again with the whole paper in the picture.",
    ),
    "only_thumbnail": (
        "这只是缩略图，尺寸太小；请上传原图。",
        "This is only a thumbnail; send the original picture.",
    ),
    "too_small_text": (
        "文字太小，无法辨认；请靠近单据重新拍摄或上传原图。",
        "The print is too small to read; move closer and take it again, or send the original picture.",
    ),
    "no_text": (
        "页面上没有找到文字；请拍摄有文字的一面。",
        "No text was found on this page; send the printed side.",
    ),
}
_LEAST_SIDE = 32
_PROBE_SIDE = 1000
_THUMBNAIL_SIDE = 620
_PAPER = 90
"""The percentile of brightness that paper has on a page."""
_DARK_PAPER, _BRIGHT_INK = 75, 150
_LEAST_CONTRAST = 6
_FAINT = 70
_SHARP = 0.36
_SMALL_LINE = 13
_EDGE_LINES, _LEAST_SCORE = 3, 0.8
_WORD = re.compile("[\u4e00-\u9fff]{2}")
_LEAST_TOUCHING, _TOUCHING_SHARE = 2, 0.05
_SIDE_MARGIN, _HEAD_MARGIN, _FOOT_MARGIN = 0.3, 0.9, 0.6
"""In heights of a line: nobody prints as close to the edge of a sheet; page numbers stand lowest."""


def page_problems(
    page: Pixels, lines: Sequence[TextLine], number: int, *, legible: bool, whole: bool
) -> tuple[PageProblem, ...]:
    """What is wrong with a page, the likeliest cause first; nothing where no cause shows.

    Args:
        page: The upright page.
        lines: What was read on it.
        number: Of the page, from 1.
        legible: Whether what was read is text at all.
        whole: Whether the paper says everything that such a paper must say.
    """
    codes: list[str] = []
    if not legible:
        codes = _of_pixels(page, lines)
    elif not whole:
        codes = ["only_thumbnail"] if max(page.shape[:2]) < _THUMBNAIL_SIDE else _too_dark(_probe(page))
        codes += _cut_off(page, lines)
    if not codes and not lines:
        codes = ["no_text"]
    return tuple(PageProblem(number, code, *_ADVICE[code]) for code in codes)


def sharpness(page: Pixels) -> float:
    """How steep the edges of print are: the steepest step between neighbours against the whole step, 0-1.

    Measured where the step over a few pixels is largest, so that neither empty paper nor faint print decides.
    """
    grey = _probe(page)
    if min(grey.shape) < _LEAST_SIDE:
        return 0.0
    near = np.maximum(_step(grey, 1, 0), _step(grey, 1, 1))
    far = np.maximum(_step(grey, 6, 0), _step(grey, 6, 1))
    strong = far >= max(5.0, float(np.percentile(far, 98)))
    if not strong.any():
        return 0.0
    return float(np.median(cv2.dilate(near, np.ones((7, 7), np.uint8))[strong] / far[strong]))


def _of_pixels(page: Pixels, lines: Sequence[TextLine]) -> list[str]:
    """The likeliest cause why nothing legible is there."""
    if max(page.shape[:2]) < _THUMBNAIL_SIDE:
        return ["only_thumbnail"]
    grey = _probe(page)
    ink, paper = (float(one) for one in np.percentile(grey, (0.5, _PAPER)))
    if dark := _too_dark(grey):
        return dark
    if paper - ink < _LEAST_CONTRAST:
        return ["no_text"]
    # Blurred print is faint, too, but faint print is not blurred.
    if sharpness(page) < _SHARP:
        return ["blurred"]
    if ink > _BRIGHT_INK and paper - ink < _FAINT:
        return ["too_bright"]
    heights = sorted(line.box[3] - line.box[1] for line in lines)
    if heights and heights[len(heights) // 2] < _SMALL_LINE:
        return ["too_small_text"]
    return []


def _too_dark(grey: npt.NDArray[np.uint8]) -> list[str]:
    return ["too_dark"] if float(np.percentile(grey, _PAPER)) < _DARK_PAPER else []


def _cut_off(page: Pixels, lines: Sequence[TextLine]) -> list[str]:
    """The edges that print runs into, or that leave it no margin as paper has."""
    height, width = page.shape[:2]
    if len(lines) < _EDGE_LINES:
        return []
    high = float(np.median([line.box[3] - line.box[1] for line in lines]))
    # Where a picture was taken askew a few lines reach its side; one alone may be a mark beside the print.
    least, close = max(_LEAST_TOUCHING, _TOUCHING_SHARE * len(lines)), _SIDE_MARGIN * high
    left = sum(line.box[0] <= close for line in lines)
    right = sum(line.box[2] >= width - close for line in lines)
    # Numbers alone at the upper or lower edge are what somebody noted there, and doubtful words are no print.
    words = [line for line in lines if _WORD.search(line.text) and line.score >= _LEAST_SCORE] or lines
    top = min(line.box[1] for line in words) <= _HEAD_MARGIN * high
    bottom = max(line.box[3] for line in words) >= height - _FOOT_MARGIN * high
    codes = (("left", left >= least), ("right", right >= least), ("top", top), ("bottom", bottom))
    return [f"cut_off_{edge}" for edge, cut in codes if cut]


def _probe(page: Pixels) -> npt.NDArray[np.uint8]:
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    scale = _PROBE_SIDE / max(grey.shape)
    if scale < 1:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


def _step(grey: npt.NDArray[np.uint8], reach: int, axis: int) -> npt.NDArray[np.float32]:
    moved = np.roll(grey, reach, axis=axis)
    step = np.abs(grey.astype(np.float32) - moved)
    return np.asarray(step[8:-8, 8:-8], np.float32)
