import dataclasses

import cv2
import numpy as np
import pytest

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import draw_shot
from fraudpipe.simulation.pages.lens import oriented, stored, take

_SPOTS = ((120, 90), (520, 130), (300, 440), (90, 760), (540, 800))


def _shots(count):
    dice = Dice(stream(1, "shots"))
    return [draw_shot(dice) for _ in range(count)]


def _page():
    page = np.full((880, 620, 3), 250, np.uint8)
    for x, y in _SPOTS:
        cv2.circle(page, (x, y), 9, (0, 0, 0), -1)
    return page


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_points_of_the_page_lie_where_the_warp_says(rotation):
    for shot in _shots(9):
        shot = dataclasses.replace(shot, rotation=rotation, holes=0, curl=15.0 if not shot.scanned else 0.0)
        picture, warp = take(_page(), shot)
        grey = picture.mean(axis=2)
        for x, y in warp.forward(np.array(_SPOTS, dtype=float)):
            column, row = round(x), round(y)
            spot = grey[row - 3 : row + 4, column - 3 : column + 4]
            ring = np.concatenate([grey[row - 16, column - 3 : column + 4], grey[row + 16, column - 3 : column + 4]])
            assert spot.mean() < 0.55 * ring.mean(), (shot, x, y)
            dark = grey[row - 14 : row + 15, column - 14 : column + 15] < 0.6 * ring.mean()
            off = np.argwhere(dark).mean(axis=0) - 14
            assert np.abs(off + np.array([row - y, column - x])).max() < 1.5, (shot, off)


def test_the_clockwise_rotation_makes_the_picture_upright():
    page = _page()
    page[:200] = 60
    for shot in _shots(4):
        for rotation in (90, 180, 270):
            picture, _ = take(page, dataclasses.replace(shot, rotation=rotation))
            upright = np.rot90(picture, -(rotation // 90))
            assert upright[40:120].mean() < 0.7 * upright[-120:-40].mean()


def test_the_exif_tag_turns_the_stored_pixels_back():
    picture = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    clockwise = {1: 0, 3: 2, 6: 1, 8: 3}
    for tag, turns in clockwise.items():
        assert np.array_equal(np.rot90(stored(picture, tag), -turns), picture)
        assert np.array_equal(oriented(stored(picture, tag), tag), picture)


def test_the_same_shot_takes_the_same_picture():
    shot = _shots(1)[0]
    assert np.array_equal(take(_page(), shot)[0], take(_page(), shot)[0])


def test_each_fault_leaves_its_mark():
    plain = next(one for one in _shots(60) if one.source == "photo" and one.camera == 0)
    plain = dataclasses.replace(
        plain, rotation=0, folds=0, holes=0, streaks=0, shadow=0.0, motion=0, moire=0.0, under=False, curl=0.0,
        scale=1.0, skew=0.0,
    )  # fmt: skip
    page = _page()
    picture, _ = take(page, plain)
    faults = {"folds": 2, "holes": 2, "streaks": 2, "shadow": 0.3, "motion": 5, "moire": 0.06, "under": True,
              "curl": 20.0, "scale": 0.7, "skew": 1.0}  # fmt: skip
    for name, value in faults.items():
        marked, _ = take(page, dataclasses.replace(plain, **{name: value}))
        assert marked.shape != picture.shape or np.abs(marked.astype(int) - picture).max() > 20, name
