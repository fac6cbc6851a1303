import dataclasses

import cv2
import numpy as np
import pytest

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import draw_shot, stored, take


def _shots(count=300):
    dice = Dice(stream(1, "shots"))
    return [draw_shot(dice) for _ in range(count)]


def _page():
    page = np.full((880, 620, 3), 250, np.uint8)
    page[40:80, 40:200] = 0  # a mark in the upper left corner
    return page


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_clockwise_rotation_makes_the_picture_upright(rotation):
    for shot in _shots(4):
        picture = take(_page(), dataclasses.replace(shot, rotation=rotation))
        upright = np.rot90(picture, -(rotation // 90))
        upright = cv2.resize(np.ascontiguousarray(upright), (620, 880))
        dark = upright.mean(axis=2)
        assert dark[40:80, 40:200].mean() < 0.5 * dark[500:540, 300:460].mean(), shot


def test_the_exif_tag_turns_the_stored_pixels_back():
    picture = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    clockwise = {1: 0, 3: 2, 6: 1, 8: 3}
    for tag, turns in clockwise.items():
        assert np.array_equal(np.rot90(stored(picture, tag), -turns), picture)


def test_the_same_shot_takes_the_same_picture():
    shot = _shots(1)[0]
    assert np.array_equal(take(_page(), shot), take(_page(), shot))


def test_all_kinds_of_pictures_occur():
    shots = _shots()
    assert {one.file_format for one in shots} == {"jpeg", "png", "pdf"}
    assert {one.rotation for one in shots} == {0, 90, 180, 270}
    assert len({one.exif_orientation for one in shots}) > 1
    assert {one.exif_orientation for one in shots if one.file_format != "jpeg"} == {1}
