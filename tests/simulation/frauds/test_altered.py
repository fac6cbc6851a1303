import difflib

from simulation.worlds import guilty, history, only, papers


def _contradicted(frames):
    """Claims whose papers disagree about the illness, the stay or how long it had lasted."""
    found = set()
    for claim_id, kinds in papers(frames).items():
        # An admission note may still ask what it is.
        final = [one for kind, one in kinds.items() if kind != "admission_note"]
        if len({one["admission_date"] for one in final if one.get("admission_date")}) > 1:
            found.add(claim_id)
        told = sorted({one["diagnosis"] for one in final if one.get("diagnosis")})
        # A character that was misread or cut off is no other diagnosis.
        if any(difflib.SequenceMatcher(None, told[0], other).ratio() < 0.6 for other in told[1:]):
            found.add(claim_id)
        record = kinds.get("discharge_record", {})
        if "年前" in record.get("present_illness", "") and "年" not in record.get("chief_complaint", "年"):
            found.add(claim_id)
    return found


def test_companion_papers_contradict_the_altered_one():
    world = only("altered")
    found = _contradicted(history(world))
    assert len(found & guilty(world)) > 0.3 * len(guilty(world))
    assert len(found - guilty(world)) < 0.03 * len(world.history_claims)


def test_without_the_fraud_papers_agree():
    world = only("altered", share=0.0)
    assert len(_contradicted(history(world))) < 0.03 * len(world.history_claims)


def test_an_altered_paper_remembers_what_it_said():
    altered = [paper for claim in only("altered").claims for paper in claim.papers if paper.making == "altered"]
    assert altered
    for paper in altered:
        assert all(paper.values[name] != was for name, was in paper.original.items())
