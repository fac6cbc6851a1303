import json
from dataclasses import replace
from typing import Any

import pytest

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.reading.listed_rows import rows_text
from fraudpipe.simulation.reading.noise import ReadingNoise, reading_noise

BILL = [(f"模拟项目{one}", "2", "10.00", f"{one}20.00") for one in range(1, 7)]
RESULTS = [("白细胞", "11.2", "10^9/L", "4.0-10.0", "↑"), ("血红蛋白", "120", "g/L", "115-150", "")]


def noise(lost: float = 0.0, name: float = 0.0, amount: float = 0.0, quantity: float = 1.0) -> ReadingNoise:
    shares = {"lost": lost, "name": name, "amount": amount, "quantity": quantity}
    return replace(reading_noise(), lists={"*": shares})


def read(name: str, rows: Any, with_noise: ReadingNoise, *, right: bool, count: int = 300) -> list[Any]:
    dice = Dice(stream(4, "rows"))
    return [json.loads(rows_text(name, rows, (100, 200), with_noise, dice, right=right)) for _ in range(count)]


def test_a_list_that_is_read_exactly_says_what_is_printed() -> None:
    for rows in read("line_items", BILL, noise(), right=True, count=5):
        assert [(r["name"], r["quantity"], r["unit_price"], r["amount"]) for r in rows] == BILL
    for rows in read("laboratory_rows", RESULTS, noise(), right=True, count=5):
        assert [(r["name"], r["result"], r["unit"], r["range"], r["flag"]) for r in rows] == RESULTS


def test_rows_are_lost_as_often_as_fitted_and_at_least_one_is_wrong() -> None:
    lists = read("line_items", BILL, noise(lost=0.2), right=False)
    # One row in six is certain to go; of the others a fifth.
    assert sum(len(BILL) - len(rows) for rows in lists) / len(lists) == pytest.approx(1 + 5 * 0.2, abs=0.2)
    assert min(len(BILL) - len(rows) for rows in lists) == 1


def test_a_wrong_row_has_another_name_or_amount() -> None:
    for rows in read("line_items", BILL, noise(amount=0.1), right=False):
        assert [r["name"] for r in rows] == [row[0] for row in BILL]
        assert [r["amount"] for r in rows] != [row[3] for row in BILL]
    for rows in read("laboratory_rows", RESULTS, noise(name=0.1), right=False):
        assert [r["result"] for r in rows] == [row[1] for row in RESULTS]
        assert [r["name"] for r in rows] != [row[0] for row in RESULTS]


def test_quantities_are_read_as_often_as_fitted() -> None:
    lists = read("line_items", BILL, noise(quantity=0.3), right=True)
    seen = [row["quantity"] is not None for rows in lists for row in rows]
    assert sum(seen) / len(seen) == pytest.approx(0.3, abs=0.04)
