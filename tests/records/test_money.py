from decimal import InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.records.money import fen, yuan_display, yuan_text


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_text_leads_back_to_the_same_fen(amount: int) -> None:
    assert fen(yuan_text(amount)) == amount


def test_half_a_fen_is_rounded_away_from_zero() -> None:
    assert fen("0.005") == 1
    assert fen("-0.005") == -1
    assert fen("1.004") == 100


def test_negative_amounts_keep_their_sign() -> None:
    assert yuan_text(-5) == "-0.05"
    assert yuan_display(-80_000) == "-¥800"


def test_what_is_no_number_raises() -> None:
    with pytest.raises(InvalidOperation):
        fen("壹万")
