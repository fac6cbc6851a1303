"""One letter asks for all of it, in plain words, and neither names nor accuses anybody."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from checks.cases.completeness import consent, cut_off
from checks.cases.outside import INVOICE, answer, answered
from checks.paper_sets import CLAIM, MEMBER, paper, paper_set

from fraudpipe.checks.letter import claimant_letter
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.reading import Reading

LATER = CLAIM.known_on + dt.timedelta(days=20)
CARD = Paper("D-card", Reading("bank_card", 0, 1))
OPEN = PaperSet(
    CLAIM,
    MEMBER,
    (
        paper("discharge_record", status="unreadable", diagnosis="", admission_date=""),
        *cut_off().papers[1:2],
        replace(cut_off().papers[0], document_id="D-2"),
        consent("2023-01-05"),
    ),
)


def test_it_asks_for_everything_at_once() -> None:
    letter = claimant_letter(OPEN)
    assert letter.asks
    for zh, en in (
        ("病理报告：恶性肿瘤以病理诊断为准。", "pathology report: a malignant tumour is proved by its pathology."),
        ("身份证", "identity card"),
        ("收款银行卡", "bank card"),
        ("出院记录：看不清入院日期、诊断。", "discharge record: we cannot read admission date, diagnosis."),
        ("第2页 右边被裁掉，请拍全", "page 2: the right side is cut off; show all of it"),
        ("有效期到2023-07-04", "valid until 2023-07-04"),
    ):
        assert zh in letter.zh
        assert en in letter.en
    numbers = [int(one) for one in re.findall(r"^(\d+)\. ", letter.zh, re.M)]
    assert (
        numbers == list(range(1, len(numbers) + 1)) == [int(one) for one in re.findall(r"^(\d+)\. ", letter.en, re.M)]
    )
    assert len(numbers) == 6


def test_it_names_nobody_and_accuses_nobody() -> None:
    letter = claimant_letter(OPEN)
    assert not re.search("模拟甲|11010|嫌疑|欺诈|造假", letter.zh)
    assert not re.search("fraud|suspicio|forged|refus", letter.en)
    assert CLAIM.claim_id in letter.zh
    assert not re.search("[\u4e00-\u9fff]", letter.en.replace("D-", ""))


def test_it_asks_for_the_invoice_that_replaced_the_one_sent() -> None:
    complete = paper_set(consent("2024-04-09"), CARD, INVOICE)
    letter = claimant_letter(answered(answer("invoice", "replaced", INVOICE), of=complete))
    assert "1. 换开后的新发票" in letter.zh
    assert "1. the new invoice" in letter.en


@pytest.mark.parametrize(
    ("sent_on", "says", "asks"),
    [
        (LATER, None, False),
        (LATER, "replaced", True),
        (None, None, True),
    ],
)
def test_a_new_invoice_that_came_is_not_asked_for(sent_on: dt.date | None, says: str | None, asks: bool) -> None:
    new = replace(INVOICE, document_id="D-new", sent_on=sent_on)
    complete = paper_set(consent("2024-04-09"), CARD, INVOICE, new)
    answers = [answer("invoice", "replaced", INVOICE), answer("invoice", says, new)]
    assert ("换开后的新发票" in claimant_letter(answered(*answers, of=complete)).zh) is asks


@pytest.mark.parametrize(
    ("status", "sent_on", "asks"),
    [
        ("accepted", LATER, False),
        ("doubtful", LATER, False),
        ("unreadable", LATER, True),
        # Of two papers that came together each may be of a stay of its own.
        ("accepted", None, True),
    ],
)
def test_what_came_again_readable_is_not_asked_for(status: str, sent_on: dt.date | None, asks: bool) -> None:
    lost = paper("discharge_record", status="unreadable", diagnosis="")
    again = paper("discharge_record", status=status, sent_on=sent_on, diagnosis="甲状腺恶性肿瘤")
    assert claimant_letter(paper_set(lost, again, consent("2024-04-09"), CARD)).asks is asks


def test_a_page_that_came_again_whole_is_not_asked_for() -> None:
    cut, *others = cut_off().papers
    assert "请拍全" in claimant_letter(paper_set(cut, *others, consent("2024-04-09"), CARD)).zh
    whole = Paper("D-whole", replace(cut.reading, problems=()), LATER)
    assert "请拍全" not in claimant_letter(paper_set(cut, whole, *others, consent("2024-04-09"), CARD)).zh


def test_a_complete_claim_is_told_so() -> None:
    letter = claimant_letter(paper_set(consent("2024-04-09"), CARD))
    assert not letter.asks
    assert "不需要补充" in letter.zh
    assert "need not send anything" in letter.en


def test_what_was_read_in_doubt_is_looked_at_here_and_not_asked_for() -> None:
    doubted = paper("discharge_record", status="doubtful", diagnosis="甲状腺恶性肿瘤")
    assert not claimant_letter(paper_set(doubted, consent("2024-04-09"), CARD)).asks
