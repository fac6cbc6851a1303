"""The tables of the checks hold what they must, each row with its source."""

import csv
import re
from importlib import resources

import pytest

_TABLES = resources.files("fraudpipe.checks").joinpath("tables")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_TABLES.joinpath(name).read_text("utf-8").splitlines()))


@pytest.mark.parametrize("name", sorted(one.name for one in _TABLES.iterdir() if one.name.endswith(".csv")))
def test_every_row_has_a_source(name: str) -> None:
    assert rows(name)
    assert [one for one in rows(name) if not one["source"].strip() or None in one] == []


@pytest.mark.parametrize("name", ["kindred_illnesses.csv", "laboratory_signs.csv"])
def test_categories_are_codes(name: str) -> None:
    for one in rows(name):
        assert all(re.fullmatch(r"[A-Z]\d\d(\.\d)?", code) for code in one["categories"].split()), one


def test_signs_have_a_bound_and_a_direction() -> None:
    for one in rows("laboratory_signs.csv"):
        assert one["direction"] in ("above", "below")
        assert float(one["bound"]) > 0
        assert re.compile(one["test"])
