"""Everything a person wants to know of a claim in the queue, gathered from where the stages left it."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import networkx as nx
import pandas as pd

from fraudpipe.graph.case.ego import neighbourhood
from fraudpipe.graph.case.ego_json import graph_json
from fraudpipe.graph.case.link_view import LinkView, link_view
from fraudpipe.graph.case.paths import LinkPath
from fraudpipe.graph.case.ring import ring_graph
from fraudpipe.graph.case.why import evidence_path
from fraudpipe.records.derived import EVIDENCE, PAPERS, VERIFIED
from fraudpipe.records.finding import STEPS
from fraudpipe.records.frames import plain, records
from fraudpipe.records.masking import masked_name
from fraudpipe.records.moments import day_of
from fraudpipe.records.tables import MEMBERS
from fraudpipe.reporting.queue_page import Crop, QueueEntry
from fraudpipe.stages.finding_kinds import ALL_KINDS
from fraudpipe.stages.link_tables import link_tables, page_prints
from fraudpipe.stages.ports import LakeStore, VaultStore
from fraudpipe.stages.triage import all_findings

_SEVERITY_ORDER = {"high": 0, "medium": 1, "low": 2}
_KINDS = {kind.code: kind for kind in ALL_KINDS}


@dataclass(frozen=True)
class ClaimFile:
    """What is known of the claims of a night, for reading only.

    Attributes:
        queue: The queue table.
        reasons: claim_id, position, feature, value, contribution, message_zh, message_en.
        findings: The columns of CHECKED.
        evidence: The columns of EVIDENCE.
        papers: The columns of PAPERS.
        members: The members table.
        answers: The columns of VERIFIED.
        links: All links as of the night.
        as_of: The night's moment.
    """

    queue: pd.DataFrame
    reasons: pd.DataFrame
    findings: pd.DataFrame
    evidence: pd.DataFrame
    papers: pd.DataFrame
    members: pd.DataFrame
    answers: pd.DataFrame
    links: LinkView
    as_of: int

    @classmethod
    def gather(
        cls, lake: LakeStore, queue: pd.DataFrame, reasons: pd.DataFrame, *, member_cap: int, window_days: int
    ) -> "ClaimFile":
        """Reads what the entries of `queue` need."""
        as_of = int(queue["as_of"].iloc[0]) if len(queue) else 0
        wanted = set(queue["claim_id"])
        findings, papers = all_findings(lake, as_of), lake.read("papers", PAPERS, as_of)
        evidence = lake.read("evidence", EVIDENCE, as_of)
        answers = lake.read("verified", VERIFIED, as_of)
        members = lake.read("members", MEMBERS.lake_columns, as_of)
        return cls(
            queue=queue,
            reasons=reasons,
            findings=findings[findings["claim_id"].isin(wanted)],
            evidence=evidence[evidence["claim_id"].isin(wanted)],
            papers=papers[papers["claim_id"].isin(wanted)],
            members=members[members["member_id"].isin(queue["member_id"])]
            .sort_values(["known_at", "received_at", "delivery_id"], kind="stable")
            .drop_duplicates("member_id", keep="last"),
            answers=answers[answers["claim_id"].isin(wanted)],
            links=link_view(
                as_of,
                **link_tables(lake, as_of),
                prints=page_prints(lake, as_of),
                member_cap=member_cap,
                window_days=window_days,
            ),
            as_of=as_of,
        )

    def entry(self, claim_id: str, vault: VaultStore, *, graph: bool, crops: "Cropper | None" = None) -> QueueEntry:
        """One claim as the queue page and `explain` show it, personal values masked."""
        row = records(self.queue[self.queue["claim_id"] == claim_id])[0]
        row = {name: None if pd.isna(value) else value for name, value in row.items()}
        first_zh, first_en = self.first_reason(claim_id)
        row = {"first_reason_zh": first_zh, "first_reason_en": first_en, **row}
        found = self._findings(claim_id)
        papers = self.papers[self.papers["claim_id"] == claim_id].sort_values("document_id")
        return QueueEntry(
            row=row,
            reasons=records(self.reasons[self.reasons["claim_id"] == claim_id].drop(columns="claim_id")),
            findings=found,
            papers=records(papers[["document_id", "document_type", "page_count", "doubtful_count"]]),
            member=self._member(str(row["member_id"]), vault),
            graph=graph_json(self.network(claim_id)) if graph else None,
            crops=crops(found) if crops is not None else (),
            outside=self._outside(claim_id),
        )

    def first_reason(self, claim_id: str) -> tuple[str, str]:
        """What comes first when somebody asks why, in Chinese and English.

        The gravest finding of at least medium severity, since a person can check it; else what raised the score most;
        else any finding. That there are three findings would be no answer.
        """
        found = self._findings(claim_id)
        grave = [one for one in found if one["severity"] != "low" and not one["in_doubt"]]
        raised = records(self.reasons[self.reasons["claim_id"] == claim_id].head(1))
        told = grave or raised or found
        return (str(told[0]["message_zh"]), str(told[0]["message_en"])) if told else ("", "")

    def network(self, claim_id: str) -> nx.Graph:
        """The claim's neighbourhood as of the night."""
        return neighbourhood(self.links, claim_id)

    def ring(self, claim_id: str) -> nx.Graph:
        """The ring of strong links that the claim lies in, as of the night."""
        return ring_graph(self.links, claim_id)

    def why(self, claim_id: str, other_id: str) -> tuple[nx.Graph, LinkPath]:
        """The shortest chain of evidence between two claims, as of the night."""
        return evidence_path(self.links, claim_id, other_id)

    def _findings(self, claim_id: str) -> list[dict[str, Any]]:
        rows = self.findings[self.findings["claim_id"] == claim_id]
        points = self._evidence(claim_id)
        found = [
            {
                "code": one["code"],
                "severity": one["severity"],
                **_of_kind(one["code"]),
                **{name: text for name in ("message_zh", "message_en") if (text := _text(one[name]))},
                "document_id": _text(one["document_id"]),
                "page": None if pd.isna(one["page"]) else int(one["page"]),
                "box": None if pd.isna(one["box"]) else json.loads(one["box"]),
                "in_doubt": not pd.isna(one["in_doubt"]) and bool(one["in_doubt"]),
                "evidence": points.get(_key(one, "document_id"), []),
            }
            for one in records(rows)
        ]
        return sorted(
            _told_once(found),
            key=lambda one: (
                _SEVERITY_ORDER[one["severity"]],
                one["in_doubt"],
                one["code"],
                one["document_id"] or "",
            ),
        )

    def _evidence(self, claim_id: str) -> dict[tuple[str, str | None, bool], list[dict[str, Any]]]:
        """The fields that each finding stands on, by its code, document and doubt."""
        found: dict[tuple[str, str | None, bool], list[dict[str, Any]]] = defaultdict(list)
        for one in records(self.evidence[self.evidence["claim_id"] == claim_id]):
            found[_key(one, "checked_document_id")].append(
                {
                    "role": one["role"],
                    "document_id": one["document_id"],
                    "field": one["field"],
                    "page": int(one["page"]),
                    "box": json.loads(one["box"]),
                }
            )
        return found

    def _outside(self, claim_id: str) -> list[dict[str, Any]]:
        """The latest answer to each question that was asked about the claim."""
        told = self.answers[self.answers["claim_id"] == claim_id].sort_values("known_at", kind="stable")
        latest = told.drop_duplicates(["document_id", "place", "kind"], keep="last")
        return [plain(one) for one in records(latest[["kind", "document_id", "state", "says"]])]

    def _member(self, member_id: str, vault: VaultStore) -> str:
        member = records(self.members[self.members["member_id"] == member_id])[0]
        sealed = vault.open("member", f"{member_id}/{member['known_at']}")
        if sealed is None:
            return "已删除 erased"
        personal = json.loads(sealed)
        age = day_of(self.as_of).year - int(personal["birth_on"][:4])
        sex = "女" if member["sex"] == "F" else "男"
        return f"{masked_name(personal['name'])} · {sex} · {age} 岁 · {member['region']}"


Cropper = Callable[[list[dict[str, Any]]], tuple[Crop, ...]]
"""Cuts the pieces of pages that findings point at."""


def _told_once(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what was in doubt first and became a fact later, and what others sent that we show on its page."""
    groups: dict[tuple[str, str | None], list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        groups[one["code"], one["document_id"]].append(one)

    def sureness(one: dict[str, Any]) -> tuple[bool, bool]:
        return one["in_doubt"], one["page"] is None

    return [one for group in groups.values() for one in group if sureness(one) == min(map(sureness, group))]


def _of_kind(code: str) -> dict[str, str]:
    """What a finding means, what else would fit and which step would tell; only its code for one that a sender made."""
    kind = _KINDS.get(code)
    step_zh, step_en = ("", "") if kind is None else STEPS[kind.step]
    return {
        "message_zh": code if kind is None or "{" in kind.zh else kind.zh,
        "message_en": code if kind is None or "{" in kind.en else kind.en,
        "innocent": "" if kind is None else kind.innocent,
        "innocent_zh": "" if kind is None else kind.innocent_zh,
        "step": step_en,
        "step_zh": step_zh,
    }


def _key(row: dict[str, Any], document: str) -> tuple[str, str | None, bool]:
    return row["code"], _text(row[document]), not pd.isna(row["in_doubt"]) and bool(row["in_doubt"])


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
