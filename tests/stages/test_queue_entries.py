"""What a person is told of a claim: each finding once, in words, the gravest first."""

from typing import Any

import pandas as pd
import pytest
from graph.scan.test_excess import DAY, START
from stages.test_link import LinkLake

from builders import AS_OF
from fraudpipe.graph.case.link_view import LinkView
from fraudpipe.records.derived import CHECKED
from fraudpipe.stages.queue_entries import ClaimFile

REASON = {"claim_id": "c1", "position": 1, "feature": "f", "value": 1.0, "contribution": 1.0}


def a_finding(code: str, severity: str, **changes: Any) -> dict[str, Any]:
    shown = {"message_zh": f"{code} 中文", "message_en": f"{code} told", "page": 1, "box": "[1, 2, 3, 4]"}
    row = {"claim_id": "c1", "document_id": "p1", "code": code, "severity": severity, **shown, "in_doubt": False}
    return {**dict.fromkeys((name for name, _ in CHECKED)), **row, **changes}


SENT = {"message_zh": None, "message_en": None, "page": None, "box": None, "in_doubt": None}


def file_of(*findings: dict[str, Any], reasons: bool = True) -> ClaimFile:
    nothing = pd.DataFrame()
    reason = [{**REASON, "message_zh": "金额高", "message_en": "a high amount"}] if reasons else []
    return ClaimFile(
        queue=nothing,
        reasons=pd.DataFrame(reason, columns=[*REASON, "message_zh", "message_en"]),
        findings=pd.DataFrame(findings, columns=[name for name, _ in CHECKED]),
        evidence=pd.DataFrame(columns=["claim_id"]),
        papers=nothing,
        members=nothing,
        answers=nothing,
        links=LinkView.__new__(LinkView),
        as_of=AS_OF,
    )


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ([a_finding("weak", "low")], "a high amount"),
        ([a_finding("weak", "low"), a_finding("strong", "medium")], "strong told"),
        ([a_finding("b", "medium"), a_finding("worst", "high")], "worst told"),
        ([a_finding("doubted", "medium", in_doubt=True)], "a high amount"),
        ([], "a high amount"),
    ],
)
def test_what_comes_first_is_what_a_person_can_check(findings: list[dict[str, Any]], told: str) -> None:
    assert file_of(*findings).first_reason("c1")[1] == told


def test_without_reasons_any_finding_comes_first_and_else_nothing() -> None:
    assert file_of(a_finding("weak", "low"), reasons=False).first_reason("c1") == ("weak 中文", "weak told")
    assert file_of(reasons=False).first_reason("c1") == ("", "")


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ([a_finding("x", "medium"), a_finding("x", "medium", **SENT)], [(1, False)]),
        ([a_finding("x", "low", in_doubt=True), a_finding("x", "medium", **SENT)], [(None, False)]),
        ([a_finding("x", "low", in_doubt=True), a_finding("x", "medium")], [(1, False)]),
        ([a_finding("x", "low", in_doubt=True)], [(1, True)]),
        ([a_finding("x", "medium"), a_finding("x", "medium", page=2)], [(1, False), (2, False)]),
        ([a_finding("x", "medium"), a_finding("x", "medium", **SENT, document_id="p2")], [(1, False), (None, False)]),
    ],
)
def test_a_finding_is_told_once(findings: list[dict[str, Any]], told: list[tuple[int | None, bool]]) -> None:
    assert [(one["page"], one["in_doubt"]) for one in file_of(*findings)._findings("c1")] == told


def test_what_others_sent_without_words_is_told_in_ours() -> None:
    known, unknown = file_of(
        a_finding("number_not_at_hospital", "medium", **SENT), a_finding("xx_of_theirs", "medium", **SENT)
    )._findings("c1")
    assert known["message_en"] == "the hospital holds no such record or report number"
    assert unknown["message_en"] == "xx_of_theirs"


class _Workspace(LinkLake):
    """The same, and nothing of what other stages write."""

    def read(self, name: str, columns: Any, until: int) -> pd.DataFrame:
        if name not in self.tables:
            return pd.DataFrame({one: [] for one, _ in columns})
        return super().read(name, columns, until)


def test_the_graph_of_a_claim_shows_the_blank_forms_that_were_read() -> None:
    queue = pd.DataFrame({"claim_id": ["c0"], "member_id": ["m0"], "as_of": [START + 300 * DAY]})
    reasons = pd.DataFrame(columns=[*REASON, "message_zh", "message_en"])
    shown = ClaimFile.gather(_Workspace(), queue, reasons, member_cap=50, window_days=1095).network("c0")
    assert shown.nodes["form:own"]["claim_count"] == 2
