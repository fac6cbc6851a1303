from simulation.claims import claims

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.papers import add_paper, write_papers
from fraudpipe.simulation.slips.between import mixed_sample, mixed_upload


def _two():
    dice = Dice(stream(1, "two claims of a test"))
    made = claims(2)
    for claim in made:
        stay = write_papers(claim, dice)
        if claim.paper("laboratory_report") is None:
            add_paper(claim, "laboratory_report", stay, dice)
        claim.paper("laboratory_report").values["specimen"] = "静脉血"
    return made, dice


def test_a_file_put_to_the_wrong_claim_is_the_very_file():
    (first, second), dice = _two()
    before = len(second.papers)
    assert mixed_upload(second, first, dice)
    assert len(second.papers) == before + 1
    assert second.papers[-1].token in {one.token for one in first.papers}
    assert not second.papers[-1].is_of(second.number)
    assert second.slips == ["mixed_upload"]


def test_nothing_false_is_put_to_an_honest_claim():
    (first, second), dice = _two()
    first.fraud_kind = "altered_paper"
    assert not mixed_upload(second, first, dice)
    assert second.slips == []


def test_two_patients_of_one_laboratory_are_mixed_up_and_of_two_never():
    (first, second), _ = _two()
    own = second.paper("laboratory_report").values["laboratory_rows"]
    second.hospital = next(one.hospital for one in claims(50) if one.hospital is not first.hospital)
    assert not mixed_sample(second, [first])
    assert second.paper("laboratory_report").values["laboratory_rows"] == own
    second.hospital = first.hospital
    assert mixed_sample(second, [first])
    rows = first.paper("laboratory_report").values["laboratory_rows"]
    assert second.paper("laboratory_report").values["laboratory_rows"] == rows != own
