from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.simulation.plans import FRANCHISE_FEN, benefit_fen, contributions, reimbursed_fen


def test_benefits_are_those_of_the_plan():
    assert [benefit_fen(age, False) // 100 for age in (0, 39, 40, 59)] == [300_000, 300_000, 100_000, 100_000]
    assert benefit_fen(20, True) == benefit_fen(50, True) == 5_000_000


def test_a_bill_below_the_franchise_is_not_paid_and_one_above_it_in_full():
    assert reimbursed_fen(FRANCHISE_FEN - 1, 0) == 0
    assert reimbursed_fen(FRANCHISE_FEN, 0) == FRANCHISE_FEN
    assert reimbursed_fen(5 * FRANCHISE_FEN, 3 * FRANCHISE_FEN) == 2 * FRANCHISE_FEN


@given(st.lists(st.tuples(st.integers(1, 10**8), st.integers(0, 10**12)), min_size=1, max_size=40))
def test_members_together_pay_the_aid_and_the_fee_to_the_fen(months):
    shared = contributions([members for members, _ in months], [aid for _, aid in months])
    paid = sum(one.share_fen * one.members for one in shared)
    assert paid == sum(one.aid_fen + one.fee_fen for one in shared) + shared[-1].carried_fen
    assert all(one.carried_fen >= 0 for one in shared)


def test_a_thousand_yuan_among_a_thousand_members_are_one_yuan_and_the_fee():
    assert contributions([1_000], [100_000])[0].share_fen == 108
