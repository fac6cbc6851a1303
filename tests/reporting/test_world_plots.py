import re
from xml.etree import ElementTree as ET  # our own pictures

import pandas as pd
import pytest

from fraudpipe.reporting.world_plots import world_plots


def answers() -> dict[str, pd.DataFrame]:
    quarters = [
        ("2023-04", "", 90, None),
        ("2023-04", "altered_paper", 3, 1.5),
        ("2023-07", "", 95, None),
        ("2023-07", "broker_ring", 2, 0.5),
        ("2023-07", "non_disclosure", 4, None),
    ]
    return {
        "months": pd.DataFrame(
            {"month": [f"{2023 + n // 12}-{n % 12 + 1:02d}" for n in range(30)], "claims": range(30)}
        ),
        "ages": pd.DataFrame(
            [(30, "F", 5, 280_000.0), (30, "M", 1, 300_000.0), (40, "F", 6, 99_000.0), (40, "M", 2, None)],
            columns=["age", "sex", "claims", "benefit_yuan"],
        ),
        "illnesses": pd.DataFrame(
            [("F", "C50.9", 4), ("F", "C73", 2), ("M", "C34.9", 3)], columns=["sex", "illness_code", "claims"]
        ),
        "waits": pd.DataFrame(
            [(10, "fixed_benefit", 2), (11, "reimbursement", 1)], columns=["days", "plan_kind", "claims"]
        ),
        "tenures": pd.DataFrame([(90, False, 2), (90, True, 1)], columns=["days", "is_fraud", "claims"]),
        "pages": pd.DataFrame({"pages": [6, 18, 120], "claims": [1, 2, 1]}),
        "rings": pd.DataFrame({"size": [3, 9], "rings": [4, 1]}),
        "quarters": pd.DataFrame(quarters, columns=["quarter", "kind", "claims", "traces"]),
        "contributions": pd.DataFrame(columns=["month", "members", "share_yuan"]),
    }


@pytest.fixture(scope="module")
def plots():
    return world_plots(answers())


def test_every_answer_that_holds_something_is_drawn(plots) -> None:
    titles = [one.title for one in plots]
    assert len(titles) == 10
    assert "What every member pays" not in titles
    paid = pd.DataFrame({"month": ["2023-04"], "members": [9], "share_yuan": [1.2]})
    assert "What every member pays" in [one.title for one in world_plots(answers() | {"contributions": paid})]


def test_pictures_are_well_formed_and_load_nothing(plots) -> None:
    for one in plots:
        ET.fromstring(one.svg)  # noqa: S314
        text = one.svg.decode()
        assert not re.search(r'(?:href|src)="(?!#)|<script|@import|<image', text), one.title


def test_kinds_are_named_and_what_is_honest_or_hidden_is_no_fraud(plots) -> None:
    (kinds,) = (one.svg.decode() for one in plots if one.title == "Kinds of fraud by quarter")
    assert ">altered paper<" in kinds
    assert ">broker ring<" in kinds
    assert "non disclosure" not in kinds


def test_equal_figures_give_equal_bytes(plots) -> None:
    assert world_plots(answers()) == plots


def test_long_series_name_at_most_a_dozen_places(plots) -> None:
    (months,) = (one.svg.decode() for one in plots if one.title == "Claims by month")
    assert 5 <= len(re.findall(r">20\d\d-\d\d<", months)) <= 12


def test_a_world_without_fraud_and_with_one_plan_is_drawn_too() -> None:
    found = answers()
    honest = {
        "quarters": found["quarters"][found["quarters"]["kind"] == ""],
        "tenures": found["tenures"][~found["tenures"]["is_fraud"]],
        "waits": found["waits"].head(1),
        "rings": found["rings"].head(0),
        "ages": found["ages"].assign(benefit_yuan=float("nan")),
        "illnesses": found["illnesses"].head(1),
    }
    assert [one.title for one in world_plots(found | honest)].count("Sizes of rings") == 0
