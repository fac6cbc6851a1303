import datetime as dt

import pandas as pd
import pytest

from fraudpipe.records.moments import seconds
from fraudpipe.stages import past_medicine
from fraudpipe.stages.past_medicine import PastMedicine

MARCH, APRIL = seconds(dt.date(2024, 3, 1)), seconds(dt.date(2024, 4, 1))


def tables(*moments: int) -> tuple[pd.DataFrame, ...]:
    """One claim a moment, each with a line, of one member and one hospital."""
    ids = [f"C{number}" for number in range(len(moments))]
    day = pd.Timestamp("2024-02-01")
    claims = pd.DataFrame({"claim_id": ids, "visible_at": moments}).assign(
        member_id="M1", plan_kind="reimbursement", illness_code="J18.9", event_on=day, admitted_on=day,
        discharged_on=day, hospital_id="H1", department="呼吸内科", amount_fen=100,
    )  # fmt: skip
    lines = claims[["claim_id", "visible_at"]].assign(line_number=1, item_name="胸部CT平扫", amount_fen=100)
    member = pd.DataFrame({"member_id": ["M1"], "visible_at": [1], "sex": ["M"], "birth_on": [pd.Timestamp(0)]})
    hospital = pd.DataFrame({"hospital_id": ["H1"], "visible_at": [1], "level": [3], "region": ["420106"]})
    return claims, lines, member, hospital


@pytest.mark.parametrize(("first_seen", "known"), [(MARCH, 0), (APRIL - 1, 0), (APRIL, 2), (APRIL + 5, 2)])
def test_a_claim_is_held_against_earlier_months_only(first_seen: int, known: int) -> None:
    medicine = PastMedicine(*tables(MARCH, APRIL - 1, APRIL, APRIL + 5))
    past = medicine.known_to(first_seen).past
    assert past is not None
    assert past.claims == known
    assert past.as_of <= first_seen


def test_what_it_says_of_a_month_does_not_change_when_more_is_known() -> None:
    then, later = tables(MARCH, APRIL), tables(MARCH, APRIL, APRIL + 9)
    pair = ("illness", "J18"), ("item", "胸部ct平扫")
    usual = [PastMedicine(*one).known_to(APRIL + 9).usual(*pair) for one in (then, later)]
    assert usual[0] == usual[1]
    assert usual[0].together == 1


def test_a_month_is_learned_once() -> None:
    medicine = PastMedicine(*tables(MARCH))
    assert medicine.known_to(APRIL) is medicine.known_to(APRIL + 100)


def test_only_the_newest_claims_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_medicine, "_MOST_CLAIMS", 2)
    past = PastMedicine(*tables(MARCH + 9, MARCH, MARCH + 8)).known_to(APRIL).past
    assert past is not None
    assert past.claims == 2
