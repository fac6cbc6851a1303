import pytest

from fraudpipe.documents.forms.rows.laboratory_units import usual_unit


@pytest.mark.parametrize(
    "unit",
    ["μg/24h", "nmol/24h", "ml/24h", "ng/dl", "ug/dl", "U/g", "10^6/L", "×10^6/L", "/", "fmol/L", "mmol/d", "kat/L"],
)
def test_another_unit_is_no_misread_one(unit: str) -> None:
    assert usual_unit(unit) == unit


@pytest.mark.parametrize(
    ("read", "unit"), [("mmcl/L", "mmol/L"), ("mmol7L", "mmol/L"), ("mg/24b", "mg/24h"), ("98", "%")]
)
def test_marks_that_look_alike_are_set_right(read: str, unit: str) -> None:
    assert usual_unit(read) == unit
