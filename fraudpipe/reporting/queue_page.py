"""The queue of a night as one HTML page that opens without a server and loads nothing from anywhere."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from fraudpipe.records.delivery import REASONS
from fraudpipe.records.moments import at
from fraudpipe.records.money import yuan_display
from fraudpipe.reporting.small_graph import small_graph
from fraudpipe.reporting.words import ANSWERS_ZH, DOCUMENT_TYPES_ZH, PLANS_ZH, QUESTIONS_ZH, SEVERITIES_ZH


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of a page that a finding points at; made only when pages were asked for.

    Attributes:
        caption: Document and page.
        jpeg: The picture.
    """

    caption: str
    jpeg: bytes

    @property
    def source(self) -> str:
        """The picture as a data address."""
        return f"data:image/jpeg;base64,{base64.b64encode(self.jpeg).decode()}"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One claim of the queue, as the page shows it.

    Attributes:
        row: The row of the queue table, with first_reason_zh and first_reason_en.
        reasons: {feature, contribution, message_zh, message_en} from the model, strongest first; empty without one.
        findings: {code, severity, message_zh, message_en, document_id, page, innocent, innocent_zh, step, step_zh,
            evidence: [{role, document_id, field, page, box}]} of the checks, most severe first.
        papers: {document_id, document_type, page_count, doubtful_count} as read.
        member: Masked name, sex, age and home region, as one line.
        graph: {nodes, edges, paths} around the claim, or None for claims below the line.
        crops: Pieces of pages; empty unless asked for.
        outside: {kind, document_id, state, says} of what offices answered; what is not here was not checked.
    """

    row: Mapping[str, Any]
    reasons: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, Any]]
    papers: Sequence[Mapping[str, Any]]
    member: str
    graph: Mapping[str, Any] | None = None
    crops: Sequence[Crop] = field(default_factory=tuple)
    outside: Sequence[Mapping[str, Any]] = ()


def queue_page(night: Mapping[str, Any], entries: Sequence[QueueEntry]) -> str:
    """The page.

    Args:
        night: delivery_id, as_of, basis ("model" or "cold_start"), model (name and version, or None), capacity,
            cost_fen, claim_count, quarantined (reason code to number), without_answers (whether the model learnt with
            answers of offices, and none answered).
        entries: The queue in rank order.
    """
    environment = Environment(
        loader=PackageLoader("fraudpipe.reporting"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["yuan"] = yuan_display
    environment.filters["instant"] = lambda instant: at(instant)[:16].replace("T", " ")
    environment.filters["document_zh"] = lambda code: DOCUMENT_TYPES_ZH.get(code, code)
    environment.filters["plan_zh"] = lambda code: PLANS_ZH.get(code, code)
    environment.filters["severity_zh"] = lambda code: SEVERITIES_ZH.get(code, code)
    environment.filters["question_zh"] = lambda kind: QUESTIONS_ZH.get(kind, kind)
    environment.filters["answer_zh"] = lambda one: ANSWERS_ZH[one["says"] or one["state"]]
    environment.filters["says"] = lambda code: REASONS.get(code, "")
    environment.filters["drawing"] = lambda graph: Markup(small_graph(graph))  # noqa: S704  # every text is escaped there
    return environment.get_template("queue.html.j2").render(night=night, entries=entries)
