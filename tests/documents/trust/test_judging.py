import time

import pytest

from fraudpipe.documents.trust.field_evidence import FieldEvidence
from fraudpipe.documents.trust.judging import Costs, Judge, shipped_judge, weights_from_text
from fraudpipe.documents.trust.recalibration import Recalibration
from fraudpipe.errors import ContractError


def _evidence(**terms: float) -> FieldEvidence:
    return FieldEvidence("sex", "identity_card", terms)


def _judge(weight: float, learned: Recalibration | None = None) -> Judge:
    return Judge({"one": weight}, Costs(wrong_value=20.0, look=1.0), learned)


def test_confidence_is_the_chance_of_the_summed_weights() -> None:
    judge = Judge({"one": 1.0, "lack": -4.0})
    assert judge(_evidence(one=1.0, lack=0.25, never_seen=9.0)).confidence == 0.5
    assert judge(_evidence(one=1e9)).confidence == judge(_evidence(one=1e3)).confidence == 0.999


@pytest.mark.parametrize(
    ("weight", "status"), [(3.0, "accepted"), (2.9, "doubtful"), (-2.1, "doubtful"), (-2.3, "unreadable")]
)
def test_costs_draw_the_lines(weight: float, status: str) -> None:
    assert _judge(weight)(_evidence(one=1.0)).status == status


def test_a_text_is_shown_however_doubtful_it_is() -> None:
    text = FieldEvidence("diagnosis", "discharge_record", {"one": 1.0})
    assert _judge(-4.0)(text).status == "doubtful"


def test_dearer_mistakes_ask_for_more() -> None:
    assert Costs(wrong_value=100.0, look=1.0).accepted_from == 0.99
    assert Costs(wrong_value=10.0, look=0.0).accepted_from == 1.0, "a look that costs nothing is always taken"
    assert Costs(wrong_value=1.0, look=5.0).accepted_from == 0.0


def test_what_corrections_taught_is_told_apart() -> None:
    verdict = _judge(3.0, Recalibration(by_kind={"choice": -2.0}))(_evidence(one=1.0))
    assert (verdict.confidence, verdict.status, verdict.unlearned) == (0.731, "doubtful", 0.953)
    assert _judge(3.0)(_evidence(one=1.0)).unlearned is None


_FAINT = {"lack": 0.4, "lack_root": 0.4**0.5, "least_lack_root": 0.4**0.5, "lack_sum_root": 1.2**0.5}


def test_the_weights_that_ship_tell_good_evidence_from_bad() -> None:
    judge = shipped_judge()
    usual = {"one": 1.0, "kind:date": 1.0, "type:discharge_record": 1.0, "lack": 0.01, "lack_root": 0.1}
    agreed = FieldEvidence("issue_date", "discharge_record", usual | {"seen:aaa": 1.0, "independent_agree": 1.0})
    doubted = FieldEvidence("issue_date", "discharge_record", usual | _FAINT | {"seen:ddd": 1.0, "odd_date": 1.0})
    assert judge(agreed).confidence > 0.99
    assert judge(doubted).confidence < 0.9
    assert judge(doubted).status != "accepted"


def test_a_verdict_costs_no_time() -> None:
    judge, evidence = shipped_judge(), _evidence(**{f"term{at}": 1.0 for at in range(25)})
    best = min(_seconds(judge, evidence) for _ in range(5))
    assert best < 100e-6


def _seconds(judge: Judge, evidence: FieldEvidence) -> float:
    began = time.process_time()
    for _ in range(500):
        judge(evidence)
    return (time.process_time() - began) / 500


@pytest.mark.parametrize("line", ["one,much,3", "one,1.0", "one"])
def test_a_damaged_table_is_refused(line: str) -> None:
    assert weights_from_text("# why\nterm,weight,count\none,1.5,3\n") == {"one": 1.5}
    with pytest.raises(ContractError, match="term,weight,count"):
        weights_from_text(f"term,weight,count\n{line}\n")
