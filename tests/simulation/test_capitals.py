import pytest

from fraudpipe.simulation.capitals import capitals


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
def test_capitals(amount_fen, text):
    assert capitals(amount_fen) == text
