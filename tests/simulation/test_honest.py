from collections import Counter

from simulation.worlds import small_world

PEOPLE_OF_THEIR_OWN = {"broker_ring", "insider", "reused_paper", "stranger_paper", "filed_elsewhere"}


def _claims():
    return [claim for block in small_world(claims=2_000, night_claims=100, fraud_share=0.3).blocks
            for claim in block.claims]  # fmt: skip


def test_members_claim_again_on_both_plans_honestly_or_not():
    seen: set[int] = set()
    again: Counter[tuple[str, str]] = Counter()
    for claim in _claims():
        if id(claim.member) in seen:
            again["fraud" if claim.fraud_kind else "honest", claim.plan_kind] += 1
        seen.add(id(claim.member))
    for honesty in ("honest", "fraud"):
        for plan_kind in ("fixed_benefit", "reimbursement"):
            assert again[honesty, plan_kind] > 3, (honesty, plan_kind)


def test_single_handed_frauds_come_from_known_households_about_as_often_as_honest_claims():
    counts: Counter[bool] = Counter()
    housed: Counter[bool] = Counter()
    for claim in _claims():
        if claim.fraud_kind not in PEOPLE_OF_THEIR_OWN:
            counts[bool(claim.fraud_kind)] += 1
            housed[bool(claim.fraud_kind)] += claim.member.head is not None
    shares = {fraud: housed[fraud] / counts[fraud] for fraud in (False, True)}
    assert 0.03 < shares[False] < 0.08
    assert 0.4 < shares[True] / shares[False] < 2.0


def test_members_of_one_household_are_linked_in_the_truth():
    seen: set[int] = set()
    for claim in _claims():
        first = id(claim.member) not in seen
        seen.add(id(claim.member))
        if first and claim.member.head is not None and claim.fraud_kind not in PEOPLE_OF_THEIR_OWN:
            assert any(link.startswith("household:") for link in claim.links)
