import dataclasses

from simulation.frauds.deeds import honest_claims, scene

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds.borrowing import WINDOW, at_hand, borrow, one_at_hand, put_in, recent
from fraudpipe.simulation.frauds.deed import Deed


def _deed():
    claim = next(one for one in honest_claims()[1:] if one.paper("discharge_record"))
    claim = dataclasses.replace(claim, papers=list(claim.papers), footprints=[], links=[])
    return Deed(claim, scene(), Dice(stream(1, "borrow")), {"same_numbers": 1.0})


def _source():
    return dataclasses.replace(next(one for one in honest_claims() if one.paper("discharge_record")), links=[])


def test_the_very_file_keeps_its_name_and_its_values():
    deed, source = _deed(), _source()
    theirs = source.paper("discharge_record")
    paper = borrow(theirs, source, deed, whole=True)
    assert (paper.token, paper.values, paper.making) == (theirs.token, theirs.values, "borrowed")
    assert theirs.making == "genuine"
    assert deed.claim.links == source.links == [f"same_file:{source.number}"]


def test_a_file_that_was_altered_before_stays_an_altered_one():
    deed, source = _deed(), _source()
    theirs = dataclasses.replace(
        source.paper("discharge_record"), making="altered", original={"age": "1岁"}, edit="splice"
    )
    assert borrow(theirs, source, deed, whole=True).making == "altered"


def test_a_new_picture_bears_another_name():
    deed, source = _deed(), _source()
    theirs = source.paper("discharge_record")
    paper = borrow(theirs, source, deed, whole=False)
    assert paper.token != theirs.token
    assert paper.values["patient_name"] == deed.claim.member.name
    assert paper.original == {"patient_name": source.member.name}


def test_a_borrowed_paper_takes_the_place_of_the_own_one():
    deed, source = _deed(), _source()
    count = len(deed.claim.papers)
    paper = borrow(source.paper("discharge_record"), source, deed, whole=True)
    put_in(paper, deed.claim, deed.dice)
    assert len(deed.claim.papers) == count
    assert deed.claim.paper("discharge_record") is paper


def test_who_thinks_of_the_numbers_changes_them_as_well():
    careful, source = dataclasses.replace(_deed(), traces={"same_numbers": 0.0}), _source()
    theirs = source.paper("discharge_record")
    paper = borrow(theirs, source, careful, whole=False)
    assert paper.values["record_number"] != theirs.values["record_number"]
    assert set(paper.original) == {"patient_name", "record_number"}
    assert not careful.claim.footprints


def test_nobody_borrows_what_has_not_been_handed_in():
    deed, source = _deed(), _source()
    papers = [dataclasses.replace(one, late_days=late) for late, one in zip((0, 30, 60), source.papers, strict=False)]
    source = dataclasses.replace(source, papers=papers)
    claim = dataclasses.replace(deed.claim, submitted_at=source.submitted_at + 30 * DAY_SECONDS)
    assert at_hand(source, claim) == papers[:2]
    assert one_at_hand(source, claim, papers[2].document_type) is None


def test_an_added_paper_comes_as_late_as_such_papers_come():
    dice, late = Dice(stream(2, "borrow")), []
    for _ in range(300):
        deed = _deed()
        deed.claim.papers = [one for one in deed.claim.papers if one.document_type != "discharge_record"]
        put_in(borrow(_source().paper("discharge_record"), _source(), deed, whole=True), deed.claim, dice)
        late.append(bool(deed.claim.papers[-1].late_days))
    assert 0.1 < sum(late) / len(late) < 0.27


def test_nobody_looks_further_back_than_the_window():
    assert recent(list(range(WINDOW + 10)))[0] == 10
