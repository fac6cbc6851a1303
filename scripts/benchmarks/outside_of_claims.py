"""What is known of simulated claims beside their papers: registers, offices' answers, visits, earlier claims."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from fraudpipe.adapters.hospital_files import hospital_registry
from fraudpipe.adapters.office_files import FileOffice
from fraudpipe.checks.outside.questions import questions_of
from fraudpipe.records.moments import DAY_SECONDS, midnight_after
from fraudpipe.records.paper_set import EarlierClaim, PaperSet, VisitFacts


def with_outside(world: Path, sets: Iterable[PaperSet], *, asked_after_days: int) -> list[PaperSet]:
    """The claims with answers of all offices, each asked so many days after its claim, as open claims are."""
    office = FileOffice(world / "registry")
    hospitals = hospital_registry(world / "registry" / "hospitals.parquet", complete=True)
    claims = pd.read_parquet(world / "history" / "claims.parquet").sort_values("known_at", kind="stable")
    first = claims.drop_duplicates("claim_id").set_index("claim_id")
    outcomes = pd.read_parquet(world / "history" / "outcomes.parquet").sort_values("known_at", kind="stable")
    decided = _grouped(outcomes, "claim_id")
    of_member, visits = (
        _grouped(one, "member_id") for one in (claims, pd.read_parquet(world / "history" / "visits.parquet"))
    )
    found = []
    for one in sets:
        row = first.loc[one.claim.claim_id]
        moment = midnight_after(int(row.known_at)) + asked_after_days * DAY_SECONDS
        earlier = (other for other in of_member(row.member_id) if other.known_at < row.known_at)
        found.append(
            replace(
                one,
                answers=tuple(office.ask(question, moment) for question in questions_of(one)),
                hospitals=hospitals,
                earlier=tuple(_earlier(other, decided(other.claim_id), moment) for other in earlier),
                visits=tuple(
                    VisitFacts(_day(visit.event_on), visit.illness_code, visit.visit_kind)
                    for visit in visits(row.member_id)
                    if visit.known_at < moment
                ),
            )
        )
    return found


def _grouped(frame: pd.DataFrame, key: str) -> Callable[[str], list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in frame.itertuples():
        groups[getattr(row, key)].append(row)
    return lambda name: groups.get(name, [])


def _earlier(row: Any, outcomes: list[Any], moment: int) -> EarlierClaim:
    decision = next((one.decision for one in reversed(outcomes) if one.known_at < moment), "open")
    return EarlierClaim(
        claim_id=row.claim_id,
        plan_kind=row.plan_kind,
        illness_code=row.illness_code,
        event_on=_day(row.event_on),
        decision=decision,
        admitted_on=_day(row.admitted_on),
        discharged_on=_day(row.discharged_on),
    )


def _day(value: Any) -> Any:
    return None if pd.isna(value) else pd.Timestamp(value).date()
