"""A planted noise is found again."""

import json
from typing import Any

import pytest

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.reading.fit import fit_rows, outcome_of, right_value, table_text
from fraudpipe.simulation.reading.noise import BAD, GROUPS, ReadingNoise, parse_noise, reading_noise

PRINTED = {"diagnosis": "左肺腺癌", "issue_date": "2024-03-05", "total_amount": "120.00", "unknown_word": "模拟一词"}
ABSENT, WRONG, DOUBTFUL = 0.10, 0.04, 0.15


def page(number: int, dice: Dice) -> dict[str, Any]:
    """A page with the planted noise on all fields but one that no form knows; twice as much after a messenger."""
    group = GROUPS[number % len(GROUPS)]
    worse = 2.0 if group == "messenger" else 1.0
    fields = {}
    for name in ("diagnosis", "issue_date", "total_amount"):
        draw, value, status = dice.unit() / worse, PRINTED[name], "accepted"
        if draw < ABSENT:
            continue
        if draw < ABSENT + WRONG:
            value = value.replace("癌", "瘤").replace("5", "6").replace("2", "7")
        elif draw < ABSENT + WRONG + DOUBTFUL:
            status = "doubtful"
        fields[name] = {"value": value, "confidence": 0.9, "status": status, "readers": ["paddle_tiny"]}
    fields["conclusion"] = fields.get("diagnosis", {"value": None})
    lines = [["模拟一词" if dice.chance(0.75) else "模拟一同", [10, 10, 90, 30]]]
    return {
        "document_type": "pathology_report", "group": group, "printed": PRINTED,
        "boxes": {"unknown_word": [12, 12, 80, 28]},
        "read": {"document_type": "other" if number % 20 == 0 else "pathology_report", "fields": fields},
        "lines": {"paddle_tiny": lines},
    }  # fmt: skip


@pytest.fixture(scope="module")
def fitted() -> ReadingNoise:
    dice = Dice(stream(1, "planted"))
    pages = [page(number, dice) for number in range(1_600)]
    return parse_noise(table_text(fit_rows(pages), pages=1_600, seed=1, versions=["one", "two"], command="none"))


def test_planted_shares_are_found(fitted: ReadingNoise) -> None:
    # One page in six went through a messenger, on which everything is twice as frequent.
    shares = fitted.fields["pathology_report"]["diagnosis"]
    wanted = {"absent": ABSENT, "accepted_wrong": WRONG, "doubtful_wrong": 0.0, "doubtful_right": DOUBTFUL}
    for name, share in zip(BAD, shares, strict=True):
        assert share == pytest.approx(7 / 6 * wanted[name], abs=0.03)


def test_planted_shots_are_found(fitted: ReadingNoise) -> None:
    sent, scan = fitted.shots["messenger"], fitted.shots["scan"]
    assert sent[0] / scan[0] == pytest.approx(2.0, rel=0.25)
    assert fitted.mixture[0] == GROUPS
    assert min(fitted.mixture[1]) > 0.01


def test_pages_that_go_wrong_as_a_whole_make_pages_differ(fitted: ReadingNoise) -> None:
    dice = Dice(stream(2, "planted"))
    pages = [page(number, dice) for number in range(600)]
    for one in pages[::5]:
        one["read"]["fields"] = {}
    uneven = parse_noise(table_text(fit_rows(pages), pages=600, seed=2, versions=[], command="none"))

    assert max(uneven.pages) / min(uneven.pages) > 1.5 * max(fitted.pages) / min(fitted.pages)


def test_a_field_that_no_form_knows_is_as_good_as_its_reader(fitted: ReadingNoise) -> None:
    _, accepted_wrong, doubtful_wrong, _ = fitted.fields["pathology_report"]["unknown_word"]
    assert accepted_wrong + doubtful_wrong == pytest.approx(0.25, abs=0.04)


def test_confusions_types_and_extras_are_found(fitted: ReadingNoise) -> None:
    assert fitted.confusions["癌"][0] == ("瘤",)
    assert fitted.misses["pathology_report"][0] == ("other",)
    assert fitted.misses["pathology_report"][1] == pytest.approx((0.05,))
    assert [(one.name, one.source) for one in fitted.extras["pathology_report"]] == [("conclusion", "diagnosis")]


def test_outcomes_are_told_apart() -> None:
    entry = {"value": "左肺腺癌", "status": "doubtful"}
    assert outcome_of("左肺腺癌", entry) == "doubtful_right"
    assert outcome_of("右肺腺癌", entry) == "doubtful_wrong"
    assert outcome_of("左肺腺癌", None) == "absent"
    assert right_value([("西药费", "1", "2.00", "2.00")], [{"name": "西药费", "amount": "2.00"}])
    results = [("白细胞", "11.2", "10^9/L", "4.0-10.0", "↑")]
    assert right_value(results, [{"name": "白细胞", "result": "11.2", "unit": "", "range": "", "flag": ""}])
    assert not right_value(results, [{"name": "白细胞", "result": "17.2", "unit": "", "range": "", "flag": ""}])
    assert not right_value(results, [])
    assert not right_value([("西药费", "2.00"), ("床位费", "3.00")], [{"name": "西药费", "amount": "2.00"}])


def test_the_package_carries_a_table_that_says_how_it_was_fitted() -> None:
    noise = reading_noise()
    assert sum(noise.mixture[1]) == pytest.approx(1.0)
    assert sum(noise.pages) / len(noise.pages) == pytest.approx(1.0)
    assert all(json.loads(f"{{{text}}}")["readers"] for texts in noise.sure.values() for text in texts)
    assert all(0.0 <= sum(shares) <= 1.0 for one in noise.fields.values() for shares in one.values())
