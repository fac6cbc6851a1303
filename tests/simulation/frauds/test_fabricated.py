from simulation.worlds import guilty, history, only, papers


def _unknown(frames):
    """Claims that name a doctor or a ward that the hospital does not have."""
    staff = frames["doctors"].groupby("hospital_id")
    names, wards = staff["name"].agg(set), staff["department"].agg(set)
    claims = frames["claims"]
    found = set(
        claims.loc[
            [ward not in wards[at] for ward, at in zip(claims["department"], claims["hospital_id"], strict=True)],
            "claim_id",
        ]
    )
    hospital = claims.set_index("claim_id")["hospital_id"]
    for claim_id, kinds in papers(frames).items():
        doctors = {one["attending_doctor"] for one in kinds.values() if one.get("attending_doctor")}
        if doctors and not doctors & names[hospital[claim_id]]:
            found.add(claim_id)
    return found


def test_fabricated_papers_name_doctors_and_wards_that_do_not_exist():
    world = only("fabricated")
    found = _unknown(history(world))
    assert len(found & guilty(world)) > 0.5 * len(guilty(world))
    assert len(found - guilty(world)) < 0.02 * len(world.history_claims)


def test_without_the_fraud_every_doctor_is_known():
    world = only("fabricated", share=0.0)
    assert len(_unknown(history(world))) < 0.02 * len(world.history_claims)
