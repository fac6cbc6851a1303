from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.documents.values.amounts import mend_words, parse_amount, words_in


@given(st.integers(min_value=0, max_value=10**11))
def test_printed_amounts_come_back_with_and_without_commas(fen: int) -> None:
    yuan = f"{fen // 100}.{fen % 100:02d}"
    assert parse_amount(yuan) == yuan
    assert parse_amount(f"¥{fen // 100:,}.{fen % 100:02d}元") == yuan


def test_a_misread_point_is_still_a_point() -> None:
    assert parse_amount("13.795.66") == "13795.66"
    assert parse_amount("52,20") == "52.20"


def test_the_tail_of_a_misread_amount_is_no_amount() -> None:
    assert words_in("（大写）代万肆仟泰佰玖拾式元泰角整") is None
    assert words_in("金额合计（大写）陆元整") == "陆元整"


def test_words_are_mended_only_where_nothing_contradicts() -> None:
    assert mend_words("代万肆仟泰佰玖拾式元泰角整", 2439230) == "贰万肆仟叁佰玖拾贰元叁角整"
    assert mend_words("壹万肆仟叁佰玖拾贰元叁角整", 2439230) is None
    assert mend_words("代泰式泰代泰式泰代泰式泰代", 2439230) is None


def test_a_refund_mends_no_words() -> None:
    assert mend_words("参拾元整", -3000) is None
