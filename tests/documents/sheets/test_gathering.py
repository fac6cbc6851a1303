"""Pages of one type in one file: one paper or several."""

import numpy as np
import pytest
from drawn_page import HEIGHT, WIDTH, lines

from fraudpipe.documents.forms.catalogue import document_type_of
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.documents.sheets.gathering import papers_of
from fraudpipe.documents.sheets.look import SeenPage
from fraudpipe.documents.upright import upright

_WHITE = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
INVOICE = ("河南省医疗门诊收费票据（电子）", "票据号码：1700551001", "交款人：模拟甲\t开票日期：2021-03-09",
           "金额合计（大写）贰拾元整\t（小写）20.00", "收款单位：虚构市人民医院")  # fmt: skip
OTHER_INVOICE = (INVOICE[0], "票据号码：1700551002", "交款人：模拟甲\t开票日期：2021-03-09",
                 "金额合计（大写）叁佰元整\t（小写）300.00", INVOICE[4])  # fmt: skip
BLOOD = ("虚构市人民医院检验报告单", "姓名：模拟甲\t样本号：20210309017", "检验项目\t结果\t单位\t参考范围",
         "白细胞\t11.2\t10^9/L\t3.5-9.5", "血红蛋白\t120\tg/L\t115-150",
         "采样日期：2021-03-08\t报告日期：2021-03-09")  # fmt: skip
MORE_BLOOD = (*BLOOD[:3], "钾\t4.1\tmmol/L\t3.5-5.3", "钠\t139\tmmol/L\t137-147", BLOOD[5])
LATER_BLOOD = (BLOOD[0], "姓名：模拟甲", BLOOD[2], "白细胞\t6.4\t10^9/L\t3.5-9.5", "血红蛋白\t131\tg/L\t115-150",
               "采样日期：2021-03-08\t报告日期：2021-03-10")  # fmt: skip
STAY = ("虚构市人民医院", "出院记录", "姓名：模拟甲\t住院号：00170001", "入院日期：2021-03-01\t出院日期：2021-03-09",
        "出院诊断：左肺癌", "入院情况：咳嗽")  # fmt: skip
NEXT_STAY = (*STAY[:3], "入院日期：2021-06-14\t出院日期：2021-06-20", *STAY[4:])
LAST_STAY = (*STAY[:3], "入院日期：2021-09-02\t出院日期：2021-09-11", *STAY[4:])
E_INVOICE = (INVOICE[0], "票据号码：0012345678", "交款人：模拟甲\t校验码：gw1b22\t开票日期：2021-03-09", *INVOICE[3:])
SAME_DAY = (INVOICE[0], "票据号码：0012398761", *INVOICE[2:])
NEXT_NUMBER = (INVOICE[0], "票据号码：0012345679", "交款人：模拟甲\t校验码：7k90ds\t开票日期：2021-03-09", *INVOICE[3:])
CT = ("虚构市人民医院", "CT检查报告单", "姓名：模拟甲\t检查号：CT2103090017",
      "检查日期：2021-03-09\t报告日期：2021-03-09", "检查所见：肺野清晰", "诊断意见：未见异常")  # fmt: skip
ULTRASOUND = (CT[0], "超声检查报告单", "姓名：模拟甲\t检查号：US2103094482", CT[3], "检查所见：肝脏光滑", CT[5])
FRONT = ("虚构市人民医院", "住院病案首页", "姓名：模拟甲\t身份证号：11010119900307123X", "入院时间：2021-03-01",
         "出院时间：2021-03-04", "主要诊断：左肺癌", "离院方式：医嘱离院")  # fmt: skip
NEXT_FRONT = (*FRONT[:3], "入院时间：2021-04-02", "出院时间：2021-04-05", *FRONT[5:])
GOES_ON = (*STAY[:3], "诊疗经过：对症治疗", "出院情况：好转", "出院医嘱：休息")
CARD = ("居民身份证", "姓名：模拟乙", "公民身份号码 11010119900307123X")


def _page(number: int, rows: tuple[str, ...], *, parted: bool = False) -> SeenPage:
    found = lines(*rows)
    kind, points = document_type_of(rows_of(found), HEIGHT)
    return SeenPage(upright(_WHITE, 0), _WHITE, kind, points, found, number, parted)


def _papers(*pages: tuple[str, ...]) -> list[list[int]]:
    seen = [_page(number, rows) for number, rows in enumerate(pages)]
    return [[page.number for page in paper] for paper in papers_of(seen)]


@pytest.mark.parametrize(
    ("pages", "papers"),
    [
        ((INVOICE, OTHER_INVOICE), [[0], [1]]),
        ((OTHER_INVOICE, INVOICE), [[0], [1]]),
        ((BLOOD, LATER_BLOOD), [[0], [1]]),  # without a number; the days differ in one mark, the results tell
        ((STAY, NEXT_STAY, LAST_STAY), [[0], [1], [2]]),
        ((STAY, CARD, NEXT_STAY), [[0], [2], [1]]),
        ((CARD[1:], ("姓名：模拟丙", "公民身份号码 110101196512031231")), [[0], [1]]),
        ((E_INVOICE, SAME_DAY), [[0], [1]]),  # two of one day and one sum: the numbers tell
        ((E_INVOICE, NEXT_NUMBER), [[0], [1]]),  # consecutive numbers: the check codes tell
        ((CT, ULTRASOUND), [[0], [1]]),
        ((FRONT, NEXT_FRONT), [[0], [1]]),  # one person's number names the patient, not the paper
        ((STAY, NEXT_STAY, GOES_ON), [[0], [1, 2]]),  # what contradicts neither goes on with the last one
    ],
)
def test_another_paper_of_the_type_is_a_paper_of_its_own(
    pages: tuple[tuple[str, ...], ...], papers: list[list[int]]
) -> None:
    assert _papers(*pages) == papers


@pytest.mark.parametrize(
    "pages",
    [
        (BLOOD, MORE_BLOOD),
        (STAY, GOES_ON),
        (STAY, ("诊疗经过：对症治疗", "出院情况：好转", "出院医嘱：休息", "出院日期：2021-03-10")),
        (INVOICE, (*INVOICE[:3], "金额合计（大写）贰拾元整\t（小写）28.00", INVOICE[4])),  # taken twice, read twice
        (INVOICE, (INVOICE[0], "票据号码：1700551007", *INVOICE[2:])),  # one mark misread, all else agrees
        (INVOICE, (INVOICE[0], "票据号码：1700551077", *INVOICE[2:])),  # two marks: day and sum outweigh them
        (BLOOD, (*MORE_BLOOD[:5], "采样日期：2021-03-06\t报告日期：2021-03-08")),  # two days misread, one number
        (STAY, (*STAY[:3], "入院日期：2021-03-07\t出院日期：2021-03-09", *STAY[4:], "第 2 页 共 2 页")),
        (STAY, (STAY[0], "出院记录（续）", STAY[2], "入院日期：2021-03-07\t出院日期：2021-03-29", *STAY[4:])),
    ],
)
def test_the_pages_of_a_paper_stay_together(pages: tuple[tuple[str, ...], ...]) -> None:
    assert _papers(*pages) == [list(range(len(pages)))]


def test_a_page_without_a_title_that_tells_the_same_story_is_of_the_paper_before_it() -> None:
    story = ("主诉：咳嗽3天", "现病史：患者3天前出现咳嗽", "既往史：体健", "个人史：无特殊", "体格检查：未见异常")
    assert _papers(STAY, story) == [[0, 1]]
    assert len(_papers(STAY, ("虚构市人民医院", "入院记录", *story))) == 2
    assert len(_papers(INVOICE, story)) == 2
    assert _papers(INVOICE, (*story, "第2页 共2页")) == [[0, 1]]


def test_a_page_goes_back_to_the_paper_whose_number_it_repeats() -> None:
    assert _papers(BLOOD, (BLOOD[0], "样本号：20219947052", *LATER_BLOOD[2:]), MORE_BLOOD) == [[0, 2], [1]]


def test_papers_side_by_side_are_each_continued_by_their_own() -> None:
    first = [_page(0, STAY, parted=True), _page(0, NEXT_STAY, parted=True)]
    second = [_page(1, (*NEXT_STAY, "出院情况：好转"), parted=True), _page(1, (*STAY, "出院情况：好转"), parted=True)]
    papers = papers_of([*first, *second])
    assert [[page.lines[3].text for page in paper] for paper in papers] == [[STAY[2].split("\t")[1]] * 2] * 2
    assert [{line.text for page in paper for line in page.lines if "入院日期" in line.text} for paper in papers] == [
        {"入院日期：2021-03-01"},
        {"入院日期：2021-06-14"},
    ]
