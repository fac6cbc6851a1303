from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import SOURCES, draw_shot


def _shots(count=600):
    dice = Dice(stream(1, "shots"))
    return [draw_shot(dice) for _ in range(count)]


def test_all_kinds_of_pictures_occur():
    shots = _shots()
    assert {one.source for one in shots} == set(SOURCES)
    assert {one.file_format for one in shots} == {"jpeg", "png", "pdf"}
    assert {one.rotation for one in shots} == {0, 90, 180, 270}
    assert {one.exif_orientation for one in shots} == {1, 3, 6, 8}
    assert {one.messenger for one in shots} == {"", "before", "after"}
    assert {one.exif_orientation for one in shots if one.file_format != "jpeg" or one.messenger} == {1}
    assert {one.camera for one in shots if one.scanned or one.messenger} == {0}


def test_every_page_is_encoded_before_it_can_be_edited_and_faults_are_for_the_truth():
    for shot in _shots(50):
        assert shot.chain
        truth = shot.as_truth()
        assert truth["format"] == shot.file_format
        assert "seed" not in truth


def test_a_scanner_has_no_perspective_and_no_uneven_light():
    scans = [one for one in _shots() if one.scanned]
    assert scans
    assert not any(one.perspective or one.light or one.shadow or one.motion or one.curl for one in scans)
