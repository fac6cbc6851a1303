import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.records.capitals import words_fen, words_of


@pytest.mark.parametrize(
    ("amount_fen", "text"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (105, "壹元零伍分"),
        (1_000, "壹拾元整"),
        (2_439_230, "贰万肆仟叁佰玖拾贰元叁角整"),
        (37_000, "叁佰柒拾元整"),
        (10_000_000, "壹拾万元整"),
        (10_020_300, "壹拾万零贰佰零叁元整"),
        (100_000_500, "壹佰万零伍元整"),
        (20_300_000_000, "贰亿零叁佰万元整"),
    ],
)
def test_words_of_an_amount(amount_fen: int, text: str) -> None:
    assert words_of(amount_fen) == text


@given(st.integers(min_value=1, max_value=99_999_999_99))
def test_words_of_an_amount_say_that_amount(fen: int) -> None:
    assert words_fen(words_of(fen)) == fen


@pytest.mark.parametrize("words", ["元伍角万", "叁佰口拾元", "叁佰", "叁佰元伍", ""])
def test_words_out_of_order_are_no_amount(words: str) -> None:
    assert words_fen(words) is None
