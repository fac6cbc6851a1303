import functools

from simulation.pages.fixtures import order

from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.house import draw_house
from fraudpipe.simulation.pages.render import printed_sheets
from fraudpipe.simulation.pages.rewriting import rewritings


@functools.cache
def _faces():
    return Faces(installed_fonts())


def _plan(document_type, template=0, **new):
    wanted = order(document_type, template, house="H3")
    house = draw_house(1, "H3", document_type, template)
    sheets = printed_sheets(wanted, 1, _faces())
    original = {name: wanted.values.get(name) for name in new}
    return rewritings(sheets, house, original, wanted.values | new)[0], sheets[0]


def test_of_equal_length_only_the_characters_that_differ_change():
    (change,), sheet = _plan("discharge_record", chief_complaint="上腹部隐痛3天")
    assert [one.text for one in change.settings] == ["天"]
    (cleaned,) = change.cleaned
    (mark,) = (one for one in sheet.marks if one.field == "chief_complaint")
    assert cleaned[0] > mark.x
    assert cleaned[2] <= mark.area[2] + 12


def test_of_another_length_everything_behind_the_common_beginning_changes():
    (change,), sheet = _plan("discharge_record", diagnosis="胃慢性炎症")
    assert [one.text for one in change.settings] == ["慢性炎症"]
    (mark,) = (one for one in sheet.marks if one.field == "diagnosis")
    assert change.settings[0].x == mark.x + sheet.edges(mark.text, size=mark.size, role=mark.role)[1]


def test_a_longer_text_is_squeezed_until_it_ends_before_what_stands_beside():
    (change,), sheet = _plan("discharge_record", patient_name="模拟建国之子之子之子之子")
    (mark,) = (one for one in sheet.marks if one.field == "patient_name")
    beside = min(one.area[0] for one in sheet.marks if abs(one.y - mark.y) < mark.size and one.x > mark.area[2])
    (setting,) = change.settings
    assert setting.x + setting.width <= beside


def test_amounts_keep_their_right_edge():
    items = [*order("inpatient_invoice").values["line_items"]]
    items[0] = (items[0][0], "1178000.00")
    (change,), sheet = _plan("inpatient_invoice", line_items=items)
    (mark,) = (one for one in sheet.marks if one.key == (0, 1))
    (setting,) = change.settings
    assert abs(setting.x + setting.width - sheet.edges(mark.text, size=mark.size, role=mark.role)[-1] - mark.x) < 1
    assert setting.x < mark.x


def test_what_is_not_printed_or_not_changed_is_left():
    changes, _ = _plan("discharge_record", blood_group="A型", diagnosis="胃恶性肿瘤IIA期")
    assert changes == []
