"""What checks outside said of the claims of history: automatic queries made when a paper arrives.

Every query is made of all claims alike, hits with a stated rate and now and then cries wolf; the rates stand in
`tables/external_findings.csv` with their source. A page that nobody altered is as silent as any other, whoever it
belongs to: a stranger's genuine paper cannot be seen in its pixels.
"""

import csv
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from fraudpipe.records.finding import Severity
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import Shot, draw_shot
from fraudpipe.simulation.truth import ClaimTruth, Paper

STORAGES = ("kept", "compressed", "messenger")
"""What became of a page's pixels after they could be altered."""

_NUMBERS = ("record_number", "pathology_number")
_INVOICES = ("inpatient_invoice", "outpatient_invoice")
_LEAST_SECONDS, _MOST_SECONDS = 60, 1_800  # how long an automatic query takes [assumed]
_COMPRESSED_BELOW = 88

ExternalFinding = tuple[str, str | None, str, Severity, int]
"""claim_id, document_id, code, severity, known_at: a row of the intake table `findings`."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a query is made, and how often it then says its finding."""

    severity: Severity
    asked: float
    said: float


def external_findings(claim: ClaimTruth, seed: int, dice: Dice) -> list[ExternalFinding]:
    """The findings about one claim.

    Args:
        claim: With its ids.
        seed: Of the world: the shot of an altered page decides whether it still shows.
        dice: Decides.
    """
    rates = external_rates()
    made: list[ExternalFinding] = []
    for code, case, paper in _queries(claim, seed):
        rate = rates[code, case]
        # One draw for "asked and said": the order of honest draws hangs on nothing.
        if dice.chance(rate.asked * rate.said):
            late = 0 if paper is None else paper.late_days * DAY_SECONDS
            at = claim.submitted_at + late + dice.whole(_LEAST_SECONDS, _MOST_SECONDS)
            made.append((claim.claim_id, None if paper is None else paper.document_id, code, rate.severity, at))
    return made


def storage_of(shot: Shot) -> str:
    """Which of STORAGES a page of this shot is."""
    if shot.messenger == "after":
        return "messenger"
    return "compressed" if shot.file_format != "png" and shot.quality < _COMPRESSED_BELOW else "kept"


@functools.cache
def external_rates() -> dict[tuple[str, str], Rate]:
    """(code, case) to its rates. A constant of the package, read once: it takes no argument."""
    source = resources.files("fraudpipe.simulation").joinpath("tables/external_findings.csv")
    severities: dict[str, Severity] = {"low": "low", "medium": "medium", "high": "high"}
    return {
        (row["code"], row["case"]): Rate(severities[row["severity"]], float(row["asked"]), float(row["said"]))
        for row in csv.DictReader(source.read_text("utf-8").splitlines())
    }


def _queries(claim: ClaimTruth, seed: int) -> Iterator[tuple[str, str, Paper | None]]:
    """Code, case and paper of every query about a claim."""
    yield "filed_elsewhere", "filed" if claim.filed_elsewhere else "nothing", None
    for paper in claim.papers:
        yield "pixels_altered", _edited(paper, seed), paper
        if paper.document_type in _INVOICES:
            asked_at = claim.submitted_at + paper.late_days * DAY_SECONDS
            gone = 0 < _refunded_at(claim, paper) <= asked_at
            yield "invoice_refunded", "refunded" if gone else "nothing", paper
        if claim.authorised and any(name in paper.values for name in _NUMBERS):
            yield "number_not_at_hospital", "not_held" if _not_held(paper) else "nothing", paper


def _refunded_at(claim: ClaimTruth, paper: Paper) -> int:
    """When the invoice was red-flushed, for good or because another one took its place; 0 if it was not."""
    if paper.document_type != "inpatient_invoice":
        return 0
    reissue = claim.reissue
    if reissue is not None and paper.values["invoice_number"] == reissue.old["invoice_number"]:
        return reissue.refunded_at
    return claim.refunded_at


def _edited(paper: Paper, seed: int) -> str:
    if not paper.edit:
        return "nothing"
    shot = draw_shot(Dice(stream(seed, "page", paper.token), block=64))
    return f"{paper.edit}/{storage_of(shot)}"


def _not_held(paper: Paper) -> bool:
    """Whether the hospital holds no such number under that name."""
    altered = any(name in paper.original for name in (*_NUMBERS, "patient_name"))
    return paper.making == "fabricated" or altered
