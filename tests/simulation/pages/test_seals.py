import numpy as np
import pytest

from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.hand import scribble, write
from fraudpipe.simulation.pages.seals import seal
from fraudpipe.simulation.pages.sheet import Sheet


@pytest.mark.parametrize("shape", ["round", "oval", "square"])
def test_seals_are_worn_unless_a_machine_drew_them(shape):
    faces = Faces(installed_fonts())
    worn, again, perfect = (
        np.asarray(seal(faces, shape, "云溪市中心医院", "病案室", Dice(stream(1, "seal")), perfect=how))
        for how in (False, False, True)
    )
    assert np.array_equal(worn, again)
    assert len(np.unique(worn[worn > 40])) > len(np.unique(perfect[perfect > 40]))
    assert (worn > 30).mean() > 0.02


def test_text_shows_through_a_seal():
    faces = Faces(installed_fonts())
    sheet = Sheet(faces, "sans", 30)
    sheet.fill(400, 400, 700, 420, (20, 20, 20))
    before = sheet.pixels()
    sheet.press(seal(faces, "round", "云溪市中心医院", "病案室", Dice(stream(1, "seal"))), 550, 410, (205, 40, 45))
    after = sheet.pixels()
    assert (after <= before).all()
    assert after[405:415, 450:650].max() <= 20
    assert (after != before).any()


def test_handwriting_is_one_mark_around_its_ink():
    sheet = Sheet(Faces(installed_fonts()), "sans", 30)
    blank = sheet.pixels()
    end = write(sheet, 300, 500, "模拟建国", Dice(stream(1, "hand")), size=60, field="signature")
    (mark,) = sheet.marks
    rows, columns = np.nonzero((sheet.pixels() != blank).any(axis=2))
    assert (mark.field, mark.text) == ("signature", "模拟建国")
    assert mark.area[0] - 3 <= columns.min() <= columns.max() <= mark.area[2] + 3
    assert mark.area[1] - 3 <= rows.min() <= rows.max() <= mark.area[3] + 3
    assert 300 < end < 700
    scribble(sheet, 300, 900, 200, Dice(stream(1, "pen")))
    assert (sheet.pixels()[800:1000] != blank[800:1000]).any()
