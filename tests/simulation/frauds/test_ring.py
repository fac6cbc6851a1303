from collections import Counter

from simulation.frauds.deeds import deeds, leaving, scene

from fraudpipe.simulation.frauds.ring import SORTS, found_ring

KIND = "broker_ring"


def test_everybody_who_asks_finds_the_same_ring():
    assert found_ring(scene(), 4) == found_ring(scene(), 4)
    assert {found_ring(scene(), number).sort for number in range(40)} == set(SORTS)


def test_members_of_a_ring_share_what_reaches_the_broker():
    for kind in ("phone", "bank_account", "device"):
        for claim in leaving(f"shared_{kind}", deeds(KIND)):
            assert claim.identifiers[kind] in found_ring(scene(), int(claim.ring[5:])).pools[kind]


def test_the_same_place_is_one_doctor_and_one_illness():
    for claim in leaving("same_place", deeds(KIND)):
        ring = found_ring(scene(), int(claim.ring[5:]))
        assert (claim.doctor, claim.illness) == (ring.doctor, ring.illness)


def test_only_rings_with_a_forger_hand_in_forged_papers():
    for claim in deeds(KIND):
        forged = found_ring(scene(), int(claim.ring[5:])).forged
        makings = {one.making for one in claim.papers if one.document_type == "discharge_record"}
        assert makings <= {"fabricated" if forged else "genuine"}


def test_half_a_village_claims_one_illness():
    villages = [number for number in range(60) if found_ring(scene(), number).village]
    assert 3 <= len(villages) <= 20
    places = Counter(one.member.place for one in leaving("one_village", deeds(KIND, 400)))
    assert not places or places.most_common(1)[0][1] >= 10


def test_big_houses_serve_rings_too():
    levels = Counter(found_ring(scene(), number).hospital.level for number in range(300))
    assert 0.15 < levels[3] / 300 < 0.75


def test_true_links_name_the_ring():
    assert all(one.links[0] == one.ring for one in deeds(KIND))
