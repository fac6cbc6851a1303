import json

import pytest

from fraudpipe.documents.trust.recalibration import Recalibration, log_odds, recalibration_from_text
from fraudpipe.errors import ContractError

LEARNED = Recalibration(1.2, -0.4, {"other": -1.0}, {"date": 0.5}, 300, 1_000, "weights")


def test_nothing_learned_changes_nothing() -> None:
    assert Recalibration().confidence(0.83, "other", "date") == pytest.approx(0.83)


def test_it_rises_with_the_confidence_before() -> None:
    after = [LEARNED.confidence(one / 100, "other", "date") for one in range(101)]
    assert after == sorted(after)
    assert 0.001 <= after[0] < after[-1] <= 0.999


def test_types_and_kinds_are_told_apart() -> None:
    usual = LEARNED.confidence(0.9, "identity_card", "text")
    assert LEARNED.confidence(0.9, "other", "text") < usual < LEARNED.confidence(0.9, "identity_card", "date")
    assert log_odds(LEARNED.confidence(0.9, "other", "date")) == pytest.approx(1.2 * log_odds(0.9) - 0.9)


def test_it_comes_back_from_its_text() -> None:
    assert recalibration_from_text(LEARNED.text()) == LEARNED


@pytest.mark.parametrize("change", [{"slope": -1}, {"slope": "steep"}, {"by_kind": [1]}, {"shift": None}])
def test_a_damaged_one_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ContractError, match="train reading"):
        recalibration_from_text(json.dumps(json.loads(LEARNED.text()) | change))
    with pytest.raises(ContractError):
        recalibration_from_text("no JSON")
