import pytest

from fraudpipe.documents.forms.form import Candidate, Value
from fraudpipe.documents.trust.settling import settle
from fraudpipe.documents.trust.votes import Vote
from fraudpipe.records.identity_numbers import id_number_holds
from fraudpipe.records.reading import LineItem

BOX = (0, 0, 10, 10)


def _vote(value: Value, role: str = "fast", score: float = 0.95) -> Vote:
    return Vote(Candidate(value, BOX, score), f"reader_{role}", role, 0)


def _items(*amounts: str) -> tuple[LineItem, ...]:
    return tuple(LineItem(f"项目{at}", amount, BOX) for at, amount in enumerate(amounts))


def test_words_and_items_overrule_misread_digits() -> None:
    settled = settle(
        {
            "total_amount": [_vote("2000.80", score=1.0)],
            "total_amount_words": [_vote("贰仟元整")],
            "line_items": [_vote(_items("1500.00", "500.00"))],
        }
    )
    assert settled.chosen["total_amount"].candidate.value == "2000.00"
    assert {"total_amount", "total_amount_words", "line_items"} <= settled.confirmed


@pytest.mark.parametrize("printed", ["98000.00", "118000.00", "1800.00"])
def test_digits_that_all_readers_saw_are_never_replaced_by_the_words(printed: str) -> None:
    votes = [_vote(printed, score=1.0), _vote(printed, "careful", 1.0)]
    others = {"total_amount_words": [_vote("壹万捌仟元整")], "line_items": [_vote(_items("10000.00", "8000.00"))]}
    settled = settle({"total_amount": votes, **others})
    assert settled.chosen["total_amount"].candidate.value == printed
    assert "total_amount" in settled.contradicted - settled.confirmed


def test_an_amount_that_no_misreading_makes_of_the_words_is_what_the_paper_says() -> None:
    ballot = {
        "total_amount": [_vote("4160.35"), _vote("4160.35", "careful")],
        "total_amount_words": [_vote("贰仟元整")],
        "line_items": [_vote(_items("1500.00", "500.00"))],
    }
    settled = settle(ballot)
    assert settled.chosen["total_amount"].candidate.value == "4160.35"
    assert settled.confirmed == {"total_amount_words", "line_items"}
    # Readers that saw it otherwise, or hardly, misread it.
    for votes in ([_vote("4160.35"), _vote("4760.35", "careful")], [_vote("4160.35", score=0.6)]):
        assert settle(ballot | {"total_amount": votes}).chosen["total_amount"].candidate.value == "2000.00"


def test_the_reading_whose_items_add_up_is_taken() -> None:
    good = _items("1500.00", "500.00")
    settled = settle(
        {
            "total_amount": [_vote("2000.00")],
            "total_amount_words": [_vote("贰仟元整")],
            "line_items": [_vote(_items("1500.00", "560.00"), score=1.0), _vote(good, "careful", 0.6)],
        }
    )
    assert settled.chosen["line_items"].candidate.value == good


def test_sources_that_all_differ_prove_nothing_and_stand_in_doubt() -> None:
    settled = settle({"total_amount": [_vote("1.00")], "line_items": [_vote(_items("3.00"))]})
    assert settled.contradicted == {"total_amount", "line_items"}
    assert not settled.confirmed


def test_days_prove_a_stay_and_pick_the_right_reading() -> None:
    settled = settle(
        {
            "admission_date": [_vote("2021-02-19"), _vote("2021-02-14", "careful", 0.5)],
            "discharge_date": [_vote("2021-03-01")],
            "inpatient_days": [_vote(15)],
        }
    )
    assert settled.chosen["admission_date"].candidate.value == "2021-02-14"
    assert "inpatient_days" in settled.confirmed


def test_a_discharge_before_the_admission_is_contradicted() -> None:
    settled = settle({"admission_date": [_vote("2021-03-09")], "discharge_date": [_vote("2021-02-09")]})
    assert settled.contradicted == {"admission_date", "discharge_date"}


def test_the_code_of_an_invoice_proves_its_province() -> None:
    settled = settle(
        {"region": [_vote("河南省")], "invoice_code": [_vote("470602", score=1.0), _vote("410602", "careful")]}
    )
    assert settled.chosen["invoice_code"].candidate.value == "410602"
    assert settled.confirmed == {"region", "invoice_code"}


def test_payments_that_add_up_prove_one_another() -> None:
    settled = settle(
        {
            "total_amount": [_vote("100.00")],
            "insurance_fund_paid": [_vote("60.00", score=1.0), _vote("80.00", "careful")],
            "personal_account_paid": [_vote("0.00")],
            "personal_cash_paid": [_vote("20.00")],
        }
    )
    assert settled.chosen["insurance_fund_paid"].candidate.value == "80.00"


def test_identity_numbers_carry_a_check_mark() -> None:
    assert id_number_holds("11010519491231002X")
    assert not id_number_holds("11010519491231003X")


def test_a_labelled_total_of_a_later_page_goes_before_a_guess_on_an_earlier_one() -> None:
    guess = Vote(Candidate("12.00", (0, 0, 1, 1), 0.95, 0.5), "reader", "fast", 0)
    told = Vote(Candidate("880.00", (0, 0, 1, 1), 0.95), "reader", "fast", 3)
    assert settle({"total_amount": [guess, told]}).chosen["total_amount"].candidate.value == "880.00"


def test_a_first_character_that_only_the_careful_reader_saw_belongs_to_the_hospital() -> None:
    short = _vote("州某某医院", score=0.99)
    assert (
        settle({"hospital_name": [short, _vote("虚州某某医院", "careful", 0.9)]})
        .chosen["hospital_name"]
        .candidate.value
        == "虚州某某医院"
    )
    for other, score in (("虚州某甲医院", 0.9), ("虚州某某医院", 0.3), ("丨州某某医院", 0.9)):
        assert settle({"hospital_name": [short, _vote(other, "careful", score)]}).chosen["hospital_name"] is short
