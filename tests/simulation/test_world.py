import datetime as dt
from collections import Counter

import numpy as np
from simulation.worlds import history, only, small_world, whole_world

from fraudpipe.simulation.parameters import WorldParameters


def test_the_same_seed_makes_the_same_tables_and_another_seed_makes_others():
    parameters = WorldParameters(claims=120, hospitals=40, night_claims=5)
    first, again, other = (history(whole_world(parameters, seed)) for seed in (3, 3, 4))
    for name, frame in first.items():
        assert frame.equals(again[name]), name
    assert not first["claims"].equals(other["claims"])


def test_the_shares_of_fraud_are_those_asked_for():
    kinds = Counter(one.fraud_kind for one in small_world(fraud_share=0.1).history_claims)
    assert kinds["non_disclosure"] == 18
    fraud = sum(count for kind, count in kinds.items() if kind not in ("", "non_disclosure"))
    assert fraud == 45
    assert len(kinds) > 6


def test_with_frauds_switched_off_nobody_cheats():
    world = only("altered", share=0.0)
    assert not [one for one in world.claims if one.fraud_kind or one.lost_fen]


def test_outcomes_come_late_and_frauds_later():
    world = small_world(claims=1_500, fraud_share=0.2, false_alarm_share=0.01)
    delays = {True: [], False: []}
    complete = {
        one.claim_id: one.submitted_at + 86_400 * max(paper.late_days for paper in one.papers) for one in world.claims
    }
    for row in world.frames["outcomes"].itertuples():
        if row.appeal_status == "none" and row.outcome in ("confirmed_fraud", "not_fraud"):
            delays[row.outcome == "confirmed_fraud"].append((row.known_at - complete[row.claim_id]) / 86_400)
    assert 12.5 < np.median(delays[False]) < 17.5
    assert 36 < np.quantile(delays[False], 0.9) < 53
    assert 26 < np.median(delays[True]) < 46


def test_the_last_claims_of_history_have_no_outcome_yet():
    world = small_world()
    known = set(history(world)["outcomes"]["claim_id"])
    latest = sorted(world.history_claims, key=lambda one: one.submitted_at)[-10:]
    assert len([one for one in latest if one.claim_id in known]) < 5
    assert 0.75 < len(known) / len(world.history_claims) < 0.92


def test_some_frauds_are_overlooked_and_some_honest_claims_accused():
    world = small_world(claims=1_500, fraud_share=0.2, false_alarm_share=0.01)
    guilty = {one.claim_id for one in world.claims if one.fraud_kind}
    found = Counter((row.claim_id in guilty, row.outcome) for row in world.frames["outcomes"].itertuples())
    assert found[True, "not_fraud"] > 30
    assert found[False, "confirmed_fraud"] > 2
    assert found[False, "not_covered"] > 10
    assert found[True, "withdrawn"] > 3


def test_every_claim_of_the_night_arrives_on_its_day():
    world = small_world()
    assert len(world.night_claims) == 10
    for claim in world.night_claims:
        assert world.world.history_as_of <= claim.submitted_at < world.world.nights[0]


def test_honest_people_share_telephones_accounts_and_devices_too():
    world = only("ring", share=0.0)
    for kind in ("phone", "bank_account", "device"):
        holders = {}
        for claim in world.claims:
            holders.setdefault(claim.identifiers[kind], set()).add(claim.member.member_id)
        assert max(len(one) for one in holders.values()) > 1, kind


def test_ids_say_nothing_about_time_or_honesty():
    claims = small_world(claims=1_500, fraud_share=0.2, false_alarm_share=0.01).history_claims
    numbers = np.array([int(one.claim_id[1:]) for one in claims])
    papers = np.array([int(one.papers[0].document_id[1:]) for one in claims])
    members = np.array([int(one.member.member_id[1:]) for one in claims])
    fraud = np.array([bool(one.fraud_kind) for one in claims])
    when = np.array([one.submitted_at for one in claims])
    for ids in (numbers, papers, members):
        # Over seeds these spread by 0.034: three of that.
        assert abs(np.corrcoef(ids, when)[0, 1]) < 0.1
        assert abs(np.corrcoef(ids, fraud)[0, 1]) < 0.08


def test_history_spans_the_days_asked_for():
    parameters = WorldParameters(
        claims=60, hospitals=20, night_claims=2, starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2024, 3, 1)
    )
    days = history(whole_world(parameters, 1))["claims"]["known_at"]
    assert days.min() >= 1_704_038_400
    assert days.max() < 1_709_222_400
