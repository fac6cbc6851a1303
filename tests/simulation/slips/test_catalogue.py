import copy
import datetime as dt

import pytest
from simulation.claims import claims

from fraudpipe.records.money import fen
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.papers import add_paper, write_papers
from fraudpipe.simulation.slips.catalogue import SLIPS, USUAL_SHARE, make_slips

_BY_NAME = {slip.name: slip for slip in SLIPS}
_ORDER = (("admission_date", "discharge_date"), ("admission_date", "issue_date"), ("sampled_date", "reported_date"))
_EVERY_TYPE = (
    "discharge_record", "diagnosis_certificate", "pathology_report", "inpatient_invoice", "admission_note",
    "record_front_page", "identity_card", "health_check_report",
)  # fmt: skip


def _claims(count, seed=5):
    """Claims that have every paper on which something can slip, all handed in at once."""
    dice = Dice(stream(seed, "slips of a test"))
    made = [one for one in claims(count * 2, seed) if one.illness.is_cancer and one.illness.tissue][:count]
    for place, claim in enumerate(made):
        claim.member.name = "示例文明"
        claim.member.former_name = "示例旧名" if place % 10 == 0 else ""
        stay = write_papers(claim, dice)
        present = {paper.document_type for paper in claim.papers}
        for kind in _EVERY_TYPE:
            if kind not in present:
                add_paper(claim, kind, stay, dice)
    return made


def _values(claim):
    """What the papers say, how many visits there are, and what stands in registers only."""
    papers = [(paper.token, copy.deepcopy(paper.values)) for paper in claim.papers]
    return papers, len(claim.visits), claim.reissue


def _first_change(name, count=100):
    """The claims that the slip happened to, each with what its papers said before."""
    dice = Dice(stream(1, name))
    for claim in _claims(count):
        before = _values(claim)
        if _BY_NAME[name].happen(claim, dice):
            yield claim, dict(before[0]), before[1]


@pytest.mark.parametrize("name", sorted(_BY_NAME))
def test_every_slip_happens_and_changes_something(name):
    happened = 0
    for claim, papers, visits in _first_change(name, 120):
        happened += 1
        assert _values(claim) != (list(papers.items()), visits, None)
    assert happened > 0


@pytest.mark.parametrize("name", sorted(_BY_NAME))
def test_a_slip_that_does_not_happen_leaves_everything(name):
    dice = Dice(stream(1, name))
    for claim in _claims(30):
        before = _values(claim)
        if not _BY_NAME[name].happen(claim, dice):
            assert _values(claim) == before


def test_slips_are_as_frequent_as_the_table_says_and_none_when_switched_off():
    dice = Dice(stream(1, "all"))
    made = _claims(700)
    for claim in made:
        make_slips(claim, 0.0, dice)
    assert not any(claim.slips for claim in made)
    for claim in made:
        make_slips(claim, USUAL_SHARE * 2, dice)
    for name in ("days_by_other_count", "poor_memory", "consultation_pathology", "second_illness"):
        share = sum(name in claim.slips for claim in made) / len(made)
        # Within three deviations of what 700 claims show of the rarest.
        assert 0.62 < share / (2 * _BY_NAME[name].probability) < 1.35, name


def test_every_probability_states_its_source():
    assert all(slip.source and 0 < slip.probability < 1 for slip in SLIPS)
    assert len(_BY_NAME) == len(SLIPS)


def test_no_slip_touches_what_a_fraud_altered_nor_another_claims_file():
    dice = Dice(stream(2, "kept"))
    for place, claim in enumerate(_claims(150)):
        for paper in claim.papers:
            if place % 2:
                paper.token = f"9999{paper.token}"
            paper.alter("diagnosis", "另一诊断")
            paper.making = "borrowed" if place % 2 else "altered"
        before = {paper.token: dict(paper.values) for paper in claim.papers}
        make_slips(claim, 0.2, dice)
        for paper in claim.papers:
            if paper.token.startswith("9999"):
                assert paper.values == before[paper.token] or paper.document_type == "bank_card"
            elif paper.altered and paper.token in before:
                assert paper.values.get("diagnosis", "另一诊断") == "另一诊断"


def test_slips_care_little_about_honesty():
    shares = []
    for making in ("genuine", "altered"):
        dice, made = Dice(stream(3, "alike")), _claims(250)
        for claim in made:
            if making == "altered":
                for paper in claim.papers[:2]:
                    paper.alter("patient_name", "虚拟某某")
                    paper.making = making
            make_slips(claim, USUAL_SHARE * 4, dice)
        shares.append(sum(len(claim.slips) for claim in made) / len(made))
    assert shares[1] > 0.85 * shares[0]


def test_dates_out_of_order_stay_rare():
    broken = total = 0
    for claim, _, _ in _first_change("wrong_date", 500):
        total += 1
        broken += any(
            one in paper.values and other in paper.values and paper.values[other] < paper.values[one]
            for paper in claim.papers for one, other in _ORDER
        )  # fmt: skip
    assert total > 100
    assert broken / total < 0.1


def test_a_corrected_record_comes_in_two_versions():
    for claim, papers, _ in _first_change("corrected_record"):
        added = [paper for paper in claim.papers if paper.token not in papers]
        assert len(added) == 1
        kind = added[0].document_type
        first = next(one for one in claim.papers if one.document_type == kind and one.token in papers)
        dated = "issue_date" if kind == "diagnosis_certificate" else "reported_date"
        assert added[0].values[dated] >= first.values[dated]
        day = dt.datetime.fromtimestamp(claim.submitted_at, dt.UTC).date() + dt.timedelta(days=added[0].late_days + 1)
        assert added[0].values[dated] <= day.isoformat()


def test_a_consultation_has_a_number_a_date_and_a_house_of_its_own():
    for claim, papers, _ in _first_change("consultation_pathology"):
        added = next(paper for paper in claim.papers if paper.token not in papers)
        first = next(one for one in papers.values() if "pathology_number" in one and "specimen" in one)
        assert added.document_type == "pathology_report"
        assert added.values["pathology_number"] != first["pathology_number"]
        assert added.values["reported_date"] > first["reported_date"]
        assert added.values["hospital_name"] != claim.hospital.name
        assert "外院切片会诊" in added.values["pathology_diagnosis"]


def test_some_hand_in_the_consultation_alone():
    alone = [
        sum(one.document_type == "pathology_report" for one in claim.papers) == 1
        for claim, _, _ in _first_change("consultation_pathology")
    ]
    assert 0.1 < sum(alone) / len(alone) < 0.5


def test_what_was_altered_on_the_slides_report_is_altered_on_the_consultation_too():
    dice = Dice(stream(4, "slides"))
    for claim in _claims(20):
        claim.paper("pathology_report").alter("pathology_diagnosis", "浸润性癌", edit="splice")
        claim.paper("pathology_report").making = "altered"
        assert _BY_NAME["consultation_pathology"].happen(claim, dice)
        again = claim.papers[-1]
        assert again.values["pathology_diagnosis"] == "外院切片会诊：浸润性癌"
        assert (again.making, again.altered) == ("altered", ("pathology_diagnosis",))


def test_who_gave_the_originals_away_has_no_invoice():
    for claim, papers, _ in _first_change("originals_elsewhere"):
        assert len(claim.papers) == len(papers) - 1
        assert claim.paper("inpatient_invoice") is None
        assert claim.filed_elsewhere


def test_a_lent_card_is_a_visit_before_the_claim():
    for claim, _, visits in _first_change("lent_card"):
        assert len(claim.visits) == visits + 1
        assert claim.visits[-1].event_on < claim.event_on


def test_a_late_charge_raises_the_total_and_leaves_the_items():
    for claim, _, _ in _first_change("late_charge"):
        values = claim.paper("inpatient_invoice").values
        items = sum(fen(amount) for _, amount in values["line_items"])
        assert items == claim.total_fen < fen(values["total_amount"]) <= claim.total_fen + 60_000


def test_a_wrong_birthday_makes_all_ages_of_the_hospital_wrong_alike():
    for claim, papers, _ in _first_change("wrong_birthday"):
        off = {
            int(paper.values["age"][:-1]) - int(papers[paper.token]["age"][:-1])
            for paper in claim.papers
            if str(paper.values.get("age", "")).endswith("岁") and paper.document_type != "health_check_report"
        }
        assert len(off) == 1
        page = claim.paper("record_front_page").values
        assert page["birth_date"] != claim.member.birth_on.isoformat()
        card = claim.paper("identity_card")
        assert card.values == papers[card.token]


def test_another_name_is_the_former_one_or_cannot_be_printed():
    dice = Dice(stream(1, "names"))
    shown = set()
    for claim in _claims(60):
        claim.member.former_name = ""
        assert not _BY_NAME["other_name"].happen(claim, dice)
        claim.member.former_name = "虚拟旧名"
        if _BY_NAME["other_name"].happen(claim, dice):
            shown |= {paper.values.get("patient_name") for paper in claim.papers} - {claim.member.name, None}
            assert claim.paper("identity_card").values["patient_name"] == claim.member.name
    assert shown == {"虚拟旧名"}


def test_the_stay_before_a_transfer_ends_when_this_one_begins():
    for claim, papers, _ in _first_change("two_hospitals"):
        added = next(paper for paper in claim.papers if paper.token not in papers)
        days = (claim.admitted_on - dt.date.fromisoformat(added.values["discharge_date"])).days
        assert 0 <= days <= 2
        assert added.values["hospital_name"] != claim.hospital.name
        assert added.house != claim.hospital.hospital_id
