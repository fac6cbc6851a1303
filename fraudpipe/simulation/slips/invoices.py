"""Hospitals correct invoices: the old one is red-flushed, a new one with a later date takes its place."""

import datetime as dt
from dataclasses import replace

from fraudpipe.records.moments import DAY_SECONDS, day_of, seconds
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.papers import new_token
from fraudpipe.simulation.truth import ClaimTruth, Reissue

_AFTER_DAYS = (9.0, 60.0)
"""Median and 90th percentile from the invoice to its correction [A]: settled by hand, a name, a missing category."""
_OLD_KEPT, _BOTH = 0.35, 0.25
"""Members who hand in the old one after the new was issued, not knowing better, or both of them [A]."""


def reissued_invoice(claim: ClaimTruth, dice: Dice) -> bool:
    """The invoice was corrected: the register says red-flushed of the old one, and the new one is as good."""
    paper = claim.paper("inpatient_invoice")
    if paper is None or not paper.is_of(claim.number) or paper.original or paper.making == "fabricated":
        return False
    if claim.refunded_at or claim.reissue is not None:
        return False
    old = paper.values
    first = dt.date.fromisoformat(old["issue_date"])
    issued = first + dt.timedelta(days=max(1, round(dice.lognormal(*_AFTER_DAYS))))
    new = old | {"invoice_number": f"{dice.whole(1, 99_999_999):08d}", "issue_date": issued.isoformat()}
    if "check_code" in old:
        new["check_code"] = f"{dice.whole(0, 0xFFFFFF):06x}"
    hour = dice.whole(8 * 3_600, 17 * 3_600)
    claim.reissue = Reissue(paper.house, dict(old), dict(new), seconds(issued) + hour)
    draw = dice.unit()
    if draw < _OLD_KEPT or issued > day_of(claim.submitted_at + paper.late_days * DAY_SECONDS):
        return True
    if draw < _OLD_KEPT + _BOTH:
        claim.papers.append(replace(paper, token=new_token(claim, dice), values=new, original={}))
    else:
        paper.values |= new
    return True
