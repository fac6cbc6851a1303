"""Gathers what the checks look at: each claim as of one moment, with its member, its lines and its papers."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import PAPERS, VERIFIED
from fraudpipe.records.divisions import province_of
from fraudpipe.records.frames import records
from fraudpipe.records.hospital_registry import HospitalRegistry
from fraudpipe.records.moments import day_of
from fraudpipe.records.paper_set import ClaimFacts, EarlierClaim, MemberFacts, Paper, PaperSet, VisitFacts
from fraudpipe.records.reading import Reading, reading_from_json
from fraudpipe.records.tables import CLAIM_LINES, CLAIMS, HOSPITALS, MEMBERS, OUTCOMES_TABLE, VISITS
from fraudpipe.records.verification import Answer
from fraudpipe.stages.ports import Columns, LakeStore, TableReads, VaultStore

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
        of_member: All claims of these members, by member.
        outcomes: Of all of those, by claim.
        visits: By member.
        answers: What offices answered, by claim.
    """

    claims: Versions
    members: Versions
    hospitals: Versions
    lines: Versions
    papers: Versions
    of_member: Versions
    outcomes: Versions
    visits: Versions
    answers: Versions

    @classmethod
    def gather(cls, delivery: Delivery, lake: LakeStore) -> "Shelf":
        """Everything about the claims that the delivery brought, or brought papers or answers for."""
        return cls.of(brought(delivery, lake, "claims", "papers", "verified"), lake, delivery.as_of)

    @classmethod
    def of(cls, wanted: Collection[str], lake: TableReads, until: int) -> "Shelf":
        """Everything about some claims that deliveries up to `until` brought."""

        def of_some(name: str, columns: Columns, key: str, some: Collection[str]) -> Versions:
            rows = lake.read(name, columns, until)
            return _versions(rows[rows[key].isin(some)], key)

        every = lake.read("claims", CLAIMS.lake_columns, until)
        claims = every[every["claim_id"].isin(wanted)]
        members = set(claims["member_id"])
        beside = every[every["member_id"].isin(members)]
        return cls(
            claims=_versions(claims, "claim_id"),
            members=of_some("members", MEMBERS.lake_columns, "member_id", members),
            hospitals=of_some("hospitals", HOSPITALS.lake_columns, "hospital_id", set(claims["hospital_id"])),
            lines=of_some("claim_lines", CLAIM_LINES.lake_columns, "claim_id", wanted),
            papers=of_some("papers", PAPERS, "claim_id", wanted),
            of_member=_versions(beside, "member_id"),
            outcomes=of_some("outcomes", OUTCOMES_TABLE.lake_columns, "claim_id", set(beside["claim_id"])),
            visits=of_some("visits", VISITS.lake_columns, "member_id", members),
            answers=of_some("verified", VERIFIED, "claim_id", wanted),
        )

    def paper_sets(
        self, claim_id: str, moments: Iterable[int], vault: VaultStore, hospitals: HospitalRegistry | None = None
    ) -> Iterator[tuple[int, PaperSet | None]]:
        """The claim as it was known just before each of these moments; every paper is opened once.

        None when its member was erased, or is not known by then: nothing personal is left to check.
        """
        opened: dict[str, tuple[Paper, ...]] = {}
        for moment in moments:
            yield moment, self._paper_set(claim_id, moment, vault, hospitals, opened)

    def _paper_set(
        self,
        claim_id: str,
        moment: int,
        vault: VaultStore,
        hospitals: HospitalRegistry | None,
        opened: dict[str, tuple[Paper, ...]],
    ) -> PaperSet | None:
        claim = _latest(self.claims[claim_id], moment)
        member = None if claim is None else _latest(self.members[claim["member_id"]], moment)
        if claim is None or member is None:
            return None
        sealed = vault.open("member", f"{member['member_id']}/{member['known_at']}")
        if sealed is None:
            return None
        return PaperSet(
            self._claim_facts(claim, moment, vault),
            _member_facts(member, json.loads(sealed)),
            tuple(self._papers(claim_id, moment, vault, opened)),
            tuple(self._answers(claim_id, moment)),
            hospitals,
            tuple(self._earlier(claim, moment)),
            tuple(map(_visit, _before(self.visits.get(claim["member_id"], ()), moment))),
        )

    def _answers(self, claim_id: str, moment: int) -> Iterator[Answer]:
        """The latest answer to each question: offices learn, too."""
        known = _before(self.answers.get(claim_id, ()), moment)
        latest = {(row["kind"], _or_none(row["document_id"]), row["place"]): row for row in known}
        return map(_answer, latest.values())

    def _earlier(self, claim: Row, moment: int) -> Iterator[EarlierClaim]:
        """What the member had claimed before this claim was sent, with what was decided by now."""
        sent = min(int(row["known_at"]) for row in self.claims[claim["claim_id"]])
        others = _before(self.of_member.get(claim["member_id"], ()), moment)
        for other in {row["claim_id"]: row for row in others}.values():
            if other["claim_id"] != claim["claim_id"] and int(other["known_at"]) < sent:
                outcome = _latest(self.outcomes.get(other["claim_id"], ()), moment)
                yield EarlierClaim(
                    claim_id=other["claim_id"],
                    plan_kind=other["plan_kind"],
                    illness_code=other["illness_code"],
                    event_on=other["event_on"].date(),
                    decision="open" if outcome is None else outcome["decision"],
                    admitted_on=_day(other["admitted_on"]),
                    discharged_on=_day(other["discharged_on"]),
                )

    def _papers(
        self, claim_id: str, moment: int, vault: VaultStore, opened: dict[str, tuple[Paper, ...]]
    ) -> Iterator[Paper]:
        versions = _before(self.papers.get(claim_id, ()), moment)
        sent_on = {one["document_id"]: day_of(int(one["known_at"])) for one in versions}
        for document_id, content in vault.open_many("reading", sorted(sent_on.keys() - opened.keys())):
            reading = _reading(content)
            # Papers that lay beside one another in one picture are papers like others.
            opened[document_id] = tuple(Paper(document_id, one) for one in (reading, *reading.beside))
        for document_id in sorted(sent_on.keys() & opened.keys()):
            for one in opened[document_id]:
                yield replace(one, sent_on=sent_on[document_id])

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
            admitted_on=_day(claim["admitted_on"]),
            discharged_on=_day(claim["discharged_on"]),
            doctor_name=None if doctor is None else json.loads(doctor)["name"],
            department=None if pd.isna(claim["department"]) else claim["department"],
            line_total_fen=sum(lines.values()) if lines else None,
            hospital_level=0 if hospital is None else int(hospital["level"]),
            hospital_province="" if hospital is None else province_of(hospital["region"]),
        )


def brought(delivery: Delivery, lake: LakeStore, *names: str) -> set[str]:
    """The claims of which a delivery holds rows in the named tables."""
    columns = {"claims": CLAIMS.lake_columns, "papers": PAPERS, "verified": VERIFIED}
    tables = (lake.read(name, columns[name], delivery.as_of, delivery_id=delivery.delivery_id) for name in names)
    return {claim_id for table in tables for claim_id in table["claim_id"]}


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


def _visit(row: Row) -> VisitFacts:
    return VisitFacts(row["event_on"].date(), row["illness_code"], row["visit_kind"])


def _answer(row: Row) -> Answer:
    return Answer(
        kind=row["kind"],
        document_id=_or_none(row["document_id"]),
        place=int(row["place"]),
        state=row["state"],
        known_at=int(row["known_at"]),
        says=_or_none(row["says"]),
        dated_on=_day(row["dated_on"]),
        total_fen=None if pd.isna(row["total_fen"]) else int(row["total_fen"]),
        same_name=None if pd.isna(row["same_name"]) else bool(row["same_name"]),
    )


def _day(value: Any) -> dt.date | None:
    return None if pd.isna(value) else value.date()


def _or_none(value: Any) -> Any:
    return None if pd.isna(value) else value


def _reading(content: bytes) -> Reading:
    return reading_from_json(json.loads(content))
