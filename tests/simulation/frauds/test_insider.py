from simulation.frauds.deeds import deeds, scene

from fraudpipe.simulation.frauds.insider import insiders


def test_one_ring_has_one_insider_and_a_world_has_three():
    bought = insiders(scene().seed)
    assert len(set(bought)) == 3
    by_ring = {}
    for claim in deeds("insider"):
        assert claim.reviewer in bought
        assert f"insider:{claim.reviewer}" in claim.links
        assert by_ring.setdefault(claim.ring, claim.reviewer) == claim.reviewer
    assert len(set(by_ring.values())) == 3


def test_nobody_else_has_one():
    assert not [one for one in deeds("broker_ring") if one.reviewer]
