import pytest
from drawn_page import HEIGHT, WIDTH, labelled

from fraudpipe.documents.forms.catalogue import FORMS, shared_lexicon
from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.fields.card_numbers import find_card_number, find_id_number, parse_id_number
from fraudpipe.documents.forms.form import page_text
from fraudpipe.documents.forms.second_look import value_in
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.records.reading import TextLine


def test_an_identity_card_is_read() -> None:
    placed = [
        ("姓名 模拟甲", 60, 60), ("性别 女", 60, 130), ("民族 汉", 300, 130), ("出生 1949 年 12 月 31 日", 60, 200),
        ("住址", 60, 270), ("虚构市演示区示例路100号", 190, 270), ("模拟样张", 900, 300), ("3栋2单元501室", 190, 330),
        ("公民身份号码", 60, 480), ("11010519491231002X", 300, 480),
    ]  # fmt: skip
    lines = [TextLine(text, (x, y, x + 26 * len(text), y + 40), 0.98) for text, x, y in placed]
    page = page_text(rows_of(lines), shared_lexicon(), WIDTH, HEIGHT)
    assert {name: one.value for name, one in extract(FORMS["identity_card"], page).items()} == {
        "patient_name": "模拟甲",
        "sex": "女",
        "birth_date": "1949-12-31",
        "address": "虚构市演示区示例路100号3栋2单元501室",
        "id_number": "11010519491231002X",
    }


def test_a_bank_card_is_read_from_groups_of_digits() -> None:
    page = labelled("虚构农商银行\t借记卡 DEBIT", "4111 1111\t1111 1111", "持卡人：模拟甲")
    assert {name: one.value for name, one in extract(FORMS["bank_card"], page).items()} == {
        "bank_name": "虚构农商银行",
        "card_number": "4111111111111111",
        "patient_name": "模拟甲",
    }


def test_a_number_that_proves_itself_goes_first() -> None:
    page = labelled("110105194912310021", "11010519491231002X")
    found = find_id_number(page)["id_number"]
    assert (found.value, found.trust) == ("11010519491231002X", 1.0)
    assert find_id_number(labelled("110105194912310021"))["id_number"].trust < 1.0


def test_an_issuers_number_without_its_sum_is_doubted_more_than_one_of_no_issuer() -> None:
    proved, unissued, wrong = (
        find_card_number(labelled(digits))["card_number"].trust
        for digits in ("4111111111111111", "0011111111111111111", "4111111111111112")
    )
    assert proved > unissued > wrong


@pytest.mark.parametrize(
    ("seen", "number"),
    [
        ("110105 19491231 002x", "11010519491231002X"),
        ("1101051949l231OO2X", "11010519491231002X"),
        ("110105********002X", "110105********002X"),
        ("1101051949123100", None),
        ("票据号码 0000271253", None),
    ],
)
def test_identity_numbers_in_their_printed_forms(seen: str, number: str | None) -> None:
    assert parse_id_number(seen) == number


def test_the_second_look_reads_a_number_with_spaces() -> None:
    assert value_in(FORMS["identity_card"], "id_number", "110105 1949 1231 002X") == "11010519491231002X"
    assert value_in(FORMS["bank_card"], "card_number", "4111 1111 1111 1111") == "4111111111111111"


def test_the_second_look_sets_an_illness_right_like_the_first() -> None:
    assert value_in(FORMS["discharge_record"], "diagnosis", "右肺惡性肿榴") == "右肺恶性肿瘤"
