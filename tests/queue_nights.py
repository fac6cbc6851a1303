"""Nights and entries of the queue page, by keyword, with invented people."""

from typing import Any

from builders import AS_OF
from fraudpipe.reporting.queue_page import QueueEntry


def night(**changes: Any) -> dict[str, Any]:
    ordinary = {
        "delivery_id": "night-1",
        "as_of": AS_OF,
        "basis": "model",
        "model": "claim_risk v3",
        "capacity": 2,
        "cost_fen": 80_000,
        "claim_count": 3,
        "quarantined": {"future": 1},
        "without_answers": False,
    }
    return ordinary | changes


def entry(rank: int, **changes: Any) -> QueueEntry:
    """Row values and parts of the entry alike can be changed by name."""
    row: dict[str, Any] = {
        "rank": rank,
        "claim_id": f"claim-{rank}",
        "priority_fen": 9_000_000 - rank,
        "risk": 0.31,
        "novelty": 0.25,
        "amount_fen": 30_000_000,
        "within_capacity": True,
        "plan_kind": "fixed_benefit",
        "illness_code": "C50.9",
        "hospital_name": "模拟第一医院",
        "first_reason_zh": "日期早于加入日",
        "first_reason_en": "dated before joining",
    }
    parts: dict[str, Any] = {
        "reasons": [
            {"message_zh": "等待期后 3 天确诊", "message_en": "diagnosed 3 days after waiting", "contribution": 1.2}
        ],
        "findings": [
            {
                "code": "dated_before_joining",
                "severity": "high",
                "message_zh": "日期早于加入日",
                "message_en": "dated before joining",
                "innocent": "a corrected record",
                "innocent_zh": "病历更正",
                "step": "desk review of the papers",
                "step_zh": "案头复核材料",
                "evidence": [
                    {"role": "says", "document_id": "p1", "field": "issue_date", "page": 1, "box": [1, 2, 3, 4]}
                ],
                "document_id": "p1",
                "page": 1,
            }
        ],
        "outside": (),
        "papers": [
            {"document_id": "p1", "document_type": "diagnosis_certificate", "page_count": 1, "doubtful_count": 2}
        ],
        "member": "模** · 女 · 36 岁 · 330100",
        "graph": None,
        "crops": (),
    }
    for name, value in changes.items():
        (parts if name in parts else row)[name] = value
    return QueueEntry(row=row, **parts)


def small_network(label: str = "···34", sentence: str = "同一电话") -> dict[str, Any]:
    return {
        "focus": "claim:c1",
        "nodes": [
            {"id": "claim:c1", "kind": "claim", "label": "c1", "x": 0.0, "y": 0.0},
            {"id": "claim:c2", "kind": "claim", "label": "c2", "x": 2.0, "y": 1.0, "outcome": "confirmed_fraud"},
            {"id": "phone:1", "kind": "phone", "label": label, "x": 1.0, "y": 0.5},
        ],
        "edges": [{"source": "claim:c1", "target": "phone:1"}, {"source": "phone:1", "target": "claim:c2"}],
        "paths": [{"sentences": {"zh": [sentence], "en": [sentence]}}],
    }
