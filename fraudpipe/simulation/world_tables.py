"""What a world says as a whole: its places and people by cell, what became of every claim, what members paid."""

from dataclasses import astuple

import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS, day_of, seconds
from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.simulation.block import Block
from fraudpipe.simulation.block_tables import Frames, Row, frame
from fraudpipe.simulation.country.places import Hospital
from fraudpipe.simulation.country.population import members_by_month, population_cells
from fraudpipe.simulation.inquiry.rules import rule_points
from fraudpipe.simulation.investigation import INPUT, investigate_all
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.plans import contributions
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth

_FOUNDED_YEARS = 6


def place_frames(scene: Scene) -> Frames:
    """Hospitals and doctors, known from before the first claim, and the membership by cell at the end of history."""
    start = scene.parameters.starts_on
    known = seconds(start.replace(year=start.year - _FOUNDED_YEARS, day=1))
    country = scene.country
    doctors = [
        (doctor.doctor_id, doctor.hospital_id, doctor.name, doctor.department, known)
        for one in country.hospitals
        for staff in one.doctors.values()
        for doctor in staff
    ]
    return {
        "hospitals": frame("hospitals", [_hospital_row(one, known) for one in country.hospitals]),
        "doctors": frame("doctors", doctors),
        "population": _population(scene),
    }


def dossiers(block: Block) -> pd.DataFrame:
    """What investigations start from: one row a claim, the columns of `INPUT` and the claim's id."""
    rows = [
        (
            one.number, one.submitted_at, complete_at(one), one.hospital.region[:2], one.plan_kind, one.amount_fen,
            one.fraud_kind, one.in_waiting, rule_points(one), one.reviewer, one.claim_id,
        )
        for one in block.claims
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*INPUT, "claim_id"])


def complete_at(claim: ClaimTruth) -> int:
    """When the last paper of `claim` that ever comes is in, at most `LATEST_DAYS` after the claim."""
    return claim.submitted_at + max(paper.late_days for paper in claim.papers) * DAY_SECONDS


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


def contributions_frame(scene: Scene, claims: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """What every member paid each month of history: one row a month with members, aid, fee and share.

    Args:
        scene: The world.
        claims: Columns claim_id, amount_fen.
        outcomes: Columns claim_id, decision, known_at.
    """
    grown = dict(members_by_month(scene.parameters))
    paid = outcomes[outcomes["decision"] == "paid"].drop_duplicates("claim_id").merge(claims, on="claim_id")
    month = [day_of(int(one)).strftime("%Y-%m") for one in paid["known_at"]]
    aid = paid["amount_fen"].astype("int64").groupby(month).sum()
    shown = [one for one in grown if one >= scene.parameters.starts_on.strftime("%Y-%m")]
    shares = contributions([max(1, grown[one]) for one in shown], [int(aid.get(one, 0)) for one in shown])
    return pd.DataFrame(
        [(one, *astuple(share)) for one, share in zip(shown, shares, strict=True)],
        columns=["month", "members", "aid_fen", "fee_fen", "share_fen", "carried_fen"],
    )


def _population(scene: Scene) -> pd.DataFrame:
    cells = pd.DataFrame(population_cells(scene.parameters, scene.seed))
    cells["known_at"] = seconds(scene.parameters.ends_on) - 1
    return cells.astype({"age_from": "Int64", "age_to": "Int64", "member_count": "Int64"})


def _hospital_row(one: Hospital, known: int) -> Row:
    return (one.hospital_id, one.name, one.level, one.region, one.specialty or None, known)
