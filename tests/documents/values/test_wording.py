import pytest

from fraudpipe.documents.values.wording import mended, whole_text


@pytest.mark.parametrize(
    "text",
    [
        "患者3天前未见好转，治疗后出院",
        "周末见好转，月末予复查",
        "末次月经2021年4月",
        "于当地诊所诊治，可自己行走",
        "病灶10mm，出血80ml",
        "出血约80 ml。",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert mended(text) == text


def test_units_that_were_read_as_numbers_are_set_right() -> None:
    assert mended("出血约280m1，安返病房") == "出血约280ml，安返病房"
    assert mended("大小约12rnm") == "大小约12mm"


def test_a_letter_among_digits_is_a_torn_number() -> None:
    assert whole_text("7×1l1mm") < whole_text("7×11mm") == 1.0
