"""What is taken of a printed sheet under a shot: wear of the paper, the lens, the light, the sensor."""

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.records.reading import Pixels
from fraudpipe.simulation.pages.camera import Shot
from fraudpipe.simulation.pages.geometry import Warp, draw_warp

_COARSE = 4
"""Light, folds and shadows are drawn at a quarter of the size: they have no fine detail."""
_UNIT = 200
"""The gain that leaves a pixel as it is, in the byte that stands for it."""
_DESKS = ((122, 98, 74), (92, 92, 98), (176, 170, 160), (64, 74, 82), (150, 128, 100))
_LID = (233, 234, 235)

_Field = npt.NDArray[np.float32]


def take(page: Pixels, shot: Shot, wear: _Field | None = None) -> tuple[Pixels, Warp]:
    """The picture of `page`, EXIF-oriented, and where each point of the page lies in it.

    Args:
        page: The printed sheet.
        shot: How it is taken.
        wear: A field of gains over the sheet, such as a watermark, at a quarter of its size.
    """
    generator = np.random.default_rng(shot.seed)
    height, width = page.shape[:2]
    warp = draw_warp(shot, (width, height), generator)
    picture = _worn(page, shot, generator)
    picture = _projected(picture, warp, shot, generator)
    gain = _light(shot, (width, height), generator) * _paper_gain(warp, shot, (width, height), wear, generator)
    # A scanner lights evenly, and what is left of the paper's own unevenness is less than one level.
    if not shot.scanned or shot.folds or wear is not None:
        picture = _gained(picture, gain, shot, generator)
    if shot.source == "copy":
        picture = _copied(picture, generator)
    picture = _blurred(picture, shot, generator)
    if shot.scale < 1.0:
        small = (round(width * shot.scale), round(height * shot.scale))
        picture = np.asarray(cv2.resize(picture, small, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        warp = replace(warp, scale=(small[0] / width, small[1] / height))
    picture = _noisy(picture, shot.noise, generator)
    turns = shot.rotation // 90
    return _turned(picture, turns), replace(warp, turns=turns)


def table_of(shot: Shot) -> tuple[int, int, int]:
    """The colour of what lies around the paper: the desk, or under a scanner's lid its white."""
    return _LID if shot.scanned else _DESKS[shot.desk % len(_DESKS)]


def stored(picture: Pixels, exif_orientation: int) -> Pixels:
    """The pixels as a camera stores them, so that the EXIF tag turns them back into `picture`."""
    return _turned(picture, _EXIF_TURNS[exif_orientation])


def oriented(pixels: Pixels, exif_orientation: int) -> Pixels:
    """Stored pixels as a viewer shows them."""
    return _turned(pixels, -_EXIF_TURNS[exif_orientation] % 4)


_EXIF_TURNS = {1: 0, 3: 2, 6: 1, 8: 3}
_TURNS = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}


def _turned(pixels: Pixels, turns: int) -> Pixels:
    """Turned counter-clockwise by quarters; several times faster than NumPy's rotation of interleaved colours."""
    return np.asarray(cv2.rotate(pixels, _TURNS[turns]), dtype=np.uint8) if turns else pixels


def _worn(page: Pixels, shot: Shot, generator: np.random.Generator) -> Pixels:
    """Holes punched for a binder, and where the printer failed."""
    if not (shot.holes or shot.streaks):
        return page
    worn = page.copy()
    height, width = page.shape[:2]
    for _ in range(shot.streaks):
        x, wide = int(generator.integers(0, width - 8)), int(generator.integers(1, 5))
        strip = worn[:, x : x + wide].astype(np.int16)
        worn[:, x : x + wide] = (strip + (250 - strip) * 0.6).astype(np.uint8)
    shade = (30, 30, 32) if shot.scanned else (70, 62, 54)
    for place in range(shot.holes):
        y = round(height * (0.5 + (place - (shot.holes - 1) / 2) * 0.27))
        cv2.circle(worn, (46, y), 20, shade, -1, cv2.LINE_AA)
    return worn


def _projected(page: Pixels, warp: Warp, shot: Shot, generator: np.random.Generator) -> Pixels:
    if not (shot.perspective or shot.skew or shot.curl):
        return page
    height, width = page.shape[:2]
    if shot.scanned:
        flat = cv2.warpPerspective(page, warp.matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(flat, dtype=np.uint8)
    canvas = _desk(shot, (width, height), generator)
    if not shot.curl:
        lying = cv2.warpPerspective(
            page, warp.matrix, (width, height), dst=canvas, borderMode=cv2.BORDER_TRANSPARENT
        )  # fmt: skip
        return np.asarray(lying, dtype=np.uint8)
    across, down = _inverse_maps(warp, (width, height))
    bent = cv2.remap(page, across, down, cv2.INTER_LINEAR, dst=canvas, borderMode=cv2.BORDER_TRANSPARENT)
    return np.asarray(bent, dtype=np.uint8)


def _inverse_maps(warp: Warp, size: tuple[int, int], step: int = 8) -> tuple[_Field, _Field]:
    """For each pixel of the picture its point on the sheet; computed on a grid, since both vary slowly."""
    width, height = size
    columns, rows = width // step + 2, height // step + 2
    x, y = np.meshgrid(np.arange(columns) * float(step), np.arange(rows) * float(step))
    y = y + warp.curl * np.sin(np.pi * x / width)
    back = np.linalg.inv(warp.matrix)
    deep = back[2, 0] * x + back[2, 1] * y + back[2, 2]
    maps = []
    for row in (0, 1):
        grid = ((back[row, 0] * x + back[row, 1] * y + back[row, 2]) / deep).astype(np.float32)
        shift = np.array([[1.0 / step, 0, 0], [0, 1.0 / step, 0]], dtype=np.float64)
        fine = cv2.warpAffine(
            grid, shift, (width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
        )
        maps.append(np.asarray(fine, dtype=np.float32))
    return maps[0], maps[1]


def _desk(shot: Shot, size: tuple[int, int], generator: np.random.Generator) -> Pixels:
    """What the page lies on; sometimes another paper, of which edges and a few lines show."""
    width, height = size
    canvas = np.empty((height, width, 3), dtype=np.uint8)
    cv2.rectangle(canvas, (0, 0), (width, height), table_of(shot), -1)
    if shot.under:
        shift, lean = generator.integers(-60, 60, 2), float(generator.uniform(-0.05, 0.05))
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64) + shift
        corners[:, 0] += lean * (corners[:, 1] - height / 2)
        cv2.fillPoly(canvas, [corners.astype(np.int32)], (232, 231, 226), cv2.LINE_AA)
        for y in range(40, height, 46):
            cv2.line(canvas, (int(shift[0]) + 8, y), (width, y + int(30 * lean)), (120, 120, 122), 2)
    return canvas


def _light(shot: Shot, size: tuple[int, int], generator: np.random.Generator) -> _Field:
    """Falls off to one side; a hand may throw its shadow from an edge."""
    columns, rows = size[0] // _COARSE, size[1] // _COARSE
    across, down = np.meshgrid(np.linspace(-1, 1, 32), np.linspace(-1, 1, 44))
    angle = generator.uniform(0, 2 * np.pi)
    slope = (across * np.cos(angle) + down * np.sin(angle) + 1.4) / 2.8
    field = 1.0 - shot.light * np.clip(slope, 0, 1) ** 1.3
    edge, along = generator.uniform(0, 2 * np.pi), generator.uniform(-0.5, 0.5)
    if shot.shadow:
        nearness = across * np.cos(edge) + down * np.sin(edge) - 0.35
        aside = -across * np.sin(edge) + down * np.cos(edge) - along
        hand = 1 / (1 + np.exp(-9 * (nearness - 1.1 * aside**2)))
        field *= 1.0 - shot.shadow * hand
    return np.asarray(cv2.resize(field.astype(np.float32), (columns, rows), interpolation=cv2.INTER_CUBIC))


def _paper_gain(
    warp: Warp, shot: Shot, size: tuple[int, int], wear: _Field | None, generator: np.random.Generator
) -> _Field:
    """What the sheet itself adds: mottled paper, folds, a watermark; laid as the sheet lies."""
    columns, rows = size[0] // _COARSE, size[1] // _COARSE
    mottled = generator.normal(1.0, 0.006, (rows // 6 + 1, columns // 6 + 1)).astype(np.float32)
    gain = np.asarray(cv2.resize(mottled, (columns, rows), interpolation=cv2.INTER_LINEAR), dtype=np.float32)
    for fold in range(shot.folds):
        depth = float(generator.uniform(0.05, 0.14))
        lying = fold % 2 == 0
        extent = rows if lying else columns
        at = extent * (0.5 if fold < 2 else float(generator.choice([0.25, 0.75]))) + float(generator.normal(0, 4))
        offset = np.arange(extent, dtype=np.float32) - np.float32(at)
        line = 1.0 - depth * np.exp(-((offset / 1.1) ** 2)) + 0.35 * depth * np.exp(-(((offset + 4) / 5) ** 2))
        line -= 0.25 * depth * np.exp(-np.abs(offset) / 60) * (offset > 0)
        gain *= (line[:, None] if lying else line[None, :]).astype(np.float32)
    if wear is not None:
        gain *= cv2.resize(wear, (columns, rows)) if wear.shape != (rows, columns) else wear
    small = np.diag([1 / _COARSE, 1 / _COARSE, 1.0]) @ warp.matrix @ np.diag([_COARSE, _COARSE, 1.0])
    lying_gain = cv2.warpPerspective(gain, small, (columns, rows), borderMode=cv2.BORDER_CONSTANT, borderValue=1.0)
    return np.asarray(lying_gain, dtype=np.float32)


def _gained(picture: Pixels, gain: _Field, shot: Shot, generator: np.random.Generator) -> Pixels:
    """Multiplied by light and paper, in one pass over bytes."""
    warm = generator.uniform(0.9, 1.0)
    even = 1.0 if shot.scanned else 0.0
    tint = np.array([1.0, max(even, generator.uniform(0.97, 1.0)), max(even, warm)], dtype=np.float32)
    if shot.source == "screen":
        tint = tint[::-1].copy()
    coarse = np.clip(gain[..., None] * (tint * _UNIT) + 0.5, 0, 255).astype(np.uint8)
    height, width = picture.shape[:2]
    fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    lit = cv2.multiply(picture, fine, scale=1.0 / _UNIT)
    if shot.moire:
        lit = cv2.multiply(lit, _moire(shot.moire, (width, height), generator), scale=1.0 / _UNIT)
    return np.asarray(lit, dtype=np.uint8)


def _moire(strength: float, size: tuple[int, int], generator: np.random.Generator) -> Pixels:
    """Bands between the grid of a screen and that of the sensor, another for each colour."""
    width, height = size
    x = np.arange(0, width, 2, dtype=np.float32)[None, :]
    y = np.arange(0, height, 2, dtype=np.float32)[:, None]
    bands = []
    for _ in range(3):
        fx, fy = generator.uniform(0.02, 0.11, 2)
        wave = np.cos(fx * x + 14 * np.sin(y / 400)) * np.cos(fy * y + 10 * np.sin(x / 300))
        bands.append((_UNIT * (1 + strength * wave)).astype(np.uint8))
    return np.asarray(cv2.resize(cv2.merge(bands), (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _copied(picture: Pixels, generator: np.random.Generator) -> Pixels:
    """A photocopy: grey, harsh, with specks of toner."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    levels = np.clip((np.arange(256, dtype=np.float32) - 128) * generator.uniform(1.15, 1.5) + 146, 8, 255)
    grey = np.asarray(cv2.LUT(grey, levels.astype(np.uint8)), dtype=np.uint8)
    height, width = grey.shape
    for x, y in zip(generator.integers(0, width, 140), generator.integers(0, height, 140), strict=True):
        grey[y : y + 2, x : x + 2] = 60
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def _blurred(picture: Pixels, shot: Shot, generator: np.random.Generator) -> Pixels:
    angle = generator.uniform(0, np.pi)
    if shot.motion:
        side = shot.motion | 1
        kernel = np.zeros((side, side), dtype=np.float32)
        reach = (side - 1) / 2
        for step in np.linspace(-reach, reach, 4 * side):
            kernel[round(reach + step * np.sin(angle)), round(reach + step * np.cos(angle))] += 1
        picture = np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), dtype=np.uint8)
    if shot.blur > 0.3:
        # A kernel of 5 holds all of a blur below 1.1 pixels; the automatic choice would take 7 or 9.
        picture = np.asarray(cv2.GaussianBlur(picture, (5, 5), shot.blur), dtype=np.uint8)
    return picture


def _noisy(picture: Pixels, noise: float, generator: np.random.Generator) -> Pixels:
    """Sensor noise: one tile repeated, since drawing six million normals would cost more than the page."""
    height, width = picture.shape[:2]
    tile = generator.standard_normal((257, 263, 3), dtype=np.float32) * noise + 128.5
    bytes_ = np.clip(tile, 0, 255).astype(np.uint8)
    repeated = cv2.repeat(bytes_, height // 257 + 1, width // 263 + 1)[:height, :width]
    return np.asarray(cv2.addWeighted(picture, 1.0, repeated, 1.0, -128.0), dtype=np.uint8)
