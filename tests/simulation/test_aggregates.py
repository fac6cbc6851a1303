import pandas as pd
import pytest

from fraudpipe.simulation.aggregates import CITED, Figure, figures, listings

ILLNESSES = pd.DataFrame(
    {
        "sex": ["F", "F", "F", "F", "M", "M", "M", "M"],
        "illness_code": ["C50.9", "C73", "C34.9", "C16.9", "I21.9", "C18.9", "C34.9", "C20"],
        "claims": [9, 8, 7, 1, 9, 4, 8, 5],
    }
)
NOTHING = {name: pd.DataFrame() for name in ("stays", "arms", "steps", "sharing")}


def measured(**values: float | None) -> dict[str, Figure]:
    found = figures({"one": pd.DataFrame([values]), "illnesses": ILLNESSES})
    return {one.name: one for one in found}


@pytest.mark.parametrize(
    ("value", "verdict", "shown"),
    [(0.0519, "within", "5.2 %"), (0.0399, "outside", "4.0 %"), (0.0601, "outside", "6.0 %"), (None, "no figure", "-")],
)
def test_a_figure_is_within_its_bounds_or_not(value, verdict, shown):
    found = measured(not_covered_share=value)["not covered"]
    assert (found.cited, found.measured, found.verdict) == ("5 %", shown, verdict)


def test_what_nobody_cites_is_shown_and_not_judged():
    found = measured(women_share=0.54)["women among claims"]
    assert (found.cited, found.measured, found.verdict) == ("-", "54.0 %", "no figure")


def test_a_bound_on_one_side_leaves_the_other_open():
    name = "cost of all steps for each helped member"
    assert measured(cost_a_helped_yuan=4_289.0)[name].verdict == "outside"
    assert measured(cost_a_helped_yuan=1e9)[name].verdict == "within"


def test_every_cited_figure_has_a_source_and_a_bound_and_every_other_has_neither():
    for one in CITED:
        bounded = one.least is not None or one.most is not None
        assert bool(one.text) == bool(one.source) == bounded, one.key
    assert len({one.key for one in CITED}) == len(CITED)


def test_the_most_frequent_illnesses_are_compared_without_their_order_and_bowel_is_one():
    found = measured()
    assert found["most frequent illnesses among women"].measured == "breast, thyroid, lung"
    assert found["most frequent illnesses among women"].verdict == "within"
    assert found["most frequent illnesses among men"].measured == "acute myocardial infarction, bowel, lung"
    assert found["most frequent illnesses among men"].verdict == "within"
    stomach = ILLNESSES.assign(claims=[9, 8, 1, 7, 9, 4, 8, 5])
    women = {one.name: one for one in figures({"illnesses": stomach})}["most frequent illnesses among women"]
    assert (women.measured, women.verdict) == ("breast, thyroid, C16.9", "outside")


def test_listings_name_illnesses_and_write_money_and_shares():
    stays = {"illness_code": "C73", "claims": 1_234, "days_second": 6.0, "days_third": None}
    arms = {"selection": "rules", "depth": "one_hospital", "claims": 3, "proved_share": 0.25, "true_share": 0.5}
    found = {
        one.title: one
        for one in listings(
            NOTHING
            | {"stays": pd.DataFrame([stays | {"own_second_yuan": 5_682.4, "own_third_yuan": float("nan")}])}
            | {"arms": pd.DataFrame([arms])}
        )
    }
    assert found["Stays and own costs by illness and hospital level"].rows == (
        ("C73 甲状腺恶性肿瘤", "1,234", "6", "-", "¥5,682", "-"),
    )
    assert found["Who was looked into, how deeply, and what came of it"].rows == (
        ("rules", "one hospital", "3", "25.0 %", "50.0 %"),
    )
    assert found["Steps of investigations"].rows == ()
