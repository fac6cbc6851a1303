"""Who joined twice is found again by what exact keys see, and what is found reaches the claims."""

import functools
from collections import defaultdict

import pandas as pd
from simulation.worlds import SmallWorld, small_world

from fraudpipe.graph.case.same_person import pair_value
from fraudpipe.graph.network import network_rows
from fraudpipe.linkage.exact_links import exact_links

_COUNTS = ("shared_same_person_count", "two_hop_same_person_count")


@functools.cache
def _world() -> SmallWorld:
    return small_world(claims=1_000, fraud_share=0.2, joined_twice_weight=0.4, joined_twice_share=0.3)


def _linked(world: SmallWorld) -> pd.DataFrame:
    """The links of all members of a world, from plain values: only whether they are equal is asked."""
    people = world.frames["members"].rename(columns={"member_id": "person_id", "birth_on": "born"})
    people = people.assign(born=people["born"].str[:7], received_at=people["known_at"])
    sent = world.frames["identifiers"].rename(columns={"member_id": "person_id"})
    sent = sent[sent["kind"].isin(("phone", "address"))]
    return exact_links(people, sent.assign(received_at=sent["known_at"]), people["person_id"])


def _counts(world: SmallWorld, links: pd.DataFrame) -> pd.DataFrame:
    """The network of all claims at the end, with `links` as values that both members of a pair show."""
    columns = links[["person_id", "other_person_id", "agreed"]].itertuples(index=False, name=None)
    value = [pair_value(*one) for one in columns]
    ends = [
        pd.DataFrame({"member_id": links[end], "claim_id": None, "kind": "same_person", "value_hash": value,
                      "visible_at": links["known_at"]})
        for end in ("person_id", "other_person_id")
    ]  # fmt: skip
    dated = {
        name: world.frames[name].assign(visible_at=world.frames[name]["known_at"])
        for name in ("claims", "documents", "outcomes")
    }
    sent = world.frames["identifiers"].rename(columns={"value": "value_hash", "known_at": "visible_at"})
    claims = dated["claims"]
    probes = claims[["claim_id"]].assign(as_of=int(claims["visible_at"].max()) + 1)
    rows = network_rows(
        claims=claims, identifiers=pd.concat([sent, *ends], ignore_index=True), documents=dated["documents"],
        outcomes=dated["outcomes"], probes=probes, member_cap=50, window_days=1_095,
    )  # fmt: skip
    return rows.set_index("claim_id")[list(_COUNTS)]


def _true_pairs(world: SmallWorld, *, can_be_found: bool) -> set[frozenset[str]]:
    """Members of claims who are one person, by whether number, or name with telephone or address, agree."""
    together = defaultdict(dict)
    for claim in world.claims:
        for link in claim.links:
            if link.startswith("same_person:"):
                together[link][claim.member.member_id] = claim.member
    return {
        frozenset((one.member_id, other.member_id))
        for people in together.values() for one in people.values() for other in people.values()
        if one is not other and can_be_found == any(
            getattr(one, kind) == getattr(other, kind) for kind in ("id_number", "phone", "address")
        )
    }  # fmt: skip


def test_who_shows_the_same_under_two_ids_is_linked_and_nobody_else():
    links = _linked(_world())
    found = {frozenset(one) for one in links[["person_id", "other_person_id"]].itertuples(index=False, name=None)}
    plain, hidden = (_true_pairs(_world(), can_be_found=one) for one in (True, False))
    assert len(plain) > 40
    assert plain <= found
    assert hidden
    assert not hidden & found
    names = _world().frames["members"].set_index("member_id")["name"]
    assert all(len({names[one] for one in pair}) == 1 for pair in found)


def test_the_links_are_counted_at_one_hop_and_at_two():
    links = _linked(_world())
    counts, without = _counts(_world(), links), _counts(_world(), links.head(0))
    assert not without.to_numpy().any()
    assert ((counts > 0).sum() > 40).all()
    by_member = {one.member.member_id: one.claim_id for one in _world().claims}
    for pair in _true_pairs(_world(), can_be_found=True):
        assert (counts.loc[[by_member[one] for one in pair], "shared_same_person_count"] > 0).all()
