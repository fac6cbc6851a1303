import dataclasses
import functools

import cv2
import numpy as np
import pytest
from simulation.pages.fixtures import order

from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.simulation.pages import render
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import render_page

_KINDS = ("splice", "retype", "copy_move", "erase")
_NEW = {
    "discharge_record": {"diagnosis": "慢性胃炎", "chief_complaint": "上腹部隐痛3天", "admission_date": "2024-08-15"},
    "inpatient_invoice": {"total_amount": "93580.50", "patient_name": "虚拟海燕"},
    "pathology_report": {"pathology_diagnosis": "胃腺癌，低分化，浸润至浆膜层，见癌栓", "sampled_date": "2024-05-08"},
    "identity_card": {"patient_name": "虚拟海燕", "id_number": "990001198802110015"},
}  # fmt: skip


@functools.cache
def _faces():
    return Faces(installed_fonts())


def _altered(document_type, kind, number="1", **how):
    honest = order(document_type, number=number, house="H3", **how)
    new = _NEW[document_type]
    original = {name: honest.values[name] for name in new}
    return honest, dataclasses.replace(honest, values=honest.values | new, original=original, edit=kind)


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("document_type", _NEW)
def test_outside_the_mask_an_altered_page_is_the_unaltered_one(document_type, kind):
    honest, altered = _altered(document_type, kind)
    before, after = (render_page(one, 1, _faces()).pages[0] for one in (honest, altered))
    assert before.mask is None
    assert not before.tampered
    assert after.mask.shape == after.pixels.shape[:2]
    difference = cv2.absdiff(after.pixels, before.pixels).max(axis=2)
    allowed = cv2.dilate(after.mask, np.ones((17, 17), np.uint8))
    assert not difference[allowed == 0].any()
    # What was written differs from what was there, and is a small part of the page.
    assert (difference[after.mask > 0] > 40).mean() > 0.03
    assert 0 < (after.mask > 0).mean() < 0.06


@pytest.mark.parametrize("kind", _KINDS)
def test_what_was_altered_is_told_with_field_kind_and_box(kind):
    _, altered = _altered("discharge_record", kind)
    page = render_page(altered, 1, _faces()).pages[0]
    assert {one.field for one in page.tampered} == set(_NEW["discharge_record"])
    assert {one.kind for one in page.tampered} == {kind}
    covered = np.zeros_like(page.mask)
    for one in page.tampered:
        x0, y0, x1, y1 = one.box
        assert page.mask[y0:y1, x0:x1].any(), one
        covered[max(0, y0 - 8) : y1 + 8, max(0, x0 - 8) : x1 + 8] = 255
    assert not page.mask[covered == 0].any()


def test_only_characters_that_differ_are_touched():
    _, altered = _altered("discharge_record", "splice")
    page = render_page(altered, 1, _faces()).pages[0]
    (date,) = (one for one in page.tampered if one.field == "admission_date")
    place = page.places["admission_date"]
    assert (date.box[2] - date.box[0]) < 0.8 * (place.box[2] - place.box[0])


def test_a_page_made_again_is_altered_everywhere_and_taken_by_the_same_camera():
    honest, altered = _altered("discharge_record", "regenerate")
    before, after = (render_page(one, 1, _faces()) for one in (honest, altered))
    assert before.shot == after.shot
    page = after.pages[0]
    assert (page.mask > 0).mean() > 0.8
    assert {one.field for one in page.tampered} == {"", *_NEW["discharge_record"]}
    outside = cv2.dilate(page.mask, np.ones((33, 33), np.uint8)) == 0
    assert cv2.absdiff(page.pixels, before.pages[0].pixels)[outside].max(initial=0) < 60


def test_the_mask_survives_a_messenger(monkeypatch):
    drawn = render.draw_shot
    monkeypatch.setattr(
        render, "draw_shot", lambda dice: dataclasses.replace(drawn(dice), messenger="after", long_side=1280)
    )
    honest, altered = _altered("discharge_record", "retype")
    before, after = (render_page(one, 1, _faces()).pages[0] for one in (honest, altered))
    assert max(after.mask.shape) == 1280
    difference = cv2.absdiff(after.pixels, before.pixels).max(axis=2)
    assert not difference[cv2.dilate(after.mask, np.ones((3, 3), np.uint8)) == 0].any()


def test_a_paper_printed_anew_with_false_values_has_no_mask():
    _, altered = _altered("discharge_record", "splice")
    page = render_page(dataclasses.replace(altered, edit=""), 1, _faces()).pages[0]
    assert page.mask is None
    assert not page.tampered
