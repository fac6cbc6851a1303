"""Equal things compare equal; what identifies nobody is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.errors import InputError
from fraudpipe.linkage.normalise import normal_forms, normalise

SAME = [
    (
        "phone",
        [
            "13900001234",
            "+86 139 0000 1234",
            "0086-13900001234",
            "１３９００００１２３４",
            "86 13900001234",
            "013900001234",
        ],
    ),
    ("bank_account", ["6222000012345678", "6222 0000 1234 5678", "６２２２-００００-１２３４-５６７８"]),
    ("device", ["a1b2c3d4e5f6", "A1:B2:C3:D4:E5:F6", "a1-b2-c3-d4-e5-f6"]),
    (
        "address",
        [
            "模拟省示例市示例区幸福路12号3幢501室",
            "模拟示例市示例区幸福路１２号３栋５０１",
            "模拟省示例市示例区 幸福路12-3-501",
        ],
    ),
    (
        "address",
        ["湖北省武汉市武昌区幸福路12号3幢501室", "武汉武昌区幸福路12-3-501", "湖北武汉市武昌區幸福路12號3棟501室"],
    ),
    ("address", ["北京市东城区幸福路1号2栋", "北京市北京市市辖区东城区幸福路1-2"]),
    ("id_number", ["110105491231002", "11010519491231002X"]),
    ("person_name", ["模拟华丽", "模擬華麗"]),
    ("person_name", ["阿依模拟", "阿依·模拟", "阿依・模拟", "阿依 模拟", "阿依•模拟女士"]),
    ("id_number", ["11010119900307001X", "11010119900307001x", "１１０１０１１９９００３０７００１Ｘ"]),
    ("hospital_name", ["模拟市第一人民医院", "模拟市第一人民医院（东院区）", "模拟市 第一人民医院"]),
    ("referrer", ["REF-0012", "ref 0012", "ＲＥＦ００１２"]),
]
UNUSABLE = [
    ("phone", "无"),
    ("phone", "12345"),
    ("phone", "11111111111"),
    ("phone", "138****1234"),
    ("phone", "13800138000"),
    ("phone", "12345678901"),
    ("bank_account", "0000000000000000"),
    ("bank_account", "未知"),
    ("device", "00000000-0000-0000-0000-000000000000"),
    ("device", "02:00:00:00:00:00"),
    ("device", "unknown"),
    ("device", "iPhone 12"),
    ("device", "HUAWEI Mate 40 Pro"),
    ("device", "iPhone 14 Pro Max 256GB"),
    ("referrer", "朋友"),
    ("address", "湖北省武汉市江岸区"),
    ("address", "武汉江岸区"),
    ("address", "不详"),
    ("address", "村"),
    ("referrer", "-"),
    ("person_name", "未知"),
    ("id_number", "110101********0011"),
    ("id_number", "110101199003070011"),
    ("id_number", "11010119900307xxxx"),
    ("id_number", "19900307"),
    ("id_number", "不详123456"),
    ("id_number", "E12345678*"),
    ("phone", "1380000xxxx"),
    ("phone", "86138*0001234"),
    ("phone", "138-001234"),
    ("bank_account", "6222 * * 1234 5678"),
    ("bank_account", "6222·00001234567"),
    ("person_name", "模*甲"),
    ("person_name", "欧阳○○"),
    ("hospital_name", "医院"),
]


@pytest.mark.parametrize(("kind", "spellings"), SAME)
def test_spellings_of_one_thing_are_equal(kind: str, spellings: list[str]) -> None:
    assert len({normalise(kind, one) for one in spellings}) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "13900001234", "13900001235"),
        ("address", "模拟省示例市幸福路12号3幢501室", "模拟省示例市幸福路1号23幢501室"),
        ("id_number", "110101199003070038", "11010119900307001X"),
    ],
)
def test_different_things_stay_different(kind: str, one: str, other: str) -> None:
    assert normalise(kind, one) != normalise(kind, other)


@pytest.mark.parametrize(("kind", "value"), UNUSABLE)
def test_what_identifies_nobody_is_refused_without_showing_it(kind: str, value: str) -> None:
    with pytest.raises(InputError) as caught:
        normalise(kind, value)
    assert caught.value.reason_code == "unusable_identifier"
    assert value not in str(caught.value) or value == "-"


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(KeyError, match="Did you mean 'phone'"):
        normalise("phon", "13900001234")


@given(st.sampled_from([kind for kind, _ in SAME]), st.text(max_size=40))
def test_a_normal_form_is_its_own_normal_form(kind: str, value: str) -> None:
    try:
        once = normalise(kind, value)
    except InputError:
        return
    assert normalise(kind, once) == once


WHOLE = [
    ("id_number", "11010119900307001X"),
    ("id_number", "110105194912310012"),
    ("id_number", "110105491231002"),
    ("id_number", "E12345678"),
    ("id_number", "H1234567801"),
    ("phone", "13900001234"),
    ("phone", "+8613900001234"),
    ("phone", "0571-88001234"),
    ("bank_account", "6222000012345678"),
]


@given(st.sampled_from(WHOLE), st.sampled_from("*#?●○×✕…⋯·•・_＊xX.-—"), st.data())
def test_no_masked_number_has_a_form(whole: tuple[str, str], sign: str, data: st.DataObject) -> None:
    kind, value = whole
    least = {"x": 2, "X": 2, ".": 3, "-": 3, "—": 3}.get(sign, 1)
    first = data.draw(st.integers(0, len(value) - least))
    last = data.draw(st.integers(first + least, len(value)))
    assert normal_forms(kind, [value[:first] + sign * (last - first) + value[last:]]) == [""]


@given(
    st.sampled_from([kind for kind, _ in SAME]),
    st.lists(st.text("\u0301Ａ劉1２-·*無/\n \x0b号楼", max_size=12), max_size=6),
)
def test_many_at_once_have_the_forms_they_have_alone(kind: str, values: list[str]) -> None:
    values = [*values, *values[:1], "ＡＢ１２３４５６c7"]
    alone = [normal_forms(kind, [value]) for value in values]
    assert normal_forms(kind, values) == [form for (form,) in alone]
    for value, (form,) in zip(values, alone, strict=True):
        if not form:
            with pytest.raises(InputError):
                normalise(kind, value)
