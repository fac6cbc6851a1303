"""When a value counts as exact in the figures about reading."""

import doctest
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_FILE = Path(__file__).parents[2] / "scripts" / "benchmarks" / "paper_scores" / "exactness.py"


@pytest.fixture(scope="module")
def exactness() -> ModuleType:
    spec = importlib.util.spec_from_file_location("exactness", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_its_examples_hold(exactness: ModuleType) -> None:
    assert doctest.testmod(exactness) == (0, 1)


@pytest.mark.parametrize(
    ("printed", "read", "good"),
    [
        ("左乳腺癌（T2N0M0）", "左乳腺癌 (T2N0M0)。", True),
        ("1234.50", "1,234.50", True),
        ("1234.50", "123450", False),
        ("-0.92", "0.92", False),
        ("2024-03", "2024-03-05", False),
        ("模拟甲", None, False),
    ],
)
def test_spaces_and_punctuation_do_not_count_but_points_and_signs_do(
    exactness: ModuleType, printed: str, read: str | None, good: bool
) -> None:
    assert exactness.exact(printed, read) is good


def test_a_value_that_the_paper_hides_in_part_may_be_a_beginning(exactness: ModuleType) -> None:
    assert exactness.exact("2019-11", "2019-11-05", prefix=True)
    assert not exactness.exact("2019-11", "2019-10", prefix=True)
    assert not exactness.exact("2019-11", "", prefix=True)


def _listed(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"line_items": {"value": list(rows), "status": "accepted", "confidence": 0.99}}


def _item(name: str, quantity: str | None, price: str | None, amount: str) -> dict[str, Any]:
    return {"name": name, "quantity": quantity, "unit_price": price, "amount": amount, "box": [0, 0, 1, 1]}


def test_rows_are_matched_one_to_one_and_what_is_left_over_is_an_extra(exactness: ModuleType) -> None:
    printed = {
        "line_items": [
            ("护理费", "2", "10.00", "20.00"),
            ("护理费", "2", "10.00", "20.00"),
            ("床位费", "1", "9.00", "9.00"),
        ]
    }
    read = _listed(
        _item("护理费", "2.00", "10.00", "20.00"),
        _item("床位费", None, "9.00", "9.00"),
        _item("合计", None, None, "49.00"),
    )

    found = exactness.verdicts(printed, read)

    assert [(one.name, one.kind, one.right, one.told) for one in found] == [
        ("line_items[0]", "row", True, True),
        ("line_items[1]", "row", False, False),
        ("line_items[2]", "row", False, True),
        ("line_items[+]", "extra", False, False),
    ]
    assert found[1].read is None
    assert found[2].read["quantity"] == ""


def test_a_list_that_was_not_read_loses_every_row(exactness: ModuleType) -> None:
    found = exactness.verdicts({"laboratory_rows": [("白细胞", "4.1", "10^9/L", "3.5-9.5", "")]}, {})

    assert [(one.right, one.status) for one in found] == [(False, "absent")]


def test_a_field_that_is_not_printed_is_an_extra(exactness: ModuleType) -> None:
    read = {"sex": {"value": "女", "status": "doubtful", "confidence": 0.4}}

    (found,) = exactness.verdicts({}, read)

    assert (found.kind, found.name, found.read) == ("extra", "sex", "女")
