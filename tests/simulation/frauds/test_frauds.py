"""What holds for every kind of fraud."""

import pytest
from simulation.frauds.deeds import commit, deeds

from fraudpipe.simulation.frauds import FRAUDS, TRACES
from fraudpipe.simulation.truth import EDITS

KINDS = tuple(FRAUDS)
UNALTERED = (
    "stranger_paper", "swapped_specimen", "impersonation", "earlier_elsewhere", "phantom_stay", "stage_upcoding",
    "refunded_invoice", "non_disclosure",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_deed_knows_its_kind_and_what_is_lost(kind):
    for claim in deeds(kind):
        assert claim.fraud_kind == kind
        assert 0 < claim.lost_fen <= claim.amount_fen
        assert claim.papers


@pytest.mark.parametrize("kind", KINDS)
def test_every_trace_that_is_left_is_one_that_was_stated_and_every_stated_one_is_left_sometimes(kind):
    left = {trace for claim in deeds(kind, 400) for trace in claim.footprints}
    assert left == set(TRACES[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_leaves_any_more_is_not_left(kind):
    never = dict.fromkeys(TRACES[kind], (0.0,))
    claims = commit(kind, 40, never)
    assert not [one.footprints for one in claims if one.footprints]
    assert all(one.fraud_kind == kind for one in claims)


@pytest.mark.parametrize("kind", KINDS)
def test_papers_say_how_they_were_made(kind):
    for paper in (paper for claim in deeds(kind) for paper in claim.papers):
        assert bool(paper.original) == (paper.making == "altered")
        assert paper.edit in ("", *EDITS)
        if paper.edit:
            assert paper.making == ("fabricated" if paper.edit == "regenerate" else "altered")
        assert all(paper.values.get(name) != was for name, was in paper.original.items())


@pytest.mark.parametrize("kind", UNALTERED)
def test_where_the_papers_are_genuine_no_pixel_is_touched(kind):
    for paper in (paper for claim in deeds(kind) for paper in claim.papers):
        assert paper.making in ("genuine", "borrowed")
        assert not paper.edit
        assert paper.template < 4


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_commits_the_same_deeds(kind):
    assert commit(kind, 12) == commit(kind, 12)
