"""A block of claims as the tables of the intake contract, and its truth as tables of its own.

Every row carries the moment at which it became known; what belongs to history and what to a night is a cut by it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.records.schema import Table
from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.simulation.block import Block
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.inquiry.rules import rule_points
from fraudpipe.simulation.investigation import INPUT, investigate_all
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.places import Country, Hospital
from fraudpipe.simulation.readings import fields_json
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth, Member, Paper

Frames = dict[str, pd.DataFrame]
Row = tuple[Any, ...]
_TYPES = {"count": "Int64", "fen": "Int64", "instant": "int64", "share": "float64", "flag": "bool"}
_FOUNDED_YEARS = 6

CLAIM_TRUTH = (
    "claim_id", "is_fraud", "fraud_kind", "outcome", "lost_fen", "ring", "footprints", "slips",
)  # fmt: skip
DOCUMENT_TRUTH = (
    "document_id", "claim_id", "document_type", "making", "edit", "template", "house", "fields", "original_fields",
    "altered_fields",
)  # fmt: skip


def place_frames(scene: Scene) -> Frames:
    """Hospitals and doctors, known from before the first claim."""
    start = scene.parameters.starts_on
    known = seconds(start.replace(year=start.year - _FOUNDED_YEARS, day=1))
    country: Country = scene.country
    doctors = [
        (doctor.doctor_id, doctor.hospital_id, doctor.name, doctor.department, known)
        for one in country.hospitals
        for staff in one.doctors.values()
        for doctor in staff
    ]
    return {
        "hospitals": frame("hospitals", [_hospital_row(one, known) for one in country.hospitals]),
        "doctors": frame("doctors", doctors),
    }


def block_frames(scene: Scene, block: Block) -> Frames:
    """All rows of a block in the tables of the intake contract, whenever they became known.

    `documents.content_sha256` is that of `token_hash`; whoever renders a paper puts the hash of its file there.
    """
    dice = Dice(stream(scene.seed, "readings", block.number))
    rows: dict[str, list[Row]] = {
        name: [] for name in ("members", "claims", "claim_lines", "documents", "identifiers", "visits", "readings")
    }
    _memberships(block, rows)
    read: dict[str, str] = {}
    # Readings draw in the order of ids, so that nothing hangs on the order of making.
    for claim in sorted(block.claims, key=lambda one: one.claim_id):
        rows["claims"].append(_claim_row(claim))
        if claim.plan_kind == "reimbursement":
            rows["claim_lines"] += _line_rows(claim)
        for paper in sorted(claim.papers, key=lambda one: one.document_id):
            known = claim.submitted_at + paper.late_days * DAY_SECONDS
            rows["documents"].append(
                (paper.document_id, claim.claim_id, None, paper.document_type, token_hash(scene.seed, paper.token),
                 known)
            )  # fmt: skip
            if paper.token not in read:
                # One file reads the same wherever it turns up.
                read[paper.token] = fields_json(paper, dice)
            rows["readings"].append(
                (paper.document_id, claim.claim_id, paper.document_type, paper.pages, read[paper.token], known)
            )
        rows["identifiers"] += [
            (claim.member.member_id, claim.claim_id, kind, value, claim.submitted_at)
            for kind, value in sorted(claim.identifiers.items())
        ]
        rows["visits"] += _visit_rows(claim)
    return {name: frame(name, found) for name, found in rows.items()}


def dossiers(block: Block) -> pd.DataFrame:
    """What investigations start from: one row a claim, the columns of `INPUT` and the claim's id."""
    rows = [
        (
            one.number, one.submitted_at, one.hospital.region[:2], one.plan_kind, one.amount_fen, one.fraud_kind,
            one.in_waiting, rule_points(one), one.reviewer, one.claim_id,
        )
        for one in block.claims
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*INPUT, "claim_id"])


def settled(known: pd.DataFrame, parameters: WorldParameters, seed: int) -> Frames:
    """The outcomes of all claims of a world, and under "casebook" what it took to reach them.

    Args:
        known: The dossiers of every block, in any order.
        parameters: The numbers of the world.
        seed: Of the world.
    """
    outcomes, casebook = investigate_all(known, parameters.inquiry, seed)
    names = known.set_index("number")["claim_id"]
    outcomes = outcomes.assign(claim_id=names.loc[outcomes["number"]].to_numpy())
    casebook = casebook.assign(claim_id=names.loc[casebook["number"]].to_numpy())
    found = outcomes[list(TABLES_BY_NAME["outcomes"].names)]
    return {"outcomes": found, "casebook": casebook.drop(columns="number").sort_values(["claim_id", "started_at"])}


def token_hash(seed: int, token: str) -> str:
    """The hash that stands for a paper's file until the file is made."""
    return hashlib.sha256(f"{seed}:{token}".encode()).hexdigest()


def truth_frames(block: Block) -> Frames:
    """The truth of a block: one row a claim, one a document, one for each true link that a claim shares with others."""
    claims = [
        (
            one.claim_id, one.fraud_kind not in ("", "non_disclosure"), one.fraud_kind or None, true_outcome(one),
            one.lost_fen, one.ring or None, json.dumps(one.footprints), json.dumps(one.slips),
        )
        for one in block.claims
    ]  # fmt: skip
    documents = [_document_truth(claim, paper) for claim in block.claims for paper in claim.papers]
    return {
        "claims": pd.DataFrame(claims, columns=list(CLAIM_TRUTH)),
        "documents": pd.DataFrame(documents, columns=list(DOCUMENT_TRUTH)),
        "links": pd.DataFrame(
            [(one.claim_id, link) for one in block.claims for link in one.links], columns=["claim_id", "link"]
        ),
    }


def true_outcome(claim: ClaimTruth) -> str:
    """What an investigation that sees everything would find."""
    if claim.fraud_kind:
        return "non_disclosure" if claim.fraud_kind == "non_disclosure" else "confirmed_fraud"
    return "not_covered" if claim.in_waiting else "not_fraud"


def delivered(frames: Mapping[str, pd.DataFrame], after: int, before: int) -> Frames:
    """The rows of `frames` that became known from `after` to before `before`, in the order of time and key."""
    found = {}
    for name, rows in frames.items():
        table = TABLES_BY_NAME[name]
        inside = rows[rows["known_at"].between(after, before - 1)]
        found[name] = inside.sort_values(order_of(table), ignore_index=True, kind="stable")
    return found


def order_of(table: Table) -> list[str]:
    """The columns by which the rows of a table are sorted, so that their order says nothing."""
    return ["known_at", *(name for name in table.names if name not in ("known_at", "fields"))]


def frame(name: str, rows: list[Row]) -> pd.DataFrame:
    """Rows as a frame of table `name`."""
    table: Table = TABLES_BY_NAME[name]
    made = pd.DataFrame(rows, columns=list(table.names))
    return made.astype({one.name: _TYPES[one.kind] for one in table.columns if one.kind in _TYPES})


def _memberships(block: Block, rows: dict[str, list[Row]]) -> None:
    members: dict[str, Member] = {one.member.member_id: one.member for one in block.claims}
    for member in [*members.values(), *block.relatives]:
        rows["members"].append(
            (
                member.member_id, member.name, member.id_number, member.sex, member.birth_on.isoformat(), member.region,
                member.joined_on.isoformat(), member.declared_illness, member.joined_at,
            )
        )  # fmt: skip
        rows["identifiers"] += [
            (member.member_id, None, kind, value, member.joined_at)
            for kind, value in (
                ("phone", member.phone), ("address", member.address), ("referrer", member.referrer),
            ) if value
        ]  # fmt: skip


def _document_truth(claim: ClaimTruth, paper: Paper) -> Row:
    return (
        paper.document_id, claim.claim_id, paper.document_type, paper.making, paper.edit, paper.template, paper.house,
        _json(paper.values), _json(paper.original), json.dumps(paper.altered),
    )  # fmt: skip


def _line_rows(claim: ClaimTruth) -> Iterable[Row]:
    return [
        (claim.claim_id, place, one.name, one.category, float(one.quantity), one.unit_price_fen, one.amount_fen,
         claim.submitted_at)
        for place, one in enumerate(claim.lines, 1)
    ]  # fmt: skip


def _visit_rows(claim: ClaimTruth) -> Iterable[Row]:
    return [
        (claim.member.member_id, one.hospital_id, one.event_on.isoformat(), one.illness_code, one.visit_kind,
         claim.submitted_at)
        for one in sorted(claim.visits, key=lambda one: (one.event_on, one.illness_code))
    ]  # fmt: skip


def _claim_row(claim: ClaimTruth) -> Row:
    return (
        claim.claim_id, claim.member.member_id, claim.plan_kind, claim.illness.code, claim.event_on.isoformat(),
        claim.admitted_on.isoformat(), claim.discharged_on.isoformat(), claim.hospital.hospital_id,
        claim.doctor.doctor_id if claim.names_doctor else None, claim.department, claim.amount_fen,
        claim.submitted_at,
    )  # fmt: skip


def _hospital_row(one: Hospital, known: int) -> Row:
    return (one.hospital_id, one.name, one.level, one.region, one.specialty or None, known)


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
