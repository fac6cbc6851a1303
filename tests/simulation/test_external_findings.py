from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.external_findings import (
    STORAGES,
    ExternalFinding,
    external_findings,
    external_rates,
    storage_of,
)
from fraudpipe.simulation.pages.camera import draw_shot
from fraudpipe.simulation.truth import EDITS, Paper, Reissue

SUBMITTED_AT = 1_700_000_000
CLAIMS = 5_000


def found(count: int = CLAIMS, **claim: Any) -> list[ExternalFinding]:
    """The findings about `count` claims that are alike but for the tokens of their papers."""
    dice = Dice(stream(9, "external"))
    papers = claim.pop("papers", [])
    told: dict[str, Any] = {"filed_elsewhere": False, "refunded_at": 0, "reissue": None, "authorised": True} | claim
    rows = []
    for number in range(count):
        for paper in papers:
            paper.token = f"{number}:0:0"
        one = SimpleNamespace(claim_id=f"C{number}", submitted_at=SUBMITTED_AT, papers=papers, **told)
        rows += external_findings(one, 9, dice)  # type: ignore[arg-type]
    return rows


def share(code: str, rows: list[ExternalFinding], count: int = CLAIMS) -> float:
    return Counter(row[2] for row in rows)[code] / count


def paper(document_type: str = "pathology_report", **given: Any) -> Paper:
    return Paper(document_type, "0:0:0", 0, {"pathology_number": "2024001", "patient_name": "模拟甲"}, **given)


def said(code: str, case: str) -> float:
    rate = external_rates()[code, case]
    return rate.asked * rate.said


def test_a_strangers_genuine_page_is_as_silent_as_any_other() -> None:
    own, strangers = (share("pixels_altered", found(papers=[paper(making=one)])) for one in ("genuine", "borrowed"))

    assert own == pytest.approx(said("pixels_altered", "nothing"), abs=0.002)
    assert strangers == own


def test_a_messenger_after_the_edit_leaves_nothing_to_see() -> None:
    shots = [draw_shot(Dice(stream(9, "page", f"{n}:0:0"), block=64)) for n in range(400)]
    sent_on = {storage_of(one) for one in shots if one.messenger == "after"}

    assert sent_on == {"messenger"}
    assert {storage_of(one) for one in shots} == set(STORAGES)
    assert said("pixels_altered", "splice/messenger") == said("pixels_altered", "nothing")


def test_an_edit_shows_less_the_worse_the_page_is_kept() -> None:
    storages = Counter(storage_of(draw_shot(Dice(stream(9, "page", f"{n}:0:0"), block=64))) for n in range(1_200))
    for edit in EDITS:
        expected = sum(said("pixels_altered", f"{edit}/{one}") * storages[one] / 1_200 for one in STORAGES)
        seen = share("pixels_altered", found(1_200, papers=[paper(edit=edit, making="altered")]), 1_200)
        assert seen == pytest.approx(expected, abs=0.02)
    assert said("pixels_altered", "splice/kept") > 10 * said("pixels_altered", "splice/compressed")


def test_a_refund_is_known_only_when_it_was_made_before_the_question() -> None:
    invoice = paper("inpatient_invoice")
    before = share("invoice_refunded", found(papers=[invoice], refunded_at=SUBMITTED_AT - 1))
    after = share("invoice_refunded", found(papers=[invoice], refunded_at=SUBMITTED_AT + 10**6))

    assert before == pytest.approx(said("invoice_refunded", "refunded"), abs=0.02)
    assert after < 0.003


def test_a_corrected_invoice_is_refunded_only_where_the_old_one_was_handed_in() -> None:
    old, new = ({"invoice_number": one} for one in ("00000001", "00000002"))
    reissue = Reissue("H0001", old, new, SUBMITTED_AT - 1)
    shares = []
    for values in (old, new):
        invoice = paper("inpatient_invoice")
        invoice.values = dict(values)
        shares.append(share("invoice_refunded", found(papers=[invoice], reissue=reissue)))
    assert shares[0] == pytest.approx(said("invoice_refunded", "refunded"), abs=0.02)
    assert shares[1] < 0.003


def test_hospitals_answer_only_under_an_authorisation() -> None:
    forged = [paper(making="fabricated")]
    assert share("number_not_at_hospital", found(papers=forged)) == pytest.approx(
        said("number_not_at_hospital", "not_held"), abs=0.02
    )
    assert share("number_not_at_hospital", found(papers=forged, authorised=False)) == 0.0


def test_honest_claims_are_told_on_now_and_then_too() -> None:
    honest, filed = (share("filed_elsewhere", found(filed_elsewhere=one)) for one in (False, True))
    assert 0.0 < honest < 0.01 < filed


def test_findings_come_a_little_after_their_paper() -> None:
    rows = found(papers=[paper(making="fabricated", late_days=3)])
    assert {row[3] for row in rows} <= {"low", "medium", "high"}
    late = [row[4] - SUBMITTED_AT for row in rows if row[2] == "number_not_at_hospital"]
    assert 3 * 86_400 < min(late) < max(late) <= 3 * 86_400 + 1_800
