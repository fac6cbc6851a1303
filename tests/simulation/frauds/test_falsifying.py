from collections import Counter

import pytest
from simulation.frauds.deeds import honest_claims

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds.falsifying import copy_of, falsify, rewrite
from fraudpipe.simulation.truth import Paper


def _paper(**values):
    return Paper("discharge_record", "t", 0, values)


def _edits(was, now, count=400):
    dice = Dice(stream(1, "edits"))
    found = Counter()
    for _ in range(count):
        paper = _paper(diagnosis=was)
        falsify(paper, {"diagnosis": now}, dice)
        found[paper.edit] += 1
    return found


def test_a_falsified_paper_was_first_printed_with_the_truth():
    paper = _paper(chief_complaint="咳嗽3月", sex="女")
    claimed = dict(paper.values)
    falsify(
        paper, {"chief_complaint": claimed["chief_complaint"]}, Dice(stream(1)), true={"chief_complaint": "咳嗽3年"}
    )
    assert paper.values == claimed
    assert paper.original == {"chief_complaint": "咳嗽3年"}
    assert paper.making == "altered"


def test_what_the_paper_lacks_is_not_altered():
    paper = _paper(sex="女")
    falsify(paper, {"diagnosis": "甲状腺恶性肿瘤"}, Dice(stream(1)))
    assert paper.making == "genuine"
    assert not paper.original


@pytest.mark.parametrize(
    ("was", "now", "commonest"),
    [
        ("甲状腺结节？", "甲状腺结节", "erase"),
        ("2024-01-05", "2024-03-15", "splice"),
        ("甲状腺结节", "甲状腺癌", "retype"),
    ],
)
def test_the_edit_fits_what_is_changed(was, now, commonest):
    found = _edits(was, now)
    assert 0.2 < found.pop("") / 400 < 0.4
    assert found.most_common(1)[0][0] == commonest
    assert len(found) >= 3


def test_only_the_hospitals_papers_are_rewritten():
    claim = next(one for one in honest_claims() if one.paper("identity_card") and one.paper("discharge_record"))
    assert "attending_doctor" in claim.paper("discharge_record").values
    card = dict(claim.paper("identity_card").values)
    rewrite(claim, {"patient_name": claim.member.name})
    assert claim.paper("identity_card").values == card


def test_a_new_picture_is_another_file_that_says_the_same():
    claim, other = honest_claims()[:2]
    theirs = claim.papers[0]
    again = copy_of(theirs, other, Dice(stream(1)))
    assert again.token != theirs.token
    assert again.values == theirs.values
    assert again.values is not theirs.values
