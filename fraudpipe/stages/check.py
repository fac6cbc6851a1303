"""Checks the claims of a delivery: papers against themselves, one another, the claim and the plan.

The delivery that first brings a claim checks it as of the moment it is scored at, and once more as of the delivery when
rows about it were learned later; any other delivery as of its own moment alone. A finding counts as known from the
moment of the check that first made it, so it never knows more than its claim. No claim's findings depend on another
claim's, so many are checked in lots, and lots in several processes.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd

from fraudpipe.checks.weights import Weight
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import CHECKED, EVIDENCE
from fraudpipe.records.finding import Finding
from fraudpipe.records.frames import rows
from fraudpipe.records.hospital_registry import HospitalRegistry
from fraudpipe.stages.claim_findings import claim_findings
from fraudpipe.stages.paper_sets import Shelf, brought, visible_at
from fraudpipe.stages.past_medicine import PastMedicine
from fraudpipe.stages.ports import Columns, LakeStore, Progress, StageReport, VaultStore, Workers
from fraudpipe.stages.probes import all_probes

STAGE = "check"

_SMALLEST_LOT = 500
"""Fewer are checked before another process has started."""
_LARGEST_LOT = 5_000
"""All papers of a lot are in memory at once."""

_Seen = tuple[str, str, str | None, bool]
"""Claim, code, document, and whether it was in doubt."""


@dataclass(frozen=True, slots=True)
class ReadOnce:
    """A lake of which each table is read once, however many lots ask for it; nobody changes what it hands out."""

    lake: LakeStore
    _tables: dict[tuple[str, int], pd.DataFrame] = field(default_factory=dict)

    def read(self, name: str, columns: Columns, until: int) -> pd.DataFrame:
        """Rows of a table from deliveries up to `until`."""
        if (name, until) not in self._tables:
            self._tables[name, until] = self.lake.read(name, columns, until)
        return self._tables[name, until]


@dataclass(frozen=True, slots=True)
class Checking:
    """What all claims of a delivery are checked with; see `run`."""

    delivery: Delivery
    lake: ReadOnce
    medicine: PastMedicine
    vault: VaultStore
    weights: Mapping[str, Weight]
    hospitals: HospitalRegistry | None

    @classmethod
    def begin(
        cls,
        delivery: Delivery,
        lake: LakeStore,
        vault: VaultStore,
        weights: Mapping[str, Weight],
        hospitals: HospitalRegistry | None,
    ) -> "Checking":
        """What is read once for all lots of a process."""
        once = ReadOnce(lake)
        return cls(delivery, once, PastMedicine.of(once, delivery.as_of), vault, weights, hospitals)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one lot: by claim the rows of `checked` and of `evidence`, and how often nobody was left."""

    claims: Mapping[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]]
    unchecked: int


def run(
    delivery: Delivery,
    lake: LakeStore,
    vault: VaultStore,
    weights: Mapping[str, Weight],
    progress: Progress,
    hospitals: HospitalRegistry | None = None,
    workers: Workers | None = None,
) -> StageReport:
    """Checks every claim that a delivery brought, or brought papers for; writes what is new (`checked`, `evidence`).

    Args:
        delivery: A delivery whose papers were read.
        lake: Claims, members, hospitals and papers up to the delivery's moment.
        vault: Names and readings in plain text, for the time of the check only.
        weights: By code of a finding, the most that it may say, or that it is switched off.
        progress: Told of each claim, or of each lot where several processes work.
        hospitals: The register of hospitals, if there is one.
        workers: Processes that share a large delivery; none by default. The same is found either way.
    """
    begin = partial(Checking.begin, delivery, lake, vault, weights, hospitals)
    scored_at = dict(rows(all_probes(lake, delivery.as_of), "claim_id", "as_of"))
    wanted = brought(delivery, lake, "claims", "papers", "verified")
    moment_of = {claim_id: scored_at.get(claim_id, delivery.as_of) for claim_id in wanted}
    progress.start("checking claims", len(wanted))
    claims: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {}
    unchecked = 0
    for one in _in_lots(begin, _lots(moment_of, workers.count if workers else 1), workers, progress):
        claims |= one.claims
        unchecked += one.unchecked
    found = [row for claim_id in sorted(claims) for row in claims[claim_id][0]]
    points = [row for claim_id in sorted(claims) for row in claims[claim_id][1]]
    for name, rows_made, columns in (("checked", found, CHECKED), ("evidence", points, EVIDENCE)):
        frame = pd.DataFrame(rows_made, columns=[column for column, _ in columns])
        lake.put_derived(name, delivery.delivery_id, frame.assign(delivery_id=delivery.delivery_id), columns)
    return StageReport(STAGE, {"claims": len(claims), "findings": len(found), "unchecked": unchecked})


def _lots(scored_at: Mapping[str, int], processes: int) -> list[dict[str, int]]:
    """Claims of one time together: what was known of medicine is learned once for each month."""
    ordered = sorted(scored_at, key=lambda claim_id: (scored_at[claim_id], claim_id))
    size = min(max(_SMALLEST_LOT, -(-len(ordered) // processes)), _LARGEST_LOT)
    return [
        {claim_id: scored_at[claim_id] for claim_id in ordered[first : first + size]}
        for first in range(0, len(ordered), size)
    ]


def _in_lots(
    begin: Callable[[], Checking], lots: Sequence[Mapping[str, int]], workers: Workers | None, progress: Progress
) -> Iterator[Checked]:
    if workers is None or min(workers.count, len(lots)) < 2:
        checking = begin()
        for lot in lots:
            yield check_lot(checking, lot, progress.advance)
        return
    for one in workers.each(check_lot, begin, lots):
        progress.advance(len(one.claims))
        yield one


def check_lot(checking: Checking, scored_at: Mapping[str, int], advance: Callable[[], None] | None = None) -> Checked:
    """What is new about some claims.

    Args:
        checking: What they are checked with.
        scored_at: The claims, and when each is scored.
        advance: Called after each.
    """
    delivery, lake = checking.delivery, checking.lake
    shelf = Shelf.of(scored_at.keys(), lake, delivery.as_of)
    known = _known(delivery, lake, set(shelf.claims))
    claims = {}
    unchecked = 0
    for claim_id in sorted(shelf.claims):
        found: list[dict[str, Any]] = []
        points: list[dict[str, Any]] = []
        graph = checking.medicine.known_to(min(map(visible_at, shelf.claims[claim_id])))
        asked = moments(shelf, claim_id, scored_at[claim_id], delivery)
        for moment, papers in shelf.paper_sets(claim_id, asked, checking.vault, checking.hospitals):
            unchecked += papers is None
            made = () if papers is None else claim_findings(papers, graph, checking.weights)
            new = [one for one in made if _is_new(claim_id, one, known)]
            found += [_row(claim_id, one, moment) for one in new]
            points += [row for one in new for row in _points(claim_id, one, moment)]
            known |= {(claim_id, one.code, one.document_id, one.in_doubt) for one in made}
        claims[claim_id] = (found, points)
        if advance is not None:
            advance()
    return Checked(claims, unchecked)


def _is_new(claim_id: str, one: Finding, known: set[_Seen]) -> bool:
    """Whether it says more than what is known: a fact after a doubt does, a doubt after a fact does not."""
    as_fact, as_doubt = ((claim_id, one.code, one.document_id, in_doubt) for in_doubt in (False, True))
    return as_fact not in known and not (one.in_doubt and as_doubt in known)


def _known(delivery: Delivery, lake: ReadOnce, claims: set[str]) -> set[_Seen]:
    """Findings that earlier deliveries made already: the same code about the same paper must not count twice."""
    earlier = lake.read("checked", CHECKED, delivery.as_of)
    earlier = earlier[(earlier["delivery_id"] != delivery.delivery_id) & earlier["claim_id"].isin(claims)]
    return {
        (claim_id, code, None if pd.isna(document_id) else document_id, not pd.isna(in_doubt) and bool(in_doubt))
        for claim_id, code, document_id, in_doubt in rows(earlier, "claim_id", "code", "document_id", "in_doubt")
    }


def moments(shelf: Shelf, claim_id: str, scored_at: int, delivery: Delivery) -> Iterator[int]:
    """When a new claim is scored, and the delivery's own moment if something about it was learned after that.

    What a delivery learns of a claim that was there before is known from that delivery on, never from further back.
    """
    claims = shelf.claims[claim_id]
    if any(row["delivery_id"] != delivery.delivery_id for row in claims):
        yield delivery.as_of
        return
    yield scored_at
    learned = [*claims, *shelf.papers.get(claim_id, ()), *shelf.lines.get(claim_id, ())]
    learned += shelf.answers.get(claim_id, ())
    if not any(visible_at(row) < scored_at for row in shelf.members.get(claims[0]["member_id"], ())):
        learned += shelf.members.get(claims[0]["member_id"], [])
    if scored_at < delivery.as_of and any(visible_at(row) >= scored_at for row in learned):
        yield delivery.as_of


def _row(claim_id: str, finding: Finding, moment: int) -> dict[str, Any]:
    return {
        "claim_id": claim_id,
        "document_id": finding.document_id,
        "code": finding.code,
        "severity": finding.severity,
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "page": finding.page,
        "box": None if finding.box is None else json.dumps(finding.box),
        "in_doubt": finding.in_doubt,
        **_seen_from(moment),
    }


def _points(claim_id: str, finding: Finding, moment: int) -> Iterator[dict[str, Any]]:
    for point in finding.evidence:
        yield {
            "claim_id": claim_id,
            "code": finding.code,
            "checked_document_id": finding.document_id,
            "in_doubt": finding.in_doubt,
            "role": point.role,
            "document_id": point.document_id,
            "field": point.field,
            "page": point.page,
            "box": json.dumps(point.box),
            **_seen_from(moment),
        }


def _seen_from(moment: int) -> dict[str, int]:
    """The last second before the moment of the check: seen by whatever is scored then, and by nothing earlier."""
    return {"known_at": moment - 1, "received_at": moment - 1}
