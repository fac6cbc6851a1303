import re

import pytest
from queue_nights import entry, night, small_network

from fraudpipe.reporting.queue_page import Crop, queue_page

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"


def test_a_page_shows_the_night_and_its_claims_in_order() -> None:
    page = queue_page(night(), [entry(1), entry(2), entry(3, within_capacity=False)])
    assert re.findall(r'<span class="rank">(\d+)</span>', page) == ["1", "2", "3"]
    assert page.index("claim-2") < page.index("capacity line") < page.index("claim-3")
    assert page.count("capacity line") == 1
    assert "claim_risk v3" in page
    assert "2026-03-02 00:00" in page
    assert "¥300,000" in page
    assert "cold start" not in page


def test_a_cold_start_says_so_and_states_no_risk() -> None:
    page = queue_page(night(basis="cold_start", model=None), [entry(1, risk=None, priority_fen=None, reasons=())])
    assert "cold start" in page
    assert "No model has been promoted" in page
    assert "<span>—</span>" in page


def test_a_night_without_answers_says_so_if_its_model_needs_them() -> None:
    said = "nobody answered from outside"
    assert said in queue_page(night(without_answers=True), [])
    assert said not in queue_page(night(), [])


def test_a_claim_leads_with_its_first_reason_and_else_says_so() -> None:
    page = queue_page(night(), [entry(1), entry(2, first_reason_zh="")])
    first, second = re.findall(r'<span class="why">(.*?)</span>', page)
    assert first == "日期早于加入日"
    assert second == "无突出理由 · nothing stands out"


def test_what_no_office_said_is_not_checked() -> None:
    asked = {"kind": "stay", "document_id": "D1", "state": "not_checked", "says": None}
    told = {"kind": "invoice", "document_id": "D2", "state": "checked", "says": "held"}
    page = queue_page(night(), [entry(1), entry(2, outside=[asked, told])])
    nobody, somebody = re.findall(r"asked outside</h3>(.*?)</section>", page, re.DOTALL)
    assert "未核验 · not checked" in nobody
    assert "住院号 D1：未核验" in somebody
    assert "invoice: held" in somebody


@pytest.mark.parametrize(
    "place", ["hospital", "member", "reason", "finding", "paper", "graph", "path", "crop", "night"]
)
def test_hostile_text_is_text_wherever_it_stands(place: str) -> None:
    changes: dict[str, object] = {}
    facts = night()
    match place:
        case "hospital":
            changes = {"hospital_name": HOSTILE}
        case "member":
            changes = {"member": HOSTILE}
        case "reason":
            changes = {"reasons": [{"message_zh": HOSTILE, "message_en": HOSTILE, "contribution": 1.0}]}
        case "finding":
            texts = ("message_zh", "message_en", "innocent", "innocent_zh", "step", "step_zh", "document_id", "code")
            point = {"role": "says", "document_id": HOSTILE, "page": 1, "field": HOSTILE}
            changes = {
                "findings": [dict.fromkeys(texts, HOSTILE) | {"severity": "high", "page": 1, "evidence": [point]}]
            }
        case "paper":
            changes = {
                "papers": [{"document_id": HOSTILE, "document_type": HOSTILE, "page_count": 1, "doubtful_count": 1}]
            }
        case "graph":
            changes = {"graph": small_network(label=HOSTILE)}
        case "path":
            changes = {"graph": small_network(sentence=HOSTILE)}
        case "crop":
            changes = {"crops": [Crop(HOSTILE, b"jpeg")]}
        case _:
            facts = night(delivery_id=HOSTILE, model=HOSTILE, quarantined={HOSTILE: 1})
    page = queue_page(facts, [entry(1, **changes)])
    assert "alert(1)" in page, "the text itself is shown"
    assert "<script" not in page
    assert "<img src=x" not in page


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = queue_page(night(), [entry(1, graph=small_network(), crops=[Crop("p1", b"jpeg")])])
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<iframe|javascript:|@import|url\(|\son\w+=", page)
    assert set(re.findall(r'(?:src|href)="([a-z]+:)', page)) == {"data:"}


def test_quarantined_reasons_are_counted() -> None:
    page = queue_page(night(quarantined={"future": 2, "empty_file": 1}), [])
    assert "<b>3</b>" in page
    assert "future" in page


def test_the_same_night_gives_the_same_bytes() -> None:
    entries = [entry(number, graph=small_network()) for number in (1, 2)]
    assert queue_page(night(), entries) == queue_page(night(), entries)


def test_an_empty_night_is_a_page_too() -> None:
    assert "</html>" in queue_page(night(claim_count=0, quarantined={}), [])
