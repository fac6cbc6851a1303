"""Gathers what the checks look at: each claim as of one moment, with its member, its lines and its papers."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import PAPERS
from fraudpipe.records.frames import records
from fraudpipe.records.moments import day_of
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet
from fraudpipe.records.reading import Reading, reading_from_json
from fraudpipe.records.tables import CLAIM_LINES, CLAIMS, HOSPITALS, MEMBERS
from fraudpipe.stages.ports import LakeStore, VaultStore

Row = dict[str, Any]
Versions = Mapping[str, list[Row]]


@dataclass(frozen=True)
class Shelf:
    """The rows that the checks of one delivery may need, all versions, oldest first.

    Attributes:
        claims: By claim.
        members: By member.
        hospitals: By hospital.
        lines: By claim.
        papers: By claim.
    """

    claims: Versions
    members: Versions
    hospitals: Versions
    lines: Versions
    papers: Versions

    @classmethod
    def gather(cls, delivery: Delivery, lake: LakeStore) -> "Shelf":
        """Everything about the claims that the delivery brought or brought papers for."""
        until, own = delivery.as_of, delivery.delivery_id
        claims, papers = lake.read("claims", CLAIMS.lake_columns, until), lake.read("papers", PAPERS, until)
        touched = set(claims.loc[claims["delivery_id"] == own, "claim_id"])
        touched |= set(papers.loc[papers["delivery_id"] == own, "claim_id"])
        claims = claims[claims["claim_id"].isin(touched)]
        members = lake.read("members", MEMBERS.lake_columns, until)
        lines = lake.read("claim_lines", CLAIM_LINES.lake_columns, until)
        return cls(
            claims=_versions(claims, "claim_id"),
            members=_versions(members[members["member_id"].isin(claims["member_id"])], "member_id"),
            hospitals=_versions(lake.read("hospitals", HOSPITALS.lake_columns, until), "hospital_id"),
            lines=_versions(lines[lines["claim_id"].isin(touched)], "claim_id"),
            papers=_versions(papers[papers["claim_id"].isin(touched)], "claim_id"),
        )

    def paper_set(self, claim_id: str, moment: int, vault: VaultStore) -> PaperSet | None:
        """The claim as it was known just before `moment`.

        None when its member was erased, or is not known by then: nothing personal is left to check.
        """
        claim = _latest(self.claims[claim_id], moment)
        member = None if claim is None else _latest(self.members[claim["member_id"]], moment)
        if claim is None or member is None:
            return None
        sealed = vault.open("member", f"{member['member_id']}/{member['known_at']}")
        if sealed is None:
            return None
        papers = tuple(self._papers(claim_id, moment, vault))
        return PaperSet(self._claim_facts(claim, moment, vault), _member_facts(member, json.loads(sealed)), papers)

    def _papers(self, claim_id: str, moment: int, vault: VaultStore) -> Iterator[Paper]:
        versions = _before(self.papers.get(claim_id, ()), moment)
        sent_on = {one["document_id"]: day_of(int(one["known_at"])) for one in versions}
        for document_id, content in vault.open_many("reading", sorted(sent_on)):
            reading = _reading(content)
            # Papers that lay beside one another in one picture are papers like others.
            for one in (reading, *reading.beside):
                yield Paper(document_id, one, sent_on[document_id])

    def _claim_facts(self, claim: Row, moment: int, vault: VaultStore) -> ClaimFacts:
        doctor: bytes | None = None if pd.isna(claim["doctor_id"]) else vault.open("doctor", claim["doctor_id"])
        hospital = _latest(self.hospitals[claim["hospital_id"]], moment)
        charged = _before(self.lines.get(claim["claim_id"], ()), moment)
        lines = {one["line_number"]: int(one["amount_fen"]) for one in charged}
        return ClaimFacts(
            claim_id=claim["claim_id"],
            plan_kind=claim["plan_kind"],
            illness_code=claim["illness_code"],
            event_on=claim["event_on"].date(),
            known_on=day_of(int(claim["known_at"])),
            hospital_name="" if hospital is None else hospital["name"],
            amount_fen=int(claim["amount_fen"]),
            admitted_on=None if pd.isna(claim["admitted_on"]) else claim["admitted_on"].date(),
            discharged_on=None if pd.isna(claim["discharged_on"]) else claim["discharged_on"].date(),
            doctor_name=None if doctor is None else json.loads(doctor)["name"],
            department=None if pd.isna(claim["department"]) else claim["department"],
            line_total_fen=sum(lines.values()) if lines else None,
        )


def visible_at(row: Row) -> int:
    """The moment from which a row counts as known."""
    return max(int(row["known_at"]), int(row["received_at"]))


def _versions(frame: pd.DataFrame, key: str) -> Versions:
    """Rows by key, ordered as the feature engine orders versions: the one known last counts."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in records(frame.sort_values(["known_at", "received_at", "delivery_id"], kind="stable")):
        found[row[key]].append(row)
    return found


def _before(versions: Iterable[Row], moment: int) -> Iterator[Row]:
    return (row for row in versions if visible_at(row) < moment)


def _latest(versions: Iterable[Row], moment: int) -> Row | None:
    return next(reversed(list(_before(versions, moment))), None)


def _member_facts(member: Row, personal: dict[str, str]) -> MemberFacts:
    return MemberFacts(
        name=personal["name"],
        sex=member["sex"],
        birth_on=pd.Timestamp(personal["birth_on"]).date(),
        joined_on=member["joined_on"].date(),
        declared_illness=bool(member["declared_illness"]),
        id_number=personal["id_number"],
    )


def _reading(content: bytes) -> Reading:
    return reading_from_json(json.loads(content))
