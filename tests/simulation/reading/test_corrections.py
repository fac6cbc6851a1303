import pytest

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.reading.corrections import DOUBTFUL_READ_AGAIN, PERSON_SLIPS, corrections_of
from fraudpipe.simulation.reading.readings import MadeReading
from fraudpipe.simulation.truth import Paper

SUBMITTED_AT = 1_700_000_000
PAPER = Paper(
    "pathology_report", "1:0:0", 0, {"diagnosis": "模拟肿瘤", "age": "41岁", "line_items": [("西药费", "1.00")]}
)


def rows_of(reading: MadeReading, count: int = 4_000) -> list[tuple[str, str, str, int]]:
    dice = Dice(stream(3, "corrections"))
    return [row for _ in range(count) for row in corrections_of(PAPER, reading, SUBMITTED_AT, dice)]


def test_some_doubtful_fields_are_read_again_later_and_mostly_right() -> None:
    rows = rows_of(MadeReading("pathology_report", "{}", ("diagnosis",), ()))

    assert len(rows) / 4_000 == pytest.approx(DOUBTFUL_READ_AGAIN, abs=0.03)
    assert min(known_at for *_, known_at in rows) > SUBMITTED_AT
    wrong = sum(value != PAPER.values["diagnosis"] for _, _, value, _ in rows) / len(rows)
    assert wrong == pytest.approx(PERSON_SLIPS, abs=0.01)


def test_fields_that_were_right_and_lists_are_left_alone() -> None:
    assert rows_of(MadeReading("pathology_report", "{}", (), ())) == []
    assert rows_of(MadeReading("pathology_report", "{}", ("line_items",), ())) == []


def test_wrong_values_that_were_accepted_are_seldom_noticed() -> None:
    noticed = len(rows_of(MadeReading("pathology_report", "{}", (), ("age",))))
    assert 0 < noticed < len(rows_of(MadeReading("pathology_report", "{}", ("age",), ()))) / 3
