from dataclasses import replace

import pytest

from fraudpipe.documents.forms.form import Candidate, Value
from fraudpipe.documents.trust.field_evidence import field_evidence
from fraudpipe.documents.trust.settling import Settled, settle
from fraudpipe.documents.trust.votes import Vote
from fraudpipe.records.reading import LineItem


def _vote(value: Value, role: str = "fast", score: float = 0.95, trust: float = 1.0) -> Vote:
    return Vote(Candidate(value, (0, 0, 9, 9), score, trust), role, role, 0)


def _terms(name: str, *votes: Vote, **others: list[Vote]) -> dict[str, float]:
    ballot = {name: list(votes), **others}
    return dict(field_evidence(name, "discharge_record", Settled({name: votes[0]}), ballot).terms)


def test_it_says_what_is_judged() -> None:
    evidence = field_evidence("sex", "identity_card", Settled({"sex": _vote("女")}), {"sex": [_vote("女")]})
    assert (evidence.field, evidence.document_type) == ("sex", "identity_card")
    assert {"one", "kind:choice", "type:identity_card", "field:sex", "seen:a--"} <= set(evidence.terms)


def test_it_says_who_saw_the_value_and_who_saw_another() -> None:
    terms = _terms("diagnosis", _vote("左肺癌"), _vote("左 肺癌", "careful"), _vote("左肺痛", "second"))
    assert terms["seen:aad"] == 1.0
    assert 0 < terms["second_apart"] < 0.5
    assert "fast_differs" not in terms
    assert _terms("diagnosis", _vote("左肺癌"), _vote("左肺癌", "second"))["independent_agree"] == 1.0


def test_one_reading_alone_is_told_from_two_that_agree_and_from_what_is_proved() -> None:
    assert _terms("diagnosis", _vote("左肺癌"))["alone:text"] == 1.0
    assert "alone" not in _terms("diagnosis", _vote("左肺癌"), _vote("左肺癌", "careful"))
    ballot = {"sex": [_vote("女")]}
    proved = field_evidence("sex", "identity_card", Settled({"sex": _vote("女")}, confirmed={"sex"}), ballot)
    assert "alone" not in proved.terms


def test_one_reading_alone_may_be_sure_of_each_character() -> None:
    sure = replace(_vote("左肺癌"), sure=True)
    assert {"alone", "alone_sure", "alone_sure:text"} <= set(_terms("diagnosis", sure))
    assert "alone_sure" not in _terms("diagnosis", _vote("左肺癌"))
    assert "alone_sure" not in _terms("diagnosis", sure, _vote("左肺癌", "careful"))


def test_a_value_that_nobody_read_just_so_says_so() -> None:
    ballot = {"total_amount_words": [_vote("贰仟元整")]}
    mended = Settled({"total_amount_words": _vote("贰万元整")})
    assert field_evidence("total_amount_words", "inpatient_invoice", mended, ballot).terms["made_up"] == 1.0


def test_scores_and_places_fall_short() -> None:
    terms = _terms("diagnosis", _vote("左肺癌", score=0.75, trust=0.8))
    assert terms["lack"] == pytest.approx(0.25)
    assert terms["distrust"] == pytest.approx(0.2)
    assert _terms("diagnosis", _vote("左肺癌", score=1.7))["lack"] == 0.0


def test_the_other_fields_tell_how_legible_the_page_is() -> None:
    clear = _terms("sex", _vote("女"), age=[_vote("45", score=1.0)])
    blurred = _terms("sex", _vote("女"), age=[_vote("45", score=0.6), _vote("46", "careful", 0.6)])
    assert clear["page_lack_root"] < blurred["page_lack_root"]
    assert blurred["page_disputed"] == 1.0
    assert "page_lack_root" not in _terms("sex", _vote("女", score=0.1))


def test_what_the_paper_proves_or_denies_is_said() -> None:
    ballot = {
        name: [_vote(value)]
        for name, value in (("admission_date", "2024-03-01"), ("discharge_date", "2024-03-09"), ("inpatient_days", 8))
    }
    settled = settle(ballot)
    assert field_evidence("inpatient_days", "discharge_record", settled, ballot).terms["confirmed"] == 1.0
    ballot["admission_date"] = [_vote("2024-05-01")]
    assert "contradicted:date" in field_evidence("admission_date", "discharge_record", settle(ballot), ballot).terms


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("id_number", "11010519491231002X", "check_holds"),
        ("id_number", "110105194912310021", "check_fails"),
        ("card_number", "6222000000000009", "check_holds"),
        ("card_number", "6222000000000008", "check_fails"),
        ("card_number", "62220000x", "check_fails"),
        ("issue_date", "2024-03", "odd_date"),
        ("issue_date", "1924-03-05", "odd_date"),
        ("patient_name", "模拟甲1", "odd_name"),
        ("total_amount", "12345678.00", "odd_amount"),
        ("diagnosis", "左肺癌（T2", "odd_text"),
        ("diagnosis", "左肺癌、", "odd_text"),
        ("line_items", (LineItem("西药费", "1.00", (0, 0, 1, 1)),), "single_row"),
    ],
)
def test_a_value_that_looks_odd_or_proves_itself_says_so(name: str, value: Value, term: str) -> None:
    assert _terms(name, _vote(value))[term] == 1.0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issue_date", "2024-03-05"),
        ("patient_name", "模拟甲"),
        ("total_amount", "12.50"),
        ("diagnosis", "左肺癌（T2）"),
    ],
)
def test_a_usual_value_looks_like_one(name: str, value: str) -> None:
    assert not [term for term in _terms(name, _vote(value)) if term.startswith("odd_")]
