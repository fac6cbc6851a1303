from simulation.worlds import guilty, history, only


def _shared_files(frames):
    """Claims one of whose files was also handed in for another member."""
    rows = frames["documents"].merge(frames["claims"][["claim_id", "member_id"]], on="claim_id")
    holders = rows.groupby("content_sha256")["member_id"].transform("nunique")
    return set(rows.loc[holders > 1, "claim_id"])


def test_one_file_turns_up_under_two_members():
    world = only("reused")
    assert len(_shared_files(history(world)) & guilty(world)) > 0.5 * len(guilty(world))


def test_without_the_fraud_no_file_is_shared():
    assert not _shared_files(history(only("reused", share=0.0)))


def test_one_file_reads_the_same_wherever_it_turns_up():
    frames = history(only("reused"))
    rows = frames["documents"].merge(frames["readings"], on="document_id")
    assert (rows.groupby("content_sha256")["fields"].nunique() == 1).all()
