import datetime as dt

import pandas as pd
from simulation.worlds import guilty, history, only, papers


def _sampled_before(frames):
    """Claims just after the wait whose tissue was taken two weeks and more before the diagnosis."""
    claims = frames["claims"].merge(frames["members"], on="member_id")
    tenure = (pd.to_datetime(claims["event_on"]) - pd.to_datetime(claims["joined_on"])).dt.days
    just_after = claims[tenure.between(90, 200)].set_index("claim_id")["event_on"]
    found = set()
    for claim_id, kinds in papers(frames).items():
        sampled = kinds.get("pathology_report", {}).get("sampled_date")
        if sampled and claim_id in just_after.index:
            event = dt.date.fromisoformat(just_after[claim_id])
            if (event - dt.date.fromisoformat(sampled)).days > 14:
                found.add(claim_id)
    return found


def test_the_pathologist_knew_before_the_date_on_the_claim():
    world = only("early")
    found = _sampled_before(history(world))
    assert len(found & guilty(world)) > 0.2 * len(guilty(world))
    assert len(found - guilty(world)) < 5


def test_without_the_fraud_hardly_anybody_was_sampled_early():
    assert len(_sampled_before(history(only("early", share=0.0)))) < 5
