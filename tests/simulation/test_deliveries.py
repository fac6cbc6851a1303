from collections import Counter

import pytest

from fraudpipe.records.reading import DOCUMENT_TYPES
from fraudpipe.simulation.deliveries import LATEST_DAYS, WANTED, late_days, lateness, page_count
from fraudpipe.simulation.dice import Dice, stream


def test_every_plan_wants_known_papers_once():
    for rows in WANTED.values():
        kinds = [row.document_type for row in rows]
        assert len(kinds) == len(set(kinds))
        assert set(kinds) <= set(DOCUMENT_TYPES)
        assert all(0 < row.brought <= 1 and 0 < row.at_once <= 1 for row in rows)


@pytest.mark.parametrize("plan_kind", ["fixed_benefit", "reimbursement"])
def test_few_claims_are_complete_at_first(plan_kind):
    complete = 1.0
    for row in WANTED[plan_kind]:
        if row.needed:
            complete *= row.brought * row.at_once
    assert 0.08 < complete < 0.30


def test_later_deliveries_follow_one_another():
    dice = Dice(stream(1, "late"))
    days = [late_days(dice) for _ in range(2_000)]
    assert all(0 < first <= second <= third <= LATEST_DAYS for first, second, third in days)
    assert 7 < sorted(first for first, _, _ in days)[1_000] < 11
    came = [(one, lateness("reimbursement", "discharge_record", one, dice)) for one in days if len(set(one)) == 3]
    taken = Counter(one.index(late) if late else -1 for one, late in came)
    assert set(taken) == {-1, 0, 1, 2}
    assert 0.75 < taken[-1] / len(came) < 0.85


def test_who_copies_much_copies_much_of_everything():
    dice = Dice(stream(1, "pages"))
    for kind in ("itemised_bill", "discharge_record"):
        little, much = (sum(page_count(kind, times, dice) for _ in range(500)) for times in (0.5, 3.0))
        assert 3 * little < much
    assert page_count("bank_card", 3.0, dice) == 1
