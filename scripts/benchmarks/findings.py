"""How often each finding fires on honest and on fraudulent claims of a simulated world, and how long checking takes.

`python scripts/benchmarks/findings.py WORLD`, where WORLD was written by `fraudpipe simulate`. This is evaluation: it
may open the truth.
"""

import datetime as dt
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import pandas as pd

from fraudpipe.checks.claim_checks import check_claim
from fraudpipe.records.moments import day_of
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet
from fraudpipe.records.reading import reading_from_json


def _day(value: object) -> dt.date | None:
    return None if pd.isna(value) or value == "" else pd.Timestamp(value).date()


def paper_sets(world: Path) -> list[PaperSet]:
    """Every claim of the history with its member and its readings."""
    tables = {one.stem: pd.read_parquet(one) for one in sorted((world / "history").glob("*.parquet"))}
    papers: dict[str, list[Paper]] = defaultdict(list)
    for row in tables["readings"].itertuples():
        tree = {"document_type": row.document_type, "rotation": 0, "pages": row.page_count}
        reading = reading_from_json(tree | {"fields": json.loads(row.fields)})
        papers[row.claim_id].append(Paper(row.document_id, reading))
    members = {row.member_id: row for row in tables["members"].itertuples()}
    hospitals = dict(zip(tables["hospitals"]["hospital_id"], tables["hospitals"]["name"], strict=True))
    return [
        PaperSet(_claim(row, hospitals[row.hospital_id]), _member(members[row.member_id]), tuple(papers[row.claim_id]))
        for row in tables["claims"].drop_duplicates("claim_id").itertuples()
    ]


def _claim(row: object, hospital_name: str) -> ClaimFacts:
    return ClaimFacts(
        claim_id=row.claim_id,
        plan_kind=row.plan_kind,
        illness_code=row.illness_code,
        event_on=_day(row.event_on),
        known_on=day_of(int(row.known_at)),
        hospital_name=hospital_name,
        amount_fen=int(row.amount_fen),
        admitted_on=_day(row.admitted_on),
        discharged_on=_day(row.discharged_on),
    )


def _member(row: object) -> MemberFacts:
    joined, born = _day(row.joined_on), _day(row.birth_on)
    return MemberFacts(row.name, row.sex, born, joined, bool(row.declared_illness), row.id_number)


def main() -> None:
    """Prints seconds, then per finding and severity the share of claims of each kind on which it fires."""
    world = Path(sys.argv[1])
    truth = pd.read_parquet(world / "truth" / "claims.parquet").set_index("claim_id")["fraud_kind"]
    sets = paper_sets(world)
    begun = time.process_time()
    found = [(one.claim.claim_id, raised.code, raised.severity) for one in sets for raised in check_claim(one)]
    seconds = time.process_time() - begun
    print(f"{len(sets):,} claims, {sum(len(one.papers) for one in sets):,} papers: {seconds:.1f} s on one core\n")
    kinds = truth.reindex([one.claim.claim_id for one in sets])
    kinds = kinds.where(kinds.notna() & (kinds != ""), "honest")
    counts = kinds.value_counts()
    rows = pd.DataFrame(found, columns=["claim_id", "code", "severity"]).drop_duplicates()
    rows["kind"] = rows["claim_id"].map(kinds)
    fired = rows.pivot_table(index=["code", "severity"], columns="kind", values="claim_id", aggfunc="count")
    shares = (100 * fired.reindex(columns=counts.index).fillna(0) / counts).round(1)
    print("share of claims on which a finding fires, %:")
    print(shares.to_string())
    for name, wanted in (("high", {"high"}), ("at least medium", {"high", "medium"})):
        claims = rows[rows["severity"].isin(wanted)].drop_duplicates("claim_id")["kind"].value_counts()
        print(
            f"\n{name}: "
            + ", ".join(f"{kind} {100 * claims.get(kind, 0) / counts[kind]:.2f} %" for kind in counts.index)
        )


if __name__ == "__main__":
    main()
