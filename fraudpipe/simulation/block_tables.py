"""A block of claims as the tables of the intake contract, and its truth as tables of its own.

Every row carries the moment at which it became known; what belongs to history and what to a night is a cut by it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.schema import Table
from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.simulation.block import Block
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.external_findings import external_findings
from fraudpipe.simulation.reading.corrections import corrections_of
from fraudpipe.simulation.reading.prints import made_prints
from fraudpipe.simulation.reading.readings import SUMMARY_TYPE, MadeReading, make_reading, summary_json
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth, Member, Paper

Frames = dict[str, pd.DataFrame]
Row = tuple[Any, ...]
_TYPES = {"count": "Int64", "fen": "Int64", "instant": "int64", "share": "float64", "flag": "bool"}

_OF_BLOCKS = (
    "members", "claims", "claim_lines", "documents", "identifiers", "visits", "readings", "findings", "corrections",
)  # fmt: skip

CLAIM_TRUTH = (
    "claim_id", "is_fraud", "fraud_kind", "outcome", "lost_fen", "ring", "footprints", "slips",
)  # fmt: skip
DOCUMENT_TRUTH = (
    "document_id", "claim_id", "document_type", "making", "edit", "template", "house", "fields", "original_fields",
    "altered_fields", "beside",
)  # fmt: skip


def block_frames(scene: Scene, block: Block) -> Frames:
    """All rows of a block in the tables of the intake contract, whenever they became known.

    `documents.content_sha256` is that of `token_hash`; whoever renders a paper puts the hash of its file there.
    """
    dice = Dice(stream(scene.seed, "readings", block.number))
    rows: dict[str, list[Row]] = {name: [] for name in _OF_BLOCKS}
    _memberships(block, rows)
    read: dict[str, MadeReading] = {}
    # Corrections and findings draw in the order of ids, so that nothing hangs on the order of making.
    for claim in sorted(block.claims, key=lambda one: one.claim_id):
        rows["claims"].append(_claim_row(claim))
        if claim.plan_kind == "reimbursement":
            rows["claim_lines"] += _line_rows(claim)
        if scene.parameters.summary_readings:
            _summary_rows(claim, scene.seed, rows, dice)
        else:
            for paper in sorted(claim.papers, key=lambda one: one.document_id):
                _paper_rows(claim, paper, scene.seed, read, rows, dice)
            rows["findings"] += external_findings(claim, scene.seed, dice)
        rows["identifiers"] += [
            (claim.member.member_id, claim.claim_id, kind, value, claim.submitted_at)
            for kind, value in sorted(claim.identifiers.items())
        ]
        rows["visits"] += _visit_rows(claim)
    frames = {name: frame(name, found) for name, found in rows.items()}
    # A made print could not meet one that is read off a rendered page: a world has the one or the other.
    if not scene.parameters.pages:
        prints = made_prints(block.claims, scene.seed, block.number)
        frames["readings"]["prints"] = frames["readings"]["document_id"].map(prints)
    return frames


def _paper_rows(
    claim: ClaimTruth,
    paper: Paper,
    seed: int,
    read: dict[str, MadeReading],
    rows: dict[str, list[Row]],
    dice: Dice,
) -> None:
    known = claim.submitted_at + paper.late_days * DAY_SECONDS
    rows["documents"].append(
        (paper.document_id, claim.claim_id, None, paper.document_type, token_hash(seed, paper.token), known)
    )
    if paper.token not in read:
        # One file reads the same wherever it turns up.
        read[paper.token] = make_reading(paper, seed)
    reading = read[paper.token]
    rows["readings"].append(
        (paper.document_id, claim.claim_id, reading.document_type, paper.pages, reading.fields, None, known)
    )
    rows["corrections"] += corrections_of(paper, reading, known, dice)


def _summary_rows(claim: ClaimTruth, seed: int, rows: dict[str, list[Row]], dice: Dice) -> None:
    paper = claim.papers[0]
    digest = token_hash(seed, paper.token)
    known = claim.submitted_at
    rows["documents"].append((paper.document_id, claim.claim_id, None, SUMMARY_TYPE, digest, known))
    rows["readings"].append(
        (paper.document_id, claim.claim_id, SUMMARY_TYPE, paper.pages, summary_json(claim, dice), None, known)
    )


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
    return ["known_at", *(name for name in table.names if name not in ("known_at", "fields", "prints"))]


def frame(name: str, rows: list[Row]) -> pd.DataFrame:
    """Rows as a frame of table `name`."""
    table: Table = TABLES_BY_NAME[name]
    made = pd.DataFrame(rows, columns=list(table.names))
    return made.astype({one.name: _TYPES[one.kind] for one in table.columns if one.kind in _TYPES})


def _memberships(block: Block, rows: dict[str, list[Row]]) -> None:
    """Members and what reaches them, known with the first claim of their household.

    Whoever joined after it and claims is known with the own claim: nobody is told of because of a claim to come.
    """
    members: dict[str, Member] = {}
    claimed: dict[str, int] = {}
    asked: dict[str, int] = {}
    for claim in block.claims:
        own, house = claim.member.member_id, (claim.member.head or claim.member).member_id
        members[own] = claim.member
        claimed[own] = min(claim.submitted_at, claimed.get(own, claim.submitted_at))
        asked[house] = min(claim.submitted_at, asked.get(house, claim.submitted_at))
    for member in [*members.values(), *block.relatives]:
        known = asked[(member.head or member).member_id]
        if member.joined_at > known:
            known = claimed.get(member.member_id, member.joined_at)
        rows["members"].append(
            (
                member.member_id, member.name, member.id_number, member.sex, member.birth_on.isoformat(), member.region,
                member.joined_on.isoformat(), member.declared_illness, known,
            )
        )  # fmt: skip
        rows["identifiers"] += [
            (member.member_id, None, kind, value, known)
            for kind, value in (
                ("phone", member.phone), ("address", member.address), ("referrer", member.referrer),
            ) if value
        ]  # fmt: skip


def _document_truth(claim: ClaimTruth, paper: Paper) -> Row:
    return (
        paper.document_id, claim.claim_id, paper.document_type, paper.making, paper.edit, paper.template, paper.house,
        _json(paper.values), _json(paper.original), json.dumps(paper.altered), _beside(paper.beside),
    )  # fmt: skip


def _beside(paper: Paper | None) -> str | None:
    if paper is None:
        return None
    return _json({
        "document_type": paper.document_type, "making": paper.making, "template": paper.template,
        "house": paper.house, "fields": paper.values,
    })  # fmt: skip


def _line_rows(claim: ClaimTruth) -> Iterable[Row]:
    return [
        (claim.claim_id, place, one.name, one.category, float(one.quantity), one.unit_price_fen, one.amount_fen,
         claim.submitted_at)
        for place, one in enumerate(claim.lines, 1)
    ]  # fmt: skip


def _visit_rows(claim: ClaimTruth) -> Iterable[Row]:
    """What an office that answers at once told under the claim's authorisation; without one it tells nothing."""
    return [
        (claim.member.member_id, one.hospital_id, one.event_on.isoformat(), one.illness_code, one.visit_kind,
         claim.submitted_at)
        for one in sorted(claim.visits, key=lambda one: (one.event_on, one.illness_code))
        if claim.authorised and one.recorded and one.online
    ]  # fmt: skip


def _claim_row(claim: ClaimTruth) -> Row:
    return (
        claim.claim_id, claim.member.member_id, claim.plan_kind, claim.illness.code, claim.event_on.isoformat(),
        claim.admitted_on.isoformat(), claim.discharged_on.isoformat(), claim.hospital.hospital_id,
        claim.doctor.doctor_id if claim.names_doctor else None, claim.department, claim.amount_fen,
        claim.submitted_at,
    )  # fmt: skip


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
