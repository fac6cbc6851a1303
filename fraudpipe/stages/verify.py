"""Asks offices outside about the papers of a delivery, and again about invoices of claims that are still open.

Every claim alike is asked for, so that an answer says nothing about who was suspected. An answer counts as known from
the moment it was asked as of, and is written when it says something new. What a delivery was told is never asked again
for the same moment, so a rerun keeps its answers even where an office has learned since.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from fraudpipe.checks.outside.questions import questions_of
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import VERIFIED
from fraudpipe.records.frames import rows
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.tables import CLAIMS, OUTCOMES_TABLE
from fraudpipe.records.verification import GOOD, Office, Question
from fraudpipe.stages.check import moments
from fraudpipe.stages.paper_sets import Shelf, brought
from fraudpipe.stages.ports import LakeStore, Progress, StageReport, VaultStore
from fraudpipe.stages.probes import all_probes

STAGE = "verify"

Row = dict[str, Any]
_Asked = tuple[str, str | None, int, str]
"""Claim, document, place in its file, kind: what identifies a question."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask, and for how long again.

    Attributes:
        office: Whoever answers.
        again_days: For so many days after a claim was sent its invoices are asked for again, until it is decided: an
            invoice can be refunded after it was used.
    """

    office: Office
    again_days: int


def run(delivery: Delivery, lake: LakeStore, vault: VaultStore, asking: Asking, progress: Progress) -> StageReport:
    """Asks about every claim that a delivery brought, or brought papers for, and writes the answers as `verified`.

    Args:
        delivery: A delivery whose papers were read.
        lake: Claims and papers up to the delivery's moment.
        vault: Numbers in plain text, for the time of asking only.
        asking: Whom to ask.
        progress: Told of each claim.
    """
    new = brought(delivery, lake, "claims", "papers")
    again = _open_claims(lake, delivery.as_of, asking.again_days)
    shelf = Shelf.of(new | again, lake, delivery.as_of)
    scored_at = dict(rows(all_probes(lake, delivery.as_of), "claim_id", "as_of"))
    progress.start("asking outside", len(shelf.claims))
    made: list[Row] = []
    for claim_id in sorted(shelf.claims):
        begun = moments(shelf, claim_id, scored_at.get(claim_id, delivery.as_of), delivery) if claim_id in new else ()
        asked = dict.fromkeys(begun, True)
        if claim_id in again:
            asked.setdefault(delivery.as_of, False)
        made += _of_claim(claim_id, asked, shelf, vault, asking.office, delivery.delivery_id)
        progress.advance()
    frame = pd.DataFrame(made, columns=[name for name, _ in VERIFIED])
    lake.put_derived("verified", delivery.delivery_id, frame, VERIFIED)
    states = frame["state"].value_counts()
    counts = {state: int(states.get(state, 0)) for state in ("checked", "not_checked", "unknown")}
    against = (frame["state"] == "checked") & ~frame["says"].isin(GOOD)
    return StageReport(STAGE, {"claims": len(shelf.claims), **counts, "against": int(against.sum())})


def answered(lake: LakeStore, as_of: int) -> set[str]:
    """The claims about which an office answered, well or badly, by what each question was told last."""
    told = lake.read("verified", VERIFIED, as_of).sort_values(["known_at", "received_at"], kind="stable")
    last = told.drop_duplicates(["claim_id", "document_id", "place", "kind"], keep="last")
    return set(last.loc[last["state"] == "checked", "claim_id"])


def _open_claims(lake: LakeStore, as_of: int, days: int) -> set[str]:
    """Claims of the last `days` that nobody has decided yet."""
    claims = lake.read("claims", CLAIMS.lake_columns, as_of)
    recent = set(claims.loc[claims["known_at"] >= as_of - days * DAY_SECONDS, "claim_id"])
    outcomes = lake.read("outcomes", OUTCOMES_TABLE.lake_columns, as_of)
    return recent - set(outcomes.loc[outcomes["decision"] != "open", "claim_id"])


def _of_claim(
    claim_id: str, asked: Mapping[int, bool], shelf: Shelf, vault: VaultStore, office: Office, delivery_id: str
) -> Iterator[Row]:
    """The answers that say something new, moment by moment.

    Args:
        claim_id: The claim.
        asked: Moment to whether everything is asked then, or invoices alone.
        shelf: Its papers and what was answered before.
        vault: Opens them.
        office: Whoever answers.
        delivery_id: The delivery that is worked on; its own earlier answers stand.
    """
    earlier = shelf.answers.get(claim_id, ())
    own = {(_key(row), row["known_at"]): row for row in earlier if row["delivery_id"] == delivery_id}
    said = {_key(row): _said(row) for row in earlier if row["delivery_id"] != delivery_id}
    for moment, papers in shelf.paper_sets(claim_id, asked, vault):
        for question in () if papers is None else questions_of(papers):
            if not asked[moment] and question.kind != "invoice":
                continue
            key = (claim_id, question.document_id, question.place, question.kind)
            row = own.get((key, moment - 1)) or _ask(question, moment, office, delivery_id)
            if said.get(key) != _said(row):
                said[key] = _said(row)
                yield row


def _ask(question: Question, moment: int, office: Office, delivery_id: str) -> Row:
    answer = office.ask(question, moment)
    return {
        **asdict(answer),
        "claim_id": question.claim_id,
        "received_at": answer.known_at,
        "delivery_id": delivery_id,
    }


def _said(row: Row) -> tuple[str, str | None]:
    return row["state"], None if pd.isna(row["says"]) else row["says"]


def _key(row: Row) -> _Asked:
    document_id: str | None = None if pd.isna(row["document_id"]) else row["document_id"]
    return row["claim_id"], document_id, int(row["place"]), row["kind"]
