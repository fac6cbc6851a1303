from simulation.worlds import small_world

from fraudpipe.simulation.deliveries import LATEST_DAYS
from fraudpipe.simulation.world_tables import complete_at, dossiers

DAY = 86_400


def test_a_claim_is_complete_with_its_last_paper():
    world = small_world()
    known = {claim.number: claim for claim in world.claims}
    for block in world.blocks:
        for number, moment in dossiers(block)[["number", "complete_at"]].itertuples(index=False):
            claim = known[number]
            late = max(paper.late_days for paper in claim.papers)
            assert moment == complete_at(claim) == claim.submitted_at + late * DAY
            assert late <= LATEST_DAYS


def test_no_outcome_precedes_a_paper_of_its_claim():
    frames = small_world().frames
    last = frames["documents"].groupby("claim_id")["known_at"].max()
    first = frames["outcomes"].groupby("claim_id")["known_at"].min()
    assert (first > last.reindex(first.index)).all()
    assert ((last - frames["claims"].set_index("claim_id")["known_at"]).reindex(first.index) > 0).mean() > 0.5
