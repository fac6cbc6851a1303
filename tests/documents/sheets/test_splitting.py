import numpy as np
import pytest
from drawn_page import lines

from fraudpipe.documents.sheets.splitting import lines_within, papers_in
from fraudpipe.records.reading import Pixels, TextLine

CARD = ("姓名 模拟甲", "性别 女 民族 汉", "公民身份号码 110101199001011237")
BANK = ("模拟银行", "借记卡 DEBIT", "6222 0000 0000 0000 000")
WIDTH, HEIGHT, BETWEEN = 1600, 700, 800


def _type_of(found: object, height: int) -> tuple[str, float]:
    text = "".join(line.text for line in found)  # type: ignore[attr-defined]
    assert height > 0
    for sign, kind in (("公民身份", "identity_card"), ("DEBIT", "bank_card")):
        if sign in text:
            return kind, 5.0
    return "other", 0.0


def _beside(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[TextLine, ...]:
    right = [TextLine(one.text, (one.box[0] + BETWEEN, *one.box[1:2], one.box[2] + BETWEEN, one.box[3]), one.score)
             for one in lines(*second)]  # fmt: skip
    return (*lines(*first), *right)


def _sheets(table: int) -> Pixels:
    page = np.full((HEIGHT, WIDTH, 3), table, np.uint8)
    page[20:680, 20:780] = 245
    page[20:680, 820:1580] = 245
    return page


def test_two_cards_on_a_table_are_two_papers() -> None:
    found = _beside(CARD, BANK)
    parts = papers_in(_sheets(120), found, _type_of)
    assert len(parts) == 2
    left, right = parts
    assert left[2] == right[0]
    assert 780 <= left[2] <= 820
    assert [one.text for one in lines_within(found, left)] == list(CARD)


@pytest.mark.parametrize(
    ("page", "second"),
    [
        (np.full((HEIGHT, WIDTH, 3), 245, np.uint8), BANK),  # one sheet: no edge between
        (_sheets(120), ("备注", "以下空白", "第1页")),  # what lies there is no paper of a known type
        (_sheets(120), ("居民身份证", "公民身份号码见正面", "2015.01.01-2035.01.01")),  # the back of the same card
    ],
)
def test_what_is_one_paper_stays_one(page: Pixels, second: tuple[str, ...]) -> None:
    assert papers_in(page, _beside(CARD, second), _type_of) == ((0, 0, WIDTH, HEIGHT),)


def test_two_papers_of_one_type_need_a_table_between() -> None:
    assert len(papers_in(_sheets(120), _beside(CARD, CARD), _type_of)) == 2


def test_the_foot_of_an_invoice_below_a_bold_rule_is_no_invoice_of_its_own() -> None:
    head = ("河南省医疗住院收费票据（电子）", "票据代码：41060221\t票据号码：17005510", "床位费\t581.00")
    foot = ("病历号：23011497\t住院天数：7", "统筹基金支付：0.00\t预缴金额：47000.00", "收款单位：虚构市人民医院")
    page = np.full((HEIGHT, WIDTH, 3), 245, np.uint8)
    page[306:330] = 120

    def one_type(found: object, height: int) -> tuple[str, float]:
        assert found
        assert height > 0
        return "inpatient_invoice", 5.0

    assert len(papers_in(page, lines(*head, *foot), one_type)) == 1
    assert len(papers_in(page, lines(*head, *head), one_type)) == 2
