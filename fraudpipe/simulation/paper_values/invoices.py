"""Invoices and bills: who paid what for the stay."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from fraudpipe.records.capitals import words_of
from fraudpipe.records.money import fen, yuan_text
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.paper_values.stay import Stay
from fraudpipe.simulation.truth import ClaimTruth, Line, Paper

_ACCOUNT_SHARE = 0.4
# On two of five honest invoices a further payer is printed (大病保险, 医疗救助, 单位补充): the three parts that
# every invoice names do not add up to the total.
_OTHER_PAYER_SHARE = 0.4
_CHECK_UP_SHARE = 0.08


def inpatient_invoice(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The invoice of the stay, its lines summed by category."""
    claim = stay.claim
    issued = stay.by_the_claim(claim.discharged_on + dt.timedelta(days=dice.weighted((0, 1, 3), (80, 15, 5))))
    own = claim.total_fen - claim.fund_fen
    return (
        _head(claim, issued, "06", dice)
        | stay.some("patient_name", "sex", "department", "record_number")
        | stay.some("admission_date", "discharge_date", "inpatient_days")
        | {
            "line_items": by_category(claim.lines),
            "total_amount": yuan_text(claim.total_fen),
            "total_amount_words": words_of(claim.total_fen),
        }
        | _payments(claim.total_fen, claim.fund_fen, dice)
        | {"prepaid": yuan_text((own // 100_000 + 1) * 100_000)}
    )


def outpatient_invoice(stay: Stay, dice: Dice) -> dict[str, Any]:
    """An invoice of a visit before the stay."""
    # Some bring the bill of a check-up long before, which was for something else.
    days = dice.whole(15, 80) if dice.chance(_CHECK_UP_SHARE) else dice.whole(0, 12)
    issued = stay.claim.admitted_on - dt.timedelta(days=days)
    items = [("挂号费", dice.whole(2, 20) * 100), ("诊察费", dice.whole(4, 50) * 100)]
    items += [(category, dice.whole(2_000, 80_000)) for category in ("检查费", "化验费", "西药费") if dice.chance(0.6)]
    total = sum(amount for _, amount in items)
    return (
        _head(stay.claim, issued, "61", dice)
        | stay.some("patient_name", "sex", "department")
        | {
            "line_items": [(category, yuan_text(amount)) for category, amount in items],
            "total_amount": yuan_text(total),
            "total_amount_words": words_of(total),
        }
        | _payments(total, round(total * dice.pick((0.0, 0.0, 0.5))), dice)
    )


def itemised_bill(stay: Stay, dice: Dice) -> dict[str, Any]:
    """Every charged item of the stay."""
    del dice
    claim = stay.claim
    return stay.some(
        "patient_name", "sex", "department", "record_number", "admission_date", "discharge_date"
    ) | {"line_items": item_rows(claim.lines), "total_amount": yuan_text(claim.total_fen)}  # fmt: skip


def by_category(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """(category, yuan) in the order of the bill, as an invoice prints them."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.category] = sums.get(line.category, 0) + line.amount_fen
    return [(category, yuan_text(amount)) for category, amount in sums.items()]


def item_rows(lines: Iterable[Line]) -> list[tuple[str, str, str, str]]:
    """(name, quantity, unit price, amount) as an itemised bill prints them."""
    return [
        (line.name, str(line.quantity), yuan_text(line.unit_price_fen), yuan_text(line.amount_fen)) for line in lines
    ]


def sums_of(values: dict[str, Any], total_fen: int, fund_fen: int) -> dict[str, str]:
    """The sums of an invoice that says `values` if its total were another; account and other payers stay as they are.

    Args:
        values: What the invoice says now.
        total_fen: The new total.
        fund_fen: The new part of the insurance fund.
    """
    own = total_fen - fund_fen
    paid = [fen(values[name]) for name in ("total_amount", "insurance_fund_paid", "personal_cash_paid")]
    beside_cash = paid[0] - paid[1] - paid[2]
    sums = {
        "total_amount": yuan_text(total_fen),
        "total_amount_words": words_of(total_fen),
        "insurance_fund_paid": yuan_text(fund_fen),
        "personal_cash_paid": yuan_text(own - beside_cash if 0 <= beside_cash <= own else own),
    }
    if not 0 <= beside_cash <= own:
        sums["personal_account_paid"] = "0.00"
    return sums


def print_charges(paper: Paper, claim: ClaimTruth) -> None:
    """Prints an invoice or bill anew from the lines and sums of `claim`, as the hospital's own cashier would."""
    if paper.document_type == "itemised_bill":
        paper.values["line_items"] = item_rows(claim.lines)
        paper.values["total_amount"] = yuan_text(claim.total_fen)
    else:
        paper.values |= sums_of(paper.values, claim.total_fen, claim.fund_fen)
        paper.values["line_items"] = by_category(claim.lines)


def _payments(total_fen: int, fund_fen: int, dice: Dice) -> dict[str, str]:
    own = total_fen - fund_fen
    account = round(own * dice.between(0.05, 0.6)) if dice.chance(_ACCOUNT_SHARE) else 0
    other = round((own - account) * dice.between(0.05, 0.5)) if dice.chance(_OTHER_PAYER_SHARE) else 0
    return {
        "insurance_fund_paid": yuan_text(fund_fen),
        "personal_account_paid": yuan_text(account),
        "personal_cash_paid": yuan_text(own - account - other),
    }


def _head(claim: ClaimTruth, issued: dt.date, kind_code: str, dice: Dice) -> dict[str, Any]:
    return {
        "region": claim.hospital.province,
        "invoice_code": f"{claim.hospital.region[:2]}{kind_code}{issued.year % 100:02d}",
        "invoice_number": f"{dice.whole(1, 99_999_999):08d}",
        "check_code": f"{dice.whole(0, 0xFFFFFF):06x}",
        "issue_date": issued.isoformat(),
    }
