from simulation.claims import claims, stays

from fraudpipe.records.moments import day_of
from fraudpipe.simulation.paper_values.cards import (
    authorisation_letter,
    bank_card,
    bank_of,
    identity_card,
    show_account,
)
from fraudpipe.simulation.truth import Paper


def test_a_letter_is_signed_by_the_member_before_the_claim():
    for stay, dice in stays(200):
        values = authorisation_letter(stay, dice)
        assert values["signature"] == values["patient_name"] == stay.claim.member.name
        assert stay.claim.event_on.isoformat() <= values["issue_date"] <= day_of(stay.claim.submitted_at).isoformat()


def test_a_bank_card_is_of_the_account_that_was_given_with_the_claim():
    stay, dice = stays(1)[0]
    claim = stay.claim
    claim.papers = [Paper("bank_card", "t", 0, bank_card(stay, dice))]
    assert claim.papers[0].values["card_number"] == claim.member.bank_account
    claim.identifiers["bank_account"] = "0012345678901234567"
    show_account(claim)
    assert claim.papers[0].values["card_number"] == "0012345678901234567"
    assert claim.papers[0].values["bank_name"] == bank_of("0012345678901234567")


def test_banks_are_invented():
    assert {bank_of(one.member.bank_account)[:2] for one in claims(200)} == {"模拟", "演示", "示例", "虚拟"}


def test_an_identity_card_says_what_the_register_says():
    for stay, dice in stays(100):
        values = identity_card(stay, dice)
        assert values["id_number"] == stay.claim.member.id_number
        assert (
            values.get("birth_date", stay.claim.member.birth_on.isoformat()) == stay.claim.member.birth_on.isoformat()
        )
