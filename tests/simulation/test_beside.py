from collections import Counter

import pytest
from simulation.worlds import small_world

from fraudpipe.simulation.beside import share_pictures
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.truth import Paper
from fraudpipe.simulation.world import make_world

CARDS = ("identity_card", "bank_card")
_EVEN = WorldParameters(claims=1_600, hospitals=60, pages=0, fraud_share=0.5, night_fraud_share=0.5)


class _Claim:
    """The papers of a claim: nothing else of it may decide."""

    def __init__(self, *papers):
        self.papers = list(papers)


def _paper(document_type, number=1, **how):
    return Paper(document_type, f"{number}:{document_type}", 0, {"patient_name": "模拟甲"}, **how)


def _shared(*claims, share=1.0):
    share_pictures(claims, share, Dice(stream(1, "beside")))
    return [paper for claim in claims for paper in claim.papers if paper.beside is not None]


def _pictures(world):
    return [(claim, paper) for claim in world.claims for paper in claim.papers if paper.beside is not None]


def test_the_second_of_two_fitting_papers_is_folded_into_the_first():
    claim = _Claim(_paper("bank_card"), _paper("discharge_record"), _paper("identity_card", pages=2))
    (first,) = _shared(claim)
    assert (first.document_type, first.beside.document_type) == CARDS
    assert [one.document_type for one in claim.papers] == ["discharge_record", "identity_card"]
    assert (first.pages, first.beside.pages) == (1, 1)


@pytest.mark.parametrize("changes", [
    {"late_days": 3}, {"edit": "splice"}, {"original": {"patient_name": "模拟乙"}}, {"making": "fabricated"},
    {"making": "borrowed"},
])  # fmt: skip
def test_papers_that_come_apart_or_are_not_what_they_were_are_left(changes):
    claim = _Claim(_paper("identity_card"), _paper("bank_card", **changes))
    assert not _shared(claim)
    assert len(claim.papers) == 2


def test_long_papers_are_left():
    assert not _shared(_Claim(_paper("diagnosis_certificate", pages=2), _paper("bank_card")))
    assert _shared(_Claim(_paper("diagnosis_certificate"), _paper("bank_card")))


def test_a_file_under_two_claims_is_left():
    twins = [_Claim(_paper("identity_card"), _paper("bank_card", number)) for number in (1, 2)]
    assert not _shared(*twins)


def test_as_many_as_asked_do_it():
    claims = [_Claim(*(_paper(one, number) for one in CARDS)) for number in range(2_000)]
    assert len(_shared(*claims, share=0.3)) == pytest.approx(600, abs=80)
    assert not _shared(*[_Claim(*(_paper(one, number) for one in CARDS)) for number in range(200)], share=0.0)


def test_nothing_is_lost_and_nothing_else_changes():
    alone, together = small_world(beside_share=0.0), small_world(beside_share=0.5)
    pictures = _pictures(together)
    assert len(pictures) > 60
    found = [*(paper for _, paper in pictures), *(paper.beside for _, paper in pictures)]
    shown = {paper.token: paper.values for claim in together.claims for paper in claim.papers}
    shown |= {paper.beside.token: paper.beside.values for _, paper in pictures}
    assert shown == {paper.token: paper.values for claim in alone.claims for paper in claim.papers}
    held = Counter(paper.token for claim in alone.claims for paper in claim.papers)
    assert all(held[paper.token] == 1 and not paper.altered and not paper.edit for paper in found)


def test_honest_and_fraudulent_claims_do_it_alike():
    could, did = (
        {one.number: bool(one.fraud_kind) for block in make_world(_EVEN.model_copy(update={"beside_share": share}), 4)
         .blocks() for one in block.claims if any(paper.beside for paper in one.papers)}
        for share in (1.0, 0.5)
    )  # fmt: skip
    for guilty in (False, True):
        able = [number for number, one in could.items() if one == guilty]
        assert len(able) > 300
        assert sum(number in did for number in able) / len(able) == pytest.approx(0.5, abs=0.08)
    assert set(did) <= set(could)
