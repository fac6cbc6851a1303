"""What the claimant brings of their own: identity card, bank card, the signed authorisation."""

import datetime as dt
from typing import Any

from fraudpipe.records.moments import day_of
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.paper_values.stay import SEXES, Stay
from fraudpipe.simulation.truth import ClaimTruth

_BANKS = ("模拟银行", "演示农商银行", "示例储蓄银行", "虚拟城市银行")
_SCOPE = (
    "本人授权查询、复制与本次申请有关的病历、检查报告及医保结算记录。",
    "授权贵方向医疗机构及医保经办机构调取本人就诊资料，仅用于本次申请的核实。",
    "同意查阅本人住院及门诊病历资料，授权自签署之日起六个月内有效。",
)
_CARD_NAME_SHARE = 0.7


def identity_card(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The identity card, mostly with its front."""
    member = stay.claim.member
    values: dict[str, Any] = {"patient_name": member.name, "sex": SEXES[member.sex]}
    if dice.chance(0.95):
        values |= {"birth_date": member.birth_on.isoformat(), "address": member.address}
    return values | {"id_number": member.id_number}


def bank_card(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The card of the account to be paid to; many print no name, so claimants write theirs beside it."""
    number = stay.claim.identifiers.get("bank_account", stay.claim.member.bank_account)
    values = {"bank_name": bank_of(number), "card_number": number}
    if dice.chance(_CARD_NAME_SHARE):
        values["patient_name"] = stay.claim.member.name
    return values


def show_account(claim: ClaimTruth) -> None:
    """Makes the bank card of a claim the card of the account that was given with it, whoever gave it."""
    number = claim.identifiers.get("bank_account", claim.member.bank_account)
    card = claim.paper("bank_card")
    if card is not None and not card.original:
        card.values |= {"bank_name": bank_of(number), "card_number": number}


def bank_of(card_number: str) -> str:
    """The invented bank that issues cards with such a number."""
    return _BANKS[int(card_number[2:6] or 0) % len(_BANKS)]


def authorisation_letter(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The letter by which the member lets hospitals and offices answer; signed about the day of the claim."""
    claim = stay.claim
    earliest = claim.event_on
    signed = max(
        earliest, day_of(claim.submitted_at) - dt.timedelta(days=dice.weighted((0, 1, 3, 10), (55, 25, 15, 5)))
    )
    return {
        "patient_name": claim.member.name,
        "id_number": claim.member.id_number,
        "issue_date": signed.isoformat(),
        "scope": dice.pick(_SCOPE),
        "signature": claim.member.name,
    }
