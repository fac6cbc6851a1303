import datetime as dt
from collections import Counter

import pytest
from simulation.claims import claims

from fraudpipe.records.reading import DOCUMENT_TYPES
from fraudpipe.simulation.deliveries import LATEST_DAYS, WANTED
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.papers import TEMPLATES, add_paper, set_total, stay_of, template_of, write_papers


@pytest.fixture(scope="module")
def written():
    dice = Dice(stream(2, "papers of a test"))
    made = claims(1_500)
    for claim in made:
        write_papers(claim, dice)
    return made


def test_fifteen_types_of_paper_come_in(written):
    assert {paper.document_type for claim in written for paper in claim.papers} == set(DOCUMENT_TYPES) - {"other"}


def test_a_claim_has_about_six_papers_in_about_two_deliveries(written):
    count = len(written)
    assert 5.8 < sum(len(claim.papers) for claim in written) / count < 6.5
    assert 1.9 < sum(len({paper.late_days for paper in claim.papers}) for claim in written) / count < 2.4
    assert all(any(not paper.late_days for paper in claim.papers) for claim in written)
    assert all(0 <= paper.late_days <= LATEST_DAYS for claim in written for paper in claim.papers)


def test_few_claims_are_complete_at_first(written):
    complete = 0
    for claim in written:
        needed = {row.document_type for row in WANTED[claim.plan_kind] if row.needed}
        if not claim.illness.tissue:
            needed -= {"pathology_report"}
        complete += needed <= {paper.document_type for paper in claim.papers if not paper.late_days}
    assert 0.12 < complete / len(written) < 0.30


def test_claims_have_eighteen_pages_in_the_middle_and_some_very_many(written):
    pages = sorted(sum(paper.pages for paper in claim.papers) for claim in written)
    assert 14 < pages[len(pages) // 2] < 22
    assert 45 < pages[len(pages) * 9 // 10] < 80


def test_all_but_cards_name_the_hospital_and_check_ups_a_centre(written):
    for claim in written:
        for paper in claim.papers:
            named = paper.values.get("hospital_name")
            if paper.document_type in ("identity_card", "bank_card"):
                assert named is None
            elif paper.document_type == "health_check_report":
                assert named != claim.hospital.name
                assert named.endswith("健康体检中心")
            else:
                assert named == claim.hospital.name


def test_papers_of_the_hospital_show_its_house_and_papers_of_the_member_none(written):
    for claim in written:
        for paper in claim.papers:
            own = paper.document_type in ("identity_card", "bank_card", "authorisation_letter")
            assert paper.house == ("" if own else claim.hospital.hospital_id)
            assert 0 <= paper.template < TEMPLATES


def test_nothing_is_handed_in_before_it_was_written(written):
    for claim in written:
        handed_in = dt.datetime.fromtimestamp(claim.submitted_at, dt.UTC).date() + dt.timedelta(days=1)
        for paper in claim.papers:
            for name in ("issue_date", "reported_date"):
                if name in paper.values and claim.plan_kind == "fixed_benefit":
                    assert paper.values[name] <= (handed_in + dt.timedelta(days=paper.late_days)).isoformat()


def test_tokens_name_one_file_each(written):
    tokens = [paper.token for claim in written for paper in claim.papers]
    assert len(tokens) == len(set(tokens))


def test_a_letter_that_came_with_the_claim_authorises(written):
    for claim in written:
        if any(one.document_type == "authorisation_letter" and not one.late_days for one in claim.papers):
            assert claim.authorised
    assert 0.8 < sum(claim.authorised for claim in written) / len(written) < 0.95


def test_the_same_claim_brings_the_same_papers():
    first, again = ([], [])
    for found in (first, again):
        for claim in claims(40, seed=9):
            write_papers(claim, Dice(stream(3, claim.number)))
            found.extend((one.token, one.values, one.pages, one.late_days, one.template) for one in claim.papers)
    assert first == again


def test_invoices_become_electronic_over_the_years():
    houses = [f"H{number:04d}" for number in range(1, 401)]
    shares = []
    for year in (2023, 2024, 2025, 2026):
        templates = [template_of(house, "inpatient_invoice", dt.date(year, 3, 1)) for house in houses]
        shares.append(sum(one % 2 == 0 for one in templates) / len(templates))
    assert shares == sorted(shares)
    assert 0.25 < shares[0] < 0.5
    assert 0.75 < shares[-1] < 0.95


def test_both_invoices_of_a_hospital_change_on_one_day_and_only_electronic_ones_carry_a_check_code(written):
    for house in ("H0001", "H0002", "H0077"):
        for year in range(2021, 2027):
            day = dt.date(year, 7, 1)
            one, other = (template_of(house, kind, day) for kind in ("inpatient_invoice", "outpatient_invoice"))
            assert one % 2 == other % 2
    for claim in written:
        for paper in claim.papers:
            if paper.document_type in ("inpatient_invoice", "outpatient_invoice"):
                assert ("check_code" in paper.values) == (paper.template % 2 == 0)


@pytest.mark.parametrize("document_type", ["discharge_record", "pathology_report", "imaging_report"])
def test_hospitals_use_all_layouts_and_some_change_theirs(document_type):
    houses = [f"H{number:04d}" for number in range(1, 401)]
    before, after = (
        [template_of(house, document_type, day) for house in houses]
        for day in (dt.date(2023, 1, 1), dt.date(2026, 1, 1))
    )
    assert min(Counter(before)[one] for one in range(TEMPLATES)) > 60
    assert 20 < sum(one != other for one, other in zip(before, after, strict=True)) < 150


def test_a_paper_can_be_added_to_a_claim_that_has_others():
    dice = Dice(stream(4, "added"))
    claim = claims(1)[0]
    stay = write_papers(claim, dice)
    count = len(claim.papers)
    paper = add_paper(claim, "record_front_page", stay, dice)
    assert claim.papers[count:] == [paper]
    assert paper.values["record_number"] == stay.shared["record_number"]


def test_a_changed_total_is_remembered_as_an_alteration():
    dice = Dice(stream(4, "altered"))
    claim = claims(1)[0]
    paper = add_paper(claim, "inpatient_invoice", stay_of(claim, dice), dice)
    was = paper.values["total_amount"]
    set_total(paper, claim.total_fen * 2, claim.fund_fen)
    assert paper.original["total_amount"] == was
    assert set(paper.altered) <= {
        "total_amount", "total_amount_words", "personal_cash_paid", "personal_account_paid", "insurance_fund_paid",
    }  # fmt: skip


def test_a_paper_that_is_asked_for_comes_as_late_as_such_papers_do():
    dice, late = Dice(stream(2, "asked for")), []
    for claim in claims(400):
        stay = write_papers(claim, dice)
        if claim.paper("admission_note") is None:
            late.append(bool(add_paper(claim, "admission_note", stay, dice).late_days))
    assert 0.5 < sum(late) / len(late) < 0.7
