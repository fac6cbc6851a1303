import pytest
from simulation.claims import claims

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.plans import WAITING_DAYS
from fraudpipe.simulation.slips.examinations import first_seen_elsewhere, sent_from_elsewhere


def _happen(slip, tenure_days):
    dice = Dice(stream(1, "elsewhere"))
    for claim in claims(150, tenure_days=tenure_days):
        write_papers(claim, dice)
        before = {one.token: one.values.get("examined_date") for one in claim.papers}
        if slip(claim, dice):
            yield claim, before


@pytest.mark.parametrize("slip", [first_seen_elsewhere, sent_from_elsewhere])
def test_by_a_slip_nobody_suspected_it_inside_the_wait(slip):
    for claim, before in _happen(slip, WAITING_DAYS):
        assert all(paper.values.get("examined_date") == before[paper.token] for paper in claim.papers)
        assert not any("月前于外院" in str(paper.values.get("present_illness")) for paper in claim.papers)


def test_of_older_members_another_house_says_so_earlier():
    moved = [
        claim
        for claim, before in _happen(first_seen_elsewhere, 900)
        if any(one.values.get("examined_date", "9") < (before[one.token] or "") for one in claim.papers)
    ]
    told = [claim for claim, _ in _happen(sent_from_elsewhere, 900)]
    assert len(moved) > 3
    assert len(told) > 50
    for claim in told:
        assert any("月前于外院" in str(one.values.get("present_illness")) for one in claim.papers)
