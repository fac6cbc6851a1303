"""Checks the claims of a delivery: papers against themselves, one another, the claim and the plan."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fraudpipe.checks.claim_checks import check_claim
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import CHECKED, PAPERS
from fraudpipe.records.finding import Finding
from fraudpipe.records.frames import records, rows
from fraudpipe.records.moments import day_of
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet
from fraudpipe.records.reading import reading_from_json
from fraudpipe.records.tables import CLAIM_LINES, CLAIMS, HOSPITALS, MEMBERS
from fraudpipe.stages.ports import LakeStore, Progress, StageReport, VaultStore

STAGE = "check"


def run(delivery: Delivery, lake: LakeStore, vault: VaultStore, progress: Progress) -> StageReport:
    """Checks every claim of a delivery and writes the findings as `checked`.

    Args:
        delivery: A delivery whose papers were read.
        lake: Claims, members, hospitals and papers up to the delivery's moment.
        vault: Names and readings in plain text, for the time of the check only.
        progress: Told of each claim.
    """
    claims = lake.read("claims", CLAIMS.lake_columns, delivery.as_of, delivery_id=delivery.delivery_id)
    progress.start("checking claims", len(claims))
    facts = _Facts.gather(delivery, lake, claims)
    found: list[dict[str, Any]] = []
    for claim in records(claims):
        papers = facts.paper_set(claim, vault)
        if papers is not None:
            found += [_row(claim, finding) for finding in check_claim(papers)]
        progress.advance()
    frame = pd.DataFrame(found, columns=[name for name, _ in CHECKED]).assign(delivery_id=delivery.delivery_id)
    lake.put_derived("checked", delivery.delivery_id, frame, CHECKED)
    return StageReport(STAGE, {"claims": len(claims), "findings": len(found)})


@dataclass(frozen=True)
class _Facts:
    """What the checks need beside the claim, by id."""

    members: dict[str, dict[str, Any]]
    hospital_names: dict[str, str]
    documents: dict[str, list[str]]
    line_totals: dict[str, int]

    @classmethod
    def gather(cls, delivery: Delivery, lake: LakeStore, claims: pd.DataFrame) -> "_Facts":
        until = delivery.as_of
        members = lake.read("members", MEMBERS.lake_columns, until)
        members = members[members["member_id"].isin(claims["member_id"])].sort_values("known_at", kind="stable")
        hospitals = lake.read("hospitals", HOSPITALS.lake_columns, until).sort_values("known_at", kind="stable")
        lines = lake.read("claim_lines", CLAIM_LINES.lake_columns, until)
        lines = lines[lines["claim_id"].isin(claims["claim_id"])]
        lines = lines.drop_duplicates(["claim_id", "line_number"], keep="last")
        papers = lake.read("papers", PAPERS, until)
        documents: dict[str, list[str]] = defaultdict(list)
        for claim_id, document_id in rows(
            papers[papers["claim_id"].isin(claims["claim_id"])], "claim_id", "document_id"
        ):
            documents[claim_id].append(document_id)
        return cls(
            members={one["member_id"]: one for one in records(members)},
            hospital_names=dict(rows(hospitals, "hospital_id", "name")),
            documents=documents,
            line_totals={str(key): int(total) for key, total in lines.groupby("claim_id")["amount_fen"].sum().items()},
        )

    def paper_set(self, claim: dict[str, Any], vault: VaultStore) -> PaperSet | None:
        """None when the member was erased: nothing personal is left to check."""
        sealed = vault.open("member", claim["member_id"])
        if sealed is None:
            return None
        return PaperSet(
            self._claim_facts(claim, vault),
            self._member_facts(claim, json.loads(sealed)),
            tuple(self._papers(claim, vault)),
        )

    def _papers(self, claim: dict[str, Any], vault: VaultStore) -> Iterator[Paper]:
        names = sorted(set(self.documents.get(claim["claim_id"], [])))
        for document_id, content in vault.open_many("reading", names):
            yield Paper(document_id, reading_from_json(json.loads(content)))

    def _claim_facts(self, claim: dict[str, Any], vault: VaultStore) -> ClaimFacts:
        doctor = None if pd.isna(claim["doctor_id"]) else vault.open("doctor", claim["doctor_id"])
        return ClaimFacts(
            claim_id=claim["claim_id"],
            plan_kind=claim["plan_kind"],
            illness_code=claim["illness_code"],
            event_on=claim["event_on"].date(),
            known_on=day_of(int(claim["known_at"])),
            hospital_name=self.hospital_names[claim["hospital_id"]],
            amount_fen=int(claim["amount_fen"]),
            admitted_on=None if pd.isna(claim["admitted_on"]) else claim["admitted_on"].date(),
            discharged_on=None if pd.isna(claim["discharged_on"]) else claim["discharged_on"].date(),
            doctor_name=None if doctor is None else json.loads(doctor)["name"],
            department=None if pd.isna(claim["department"]) else claim["department"],
            line_total_fen=self.line_totals.get(claim["claim_id"]),
        )

    def _member_facts(self, claim: dict[str, Any], personal: dict[str, str]) -> MemberFacts:
        member = self.members[claim["member_id"]]
        return MemberFacts(
            name=personal["name"],
            sex=member["sex"],
            birth_on=pd.Timestamp(personal["birth_on"]).date(),
            joined_on=member["joined_on"].date(),
            declared_illness=bool(member["declared_illness"]),
            id_number=personal["id_number"],
        )


def _row(claim: dict[str, Any], finding: Finding) -> dict[str, Any]:
    return {
        "claim_id": claim["claim_id"],
        "document_id": finding.document_id,
        "code": finding.code,
        "severity": finding.severity,
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "page": finding.page,
        "box": None if finding.box is None else json.dumps(finding.box),
        "known_at": claim["known_at"],
        "received_at": claim["received_at"],
    }
