"""A world as the tables of the intake contract, and its truth as tables of its own."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fraudpipe.records.moments import seconds
from fraudpipe.records.schema import Table
from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.places import Hospital
from fraudpipe.simulation.readings import fields_json
from fraudpipe.simulation.truth import ClaimTruth, Paper
from fraudpipe.simulation.world import World

Frames = dict[str, pd.DataFrame]
Row = tuple[Any, ...]
_TYPES = {"count": "Int64", "fen": "Int64", "instant": "int64", "share": "float64", "flag": "bool"}


@dataclass(frozen=True, slots=True)
class PageFile:
    """A paper that is delivered as an image: where, and under which hash."""

    file_name: str
    sha256: str


def history_frames(world: World, files: Mapping[str, PageFile], token_hash: Callable[[str], str]) -> Frames:
    """The tables of history.

    Args:
        world: The world.
        files: Document id to its image, for the documents of the night that have one.
        token_hash: The hash of a paper that has no image, from its token.
    """
    as_of = world.history_as_of
    country = world.country.hospitals
    known = seconds(world.parameters.starts_on.replace(year=world.parameters.starts_on.year - 6))
    frames = {
        "hospitals": _frame("hospitals", [_hospital_row(one, known) for one in country]),
        "doctors": _frame(
            "doctors",
            [
                (doctor.doctor_id, doctor.hospital_id, doctor.name, doctor.department, known)
                for one in country
                for staff in one.doctors.values()
                for doctor in staff
            ],
        ),
        "members": _frame("members", _member_rows(world)),
    }
    frames |= _claim_frames(world.history_claims, files, token_hash, Dice(stream(world.seed, "readings", "history")))
    memberships = [
        (one.member_id, None, kind, value, one.joined_at)
        for one in world.members if one.joined_at < as_of
        for kind, value in (("phone", one.phone), ("address", one.address), ("referrer", one.referrer)) if value
    ]  # fmt: skip
    frames["identifiers"] = _frame("identifiers", memberships + _identifier_rows(world.history_claims))
    frames["outcomes"] = _outcomes(world, 0, as_of)
    return frames


def night_frames(world: World, files: Mapping[str, PageFile], token_hash: Callable[[str], str]) -> Frames:
    """The tables of the night; papers with an image have a file name and no reading."""
    frames = _claim_frames(world.night_claims, files, token_hash, Dice(stream(world.seed, "readings", "night")))
    frames["identifiers"] = _frame("identifiers", _identifier_rows(world.night_claims))
    frames["outcomes"] = _outcomes(world, world.history_as_of, world.night_as_of)
    return {name: frame for name, frame in frames.items() if len(frame)}


def truth_frames(world: World, faults: Mapping[str, Mapping[str, Any]]) -> Frames:
    """The truth: one row a claim, one row a document.

    Args:
        world: The world.
        faults: Document id to what the camera did, for the documents that have an image.
    """
    claims = [
        (
            one.claim_id, one.fraud_kind not in ("", "non_disclosure"), one.fraud_kind or None,
            _true_outcome(one), one.lost_fen, json.dumps(one.footprints), json.dumps(one.slips),
        )
        for one in world.claims
    ]  # fmt: skip
    documents = [_document_truth(claim, paper, faults) for claim in world.claims for paper in claim.papers]
    return {
        "claims": pd.DataFrame(
            claims,
            columns=["claim_id", "is_fraud", "fraud_kind", "outcome", "lost_fen", "footprints", "slips"],
        ).sort_values("claim_id", ignore_index=True),
        "documents": pd.DataFrame(
            documents,
            columns=[
                "document_id", "claim_id", "document_type", "making", "template", "fields", "original_fields",
                "altered_fields", "rotation", "faults",
            ],
        ).sort_values("document_id", ignore_index=True),
    }  # fmt: skip


def _document_truth(claim: ClaimTruth, paper: Paper, faults: Mapping[str, Mapping[str, Any]]) -> Row:
    seen = faults.get(paper.document_id)
    return (
        paper.document_id, claim.claim_id, paper.document_type, paper.making, paper.template,
        _json(paper.values), _json(paper.original), json.dumps(paper.altered),
        None if seen is None else seen["rotation"], None if seen is None else _json(dict(seen)),
    )  # fmt: skip


def _true_outcome(claim: ClaimTruth) -> str:
    if claim.fraud_kind:
        return "non_disclosure" if claim.fraud_kind == "non_disclosure" else "confirmed_fraud"
    return "not_covered" if claim.in_waiting else "not_fraud"


def _claim_frames(
    claims: Iterable[ClaimTruth], files: Mapping[str, PageFile], token_hash: Callable[[str], str], dice: Dice
) -> Frames:
    rows: dict[str, list[Row]] = {name: [] for name in ("claims", "claim_lines", "documents", "visits", "readings")}
    read: dict[str, str] = {}
    # Readings draw in the order of ids, so that nothing hangs on the order of making.
    for claim in sorted(claims, key=lambda one: one.claim_id):
        rows["claims"].append(_claim_row(claim))
        known = claim.submitted_at
        if claim.plan_kind == "reimbursement":
            rows["claim_lines"] += [
                (claim.claim_id, place, one.name, one.category, float(one.quantity), one.unit_price_fen,
                 one.amount_fen, known)
                for place, one in enumerate(claim.lines, 1)
            ]  # fmt: skip
        for paper in sorted(claim.papers, key=lambda one: one.document_id):
            file = files.get(paper.document_id)
            name = None if file is None else file.file_name
            digest = token_hash(paper.token) if file is None else file.sha256
            rows["documents"].append((paper.document_id, claim.claim_id, name, paper.document_type, digest, known))
            if file is None:
                # One file reads the same wherever it turns up.
                if paper.token not in read:
                    read[paper.token] = fields_json(paper, dice)
                rows["readings"].append(
                    (paper.document_id, claim.claim_id, paper.document_type, 1, read[paper.token], known)
                )
        rows["visits"] += [
            (claim.member.member_id, one.hospital_id, one.event_on.isoformat(), one.illness_code, one.visit_kind, known)
            for one in sorted(claim.visits, key=lambda one: (one.event_on, one.illness_code))
        ]
    return {name: _frame(name, found) for name, found in rows.items()}


def _claim_row(claim: ClaimTruth) -> Row:
    return (
        claim.claim_id, claim.member.member_id, claim.plan_kind, claim.illness.code, claim.event_on.isoformat(),
        claim.admitted_on.isoformat(), claim.discharged_on.isoformat(), claim.hospital.hospital_id,
        claim.doctor.doctor_id if claim.names_doctor else None, claim.department, claim.amount_fen,
        claim.submitted_at,
    )  # fmt: skip


def _hospital_row(one: Hospital, known: int) -> Row:
    return (one.hospital_id, one.name, one.level, one.region, one.specialty or None, known)


def _member_rows(world: World) -> list[Row]:
    return [
        (
            one.member_id, one.name, one.id_number, one.sex, one.birth_on.isoformat(), one.region,
            one.joined_on.isoformat(), one.declared_illness, one.joined_at,
        )
        for one in world.members if one.joined_at < world.history_as_of
    ]  # fmt: skip


def _identifier_rows(claims: Iterable[ClaimTruth]) -> list[Row]:
    return [
        (claim.member.member_id, claim.claim_id, kind, value, claim.submitted_at)
        for claim in claims
        for kind, value in sorted(claim.identifiers.items())
    ]


def _outcomes(world: World, after: int, before: int) -> pd.DataFrame:
    arrived = {claim.claim_id for claim in world.history_claims}
    rows = [
        (
            claim.claim_id, one.outcome, one.decision, one.intent, one.verification_depth, one.selection,
            one.appeal_status, one.known_at,
        )
        for claim, one in world.outcomes
        if after <= one.known_at < before and claim.claim_id in arrived
    ]  # fmt: skip
    return _frame("outcomes", rows)


def _frame(name: str, rows: list[Row]) -> pd.DataFrame:
    """Rows as a frame of table `name`, sorted by time and key so that their order says nothing."""
    table: Table = TABLES_BY_NAME[name]
    frame = pd.DataFrame(rows, columns=list(table.names))
    frame = frame.astype({one.name: _TYPES[one.kind] for one in table.columns if one.kind in _TYPES})
    return frame.sort_values(["known_at", table.names[0], table.names[1]], ignore_index=True, kind="stable")


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
