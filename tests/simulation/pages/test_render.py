import dataclasses
import functools

import cv2
import numpy as np
import pytest
from simulation.pages.fixtures import TYPES, order, values_of

from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.errors import ContractError
from fraudpipe.simulation.pages import render
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.house import draw_house
from fraudpipe.simulation.pages.render import printed_sheets, render_page


@functools.cache
def _faces():
    return Faces(installed_fonts())


def _pieces(house, name, value):
    if name in ("line_items", "laboratory_rows"):
        return [cell for row in value for cell in row]
    return [house.text(name, value)]


@pytest.mark.parametrize("template", range(6))
@pytest.mark.parametrize("document_type", TYPES)
def test_every_value_of_a_paper_is_printed_once_and_as_its_field(document_type, template):
    wanted = order(document_type, template, house="H012")
    (sheet,) = printed_sheets(wanted, 1, _faces())
    house = draw_house(1, "H012", document_type, template)
    said = {}
    for mark in sheet.marks:
        if mark.field:
            said.setdefault(mark.field, []).append(mark.text)
    for name, value in wanted.values.items():
        if name in ("line_items", "laboratory_rows"):
            assert sorted(said[name]) == sorted(one for one in _pieces(house, name, value) if one), name
        else:
            assert "".join(said[name]) == house.text(name, value), name
    for mark in sheet.marks:
        assert -2 <= mark.area[0] < mark.area[2] <= sheet.width + 2, mark
        assert 0 <= mark.area[1] < mark.area[3] <= sheet.height, mark


def test_layouts_and_houses_look_different():
    seen = set()
    for template in range(6):
        for house in ("H001", "H002"):
            (sheet,) = printed_sheets(order("discharge_record", template, house=house), 1, _faces())
            seen.add(tuple((mark.text, mark.role, mark.size, mark.x) for mark in sheet.marks))
    # A generator works alike for every hospital.
    assert len(seen) == 11


@pytest.mark.parametrize("document_type", TYPES)
def test_boxes_hold_the_ink_of_their_values(document_type):
    place = TYPES.index(document_type)
    wanted = order(document_type, place % 4, number=str(place), house=f"H{place}")
    picture = render_page(wanted, 1, _faces())
    (page,) = picture.pages
    assert set(page.places) == set(wanted.values)
    grey = page.pixels.min(axis=2).astype(int)
    for name, spot in page.places.items():
        x0, y0, x1, y1 = spot.box
        inside = grey[y0:y1, x0:x1]
        assert np.percentile(inside, 97) - np.percentile(inside, 2) > 45, (name, picture.shot)
        assert (inside < np.percentile(inside, 97) - 40).mean() > 0.02, name


def test_the_same_order_and_seed_give_the_same_pixels_and_another_seed_others():
    first, again, other = (render_page(order("discharge_record"), seed, _faces()) for seed in (1, 1, 2))
    assert np.array_equal(first.pages[0].pixels, again.pages[0].pixels)
    assert first.pages[0].places == again.pages[0].places
    assert first.shot != other.shot


def test_an_altered_paper_meets_the_same_camera():
    honest = order("diagnosis_certificate")
    shot = render_page(honest, 1, _faces()).shot
    for changes in ({"values": honest.values | {"diagnosis": "痔"}}, {"template": 5}, {"house": "H7"}):
        assert render_page(dataclasses.replace(honest, **changes), 1, _faces()).shot == shot


def test_long_papers_come_on_several_pages_of_a_pdf_and_lose_nothing():
    rows = [(f"治疗{place}", "1", f"{place}.00", f"{place}.00") for place in range(110)]
    wanted = dataclasses.replace(
        order("itemised_bill", 1), values=values_of("itemised_bill", line_items=rows), pages=3
    )  # fmt: skip
    picture = render_page(wanted, 1, _faces())
    assert len(picture.pages) == 3
    assert picture.shot.file_format == "pdf"
    sheets = printed_sheets(wanted, 1, _faces())
    names = [mark.text for sheet in sheets for mark in sheet.marks if mark.field == "line_items" and mark.key[1] == 0]
    assert sorted(names) == sorted(row[0] for row in rows)
    shorter = dataclasses.replace(wanted, values=wanted.values | {"line_items": rows[:60]}, pages=1)
    (sheet,) = printed_sheets(shorter, 1, _faces())
    assert max(mark.area[3] for mark in sheet.marks) < sheet.height


def test_a_messenger_makes_the_picture_small_and_moves_the_boxes_with_it(monkeypatch):
    drawn = render.draw_shot
    for when in ("before", "after"):
        monkeypatch.setattr(
            render, "draw_shot",
            lambda dice, when=when: dataclasses.replace(
                drawn(dice), messenger=when, long_side=1300, rotation=90, scale=1.0
            ),
        )  # fmt: skip
        (page,) = render_page(order("discharge_record"), 1, _faces()).pages
        assert max(page.pixels.shape) == 1300
        x0, y0, x1, y1 = page.places["diagnosis"].box
        grey = page.pixels.min(axis=2).astype(int)
        assert y1 - y0 > x1 - x0  # lies on its side
        assert grey[y0:y1, x0:x1].min() < np.median(grey[y0:y1, x0:x1]) - 60


def test_pages_are_printed_with_a_single_face_where_no_other_is_installed():
    path = installed_fonts()["sans"]
    for document_type in ("discharge_record", "inpatient_invoice", "authorisation_letter"):
        (page,) = render_page(order(document_type, 2, house="H2"), 1, Faces({"sans": path})).pages
        assert page.places


PAIRS = (
    ("identity_card", "bank_card"), ("diagnosis_certificate", "identity_card"),
    ("inpatient_invoice", "outpatient_invoice"), ("diagnosis_certificate", "bank_card"),
)  # fmt: skip


def _together(first, second, number="1", **how):
    other = order(second, 1, number=f"{number}:b", house=f"H{number}")
    return dataclasses.replace(order(first, 0, number=f"{number}:a", house=f"H{number}"), beside=other, **how)


def _holds_ink(grey, box):
    x0, y0, x1, y1 = box
    inside = grey[y0:y1, x0:x1]
    return (inside < np.percentile(inside, 97) - 30).mean() > 0.02


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_boxes_of_both_papers_in_a_picture_hold_the_ink_of_their_values(first, second, number):
    wanted = _together(first, second, str(number))
    (page,) = render_page(wanted, 1, _faces()).pages
    assert set(page.places) == set(wanted.values)
    assert set(page.beside) == set(wanted.beside.values)
    grey = page.pixels.min(axis=2).astype(int)
    for places in (page.places, page.beside):
        for name, spot in places.items():
            assert _holds_ink(grey, spot.box), (name, spot)
    mine, theirs = (cv2.contourArea(np.array(one, np.float32)) for one in page.outlines)
    assert mine + theirs < page.pixels.shape[0] * page.pixels.shape[1]
    for places, edges in zip((page.places, page.beside), page.outlines, strict=True):
        for spot in places.values():
            middle = np.mean(spot.quad, axis=0)
            assert cv2.pointPolygonTest(np.array(edges, np.float32), tuple(middle), False) > 0
    apart, _ = cv2.intersectConvexConvex(*(np.array(one, np.float32) for one in page.outlines))
    assert apart == 0


def test_two_papers_in_a_picture_follow_a_messenger_and_a_turn(monkeypatch):
    drawn = render.draw_shot
    for when in ("before", "after"):
        monkeypatch.setattr(
            render, "draw_shot",
            lambda dice, when=when: dataclasses.replace(
                drawn(dice), messenger=when, long_side=1300, rotation=90, scale=1.0, exif_orientation=1
            ),
        )  # fmt: skip
        (page,) = render_page(_together(*PAIRS[1]), 1, _faces()).pages
        assert max(page.pixels.shape) == 1300
        grey = page.pixels.min(axis=2).astype(int)
        for places in (page.places, page.beside):
            x0, y0, x1, y1 = places["patient_name"].box
            assert y1 - y0 > x1 - x0  # lies on its side
            assert _holds_ink(grey, (x0, y0, x1, y1))


def test_two_papers_in_a_picture_are_the_same_for_the_same_seed():
    first, again, other = (render_page(_together(*PAIRS[0]), seed, _faces()) for seed in (1, 1, 2))
    assert np.array_equal(first.pages[0].pixels, again.pages[0].pixels)
    assert first.pages[0].beside == again.pages[0].beside
    assert first.pages[0].outlines == again.pages[0].outlines != other.pages[0].outlines


def test_two_papers_in_a_picture_meet_the_camera_of_the_first():
    alone, together = (
        render_page(one, 1, _faces()).shot for one in (order("identity_card"), dataclasses.replace(
            order("identity_card"), beside=order("bank_card")))
    )  # fmt: skip
    flat = {"folds": 0, "holes": 0, "streaks": 0, "curl": 0.0, "under": False}
    assert dataclasses.replace(alone, **flat) == dataclasses.replace(together, **flat)


@pytest.mark.parametrize("changes", [{"edit": "splice"}, {"pages": 2}])
def test_an_edited_or_long_paper_shares_no_picture(changes):
    with pytest.raises(ContractError, match="diagnosis_certificate and bank_card share a picture"):
        render_page(_together("diagnosis_certificate", "bank_card", **changes), 1, _faces())


def test_a_page_has_the_outline_of_its_sheet():
    (page,) = render_page(order("discharge_record"), 1, _faces()).pages
    (edges,) = page.outlines
    for spot in page.places.values():
        assert cv2.pointPolygonTest(np.array(edges, np.float32), tuple(np.mean(spot.quad, axis=0)), False) > 0
    assert not page.beside
