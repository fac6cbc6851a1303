import csv
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import fraudpipe
from fraudpipe.knowledge.naming.illness_names import illness_names
from fraudpipe.knowledge.naming.mentions import SURE, code_of, mentions_in
from fraudpipe.knowledge.naming.wording import canonical, folded, key_of

PACKAGE = Path(fraudpipe.__file__).parent


def codes(text: str) -> list[str]:
    return [one.code for one in mentions_in(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("乳腺恶性肿瘤，上部", "C50.801"),
        ("左乳癌（T2N2M0）ⅢA期。", "C50.900"),
        ("右肺上叶浸润性腺癌", "C34.100"),
        ("肺部继发性恶性肿瘤", "C78.000"),
        ("脑转移放疗后", "C79.300"),
        ("Ⅱ型糖尿病", "E11.900"),
        ("2 型糖尿病", "E11.900"),
        ("臨床診斷：乳腺惡性腫瘤", "C50.900"),
        ("腰椎间盘突岀症", "M51.200"),
        ("糖尿病史10年", "E14.900"),
        ("肺炎性假瘤", "J98.405"),
        ("双肺多发结节", "R91.x00"),
        ("前列腺悉性肿瘤", "C61.x00"),
        ("L4/5椎间盘突出", "M51.202"),
        ("腰4/5椎间盘突出。", "M51.202"),
        ("胸腺鳞癌", "C37.x00"),
        ("T12压缩性骨折", "S22.000"),
        ("右乳浸润性导管癌改良根治术后（pT2N1M0，IIB期）", "C50.900"),
        ("冠状动脉支架植入术后", "Z95.500"),
    ],
)
def test_a_name_has_its_code_however_it_is_written(text: str, code: str) -> None:
    assert [one[:7] for one in codes(text)] == [code]


def test_a_list_is_read_in_order_with_places_in_the_text() -> None:
    text = "1、右肺小细胞肺癌（广泛期）化疗后 2、脑转移放疗后 3、低钠血症 4、贫血"
    found = mentions_in(text)
    assert [one.code[:7] for one in found] == ["C34.900", "C79.300", "E87.102", "D64.900"]
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    "text", ["否认高血压,糖尿病,冠心病病史", "无高血压、糖尿病、冠心病", "高血压:无,糖尿病:无,冠心病:无"]
)
def test_what_is_refused_does_not_stand(text: str) -> None:
    found = mentions_in(text)
    assert [one.category for one in found] == ["I10", "E14", "I25"]
    assert all(one.negated and not one.stands for one in found)


def test_words_that_only_look_like_a_refusal() -> None:
    (lump,) = mentions_in("患者1月前无明显诱因出现乳房肿物，未出现发热")[:1]
    assert (lump.category, lump.negated) == ("N63", False)
    assert {one.category: one.negated for one in mentions_in("患者出现咯血，未出现发热")} == {"R04": False, "R50": True}
    assert [one.category for one in mentions_in("无痛性血尿")] == ["R31"]


def test_a_tumour_without_its_place_is_not_sure() -> None:
    (one,) = mentions_in("恶性肿瘤IA期")
    assert one.confidence < SURE


def test_a_refusal_ends_where_something_is_said() -> None:
    found = {one.category: one.negated for one in mentions_in("否认高血压病史，糖尿病史5年，无肺结核。胃溃疡")}
    assert found == {"I10": True, "E14": False, "A16": True, "K25": False}


@pytest.mark.parametrize("text", ["肺癌？", "考虑肺癌", "肺癌待排", "肺癌可能", "不除外肺癌", "疑似肺癌"])
def test_doubt_is_kept(text: str) -> None:
    assert [(one.category, one.uncertain, one.negated) for one in mentions_in(text)] == [("C34", True, False)]


def test_relatives_are_not_the_patient() -> None:
    found = {one.category: one.family for one in mentions_in("患者母亲患乳腺癌，父亲有糖尿病，本人有高血压。")}
    assert found == {"C50": True, "E14": True, "I10": False}
    assert code_of("家族史：父亡于胃癌；母健在。") is None


def test_marks_of_a_list_are_told_from_types_and_vertebrae() -> None:
    assert [one[:3] for one in codes("1.2型糖尿病 2.高血压病3级")] == ["E11", "I10"]
    assert [one[:3] for one in codes("T2DM 高血压3级 冠心病 BI-RADS 3类")] == ["E11", "I10", "I25"]


@pytest.mark.parametrize(
    "text", ["", "乳头状癌", "随诊", "休息一周", "乳腺恶性", "管炎", "T2N1M0", "2024-03-01", "精神分裂症"]
)
def test_what_is_unclear_or_never_a_ground_is_left_out(text: str) -> None:
    assert mentions_in(text) == ()


def test_good_and_bad_are_never_taken_for_one_another() -> None:
    assert codes("乳腺良性肿瘤") == ["D24.x00"]
    assert "C50" not in {one.category for one in mentions_in("乳腺良性肿榴")}


def test_a_printed_code_decides_within_its_category_only() -> None:
    assert codes("(C79.500x001)骨继发恶性肿瘤") == ["C79.500x001"]
    assert codes("骨继发恶性肿瘤 C79.500x001；肺炎(J18.900)") == ["C79.500x001", "J18.900"]
    assert codes("(C34.900)乳腺恶性肿瘤") == ["C50.900"]


def test_editions_that_list_a_name_elsewhere_are_known() -> None:
    (found,) = mentions_in("肺部感染")
    assert found.may_be("J98.4")
    assert found.may_be("J18.9")
    assert not found.may_be("C34.9")


def test_whole_names_and_texts_are_written_alike() -> None:
    for text in ("II 型糖尿病", "乳房Ca（左）", "心功能Ⅲ级", "①肺炎", "转移性右下腹痛", "T12-L1压缩性骨折"):
        assert canonical(folded(text)).text == key_of(text).removeprefix("1" if text[0] == "①" else "")


def test_the_other_vocabularies_agree() -> None:
    """Names that readers set right and that checks look for are known here, under the same category."""
    rows = list(csv.DictReader((PACKAGE / "documents/tables/diagnoses.csv").read_text("utf-8").splitlines()))
    names = {row["name"]: row["code"] for row in rows if re.fullmatch(r"[A-EG-Z]\d\d.*", row["code"])}
    found = {name: mentions_in(name) for name in names}
    missed = [name for name in names if not any(one.may_be(names[name]) for one in found[name])]
    assert len(names) > 400
    assert missed == []


def test_every_code_is_a_code_and_every_row_has_a_source() -> None:
    folder = PACKAGE / "knowledge/tables"
    keys = {row["key"] for row in csv.DictReader((folder / "sources.csv").read_text("utf-8").splitlines())}
    for table in sorted(folder.glob("*.csv")):
        for row in csv.DictReader(table.read_text("utf-8").splitlines()):
            if table.name != "sources.csv":
                assert set(row["source"].split()) <= keys, (table.name, row)
    assert len(illness_names().categories) > 1500


def test_the_threshold_lets_fuzzy_matches_through_only_when_close() -> None:
    (near,) = mentions_in("慢性阻寨性肺疾病")
    assert near.category == "J44"
    assert near.confidence >= SURE
    assert mentions_in("慢性阻寨性胃疾疾") == ()


_WORDS = "右 肺 癌 恶性肿瘤 转移 ？ ， ； 1. （ ） Ⅲ 期 否认 母亲 史 糖尿病 T2N1M0 (C50.9) ㎎ ﬁ ① 術後 高血压 待查 9 病"
_SCRAPS = st.sampled_from([*_WORDS.split(), " ", "\n"])


@given(st.lists(_SCRAPS | st.characters(), max_size=30).map("".join))
def test_any_text_gives_places_in_it(text: str) -> None:
    found = mentions_in(text)
    assert all(text[one.start : one.end] == one.text and 0 <= one.start < one.end <= len(text) for one in found)
    assert all(0 < one.confidence <= 1 and one.code[:3].isalnum() for one in found)
    assert found == mentions_in(text)


_PERSONAL = ("模拟甲", "13900001234")
_AROUND = st.sampled_from(
    [*_PERSONAL, *_WORDS.split(), "入院", "(C61.777)", "C61.x00", "[J18.999]", "(I10)", "(C73)", "、"]
)


@given(st.lists(_AROUND, max_size=12).map("".join))
@example("模拟甲入院(C61.777)")
@example("[J18.999]模拟甲13900001234")
def test_what_is_shown_is_never_what_a_paper_says_of_people(text: str) -> None:
    assert not [one.name for one in mentions_in(text) for personal in _PERSONAL if personal in one.name]


def test_a_code_that_the_table_does_not_list_is_shown_by_its_category_or_itself() -> None:
    assert [one.name for one in mentions_in("模拟甲入院(J18.777)；模拟甲入院(C61.777)")] == ["肺炎", "C61.777"]
